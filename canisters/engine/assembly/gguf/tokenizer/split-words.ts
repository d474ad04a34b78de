import { LetterClass, letterClass } from './letter-class';
import { codePointAt, letterBytes } from './utf8';

/** Rules by which a text is split before pairs are merged; no merge crosses a split. */
export namespace SplitRule {
  /** `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+` */
  export const GPT2: i32 = 0;
  /** First at runs of `[\p{P}$+<=>^~|]`, then as GPT2, then at runs of `\p{N}`, then after each `[0-9]{3}`. */
  export const DEFAULT: i32 = 1;
  /** First at each `\p{N}`, then as GPT2. */
  export const DIGITS: i32 = 2;
  /** `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+` */
  export const LLAMA3: i32 = 3;
  /** As LLAMA3, with `\p{N}` for `\p{N}{1,3}`. */
  export const QWEN2: i32 = 4;
}

/** The rule that a file names, -1 for a name that is not known. Source: llama.cpp, names of pre-tokenizers and their expressions. */
export function splitRuleOf(name: string): i32 {
  if (name == 'default') return SplitRule.DEFAULT;
  if (name == 'gpt-2') return SplitRule.GPT2;
  if (name == 'smollm' || name == 'starcoder') return SplitRule.DIGITS;
  if (name == 'llama-bpe' || name == 'llama3' || name == 'llama-v3') return SplitRule.LLAMA3;
  if (name == 'qwen2' || name == 'deepseek-r1-qwen') return SplitRule.QWEN2;
  return -1;
}

/** End of the word that begins at `at`. The text is valid UTF-8 and not at its end; every word has at least one letter. */
export function wordEnd(rule: i32, at: usize, end: usize): usize {
  if (rule >= SplitRule.LLAMA3) return modernWordEnd(at, end, rule == SplitRule.LLAMA3 ? 3 : 1);
  if (rule == SplitRule.GPT2) return classicWordEnd(at, end);
  if (rule == SplitRule.DIGITS) {
    if (classAt(at, end) == LetterClass.NUMBER) return after(at);
    return classicWordEnd(at, runEnd(at, end, RunKind.NO_NUMBER));
  }
  if (isMark(at)) return defaultWordEnd(at, runEnd(at, end, RunKind.MARKS));
  return defaultWordEnd(at, runEnd(at, end, RunKind.NO_MARKS));
}

namespace RunKind {
  export const LETTERS: i32 = 0;
  export const NUMBERS: i32 = 1;
  export const NO_NUMBER: i32 = 2;
  export const SPACES: i32 = 3;
  /** Neither letters nor numbers nor spaces. */
  export const OTHERS: i32 = 4;
  export const MARKS: i32 = 5;
  export const NO_MARKS: i32 = 6;
  export const LINE_ENDS: i32 = 7;
}

// The three rules of the default apply one after the other: what the second finds, the third cuts where numbers begin and end, and
// the fourth after every three ASCII digits.
function defaultWordEnd(at: usize, end: usize): usize {
  const word = classicWordEnd(at, end);
  if (classAt(at, end) != LetterClass.NUMBER) return runEnd(at, word, RunKind.NO_NUMBER);
  const digits = runEnd(at, word, RunKind.NUMBERS);
  let place = at;
  while (place < digits) {
    if (areThreeDigits(place, digits)) return place == at ? at + 3 : place;
    place = after(place);
  }
  return digits;
}

function areThreeDigits(at: usize, end: usize): bool {
  return end - at >= 3 && isDigit(load<u8>(at)) && isDigit(load<u8>(at, 1)) && isDigit(load<u8>(at, 2));
}

function isDigit(byte: u32): bool {
  return byte >= 0x30 && byte <= 0x39;
}

function classicWordEnd(at: usize, end: usize): usize {
  const contraction = contractionEnd(at, end, false);
  if (contraction != 0) return contraction;
  const first = classAt(at, end);
  if (first != LetterClass.SPACE) return sameRunEnd(at, end, first);
  if (load<u8>(at) == 0x20) {
    const next = classAt(at + 1, end);
    if (next != LetterClass.SPACE && next != LetterClass.NONE) return sameRunEnd(at + 1, end, next);
  }
  return spacesEnd(at, end);
}

function modernWordEnd(at: usize, end: usize, digitsMost: i32): usize {
  const contraction = contractionEnd(at, end, true);
  if (contraction != 0) return contraction;
  const first = classAt(at, end);
  if (first == LetterClass.LETTER) return runEnd(at, end, RunKind.LETTERS);
  if (first == LetterClass.NUMBER) {
    let place = after(at);
    for (let count = 1; count < digitsMost && classAt(place, end) == LetterClass.NUMBER; count++)
      place = after(place);
    return place;
  }
  if (!isLineEnd(at) && classAt(after(at), end) == LetterClass.LETTER)
    return runEnd(after(at), end, RunKind.LETTERS);
  if (first != LetterClass.SPACE) return marksEnd(at, end);
  if (load<u8>(at) == 0x20 && isOther(classAt(at + 1, end))) return marksEnd(at + 1, end);
  const spaces = runEnd(at, end, RunKind.SPACES);
  let lineEnd: usize = 0;
  for (let place = at; place < spaces; place = after(place)) if (isLineEnd(place)) lineEnd = place + 1;
  return lineEnd != 0 ? lineEnd : spacesEnd(at, end);
}

function marksEnd(at: usize, end: usize): usize {
  return runEnd(runEnd(at, end, RunKind.OTHERS), end, RunKind.LINE_ENDS);
}

/** All spaces but the last, which begins the next word; all of them at the end of the text, and a single one. */
function spacesEnd(at: usize, end: usize): usize {
  let last = at;
  let place = at;
  while (classAt(place, end) == LetterClass.SPACE) {
    last = place;
    place = after(place);
  }
  return place < end && last > at ? last : place;
}

/** End of 's, 't, 're, 've, 'm, 'll or 'd; 0 when none begins here. */
function contractionEnd(at: usize, end: usize, isAnyCase: bool): usize {
  if (load<u8>(at) != 0x27 || end - at < 2) return 0;
  const fold: u32 = isAnyCase ? 0x20 : 0;
  const one = lower(load<u8>(at, 1), fold);
  if (one == 0x73 || one == 0x74 || one == 0x6d || one == 0x64) return at + 2;
  if (end - at < 3) return 0;
  const two = lower(load<u8>(at, 2), fold);
  const isKnown =
    (one == 0x72 && two == 0x65) || (one == 0x76 && two == 0x65) || (one == 0x6c && two == 0x6c);
  return isKnown ? at + 3 : 0;
}

function lower(byte: u32, fold: u32): u32 {
  return byte >= 0x41 && byte <= 0x5a ? byte | fold : byte;
}

function sameRunEnd(at: usize, end: usize, first: u32): usize {
  if (first == LetterClass.LETTER) return runEnd(at, end, RunKind.LETTERS);
  return runEnd(at, end, first == LetterClass.NUMBER ? RunKind.NUMBERS : RunKind.OTHERS);
}

function runEnd(at: usize, end: usize, kind: i32): usize {
  while (at < end && isInRun(at, end, kind)) at = after(at);
  return at;
}

function isInRun(at: usize, end: usize, kind: i32): bool {
  switch (kind) {
    case RunKind.LETTERS:
      return classAt(at, end) == LetterClass.LETTER;
    case RunKind.NUMBERS:
      return classAt(at, end) == LetterClass.NUMBER;
    case RunKind.NO_NUMBER:
      return classAt(at, end) != LetterClass.NUMBER;
    case RunKind.SPACES:
      return classAt(at, end) == LetterClass.SPACE;
    case RunKind.OTHERS:
      return isOther(classAt(at, end));
    case RunKind.MARKS:
      return isMark(at);
    case RunKind.NO_MARKS:
      return !isMark(at);
    default:
      return isLineEnd(at);
  }
}

function isOther(kind: u32): bool {
  return kind == LetterClass.OTHER || kind == LetterClass.PUNCTUATION;
}

/** `[\p{P}$+<=>^~|]` */
function isMark(at: usize): bool {
  const byte = load<u8>(at);
  if (byte == 0x24 || byte == 0x2b || byte == 0x5e || byte == 0x7e || byte == 0x7c) return true;
  if (byte >= 0x3c && byte <= 0x3e) return true;
  return letterClass(codePointAt(at)) == LetterClass.PUNCTUATION;
}

function isLineEnd(at: usize): bool {
  return load<u8>(at) == 0x0d || load<u8>(at) == 0x0a;
}

function classAt(at: usize, end: usize): u32 {
  return at < end ? letterClass(codePointAt(at)) : LetterClass.NONE;
}

function after(at: usize): usize {
  return at + <usize>letterBytes(load<u8>(at));
}
