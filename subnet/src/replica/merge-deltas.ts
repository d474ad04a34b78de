import { STATE_PAGE_BYTES } from '../limits.ts';
import type { MemoryDelta, PageSet } from '../sandbox/protocol.ts';

/** Two changes one after the other as one; the bytes are copies. */
export function mergeDeltas(older: MemoryDelta, newer: MemoryDelta): MemoryDelta {
  return {
    heap: mergeMemory(older.heap, newer.heap),
    stable: mergeMemory(older.stable, newer.stable),
    globals: newer.globals,
  };
}

type OneMemory = MemoryDelta['heap'];

function mergeMemory(older: OneMemory, newer: OneMemory): OneMemory {
  const pages = newer.reset ? newer.pages : mergePages(older.pages, newer.pages);
  return { reset: older.reset || newer.reset, pages64KiB: newer.pages64KiB, pages };
}

/** Both are sorted by page; where both have a page, the newer one counts. */
function mergePages(older: PageSet, newer: PageSet): PageSet {
  if (newer.indexes.length === 0) return older;
  if (older.indexes.length === 0) return newer;
  const overwritten = new Set(newer.indexes);
  const kept = older.indexes.reduce((count, page) => (overwritten.has(page) ? count : count + 1), 0);
  const length = kept + newer.indexes.length;
  const indexes = new Float64Array(length);
  const bytes = new Uint8Array(length * STATE_PAGE_BYTES);
  let [from, at] = [0, 0];
  const put = (set: PageSet, which: number) => {
    indexes[at] = set.indexes[which] as number;
    bytes.set(
      set.bytes.subarray(which * STATE_PAGE_BYTES, (which + 1) * STATE_PAGE_BYTES),
      at * STATE_PAGE_BYTES,
    );
    at++;
  };
  const takeOlder = (below: number) => {
    for (; from < older.indexes.length && (older.indexes[from] as number) < below; from++)
      if (!overwritten.has(older.indexes[from] as number)) put(older, from);
  };
  newer.indexes.forEach((page, which) => {
    takeOlder(page);
    put(newer, which);
  });
  takeOlder(Infinity);
  return { indexes, bytes };
}
