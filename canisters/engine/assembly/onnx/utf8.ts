/** Whether bytes are UTF-8: no stray bytes, no over-long forms, no surrogates. Source: RFC 3629, section 4. */
export function isUtf8(start: usize, length: usize): bool {
  const end = start + length;
  let at = start;
  while (at < end) {
    const first = <u32>load<u8>(at++);
    if (first < 0x80) continue;
    let following: usize;
    let least: u32 = 0x80;
    let most: u32 = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
      following = 1;
    } else if (first >= 0xe0 && first <= 0xef) {
      following = 2;
      if (first == 0xe0) least = 0xa0;
      if (first == 0xed) most = 0x9f;
    } else if (first >= 0xf0 && first <= 0xf4) {
      following = 3;
      if (first == 0xf0) least = 0x90;
      if (first == 0xf4) most = 0x8f;
    } else {
      return false;
    }
    if (end - at < following) return false;
    const second = <u32>load<u8>(at);
    if (second < least || second > most) return false;
    for (let index: usize = 1; index < following; index++) {
      if ((load<u8>(at + index) & 0xc0) != 0x80) return false;
    }
    at += following;
  }
  return true;
}
