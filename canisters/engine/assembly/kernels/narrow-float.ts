/** The nearest number of half precision, halves to even; infinite from 65520 on. Source: IEEE 754-2008, binary16. */
export function toHalfPrecision(x: f64): f32 {
  const size = Math.abs(x);
  if (!(size < 65520)) return isNaN(x) ? <f32>x : copysign<f32>(Infinity, <f32>x);
  // Below 2^-14 the numbers lie 2^-24 apart; 1.5 * 2^28 has no finer bits than that.
  if (size < 6.103515625e-5) return copysign<f32>(<f32>(size + 402653184.0 - 402653184.0), <f32>x);
  return <f32>keepBits(x, 42);
}

/** The nearest number of the type bfloat16, halves to even: a float of eight significant bits. */
export function toBrainPrecision(x: f64): f32 {
  if (!(Math.abs(x) < Infinity)) return <f32>x;
  // 1.5 * 2^-81 has no finer bits than 2^-133, the distance of the denormals.
  const step: f64 = 6.203854594147708e-25;
  if (Math.abs(x) < 1.1754943508222875e-38) return copysign<f32>(<f32>(Math.abs(x) + step - step), <f32>x);
  return <f32>keepBits(x, 45);
}

// Rounds the last `count` bits of the fraction away, halves to even; a carry goes into the exponent, as it should.
function keepBits(x: f64, count: u64): f64 {
  const bits = reinterpret<u64>(x);
  const one: u64 = 1;
  const rounded = bits + ((one << (count - 1)) - 1) + ((bits >> count) & 1);
  return reinterpret<f64>((rounded >> count) << count);
}
