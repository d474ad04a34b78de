import { caseOf } from '@indus/kit/variant';
import type { Duration, TimeUnit } from './codes.ts';

const HOUR_NS = 60n * 60n * 1_000_000_000n;
const DAY_NS = 24n * HOUR_NS;
const UNIT_NS: Readonly<Record<Exclude<ReturnType<typeof caseOf<TimeUnit>>, 'inf'>, bigint>> = {
  hour: HOUR_NS,
  day: DAY_NS,
  week: 7n * DAY_NS,
  month: 30n * DAY_NS,
  year: 365n * DAY_NS,
};

/** One unit of time; nothing for the unit without end. Units: nanoseconds. */
export function unitNs(unit: TimeUnit): bigint | undefined {
  const name = caseOf(unit);
  return name === 'inf' ? undefined : UNIT_NS[name];
}

/** A length of time; nothing when it has no end. Units: nanoseconds. */
export function durationNs({ unit, value }: Duration): bigint | undefined {
  const one = unitNs(unit);
  return one === undefined ? undefined : one * BigInt(value);
}

/** Days. Units: nanoseconds. */
export function daysNs(days: number | bigint): bigint {
  return BigInt(days) * DAY_NS;
}

/** Hours. Units: nanoseconds. */
export function hoursNs(hours: number | bigint): bigint {
  return BigInt(hours) * HOUR_NS;
}
