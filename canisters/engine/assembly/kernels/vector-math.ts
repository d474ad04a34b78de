/*
 * Functions of four floats at once. Each lane is computed by itself with operations that IEEE 754 fixes, so that a value gives
 * the same bits in every lane, on every run and host. The polynomials are minimax fits of this project; errors stand in units of
 * the last place (ulp) and are measured against double precision by the test of this file.
 */

const LOG2_E: f32 = 1.44269504;
/** 1.5 · 2^23: adding it rounds a number below 2^22 to the nearest integer, which then stands in the low bits. */
const ROUNDER: f32 = 12582912.0;
const ROUNDER_BITS: i32 = 0x4b40_0000;
/** ln 2 in two parts; the first has so few bits that its product with an exponent is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;

/** 2 to the power of four integers from -126 to 127. */
function powerOfTwo4(exponent: v128): v128 {
  return i32x4.shl(i32x4.add(exponent, i32x4.splat(127)), 23);
}

/** e to the power of x, at most 1 ulp; denormal results are kept, above 88.72 it is +inf, NaN stays NaN. */
export function exp4(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89.0)), f32x4.splat(-104.0));
  const shifted = f32x4.add(f32x4.mul(bounded, f32x4.splat(LOG2_E)), f32x4.splat(ROUNDER));
  const whole = f32x4.sub(shifted, f32x4.splat(ROUNDER));
  const exponent = i32x4.sub(shifted, i32x4.splat(ROUNDER_BITS));
  const r = f32x4.sub(
    f32x4.sub(bounded, f32x4.mul(whole, f32x4.splat(LN2_HIGH))),
    f32x4.mul(whole, f32x4.splat(LN2_LOW)),
  );
  let p = f32x4.add(f32x4.mul(r, f32x4.splat(0.00138144649)), f32x4.splat(0.00836878084));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.0416683927));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.166665196));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.49999994));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), p), r), f32x4.splat(1.0));
  // Two factors: the power alone may be too large or too small for a float while the result is not.
  const half = i32x4.shr_s(exponent, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo4(half)), powerOfTwo4(i32x4.sub(exponent, half)));
}

/** Natural logarithm, at most 1 ulp; -inf at ±0, NaN below 0, denormals as they are. */
export function log4(x: v128): v128 {
  const isTiny = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const bits = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608.0)), x, isTiny);
  const exponent = i32x4.shr_s(i32x4.sub(bits, i32x4.splat(0x3f3504f3)), 23);
  const f = f32x4.sub(i32x4.sub(bits, i32x4.shl(exponent, 23)), f32x4.splat(1.0));
  const e = f32x4.convert_i32x4_s(i32x4.sub(exponent, v128.and(isTiny, i32x4.splat(23))));
  let p = f32x4.add(f32x4.mul(f, f32x4.splat(0.0674768314)), f32x4.splat(-0.116775036));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.118887119));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-0.124053434));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.14219451));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-0.166680053));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.200021237));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-0.250000089));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.333333135));
  const square = f32x4.mul(f, f);
  let tail = f32x4.mul(f32x4.mul(square, f), p);
  tail = f32x4.add(tail, f32x4.mul(e, f32x4.splat(LN2_LOW)));
  tail = f32x4.sub(tail, f32x4.mul(square, f32x4.splat(0.5)));
  let result = f32x4.add(f32x4.add(f, tail), f32x4.mul(e, f32x4.splat(LN2_HIGH)));
  result = v128.bitselect(result, x, f32x4.lt(x, f32x4.splat(Infinity)));
  result = v128.bitselect(f32x4.splat(-Infinity), result, f32x4.eq(x, f32x4.splat(0.0)));
  return v128.bitselect(f32x4.splat(NaN), result, f32x4.lt(x, f32x4.splat(0.0)));
}

/** log(1 + x) for x from 0 to 1, at most 2 ulp: tiny x keep their digits. */
export function log1pOfUnit4(x: v128): v128 {
  const one = f32x4.splat(1.0);
  const sum = f32x4.add(x, one);
  const kept = f32x4.sub(sum, one);
  const result = f32x4.div(f32x4.mul(log4(sum), x), kept);
  return v128.bitselect(x, result, f32x4.eq(kept, f32x4.splat(0.0)));
}

/** Hyperbolic tangent, at most 1.5 ulp; ±1 from 9.02 on. */
export function tanh4(x: v128): v128 {
  const one = f32x4.splat(1.0);
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.mul(square, f32x4.splat(-0.00551515492)), f32x4.splat(0.0204694103));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-0.0536880195));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(0.133308306));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-0.333332598));
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, square), size), size);
  const power = exp4(f32x4.add(size, size));
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2.0), f32x4.add(power, one)));
  const result = v128.bitselect(near, far, f32x4.lt(size, f32x4.splat(0.625)));
  return v128.bitselect(x, result, i32x4.splat(0x8000_0000));
}

/** 1 / (1 + e^-x), at most 2.5 ulp on both sides: the power is taken of -|x|, so that it never overflows. */
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1.0);
  const power = exp4(f32x4.neg(f32x4.abs(x)));
  const numerator = v128.bitselect(power, one, f32x4.lt(x, f32x4.splat(0.0)));
  return f32x4.div(numerator, f32x4.add(one, power));
}

/** log(1 + e^x), without overflow, at most 2.5 ulp. */
export function softplus4(x: v128): v128 {
  const power = exp4(f32x4.neg(f32x4.abs(x)));
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0.0)), log1pOfUnit4(power));
}

/** Error function, at most 1.5 ulp; ±1 from 4 on. */
export function erf4(x: v128): v128 {
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.mul(square, f32x4.splat(0.0000785385419)), f32x4.splat(-0.000801019138));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(0.00518832728));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-0.026853811));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(0.112835854));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-0.37612626));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(0.128379166));
  const near = f32x4.add(f32x4.mul(p, size), size);
  // Far from 0 it is 1 - e^-q with a polynomial q.
  const t = f32x4.pmin(size, f32x4.splat(4.0));
  let q = f32x4.add(f32x4.mul(t, f32x4.splat(-0.000186363584)), f32x4.splat(0.00294751208));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(-0.0218375046));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(0.103105634));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(0.638146043));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(1.12708843));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(0.000341691892));
  const far = f32x4.sub(f32x4.splat(1.0), exp4(f32x4.neg(q)));
  const result = v128.bitselect(near, far, f32x4.lt(size, f32x4.splat(1.0)));
  return v128.bitselect(x, result, i32x4.splat(0x8000_0000));
}

/** The function of one float: the first of four lanes, so that it has the same bits as among others. */
export function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0);
}

/** See {@link exp1}. */
export function log1(x: f32): f32 {
  return f32x4.extract_lane(log4(f32x4.splat(x)), 0);
}

/** See {@link exp1}. */
export function tanh1(x: f32): f32 {
  return f32x4.extract_lane(tanh4(f32x4.splat(x)), 0);
}

/** See {@link exp1}. */
export function sigmoid1(x: f32): f32 {
  return f32x4.extract_lane(sigmoid4(f32x4.splat(x)), 0);
}
