/** The most decimal digits that a whole number of 64 bits surely holds. */
const DIGITS_MAX: i32 = 18;

/** The number that {@link parseNumber} read last. */
export let parsedNumber: f64 = 0;
/** The same as a whole number, when the text is one of at most 18 digits. */
export let parsedWhole: i64 = 0;
export let isParsedWhole: bool = false;

/**
 * Reads a decimal number in plain or scientific form, or `INF`, `+INF`, `-INF`, `NaN` in any case; blanks around it do not
 * matter. Up to 15 digits with an exponent within ±22 are read exactly; others to the last place or the one beside it. False when
 * the text is no number.
 */
export function parseNumber(text: usize, length: i32): bool {
  let at = text;
  let end = text + <usize>length;
  while (at < end && load<u8>(at) <= 0x20) at++;
  while (at < end && load<u8>(end - 1) <= 0x20) end--;
  let isNegative = false;
  if (at < end && (load<u8>(at) == 0x2d || load<u8>(at) == 0x2b)) {
    isNegative = load<u8>(at) == 0x2d;
    at++;
  }
  isParsedWhole = false;
  if (end - at == 3 && isName(at)) {
    if (isNegative) parsedNumber = -parsedNumber;
    return true;
  }
  return parseDecimal(at, end, isNegative);
}

function isName(at: usize): bool {
  const letters = (<u32>load<u16>(at)) | ((<u32>load<u8>(at, 2)) << 16) | 0x202020;
  if (letters == 0x666e69) parsedNumber = Infinity;
  else if (letters == 0x6e616e) parsedNumber = NaN;
  else return false;
  return true;
}

function parseDecimal(at: usize, end: usize, isNegative: bool): bool {
  let digits: i64 = 0;
  let count = 0;
  let seen = 0;
  let exponent = 0;
  let hasPoint = false;
  for (; at < end; at++) {
    const character = load<u8>(at);
    if (character == 0x2e && !hasPoint) {
      hasPoint = true;
      continue;
    }
    const digit = <u32>character - 0x30;
    if (digit > 9) break;
    seen++;
    if (count < DIGITS_MAX) {
      digits = digits * 10 + <i64>digit;
      if (digits != 0) count++;
      if (hasPoint) exponent--;
    } else if (!hasPoint) exponent++;
  }
  if (seen == 0) return false;
  let hasExponent = false;
  if (at < end && (load<u8>(at) | 0x20) == 0x65) {
    hasExponent = true;
    at++;
    const isBelow = at < end && load<u8>(at) == 0x2d;
    if (at < end && (isBelow || load<u8>(at) == 0x2b)) at++;
    if (at == end) return false;
    let given = 0;
    for (; at < end; at++) {
      const digit = <u32>load<u8>(at) - 0x30;
      if (digit > 9) return false;
      if (given < 100000) given = given * 10 + <i32>digit;
    }
    exponent += isBelow ? -given : given;
  }
  if (at != end) return false;
  if (isNegative) digits = -digits;
  isParsedWhole = !hasPoint && !hasExponent && exponent == 0 && digits != 0;
  parsedWhole = digits;
  parsedNumber = scale(<f64>digits, exponent);
  if (digits == 0 && isNegative) parsedNumber = -0.0;
  return true;
}

// Powers of ten up to 22 are exact.
function scale(value: f64, exponent: i32): f64 {
  while (exponent > 22 && value != 0 && Math.abs(value) < Infinity) {
    value *= 1e22;
    exponent -= 22;
  }
  while (exponent < -22 && value != 0) {
    value /= 1e22;
    exponent += 22;
  }
  if (value == 0 || Math.abs(exponent) > 22) return value;
  let power: f64 = 1;
  for (let count = <i32>Math.abs(exponent); count > 0; count--) power *= 10;
  return exponent < 0 ? value / power : value * power;
}
