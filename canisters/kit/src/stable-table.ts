import { StableBTreeMap } from 'azle';
import type { Table } from './table.ts';

const RAW_BYTES = {
  toBytes: (bytes: Uint8Array): Uint8Array => bytes,
  fromBytes: (bytes: Uint8Array): Uint8Array => bytes,
};

/**
 * Opens the table in one stable memory, keys and values as they are: the default codec costs sixty times as much and does
 * not sort numbers.
 * Bounds: memory ids 0 to 253.
 */
export function openStableTable(memoryId: number): Table {
  const map = new StableBTreeMap<Uint8Array, Uint8Array>(memoryId, RAW_BYTES, RAW_BYTES);
  return {
    get: (key) => map.get(key),
    set: (key, value) => {
      map.insert(key, value);
    },
    delete: (key) => {
      map.remove(key);
    },
  };
}
