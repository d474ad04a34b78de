import { ACTIVATION_BLOCK_BYTES, quantiseActivation } from './kernels/quantise-activation';
import { BLOCK_WEIGHTS } from './tensor-info';

/** Vectors that a matrix is multiplied with, one for each token of a batch: as floats, and quantised when a matrix asks for it. */
export class Activation {
  floats: usize;
  quantised: usize = 0;
  /** Bytes from one quantised vector to the next. */
  quantisedSize: i32;
  private isQuantised: bool = false;

  constructor(
    public width: i32,
    public tokens: i32,
  ) {
    this.quantisedSize = (width / BLOCK_WEIGHTS) * ACTIVATION_BLOCK_BYTES;
    this.floats = heap.alloc(<usize>tokens * <usize>width * 4 + 16);
    this.quantised = heap.alloc(<usize>tokens * <usize>this.quantisedSize + 16);
  }

  /** Address of a token's floats. */
  at(token: i32): usize {
    return this.floats + ((<usize>token * <usize>this.width) << 2);
  }

  /** The floats were written; what was quantised is out of date. */
  changed(): void {
    this.isQuantised = false;
  }

  /** Quantises the first tokens, once for all matrices that need it. The width is a multiple of 32. */
  quantise(tokens: i32): void {
    if (this.isQuantised) return;
    for (let token = 0; token < tokens; token++) {
      quantiseActivation(this.at(token), this.quantised + <usize>(token * this.quantisedSize), this.width);
    }
    this.isQuantised = true;
  }

  free(): void {
    heap.free(this.floats);
    heap.free(this.quantised);
  }
}
