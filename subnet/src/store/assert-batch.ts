import { assert } from '../assert.ts';
import type { StoreBatch } from './store.ts';

/** Keys are printable ASCII: so the order of bytes, of UTF-8 and of JavaScript strings is one and the same. */
const KEY = /^[\x20-\x7e]+$/;
const PREFIX = /^[\x20-\x7e]*$/;

/** Asserts that a batch can be written: every key is printable ASCII and not empty, no prefix names everything. */
export function assertBatch(batch: StoreBatch): void {
  for (const [key] of batch.puts) assert(KEY.test(key), 'a key is printable ASCII and not empty');
  for (const key of batch.deletes) assert(KEY.test(key), 'a key is printable ASCII and not empty');
  for (const prefix of batch.deletePrefixes) assert(KEY.test(prefix), 'a deleted prefix is not empty');
}

/** Asserts that a prefix can be scanned. */
export function assertPrefix(prefix: string): void {
  assert(PREFIX.test(prefix), 'a prefix is printable ASCII');
}
