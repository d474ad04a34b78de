import { TO_LOWER, TO_UPPER } from './letter-cases';

/** Bytes that {@link changeCase} writes at most for a text of `length` bytes: a letter of two may become one of three. */
export function changedSizeMax(length: i32): i32 {
  return length + ((length + 1) >> 1);
}

/**
 * Writes a text with its Latin, Greek and Cyrillic letters in lower or upper case; other letters, and bytes that are not UTF-8,
 * stay. Letter by letter: ß, whose upper case is two letters, stays, and no letter depends on those beside it. Returns the number
 * of bytes.
 */
export function changeCase(from: usize, length: i32, to: usize, isUpper: bool): i32 {
  const end = from + <usize>length;
  const start = to;
  while (from < end) {
    const byte = <u32>load<u8>(from);
    if (byte < 0x80) {
      const first: u32 = isUpper ? 0x61 : 0x41;
      const change: u32 = byte >= first && byte < first + 26 ? 0x20 : 0;
      store<u8>(to++, byte ^ change);
      from++;
      continue;
    }
    const size = sequenceSize(from, end);
    if (size < 2 || size > 3) {
      // Four bytes hold no letter of these scripts with another case in the table; one is no character.
      for (let index: usize = 0; index < size; index++) store<u8>(to + index, load<u8>(from + index));
      to += size;
      from += size;
      continue;
    }
    let letter = size == 2 ? (byte & 0x1f) << 6 : (byte & 0x0f) << 12;
    if (size == 3) letter |= ((<u32>load<u8>(from, 1)) & 0x3f) << 6;
    letter |= (<u32>load<u8>(from + size - 1)) & 0x3f;
    from += size;
    to = putLetter(to, changed(<i32>letter, isUpper ? TO_UPPER : TO_LOWER));
  }
  return <i32>(to - start);
}

/** Bytes of the character that begins here; 1 for a byte that begins none. */
function sequenceSize(at: usize, end: usize): usize {
  const first = load<u8>(at);
  const size: usize = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
  if (at + size > end) return 1;
  for (let index: usize = 1; index < size; index++) if ((load<u8>(at + index) & 0xc0) != 0x80) return 1;
  return size;
}

function putLetter(to: usize, letter: i32): usize {
  if (letter < 0x80) {
    store<u8>(to, letter);
    return to + 1;
  }
  if (letter < 0x800) {
    store<u8>(to, 0xc0 | (letter >> 6));
    store<u8>(to, 0x80 | (letter & 0x3f), 1);
    return to + 2;
  }
  store<u8>(to, 0xe0 | (letter >> 12));
  store<u8>(to, 0x80 | ((letter >> 6) & 0x3f), 1);
  store<u8>(to, 0x80 | (letter & 0x3f), 2);
  return to + 3;
}

/** The letter's other case, or the letter itself: the last run that begins at or before it is looked up. */
function changed(letter: i32, runs: StaticArray<i32>): i32 {
  let low = 0;
  let end = runs.length >> 2;
  while (end - low > 1) {
    const middle = (low + end) >> 1;
    if (unchecked(runs[middle << 2]) <= letter) low = middle;
    else end = middle;
  }
  const run = low << 2;
  const first = unchecked(runs[run]);
  if (letter < first || letter > unchecked(runs[run + 1])) return letter;
  if (unchecked(runs[run + 2]) == 2 && ((letter - first) & 1) != 0) return letter;
  return letter + unchecked(runs[run + 3]);
}
