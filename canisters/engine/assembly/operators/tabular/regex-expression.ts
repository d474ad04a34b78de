/** Kinds of a regular expression's parts. */
export namespace RegexKind {
  export const EMPTY: i32 = 0;
  /** One character of a set. */
  export const SET: i32 = 1;
  /** A place in the text. */
  export const PLACE: i32 = 2;
  export const SEQUENCE: i32 = 3;
  export const CHOICE: i32 = 4;
  export const REPEAT: i32 = 5;
}

/** Places that an expression can ask for. */
export namespace RegexPlace {
  export const TEXT_BEGIN: i32 = 0;
  export const TEXT_END: i32 = 1;
  export const LINE_BEGIN: i32 = 2;
  export const LINE_END: i32 = 3;
  export const WORD_EDGE: i32 = 4;
  export const WORD_INSIDE: i32 = 5;
}

/** The greatest code point. */
export const POINT_MAX: i32 = 0x10ffff;

/** No upper bound of a repetition. */
export const UNBOUNDED: i32 = -1;

/** A part of a regular expression. Groups are not kept: only whether the whole matches is asked. */
export class Regex {
  kind: i32;
  parts: Array<Regex> = new Array<Regex>();
  /** Of a set: first and last code point of each range. */
  ranges: Array<i32> = new Array<i32>();
  isNegated: bool = false;
  /** Letters match in either case. */
  folds: bool = false;
  place: i32 = 0;
  least: i32 = 0;
  most: i32 = UNBOUNDED;

  constructor(kind: i32) {
    this.kind = kind;
  }
}

const DIGITS: StaticArray<i32> = [0x30, 0x39];
const SPACES: StaticArray<i32> = [0x09, 0x0a, 0x0c, 0x0d, 0x20, 0x20];
const WORDS: StaticArray<i32> = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];

/** Adds the ranges of `\d`, `\s`, `\w`, or of all else for the capital letters. False: another letter. Source: RE2, Syntax. */
export function addLetterClass(ranges: Array<i32>, letter: i32): bool {
  const small = letter | 0x20;
  let list = DIGITS;
  if (small == 0x73) list = SPACES;
  else if (small == 0x77) list = WORDS;
  else if (small != 0x64) return false;
  addRanges(ranges, list, letter != small);
  return true;
}

const NAMES: StaticArray<string> = [
  'alnum', 'alpha', 'ascii', 'blank', 'cntrl', 'digit', 'graph', 'lower', 'print', 'punct', 'space', 'upper', 'word',
  'xdigit',
]; // prettier-ignore
const NAMED: StaticArray<StaticArray<i32>> = [
  [0x30, 0x39, 0x41, 0x5a, 0x61, 0x7a],
  [0x41, 0x5a, 0x61, 0x7a],
  [0x00, 0x7f],
  [0x09, 0x09, 0x20, 0x20],
  [0x00, 0x1f, 0x7f, 0x7f],
  [0x30, 0x39],
  [0x21, 0x7e],
  [0x61, 0x7a],
  [0x20, 0x7e],
  [0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e],
  [0x09, 0x0d, 0x20, 0x20],
  [0x41, 0x5a],
  [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a],
  [0x30, 0x39, 0x41, 0x46, 0x61, 0x66],
];

/** Adds the ranges of a named class, as of `[:alpha:]`. False: no such name. Source: RE2, Syntax. */
export function addNamedClass(ranges: Array<i32>, name: string, isNegated: bool): bool {
  const at = NAMES.indexOf(name);
  if (at < 0) return false;
  addRanges(ranges, NAMED[at], isNegated);
  return true;
}

// The list is ascending.
function addRanges(ranges: Array<i32>, list: StaticArray<i32>, isNegated: bool): void {
  let next = 0;
  for (let at = 0; at < list.length; at += 2) {
    if (!isNegated) {
      ranges.push(list[at]);
      ranges.push(list[at + 1]);
      continue;
    }
    if (list[at] > next) {
      ranges.push(next);
      ranges.push(list[at] - 1);
    }
    next = list[at + 1] + 1;
  }
  if (!isNegated) return;
  ranges.push(next);
  ranges.push(POINT_MAX);
}
