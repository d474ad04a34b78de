import { assert } from './assert.ts';
import { concatBytes } from './bytes.ts';
import { readU32, u32Key } from './key.ts';
import type { Child, MapPage } from './map-page.ts';
import { HASH_SIZE_BYTES } from './sha256.ts';

/** The number of the uppermost page, which lies in the head. */
export const TOP_PAGE = 0;

const LAYOUT = 0xd2;
const NEXT_OFFSET = 1;
const FREE_OFFSET = 5;
const HASH_OFFSET = 9;
const KIND_OFFSET = HASH_OFFSET + HASH_SIZE_BYTES;
const ROOT_OFFSET = KIND_OFFSET + 1;
const PAGE_KIND = 1;
const LEAF_KIND = 2;

/** What is read of a map first. The uppermost page lies in it, since every way goes through both. */
export interface MapHead {
  /** The number that the next new page gets when no freed one is left. Bounds: from 1. */
  readonly nextPage: number;
  /** First of the chain of freed pages; 0 for none. */
  readonly freePage: number;
  /** The uppermost page by its number, or the only leaf; absent in an empty map. */
  readonly root: Child | undefined;
  /** The uppermost page, when that is the root. */
  readonly top: MapPage | undefined;
}

/** The head of a map without anything. */
export const EMPTY_HEAD: MapHead = { nextPage: 1, freePage: 0, root: undefined, top: undefined };

/**
 * The head as its record.
 * Shape: the number of the layout; the next page and the first freed one in 4 bytes each; then, unless the map is empty, its
 * hash, and 1 and the page or 2 and the key.
 */
export function encodeHead({ nextPage, freePage, root, top }: MapHead): Uint8Array {
  const counts = concatBytes(Uint8Array.of(LAYOUT), u32Key(nextPage), u32Key(freePage));
  if (root === undefined) return counts;
  const { ref, hash } = root;
  if (typeof ref !== 'number') return concatBytes(counts, hash, Uint8Array.of(LEAF_KIND), ref);
  assert(ref === TOP_PAGE && top !== undefined, 'the uppermost page lies in the head');
  return concatBytes(counts, hash, Uint8Array.of(PAGE_KIND), top);
}

/**
 * The head of a record.
 * Errors: InvariantError for a record of another layout, before anything is read of it.
 */
export function decodeHead(bytes: Uint8Array): MapHead {
  assert(bytes[0] === LAYOUT, 'a certified map is read in the layout in which it was written');
  const counts = { nextPage: readU32(bytes, NEXT_OFFSET), freePage: readU32(bytes, FREE_OFFSET) };
  if (bytes.length === HASH_OFFSET) return { ...counts, root: undefined, top: undefined };
  const hash = bytes.subarray(HASH_OFFSET, KIND_OFFSET);
  const rest = bytes.subarray(ROOT_OFFSET);
  return bytes[KIND_OFFSET] === PAGE_KIND
    ? { ...counts, root: { ref: TOP_PAGE, hash }, top: rest }
    : { ...counts, root: { ref: rest, hash }, top: undefined };
}
