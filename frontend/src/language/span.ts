/** Units of spans of time, as a person speaks of them. */
export type SpanUnit = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';

/** A span of time in whole units. */
export interface Span {
  readonly unit: SpanUnit;
  readonly count: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Each unit with its length and from when on it is used: 36 hours say more than a day, 45 days more than a month. */
const UNITS: readonly (readonly [SpanUnit, number, number])[] = [
  ['year', 365 * DAY_MS, 2 * 365 * DAY_MS],
  ['month', 30 * DAY_MS, 60 * DAY_MS],
  ['day', DAY_MS, 2 * DAY_MS],
  ['hour', HOUR_MS, 2 * HOUR_MS],
  ['minute', MINUTE_MS, MINUTE_MS],
  ['second', SECOND_MS, 0],
];

/**
 * A span in the unit that is best read, rounded down; what is exactly one year, day or hour is told as one, while a month is
 * 30 days, since laws count days.
 * Units: milliseconds. Bounds: from 0.
 */
export function spanOf(ms: number): Span {
  for (const [unit, length, from] of UNITS) {
    if (ms >= from || (ms === length && unit !== 'month')) return { unit, count: Math.floor(ms / length) };
  }
  return { unit: 'second', count: 0 };
}
