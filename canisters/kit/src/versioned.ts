import { assert } from './assert.ts';
import type { Table } from './table.ts';

/** Puts a payload under the key, behind the number of its layout. */
export function putVersioned(table: Table, key: Uint8Array, version: number, payload: Uint8Array): void {
  assert(Number.isInteger(version) && version >= 1 && version <= 255, 'a layout version is 1 to 255');
  const value = new Uint8Array(1 + payload.length);
  value[0] = version;
  value.set(payload, 1);
  table.set(key, value);
}

/**
 * The payload under the key.
 * Errors: InvariantError when the record is in another layout than the one expected: a migration was forgotten.
 */
export function getVersioned(table: Table, key: Uint8Array, version: number): Uint8Array | undefined {
  const value = table.get(key);
  if (value === undefined) return undefined;
  assert(value[0] === version, `a record is in layout ${version}`);
  return value.slice(1);
}
