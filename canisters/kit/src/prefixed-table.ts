import { concatBytes } from './bytes.ts';
import type { Table } from './table.ts';

/**
 * The part of a table whose keys begin with a prefix, as a table of its own. Parts of one table must have prefixes of which
 * none begins another.
 */
export function prefixedTable(table: Table, prefix: Uint8Array): Table {
  return {
    get: (key) => table.get(concatBytes(prefix, key)),
    set: (key, value) => {
      table.set(concatBytes(prefix, key), value);
    },
    delete: (key) => {
      table.delete(concatBytes(prefix, key));
    },
  };
}
