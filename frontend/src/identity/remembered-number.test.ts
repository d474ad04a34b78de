import { expect, test } from 'vitest';
import { parseNumber } from './remembered-number.ts';

test('a user number may be typed in Latin, Urdu and Arabic digits, in groups', () => {
  expect(parseNumber(' 10042 ')).toBe(10_042n);
  expect(parseNumber('۱۰۰۴۲')).toBe(10_042n);
  expect(parseNumber('١٠٬٠٤٢')).toBe(10_042n);
});

test('what is no number of 64 bits is none', () => {
  expect(parseNumber('18446744073709551615')).toBe(2n ** 64n - 1n);
  for (const typed of ['', 'abc', '1x', '18446744073709551616', '123456789012345678901'])
    expect(parseNumber(typed)).toBeUndefined();
});
