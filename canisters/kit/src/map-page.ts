import { concatBytes } from './bytes.ts';
import { readU32, u32Key } from './key.ts';
import { HASH_SIZE_BYTES } from './sha256.ts';

/** Children of a page: what a nibble of a key, 4 bits, can be. */
export const SLOTS = 16;

const PAIR_SIZE_BYTES = 2 * HASH_SIZE_BYTES;
const NUMBER_SIZE_BYTES = 4;
const CHILDREN_OFFSET = 2;
const LEAVES_OFFSET = 4;
const FORKS_OFFSET = 6;
const PAIRS_OFFSET = 8;

/** How many ones each byte has. */
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1;
  return ones;
});

/** Which child: 0 the left one, 1 the right one. */
export type Side = 0 | 1;

/** A page by its number, or a leaf by its key. */
export type NodeRef = number | Uint8Array;

/** A child with the hash of its tree. */
export interface Child {
  readonly ref: NodeRef;
  readonly hash: Uint8Array;
}

/** A slot and the child in it. */
export type Slotted = readonly [slot: number, child: Child];

/**
 * The forks of a certified map that split at bits of the same nibble of the key and lie together, read in place since most of
 * it is only passed on. A child is in the slot that its keys have as that nibble. A fork has the number that it has among the
 * nodes of the whole binary tree over the slots: 1 at the top, the children of n at 2n and 2n + 1, slot s at 16 + s. It is
 * there when both its sides hold children.
 * Shape: the nibble's index; the slots with children, those whose children are leaves, and the forks, each as bits, in 2 bytes
 * each; the hashes of both sides of each fork, by the forks' numbers; the numbers of the pages below in 4 bytes each, by
 * slots; the keys of the leaves by slots, each behind its size in one byte.
 * Bounds: 2 to 16 children.
 */
export type MapPage = Uint8Array;

/** A nibble of a key, most significant first; 0 beyond its end. */
export function nibbleOf(key: Uint8Array, index: number): number {
  const byte = key[index >> 1] ?? 0;
  return (index & 1) === 0 ? byte >> 4 : byte & 0xf;
}

/** The index of the first nibble in which two different keys differ. */
export function firstDifferingNibble(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return at * 2 + (((a[at] ?? 0) ^ (b[at] ?? 0)) < SLOTS ? 1 : 0);
}

/** The index of the nibble at whose bits the page's forks split. */
export function nibbleAt(page: MapPage): number {
  return u16(page, 0);
}

/** The slots with children, as bits. */
export function childMask(page: MapPage): number {
  return u16(page, CHILDREN_OFFSET);
}

/** The forks that are there, as bits. */
export function forkMask(page: MapPage): number {
  return u16(page, FORKS_OFFSET);
}

/** The first slot of a mask that is not 0, or the last. */
export function outermostSlot(mask: number, side: Side): number {
  return 31 - Math.clz32(side === 0 ? mask & -mask : mask);
}

/** A slot whose child is a leaf, if there is one, else any with a child. */
export function slotNearLeaf(page: MapPage): number {
  const leaves = u16(page, LEAVES_OFFSET);
  return outermostSlot(leaves === 0 ? childMask(page) : leaves, 0);
}

/** Where the hashes of both sides of a fork are in the page, or would be. */
export function pairOffset(forks: number, fork: number): number {
  return PAIRS_OFFSET + ones(forks & ((1 << fork) - 1)) * PAIR_SIZE_BYTES;
}

/** Both hashes of a fork: 64 bytes of the page itself. */
export function pairAt(page: MapPage, offset: number): Uint8Array {
  return page.subarray(offset, offset + PAIR_SIZE_BYTES);
}

/** The hash on one side of a fork: bytes of the page itself. */
export function sideAt(page: MapPage, offset: number, side: Side): Uint8Array {
  const at = offset + side * HASH_SIZE_BYTES;
  return page.subarray(at, at + HASH_SIZE_BYTES);
}

/** The child in a slot that has one. */
export function refAt(page: MapPage, slot: number): NodeRef {
  const leaves = u16(page, LEAVES_OFFSET);
  const pages = childMask(page) & ~leaves;
  const before = (1 << slot) - 1;
  const offset = refsOffset(page);
  if ((leaves >> slot) % 2 === 0) return readU32(page, offset + ones(pages & before) * NUMBER_SIZE_BYTES);
  let at = offset + ones(pages) * NUMBER_SIZE_BYTES;
  for (let others = ones(leaves & before); others > 0; others -= 1) at += 1 + (page[at] as number);
  return page.subarray(at + 1, at + 1 + (page[at] as number));
}

/** The child in a slot that has one, with its hash. */
export function childAt(page: MapPage, slot: number): Child {
  const forks = forkMask(page);
  const node = topOfSide(forks, SLOTS + slot);
  return { ref: refAt(page, slot), hash: sideAt(page, pairOffset(forks, node >> 1), (node & 1) as Side) };
}

/** A page of two children, each behind its slot. */
export function pageOf(nibble: number, a: Slotted, b: Slotted): MapPage {
  const [left, right] = a[0] < b[0] ? [a, b] : [b, a];
  const refs = new Map([left, right].map(([slot, { ref }]) => [slot, ref]));
  const fork = lowestForkOver(1 << left[0], right[0]);
  return encode(nibble, 1 << fork, [left[1].hash, right[1].hash], refs);
}

/**
 * The page with a child in a slot that was empty. The new fork holds its hash and that of what was there without it; the
 * hashes in the forks above are those from before.
 */
export function withChild(page: MapPage, pageHash: Uint8Array, slot: number, child: Child): MapPage {
  const forks = forkMask(page);
  const fork = lowestForkOver(childMask(page), slot);
  const node = topOfSide(forks, fork);
  const beside = node === 1 ? pageHash : sideAt(page, pairOffset(forks, node >> 1), (node & 1) as Side);
  const pair = sideTo(slot, fork) === 0 ? [child.hash, beside] : [beside, child.hash];
  const offset = pairOffset(forks, fork);
  const pairs = [page.subarray(PAIRS_OFFSET, offset), ...pair, page.subarray(offset, refsOffset(page))];
  return encode(nibbleAt(page), forks | (1 << fork), pairs, refsOf(page).set(slot, child.ref));
}

/** The page without a child, and the hash of what was beside it, which takes its fork's place. Bounds: 3 children or more. */
export function withoutChild(
  page: MapPage,
  slot: number,
): { readonly page: MapPage; readonly beside: Uint8Array } {
  const forks = forkMask(page);
  const node = topOfSide(forks, SLOTS + slot);
  const offset = pairOffset(forks, node >> 1);
  const pairs = [
    page.subarray(PAIRS_OFFSET, offset),
    page.subarray(offset + PAIR_SIZE_BYTES, refsOffset(page)),
  ];
  const refs = refsOf(page);
  refs.delete(slot);
  return {
    page: encode(nibbleAt(page), forks & ~(1 << (node >> 1)), pairs, refs),
    beside: sideAt(page, offset, other((node & 1) as Side)),
  };
}

/** The page with another child in a slot; the hashes are those from before. */
export function withRef(page: MapPage, slot: number, ref: NodeRef): MapPage {
  const pairs = [page.subarray(PAIRS_OFFSET, refsOffset(page))];
  return encode(nibbleAt(page), forkMask(page), pairs, refsOf(page).set(slot, ref));
}

/** The side of a fork on which a slot is. */
function sideTo(slot: number, fork: number): Side {
  let node = SLOTS + slot;
  while (node >> 1 > fork) node >>= 1;
  return (node & 1) as Side;
}

/** The side across. */
export function other(side: Side): Side {
  return side === 0 ? 1 : 0;
}

/** The highest node of which a node is all that is there: the child of a fork, or 1 for all of the page. */
function topOfSide(forks: number, from: number): number {
  let node = from;
  while (node > 1 && (forks >> (node >> 1)) % 2 === 0) node >>= 1;
  return node;
}

/** The fork at which a slot parts from the nearest of the children. */
function lowestForkOver(children: number, slot: number): number {
  let height = 1;
  for (; height < 4; height += 1) {
    const first = (slot >> height) << height;
    if (((children >> first) & ((1 << (1 << height)) - 1)) !== 0) break;
  }
  return (SLOTS + slot) >> height;
}

function encode(
  nibble: number,
  forks: number,
  pairs: readonly Uint8Array[],
  refs: ReadonlyMap<number, NodeRef>,
): MapPage {
  const pages: Uint8Array[] = [];
  const leaves: Uint8Array[] = [];
  let children = 0;
  let leafSlots = 0;
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const ref = refs.get(slot);
    if (ref === undefined) continue;
    children |= 1 << slot;
    if (typeof ref === 'number') {
      pages.push(u32Key(ref));
    } else {
      leafSlots |= 1 << slot;
      leaves.push(Uint8Array.of(ref.length), ref);
    }
  }
  const header = Uint8Array.of(
    ...[nibble, children, leafSlots, forks].flatMap((word) => [word >> 8, word & 0xff]),
  );
  return concatBytes(header, ...pairs, ...pages, ...leaves);
}

function refsOf(page: MapPage): Map<number, NodeRef> {
  const children = childMask(page);
  const refs = new Map<number, NodeRef>();
  for (let slot = 0; slot < SLOTS; slot += 1) {
    if ((children >> slot) % 2 === 1) refs.set(slot, refAt(page, slot));
  }
  return refs;
}

function refsOffset(page: MapPage): number {
  return PAIRS_OFFSET + (ones(childMask(page)) - 1) * PAIR_SIZE_BYTES;
}

function ones(mask: number): number {
  return (ONES[mask & 0xff] as number) + (ONES[mask >> 8] as number);
}

function u16(page: MapPage, offset: number): number {
  return ((page[offset] as number) << 8) | (page[offset + 1] as number);
}
