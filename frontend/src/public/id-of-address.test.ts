import { expect, test } from 'vitest';
import { idOfAddress } from './id-of-address.ts';

test('an address names an id up to the largest of 64 bits', () => {
  expect([idOfAddress('1'), idOfAddress('18446744073709551615')]).toEqual([1n, 18446744073709551615n]);
});

test.each(['0', '-1', '01', '1.5', 'one', '', '18446744073709551616'])('"%s" names none', (segment) => {
  expect(idOfAddress(segment)).toBeUndefined();
});
