const SYMBOL_BYTES: usize = 24;
const PAIR_BYTES: usize = 16;

/**
 * Merges neighbouring pieces of a text, always the pair of the highest rank and of equal ones the leftmost, until no pair can be
 * merged. What a pair merges to, the subclass knows. Symbols and waiting pairs lie in raw memory that is kept from text to text.
 */
export abstract class PairMerger {
  /** What `findPair` found: its rank, and the token of the merged piece. */
  protected foundRank: f32 = 0;
  protected foundToken: i32 = -1;
  private symbols: usize = 0;
  private pairs: usize = 0;
  private room: i32 = 0;
  private symbolCount: i32 = 0;
  private pairCount: i32 = 0;

  /** Whether two neighbours merge. A symbol is its place in the text, its length and its token, or -1. */
  protected abstract findPair(start: usize, leftLength: i32, left: i32, rightLength: i32, right: i32): bool;

  /** Begins a text of at most that many symbols. */
  begin(symbolsMax: i32): void {
    this.symbolCount = 0;
    this.pairCount = 0;
    if (symbolsMax <= this.room) return;
    this.free();
    this.room = max(64, symbolsMax);
    this.symbols = heap.alloc(<usize>this.room * SYMBOL_BYTES);
    // A text has one pair fewer than symbols, and each merge brings two and takes one symbol.
    this.pairs = heap.alloc(<usize>this.room * 3 * PAIR_BYTES);
  }

  free(): void {
    if (this.symbols != 0) heap.free(this.symbols);
    if (this.pairs != 0) heap.free(this.pairs);
    this.symbols = 0;
    this.pairs = 0;
    this.room = 0;
  }

  addSymbol(start: usize, length: i32, token: i32): void {
    const symbol = this.symbol(this.symbolCount);
    store<u32>(symbol, <u32>start);
    store<i32>(symbol, length, 4);
    store<i32>(symbol, token, 8);
    store<i32>(symbol, this.symbolCount - 1, 12);
    store<i32>(symbol, this.symbolCount + 1, 16);
    this.symbolCount++;
  }

  /** Merges all that merges. Afterwards `nextOf(-1)` is the first symbol that is left, and -1 the end. */
  merge(): void {
    if (this.symbolCount == 0) return;
    store<i32>(this.symbol(this.symbolCount - 1), -1, 16);
    for (let index = 1; index < this.symbolCount; index++) this.offer(index - 1, index);
    while (this.pairCount > 0) {
      const pair = this.pairs;
      const left = load<i32>(pair, 4);
      const size = load<i32>(pair, 8);
      const token = load<i32>(pair, 12);
      this.dropTop();
      const symbol = this.symbol(left);
      const right = load<i32>(symbol, 16);
      // One of the two was merged otherwise since.
      if (load<i32>(symbol, 4) == 0 || right < 0) continue;
      if (load<i32>(symbol, 4) + this.lengthOf(right) != size) continue;
      this.join(symbol, left, right, token);
    }
  }

  nextOf(index: i32): i32 {
    if (index < 0) return this.symbolCount > 0 ? 0 : -1;
    return load<i32>(this.symbol(index), 16);
  }

  startOf(index: i32): usize {
    return <usize>load<u32>(this.symbol(index));
  }

  lengthOf(index: i32): i32 {
    return load<i32>(this.symbol(index), 4);
  }

  tokenOf(index: i32): i32 {
    return load<i32>(this.symbol(index), 8);
  }

  private join(symbol: usize, left: i32, right: i32, token: i32): void {
    const other = this.symbol(right);
    store<i32>(symbol, load<i32>(symbol, 4) + load<i32>(other, 4), 4);
    store<i32>(symbol, token, 8);
    store<i32>(other, 0, 4);
    const after = load<i32>(other, 16);
    store<i32>(symbol, after, 16);
    if (after >= 0) store<i32>(this.symbol(after), left, 12);
    const before = load<i32>(symbol, 12);
    if (before >= 0) this.offer(before, left);
    if (after >= 0) this.offer(left, after);
  }

  private symbol(index: i32): usize {
    return this.symbols + <usize>index * SYMBOL_BYTES;
  }

  private offer(left: i32, right: i32): void {
    const one = this.symbol(left);
    const other = this.symbol(right);
    const leftLength = load<i32>(one, 4);
    const rightLength = load<i32>(other, 4);
    const start = <usize>load<u32>(one);
    if (!this.findPair(start, leftLength, load<i32>(one, 8), rightLength, load<i32>(other, 8))) return;
    this.addPair(this.foundRank, left, leftLength + rightLength, this.foundToken);
  }

  // The pairs are a binary heap; the best is the first.
  private addPair(rank: f32, left: i32, size: i32, token: i32): void {
    let place = this.pairCount++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const other = this.pairs + <usize>parent * PAIR_BYTES;
      if (!isBetter(rank, left, load<f32>(other), load<i32>(other, 4))) break;
      v128.store(this.pairs + <usize>place * PAIR_BYTES, v128.load(other));
      place = parent;
    }
    const pair = this.pairs + <usize>place * PAIR_BYTES;
    store<f32>(pair, rank);
    store<i32>(pair, left, 4);
    store<i32>(pair, size, 8);
    store<i32>(pair, token, 12);
  }

  private dropTop(): void {
    const last = this.pairs + <usize>--this.pairCount * PAIR_BYTES;
    const rank = load<f32>(last);
    const left = load<i32>(last, 4);
    let place = 0;
    while (true) {
      let child = 2 * place + 1;
      if (child >= this.pairCount) break;
      let at = this.pairs + <usize>child * PAIR_BYTES;
      if (child + 1 < this.pairCount) {
        const second = at + PAIR_BYTES;
        if (isBetter(load<f32>(second), load<i32>(second, 4), load<f32>(at), load<i32>(at, 4))) {
          child++;
          at = second;
        }
      }
      if (!isBetter(load<f32>(at), load<i32>(at, 4), rank, left)) break;
      v128.store(this.pairs + <usize>place * PAIR_BYTES, v128.load(at));
      place = child;
    }
    v128.store(this.pairs + <usize>place * PAIR_BYTES, v128.load(last));
  }
}

function isBetter(rank: f32, left: i32, otherRank: f32, otherLeft: i32): bool {
  return rank > otherRank || (rank == otherRank && left < otherLeft);
}
