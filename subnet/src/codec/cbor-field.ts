import { CborError } from './cbor-error.ts';
import type { CborMap, CborValue } from './cbor-value.ts';

/**
 * Expectations on decoded values, for reading records field by field. `what` names the field in the refusal.
 * Errors: CborError `<what>: expected <type>`.
 */
export function expectMap(value: CborValue | undefined, what: string): CborMap {
  if (value instanceof Map) return value as CborMap;
  throw new CborError(`${what}: expected a map`);
}

/** The value as bytes (still a view of the input). */
export function expectBytes(value: CborValue | undefined, what: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new CborError(`${what}: expected bytes`);
}

/** The value as text. */
export function expectText(value: CborValue | undefined, what: string): string {
  if (typeof value === 'string') return value;
  throw new CborError(`${what}: expected text`);
}

/** The value as a natural number. */
export function expectNat(value: CborValue | undefined, what: string): bigint {
  if (typeof value === 'number' && value >= 0) return BigInt(value);
  if (typeof value === 'bigint' && value >= 0n) return value;
  throw new CborError(`${what}: expected a natural number`);
}

/** The value as an array. */
export function expectArray(value: CborValue | undefined, what: string): readonly CborValue[] {
  if (Array.isArray(value)) return value as readonly CborValue[];
  throw new CborError(`${what}: expected an array`);
}

/** Refuses keys of the map that are not in `known`. */
export function refuseUnknownKeys(map: CborMap, known: ReadonlySet<string>, what: string): void {
  for (const key of map.keys()) {
    if (!known.has(key)) throw new CborError(`${what}: unknown field ${JSON.stringify(key.slice(0, 64))}`);
  }
}
