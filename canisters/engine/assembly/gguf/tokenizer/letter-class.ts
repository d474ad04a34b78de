import { LETTER_CLASS_STARTS } from './letter-class-table';

/** What a letter is to the rules that split texts into words. */
export namespace LetterClass {
  export const OTHER: u32 = 0;
  /** Unicode category L. */
  export const LETTER: u32 = 1;
  /** Unicode category N. */
  export const NUMBER: u32 = 2;
  /** Unicode category P. */
  export const PUNCTUATION: u32 = 3;
  /** Unicode property White_Space. */
  export const SPACE: u32 = 4;
  /** Behind the end of the text. */
  export const NONE: u32 = 5;
}

/** The class of a code point, by binary search. */
export function letterClass(codePoint: u32): u32 {
  let low = 0;
  let high = LETTER_CLASS_STARTS.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (unchecked(LETTER_CLASS_STARTS[middle]) >> 3 <= codePoint) low = middle;
    else high = middle - 1;
  }
  return unchecked(LETTER_CLASS_STARTS[low]) & 7;
}
