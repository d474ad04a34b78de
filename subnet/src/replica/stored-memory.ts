import { assert } from '../assert.ts';
import { STATE_PAGE_BYTES } from '../limits.ts';
import type { PrincipalKey } from '../principal.ts';
import type { MemoryDelta, PageSet } from '../sandbox/protocol.ts';
import {
  globalsKey,
  heapPageKey,
  heapPrefix,
  moduleKey,
  pageOfKey,
  stablePageKey,
  stablePrefix,
} from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import { decodeRecord, encodeRecord } from './record.ts';
import type { BatchBuilder } from './batch-builder.ts';

/** Sizes and globals, stored beside the pages. Units: pages of 64 KiB. */
interface MemoryRecord {
  readonly heapPages: number;
  readonly stablePages: number;
  readonly globals: Uint8Array;
}

/** Adds what changed in a canister's memories to a batch. Pages of zeros are stored as they are. */
export function writeMemory(batch: BatchBuilder, canister: PrincipalKey, delta: MemoryDelta): void {
  if (delta.heap.reset) batch.deletePrefix(heapPrefix(canister));
  if (delta.stable.reset) batch.deletePrefix(stablePrefix(canister));
  writePages(batch, delta.heap.pages, (page) => heapPageKey(canister, page));
  writePages(batch, delta.stable.pages, (page) => stablePageKey(canister, page));
  const record: MemoryRecord = {
    heapPages: delta.heap.pages64KiB,
    stablePages: delta.stable.pages64KiB,
    globals: delta.globals,
  };
  batch.put(globalsKey(canister), encodeRecord(record));
}

/** Removes the memories of a canister that was uninstalled or deleted. */
export function deleteMemory(batch: BatchBuilder, canister: PrincipalKey): void {
  batch.deletePrefix(heapPrefix(canister));
  batch.deletePrefix(stablePrefix(canister));
  batch.delete(globalsKey(canister));
}

/** All that is stored of a canister's memories. */
export async function readMemory(store: Store, canister: PrincipalKey): Promise<MemoryDelta> {
  const bytes = await store.get(globalsKey(canister));
  assert(bytes !== undefined, 'a canister with code has a memory record');
  const record = decodeRecord<MemoryRecord>(bytes);
  const [heap, stable] = [
    await readPages(store, heapPrefix(canister)),
    await readPages(store, stablePrefix(canister)),
  ];
  return {
    heap: { reset: true, pages64KiB: record.heapPages, pages: heap },
    stable: { reset: true, pages64KiB: record.stablePages, pages: stable },
    globals: record.globals,
  };
}

/** The stored bytes of a module, as uploaded. */
export async function readModule(store: Store, moduleHash: string): Promise<Uint8Array> {
  const module = await store.get(moduleKey(moduleHash));
  assert(module !== undefined, 'the module of a canister is stored');
  return module;
}

function writePages(batch: BatchBuilder, pages: PageSet, key: (page: number) => string): void {
  pages.indexes.forEach((page, at) => {
    batch.put(key(page), pages.bytes.subarray(at * STATE_PAGE_BYTES, (at + 1) * STATE_PAGE_BYTES));
  });
}

async function readPages(store: Store, prefix: string): Promise<PageSet> {
  const indexes: number[] = [];
  const chunks: Uint8Array[] = [];
  for await (const [key, value] of store.scan(prefix)) {
    indexes.push(pageOfKey(key));
    chunks.push(value);
  }
  const bytes = new Uint8Array(chunks.length * STATE_PAGE_BYTES);
  chunks.forEach((chunk, at) => bytes.set(chunk, at * STATE_PAGE_BYTES));
  return { indexes: Float64Array.from(indexes), bytes };
}
