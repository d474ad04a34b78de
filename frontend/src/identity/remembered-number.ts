import { latinDigits } from '../language/latin-digits.ts';

const NAME = 'indus-identity.number';

/** The user number that was last used on this device; it is no secret. */
export function rememberedNumber(): bigint | undefined {
  try {
    return parseNumber(localStorage.getItem(NAME) ?? '');
  } catch {
    return undefined;
  }
}

/** Keeps a user number on this device. */
export function rememberNumber(number: bigint): void {
  try {
    localStorage.setItem(NAME, number.toString());
  } catch {
    // A browser that keeps nothing for the page asks for the number again.
  }
}

/** Bounds: a user number is a nat64. */
const NUMBER_MAX = 2n ** 64n - 1n;

/** A user number as somebody types it, in the digits of any of the languages; undefined for what is none. */
export function parseNumber(typed: string): bigint | undefined {
  const digits = latinDigits(typed).replace(/[\s,.٬٫-]/g, '');
  if (!/^\d{1,20}$/.test(digits)) return undefined;
  const number = BigInt(digits);
  return number <= NUMBER_MAX ? number : undefined;
}
