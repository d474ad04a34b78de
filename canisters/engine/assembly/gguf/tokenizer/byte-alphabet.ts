/**
 * The byte that a letter stands for in the vocabulary of a byte-level tokenizer, or -1. Printable letters of Latin-1 stand for
 * themselves; the other bytes, in order, have the letters from U+0100 on. Source: GPT-2, bytes_to_unicode.
 */
export function byteOfLetter(codePoint: u32): i32 {
  if (isPrintable(codePoint)) return <i32>codePoint;
  if (codePoint < 0x100 || codePoint > 0x143) return -1;
  let left = codePoint - 0x100;
  let byte: u32 = 0;
  while (isPrintable(byte) || left > 0) {
    if (!isPrintable(byte)) left--;
    byte++;
  }
  return <i32>byte;
}

function isPrintable(codePoint: u32): bool {
  if (codePoint >= 0x21 && codePoint <= 0x7e) return true;
  return codePoint >= 0xa1 && codePoint <= 0xff && codePoint != 0xad;
}
