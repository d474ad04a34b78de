/** Whether bytes are UTF-8. Source: Unicode 15, table 3-7, "Well-Formed UTF-8 Byte Sequences". */
export function isUtf8(start: usize, length: usize): bool {
  const end = start + length;
  let at = start;
  while (at < end) {
    // Eight bytes of ASCII at once.
    if (end - at >= 8 && (load<u64>(at) & 0x8080_8080_8080_8080) == 0) {
      at += 8;
      continue;
    }
    const first = <u32>load<u8>(at++);
    if (first < 0x80) continue;
    let low: u32 = 0x80;
    let high: u32 = 0xbf;
    let more: usize = 0;
    if (first >= 0xc2 && first <= 0xdf) {
      more = 1;
    } else if (first >= 0xe0 && first <= 0xef) {
      more = 2;
      if (first == 0xe0) low = 0xa0;
      if (first == 0xed) high = 0x9f;
    } else if (first >= 0xf0 && first <= 0xf4) {
      more = 3;
      if (first == 0xf0) low = 0x90;
      if (first == 0xf4) high = 0x8f;
    } else {
      return false;
    }
    if (end - at < more) return false;
    for (; more > 0; more--) {
      const next = <u32>load<u8>(at++);
      if (next < low || next > high) return false;
      low = 0x80;
      high = 0xbf;
    }
  }
  return true;
}
