const ALIGNMENT_MASK: usize = 15;

/** Places values with known lifetimes in one block of memory, first fit, so that the block stays small. */
export class ArenaLayout {
  private offsets: Array<usize> = new Array<usize>();
  private sizes: Array<usize> = new Array<usize>();
  private ends: Array<i32> = new Array<i32>();
  /** Bytes of the whole block. */
  size: usize = 0;

  /** Offset of a piece that lives from this step to the step `end`, both included. Steps only grow from call to call. */
  place(size: usize, step: i32, end: i32): usize {
    const needed = (max<usize>(size, 1) + ALIGNMENT_MASK) & ~ALIGNMENT_MASK;
    this.drop(step);
    let offset: usize = 0;
    let index = 0;
    for (; index < this.offsets.length; index++) {
      if (offset + needed <= this.offsets[index]) break;
      offset = this.offsets[index] + this.sizes[index];
    }
    this.insert(index, offset, needed, end);
    this.size = max(this.size, offset + needed);
    return offset;
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

  private insert(index: i32, offset: usize, size: usize, end: i32): void {
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
