import { assert } from './assert.ts';
import { concatBytes } from './bytes.ts';
import { TOP_PAGE } from './map-head.ts';
import type { MapHead } from './map-head.ts';
import {
  childMask,
  forkMask,
  nibbleAt,
  nibbleOf,
  outermostSlot,
  pairAt,
  pairOffset,
  refAt,
  SLOTS,
  slotNearLeaf,
} from './map-page.ts';
import type { MapPage, NodeRef, Side } from './map-page.ts';
import { PathLevels } from './path-levels.ts';
import type { Table } from './table.ts';

const PAGE = 1;
const LEAF = Uint8Array.of(2);

/** A page on the way down, and the slot in which the way goes on. */
export interface Step {
  readonly number: number;
  readonly page: MapPage;
  readonly slot: number;
}

/** The way to where a key is or would be. */
export interface Descent {
  /** The slot in the last page may be empty. */
  readonly path: readonly Step[];
  /** The key that is there, or one of those that part from it last. */
  readonly found: Uint8Array;
}

/** The pages of a map as they were when its head was read. */
export class MapPages {
  readonly #table: Table;
  readonly #top: MapPage | undefined;

  constructor(table: Table, head: MapHead) {
    this.#table = table;
    this.#top = head.top;
  }

  /** The page with a number that something refers to. */
  at(number: number): MapPage {
    const page = number === TOP_PAGE ? this.#top : this.#table.get(pageKey(number));
    assert(page !== undefined, 'a certified map holds every page that it refers to');
    return page;
  }

  /** Goes down along the nibbles of a key. */
  descend(root: NodeRef, key: Uint8Array): Descent {
    const path: Step[] = [];
    let ref = root;
    while (typeof ref === 'number') {
      const page = this.at(ref);
      const slot = nibbleOf(key, nibbleAt(page));
      path.push({ number: ref, page, slot });
      if (((childMask(page) >> slot) & 1) === 0) return { path, found: this.anyKey(ref) };
      ref = refAt(page, slot);
    }
    return { path, found: ref };
  }

  /** The first or the last key at or below a node. */
  outermost(from: NodeRef, side: Side): Uint8Array {
    let ref = from;
    while (typeof ref === 'number') {
      const page = this.at(ref);
      ref = refAt(page, outermostSlot(childMask(page), side));
    }
    return ref;
  }

  /** A key at or below a node, one that is found soon. */
  anyKey(from: NodeRef): Uint8Array {
    let ref = from;
    while (typeof ref === 'number') {
      const page = this.at(ref);
      ref = refAt(page, slotNearLeaf(page));
    }
    return ref;
  }
}

/** Where a page lies in the table. */
export function pageKey(number: number): Uint8Array {
  return Uint8Array.of(PAGE, number >>> 24, (number >> 16) & 0xff, (number >> 8) & 0xff, number & 0xff);
}

/** Where the value of a key lies in the table. */
export function leafKey(key: Uint8Array): Uint8Array {
  return concatBytes(LEAF, key);
}

/** Puts a hash where a path ends, and new ones into every fork above, in the pages themselves; the hash of the whole. */
export function foldPath(path: readonly Step[], hash: Uint8Array): Uint8Array {
  const pages: MapPage[] = [];
  const places: number[] = [];
  const sides: Side[] = [];
  for (let at = path.length - 1; at >= 0; at -= 1) {
    const { page, slot } = path[at] as Step;
    const forks = forkMask(page);
    for (let node = SLOTS + slot; node > 1; node >>= 1) {
      const fork = node >> 1;
      if (((forks >> fork) & 1) === 0) continue;
      pages.push(page);
      places.push(pairOffset(forks, fork));
      sides.push((node & 1) as Side);
    }
  }
  const count = pages.length;
  if (count === 0) return hash;
  const levels = new PathLevels(count);
  for (let level = 0; level < count; level += 1) {
    levels.putPair(level, sides[level] as Side, pairAt(pages[level] as MapPage, places[level] as number));
  }
  const root = levels.fold('fork', hash);
  for (let level = 0; level < count; level += 1) {
    (pages[level] as MapPage).set(levels.pair(level), places[level]);
  }
  return root;
}
