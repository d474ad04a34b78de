const ALIGNMENT_MASK: u64 = 15;

/** Places values with known lifetimes in one block of memory, first fit, so that the block stays small. */
export class ArenaLayout {
  private offsets: Array<u64> = new Array<u64>();
  private sizes: Array<u64> = new Array<u64>();
  private ends: Array<i32> = new Array<i32>();
  /** Bytes of the whole block. */
  size: u64 = 0;

  /** Pieces that live at the last step. */
  get liveCount(): i32 {
    return this.offsets.length;
  }

  /** Offset of a piece that lives from this step to the step `end`, both included. Steps only grow from call to call. */
  place(size: u64, step: i32, end: i32): u64 {
    const needed = (max<u64>(size, 1) + ALIGNMENT_MASK) & ~ALIGNMENT_MASK;
    this.drop(step);
    let offset: u64 = 0;
    let index = 0;
    for (; index < this.offsets.length; index++) {
      if (offset + needed <= this.offsets[index]) break;
      offset = this.offsets[index] + this.sizes[index];
    }
    this.insert(index, offset, needed, end);
    this.size = max(this.size, offset + needed);
    return offset;
  }

  /** Lets the piece at an offset live on to the step `end`. */
  extend(offset: u64, end: i32): void {
    for (let index = 0; index < this.offsets.length; index++) {
      if (this.offsets[index] == offset) this.ends[index] = max(this.ends[index], end);
    }
  }

  private drop(step: i32): void {
    let kept = 0;
    for (let index = 0; index < this.offsets.length; index++) {
      if (this.ends[index] < step) continue;
      this.offsets[kept] = this.offsets[index];
      this.sizes[kept] = this.sizes[index];
      this.ends[kept] = this.ends[index];
      kept++;
    }
    this.offsets.length = kept;
    this.sizes.length = kept;
    this.ends.length = kept;
  }

  private insert(index: i32, offset: u64, size: u64, end: i32): void {
    this.offsets.push(0);
    this.sizes.push(0);
    this.ends.push(0);
    for (let at = this.offsets.length - 1; at > index; at--) {
      this.offsets[at] = this.offsets[at - 1];
      this.sizes[at] = this.sizes[at - 1];
      this.ends[at] = this.ends[at - 1];
    }
    this.offsets[index] = offset;
    this.sizes[index] = size;
    this.ends[index] = end;
  }
}
