/** The number whose bits in half precision these are. Source: IEEE 754-2008, binary16. */
export function halfToFloat(bits: u32): f32 {
  const sign = (bits & 0x8000) << 16;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent == 0x1f) return reinterpret<f32>(sign | 0x7f80_0000 | (fraction << 13));
  if (exponent != 0) return reinterpret<f32>(sign | ((exponent + 112) << 23) | (fraction << 13));
  const magnitude = <f32>fraction * reinterpret<f32>(0x3380_0000);
  return reinterpret<f32>(sign | reinterpret<u32>(magnitude));
}
