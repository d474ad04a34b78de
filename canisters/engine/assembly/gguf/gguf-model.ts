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

  /** Gives all memory back; the model is not used afterwards. */
  free(): void {
    this.transformer.free();
    this.tokenizer.free();
  }
}
