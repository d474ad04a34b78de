import { expect, test } from 'vitest';
import { endOfDayNs, startOfDayNs } from './day-bounds.ts';

test('a day ends where the next one begins', () => {
  expect(endOfDayNs('2026-11-30')).toBe(startOfDayNs('2026-12-01'));
  expect(endOfDayNs('2026-12-31')).toBe(startOfDayNs('2027-01-01'));
});

test('what is no day gives nothing', () => {
  expect([startOfDayNs(''), endOfDayNs('tomorrow'), endOfDayNs('2026-1-1')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
