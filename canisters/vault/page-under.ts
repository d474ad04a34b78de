import { concatBytes } from '@indus/kit/bytes';
import type { OrderedIndex } from '@indus/kit/ordered-index';

/** Which keys of an index to walk. */
export interface PageUnder {
  /** What the keys begin with. */
  readonly prefix: Uint8Array;
  readonly keySizeBytes: number;
  readonly limit: number;
  /** The last key of the page before; absent: from the beginning. */
  readonly after?: Uint8Array | undefined;
}

/** Keys that begin alike, in order, and the last of them when more may follow. */
export function pageUnder(
  index: OrderedIndex,
  { prefix, keySizeBytes, limit, after }: PageUnder,
): { readonly keys: Uint8Array[]; readonly last?: Uint8Array } {
  const rest = keySizeBytes - prefix.length;
  const from = after ? successorOf(after) : concatBytes(prefix, new Uint8Array(rest));
  const keys = index.range({ from, to: concatBytes(prefix, new Uint8Array(rest).fill(0xff)), limit });
  const last = keys.at(-1);
  return { keys, ...(last && keys.length === limit && { last }) };
}

/** The least key above a key of the same size. */
function successorOf(key: Uint8Array): Uint8Array {
  const next = key.slice();
  let at = next.length - 1;
  while (at > 0 && next[at] === 0xff) {
    next[at] = 0;
    at -= 1;
  }
  next[at] = (next[at] as number) + 1;
  return next;
}
