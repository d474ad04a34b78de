import { Vocabulary } from './vocabulary';

/** Tokens that stand in a text by their own name, whatever the rules of the rest are. */
export class SpecialTokens {
  /** Where the last one was found. */
  foundAt: usize = 0;
  private tokens: Array<i32> = new Array<i32>();
  private starts: StaticArray<bool> = new StaticArray<bool>(256);

  constructor(private vocabulary: Vocabulary) {}

  get size(): i32 {
    return this.tokens.length;
  }

  /** Adds a token that has letters; `sort` is called when all are there. */
  add(token: i32): void {
    this.tokens.push(token);
    this.starts[load<u8>(this.vocabulary.start(token))] = true;
  }

  /** Puts longer tokens first, so that of those that begin at one place the longest is found. */
  sort(): void {
    // By counting: a comparison would need the vocabulary in a closure.
    const sorted = new Array<i32>();
    for (let length = this.vocabulary.longest; length > 0; length--) {
      for (let index = 0; index < this.tokens.length; index++) {
        if (this.vocabulary.length(this.tokens[index]) == length) sorted.push(this.tokens[index]);
      }
    }
    this.tokens = sorted;
  }

  /** The first in the text; -1: none. */
  find(text: usize, end: usize): i32 {
    if (this.tokens.length == 0) return -1;
    for (let at = text; at < end; at++) {
      if (!unchecked(this.starts[load<u8>(at)])) continue;
      const token = this.at(at, end);
      if (token < 0) continue;
      this.foundAt = at;
      return token;
    }
    return -1;
  }

  private at(text: usize, end: usize): i32 {
    for (let index = 0; index < this.tokens.length; index++) {
      const token = unchecked(this.tokens[index]);
      const start = this.vocabulary.start(token);
      const length = <usize>this.vocabulary.length(token);
      if (length > end - text || load<u8>(text) != load<u8>(start)) continue;
      if (memory.compare(text, start, length) == 0) return token;
    }
    return -1;
  }
}
