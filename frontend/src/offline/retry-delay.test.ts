import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DELAY_MS_MAX, FIRST_DELAY_MS, retryDelayMs } from './retry-delay.ts';

test('the first wait lies between half a second and one second', () => {
  expect(retryDelayMs(1, 0)).toBe(FIRST_DELAY_MS / 2);
  expect(retryDelayMs(1, 0.999_999)).toBe(FIRST_DELAY_MS);
});

test('waits double until a minute, and stay there', () => {
  expect([1, 2, 3, 6, 7, 8, 60].map((attempts) => retryDelayMs(attempts, 0) * 2)).toEqual([
    1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

test('no wait is shorter than half of its step or longer than all of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempts, random) => {
        const whole = Math.min(DELAY_MS_MAX, FIRST_DELAY_MS * 2 ** (attempts - 1));
        const delayMs = retryDelayMs(attempts, random);
        expect(delayMs).toBeGreaterThanOrEqual(whole / 2);
        expect(delayMs).toBeLessThanOrEqual(whole);
      },
    ),
  );
});
