import { assert } from './assert.ts';

const MEMORY_ID_MAX = 253;

/**
 * The stable memories of a canister by name, as they are given to its `TableSpace`. A number that was used once is not used for
 * anything else: what a table that is gone has left behind is listed as retired.
 * Bounds: 0 to 253.
 * Errors: InvariantError when a number is out of bounds, used twice or retired; the module cannot be built then.
 */
export function memoryIds<Name extends string>(
  ids: Readonly<Record<Name, number>>,
  retired: readonly number[] = [],
): Readonly<Record<Name, number>> {
  const used = [...Object.values<number>(ids), ...retired];
  assert(
    used.every((id) => Number.isInteger(id) && id >= 0 && id <= MEMORY_ID_MAX),
    'memory ids are 0 to 253',
  );
  assert(new Set(used).size === used.length, 'a memory id has one table, for ever');
  return ids;
}
