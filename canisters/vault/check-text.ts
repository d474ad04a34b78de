import { textFault } from '@indus/kit/text';
import { refuseInvalid } from './refuse.ts';

/** Refuses text that people could not have meant: too short or long, control characters, hidden directions. */
export function checkText(field: string, value: string, charactersMin: number, charactersMax: number): void {
  const fault = textFault(value, { charactersMin, charactersMax });
  if (fault === undefined) return;
  refuseInvalid(
    field,
    `expected ${charactersMin} to ${charactersMax} characters, got a text with the fault: ${fault}`,
    charactersMax,
  );
}

/** Refuses bytes that are too few or too many. */
export function checkSize(field: string, value: Uint8Array, min: number, max: number): void {
  if (value.length >= min && value.length <= max) return;
  const limit = value.length > max ? max : min;
  refuseInvalid(field, `expected ${min} to ${max} bytes, got ${value.length}`, limit);
}

/** Refuses a list with too few or too many elements, or with one of them twice. */
export function checkList(field: string, names: readonly string[], min: number, max: number): void {
  if (names.length < min || names.length > max) {
    const limit = names.length > max ? max : min;
    refuseInvalid(field, `expected ${min} to ${max} elements, got ${names.length}`, limit);
  }
  if (new Set(names).size < names.length) refuseInvalid(field, 'expected each element once');
}

/** Refuses a page without bounds. */
export function checkLimit(limit: number, max: number): void {
  if (limit < 1 || limit > max) refuseInvalid('limit', `expected 1 to ${max}, got ${limit}`, max);
}

/** Refuses a time that ends before it begins. */
export function checkPeriod(field: string, fromNs: bigint, toNs: bigint): void {
  if (fromNs > toNs) refuseInvalid(field, 'expected a beginning that is not after the end');
}
