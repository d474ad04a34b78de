const CHUNK_SIZE_MIN: usize = 1 << 16;
const ALIGNMENT_MASK: usize = 15;

/** Memory that is given out piece by piece and taken back at once. Pieces are 16-aligned. */
export class Region {
  private chunks: Array<usize> = new Array<usize>();
  private sizes: Array<usize> = new Array<usize>();
  private current: i32 = 0;
  private offset: usize = 0;

  /** Bytes held, given out or not. */
  heldBytes: usize = 0;

  allocate(size: usize): usize {
    const needed = (size + ALIGNMENT_MASK) & ~ALIGNMENT_MASK;
    while (this.current < this.chunks.length) {
      if (this.offset + needed <= this.sizes[this.current]) {
        const address = this.chunks[this.current] + this.offset;
        this.offset += needed;
        return address;
      }
      this.current++;
      this.offset = 0;
    }
    const chunkSize = max<usize>(CHUNK_SIZE_MIN, needed);
    this.chunks.push(heap.alloc(chunkSize));
    this.sizes.push(chunkSize);
    this.heldBytes += chunkSize;
    this.current = this.chunks.length - 1;
    this.offset = needed;
    return this.chunks[this.current];
  }

  /** Takes every piece back and keeps the memory for the next. */
  reset(): void {
    this.current = 0;
    this.offset = 0;
  }

  /** Takes every piece back and returns the memory. */
  free(): void {
    for (let index = 0; index < this.chunks.length; index++) heap.free(this.chunks[index]);
    this.chunks = new Array<usize>();
    this.sizes = new Array<usize>();
    this.heldBytes = 0;
    this.reset();
  }
}
