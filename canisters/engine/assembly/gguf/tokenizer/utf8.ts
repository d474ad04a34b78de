/** Bytes of the letter that begins with this byte, in UTF-8 that is known to be valid. */
export function letterBytes(first: u32): i32 {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** The code point at an address, in UTF-8 that is known to be valid. */
export function codePointAt(at: usize): u32 {
  const first = <u32>load<u8>(at);
  if (first < 0x80) return first;
  const second = (<u32>load<u8>(at, 1)) & 0x3f;
  if (first < 0xe0) return ((first & 0x1f) << 6) | second;
  const third = (<u32>load<u8>(at, 2)) & 0x3f;
  if (first < 0xf0) return ((first & 0x0f) << 12) | (second << 6) | third;
  return ((first & 0x07) << 18) | (second << 12) | (third << 6) | ((<u32>load<u8>(at, 3)) & 0x3f);
}

/** Least and greatest byte that may follow a first byte of several. Source: Unicode Standard, table 3-7. */
export function secondByteLeast(first: u32): u32 {
  return first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
}

export function secondByteMost(first: u32): u32 {
  return first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
}

/** Whether the bytes are valid UTF-8. */
export function isUtf8(start: usize, length: i32): bool {
  const end = start + <usize>length;
  while (start < end) {
    const first = <u32>load<u8>(start);
    if (first < 0x80) {
      start++;
      continue;
    }
    if (first < 0xc2 || first > 0xf4) return false;
    const count = letterBytes(first);
    if (<usize>count > end - start) return false;
    const second = <u32>load<u8>(start, 1);
    if (second < secondByteLeast(first) || second > secondByteMost(first)) return false;
    for (let index = 2; index < count; index++)
      if ((load<u8>(start + <usize>index) & 0xc0) != 0x80) return false;
    start += <usize>count;
  }
  return true;
}
