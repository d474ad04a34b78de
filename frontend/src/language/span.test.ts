import { expect, test } from 'vitest';
import { spanOf } from './span.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

test.each([
  [0, 'second', 0],
  [MINUTE_MS - 1, 'second', 59],
  [MINUTE_MS, 'minute', 1],
  [HOUR_MS - 1, 'minute', 59],
  [HOUR_MS, 'hour', 1],
  [HOUR_MS + 1, 'minute', 60],
  [2 * HOUR_MS - 1, 'minute', 119],
  [2 * HOUR_MS, 'hour', 2],
  [DAY_MS, 'day', 1],
  [36 * HOUR_MS, 'hour', 36],
  [2 * DAY_MS, 'day', 2],
  [30 * DAY_MS, 'day', 30],
  [60 * DAY_MS - 1, 'day', 59],
  [60 * DAY_MS, 'month', 2],
  [365 * DAY_MS, 'year', 1],
  [730 * DAY_MS - 1, 'month', 24],
  [730 * DAY_MS, 'year', 2],
] as const)('%i ms are told in the unit %s: %i', (ms, unit, count) => {
  expect(spanOf(ms)).toEqual({ unit, count });
});
