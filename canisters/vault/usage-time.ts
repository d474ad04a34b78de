import { refuseInvalid } from './refuse.ts';

const NS_PER_SECOND = 1_000_000_000n;
const NS_PER_MS = 1_000_000n;
const MINUTE_NS = 60n * NS_PER_SECOND;
const SECONDS_CHARACTERS = 'YYYY-MM-DDTHH:MM:SS'.length;
const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/;

/** A time in whole seconds of UTC. Source: RFC 3339. */
export function formatTime(ns: bigint): string {
  return `${new Date(Number(ns / NS_PER_MS)).toISOString().slice(0, SECONDS_CHARACTERS)}Z`;
}

/**
 * The time in a text with a time zone. Units: nanoseconds.
 * Errors: Invalid with the field.
 * Source: RFC 3339, without leap seconds.
 */
export function parseTime(field: string, text: string): bigint {
  const parts = RFC_3339.exec(text);
  const [year, month, day, hour, minute, second] = (parts ?? []).slice(1, 7).map(Number);
  const ms = Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute, second);
  // A day or hour that does not exist moves the time on: it would read differently again.
  const isReal =
    parts !== null && new Date(ms).toISOString().startsWith(text.slice(0, SECONDS_CHARACTERS).toUpperCase());
  const [hours, minutes] = [Number(parts?.[10] ?? 0), Number(parts?.[11] ?? 0)];
  if (!isReal || hours > 23 || minutes > 59) {
    refuseInvalid(field, 'expected a time as "2021-01-31T10:20:30Z" (RFC 3339)');
  }
  const offsetNs = BigInt(hours * 60 + minutes) * MINUTE_NS * (parts[9] === '-' ? -1n : 1n);
  return BigInt(ms) * NS_PER_MS + BigInt((parts[7] ?? '').padEnd(9, '0')) - offsetNs;
}

/** The first nanosecond of the second after the one that a time lies in. */
export function nextSecondNs(ns: bigint): bigint {
  const second = ns / NS_PER_SECOND;
  return (ns < 0n && ns % NS_PER_SECOND !== 0n ? second : second + 1n) * NS_PER_SECOND;
}
