const TWO_OVER_ROOT_PI: f64 = 1.1283791670955126;
const ROOT_PI: f64 = 1.772453850905516;
const STEPS_OF_FRACTION: i32 = 60;

/** Error function in double precision: a series of positive terms near 0, a continued fraction from 3 on. */
export function erf64(x: f64): f64 {
  const size = Math.abs(x);
  if (!(size < 6)) return isNaN(x) ? x : copysign<f64>(1, x);
  const square = size * size;
  if (size < 3) {
    let term = size;
    let sum = size;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * square) / <f64>(2 * n + 1);
      sum += term;
    }
    return copysign<f64>(TWO_OVER_ROOT_PI * Math.exp(-square) * sum, x);
  }
  let fraction: f64 = 0;
  for (let n = STEPS_OF_FRACTION; n >= 1; n--) fraction = (<f64>n * 0.5) / (size + fraction);
  return copysign<f64>(1 - Math.exp(-square) / (ROOT_PI * (size + fraction)), x);
}
