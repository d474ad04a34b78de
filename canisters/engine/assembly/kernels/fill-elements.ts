/** The bits of an element of 1, 2, 4 or 8 bytes, the rest 0. */
export function elementBits(address: usize, elementSize: i32): u64 {
  if (elementSize == 8) return load<u64>(address);
  if (elementSize == 4) return <u64>load<u32>(address);
  if (elementSize == 2) return <u64>load<u16>(address);
  return <u64>load<u8>(address);
}

/** Writes the bits of an element of 1, 2, 4 or 8 bytes. */
export function storeBits(address: usize, bits: u64, elementSize: i32): void {
  if (elementSize == 8) store<u64>(address, bits);
  else if (elementSize == 4) store<u32>(address, <u32>bits);
  else if (elementSize == 2) store<u16>(address, <u16>bits);
  else store<u8>(address, <u8>bits);
}

/** Writes the same element `count` times, one after the other. */
export function fillElements(to: usize, bits: u64, elementSize: i32, count: i32): void {
  const size = <usize>count * <usize>elementSize;
  const end = to + size;
  if (size >= 16) {
    const vector = repeated(bits, elementSize);
    const last = end - 16;
    while (to + 48 < last) {
      v128.store(to, vector);
      v128.store(to, vector, 16);
      v128.store(to, vector, 32);
      v128.store(to, vector, 48);
      to += 64;
    }
    while (to < last) {
      v128.store(to, vector);
      to += 16;
    }
    // A whole number of elements fits in 16 bytes, so that the last vector meets their borders.
    v128.store(last, vector);
    return;
  }
  while (to < end) {
    storeBits(to, bits, elementSize);
    to += <usize>elementSize;
  }
}

function repeated(bits: u64, elementSize: i32): v128 {
  if (elementSize == 8) return i64x2.splat(<i64>bits);
  if (elementSize == 4) return i32x4.splat(<i32>bits);
  if (elementSize == 2) return i16x8.splat(<i16>bits);
  return i8x16.splat(<i8>bits);
}
