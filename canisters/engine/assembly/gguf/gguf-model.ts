import { tokenCost } from './forward';
import { cacheBytes } from './key-value-cache';
import { Shape } from './shape';
import { Tokenizer } from './tokenizer/tokenizer';
import { Transformer } from './transformer';

/** A language model in the heap: its weights and its tokenizer. Any number of generations read it at a time. */
export class GgufModel {
  constructor(
    public transformer: Transformer,
    public tokenizer: Tokenizer,
  ) {}

  get shape(): Shape {
    return this.transformer.shape;
  }

  /** Bytes of weights and of the vocabulary in the heap. */
  get heapBytes(): u64 {
    return this.transformer.heapBytes + this.tokenizer.vocabulary.heapBytes;
  }

  /** Bytes that a workspace of so many tokens takes for keys and values, beside which the rest is small. */
  contextBytes(contextTokens: i32): u64 {
    return cacheBytes(this.shape, contextTokens);
  }

  /** Instructions of one token of an answer at a position, estimated. Pages of memory that a message touches are not in it. */
  tokenCost(position: i32): f64 {
    return tokenCost(this.transformer, position);
  }

  /** Gives all memory back; the model is not used afterwards. */
  free(): void {
    this.transformer.free();
    this.tokenizer.free();
  }
}
