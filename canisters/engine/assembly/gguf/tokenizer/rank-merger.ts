import { PairMerger } from './pair-merger';

const ENTRY_BYTES: usize = 16;

/** Merges by a list of pairs of tokens: the earlier a pair stands in the list, the higher is its rank. */
export class RankMerger extends PairMerger {
  private table: usize = 0;
  private mask: u32 = 0;

  /** Makes room for that many merges. */
  reserve(merges: i32): void {
    let slots: u32 = 16;
    while (slots < <u32>merges * 2) slots <<= 1;
    this.mask = slots - 1;
    this.table = heap.alloc(<usize>slots * ENTRY_BYTES);
    memory.fill(this.table, 0xff, <usize>slots * ENTRY_BYTES);
  }

  freeTable(): void {
    if (this.table != 0) heap.free(this.table);
    this.table = 0;
  }

  /** Notes a merge; of equal pairs the first counts. */
  add(left: i32, right: i32, rank: i32, merged: i32): void {
    const entry = this.slot(left, right);
    if (load<i32>(entry) >= 0) return;
    store<i32>(entry, left);
    store<i32>(entry, right, 4);
    store<i32>(entry, rank, 8);
    store<i32>(entry, merged, 12);
  }

  protected findPair(start: usize, leftLength: i32, left: i32, rightLength: i32, right: i32): bool {
    const entry = this.slot(left, right);
    if (load<i32>(entry) < 0) return false;
    // Ranks stay below 2^24, so that the float is exact.
    this.foundRank = -(<f32>load<i32>(entry, 8));
    this.foundToken = load<i32>(entry, 12);
    return true;
  }

  private slot(left: i32, right: i32): usize {
    let hash = <u32>left * 0x9e37_79b1 + <u32>right * 0x85eb_ca77;
    hash ^= hash >> 15;
    while (true) {
      const entry = this.table + <usize>(hash & this.mask) * ENTRY_BYTES;
      const other = load<i32>(entry);
      if (other < 0 || (other == left && load<i32>(entry, 4) == right)) return entry;
      hash++;
    }
  }
}
