import { assert } from './assert.ts';
import { equalBytes } from './bytes.ts';
import { emptyHash, labeledHash, leafHash } from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';
import { readU32, u32Key } from './key.ts';
import { decodeHead, EMPTY_HEAD, encodeHead, TOP_PAGE } from './map-head.ts';
import type { MapHead } from './map-head.ts';
import {
  childAt,
  childMask,
  firstDifferingNibble,
  nibbleAt,
  nibbleOf,
  outermostSlot,
  pageOf,
  withChild,
  withoutChild,
  withRef,
} from './map-page.ts';
import type { Child, MapPage } from './map-page.ts';
import { foldPath, leafKey, MapPages, pageKey } from './map-path.ts';
import type { Step } from './map-path.ts';
import { MapWitness } from './map-witness.ts';
import type { Subtree, ValueForm } from './map-witness.ts';
import { HASH_SIZE_BYTES } from './sha256.ts';
import type { Table } from './table.ts';

const HEAD = Uint8Array.of(0);
const KEY_SIZE_BYTES_MAX = 255;

export type { ValueForm } from './map-witness.ts';

/**
 * A persistent map from keys to values whose root hash is certified: each key is a label of an IC hash tree. The shape is a
 * function of the keys alone (a fork splits at the first bit in which keys differ), so equal contents have equal roots
 * however they came about. Forks that split within the same four bits of the key lie together in one page with their
 * children's hashes: a look-up reads a page for four levels, a change rewrites and rehashes one path.
 * Bounds: keys of 1 to 255 bytes, none the prefix of another; values of 32 bytes.
 */
export class CertifiedMap {
  readonly #table: Table;
  readonly #valueForm: ValueForm;

  /** Lives in a table of its own. */
  constructor(table: Table, valueForm: ValueForm = 'leaf') {
    this.#table = table;
    this.#valueForm = valueForm;
  }

  /** Hash of the whole map as a hash tree. */
  rootHash(): Uint8Array {
    return this.#head().root?.hash ?? emptyHash();
  }

  /**
   * Hash of the part of the tree whose keys begin with the prefix; that of nothing when there are none. Two maps have the
   * same one exactly when they hold the same under the prefix, whatever else they hold.
   */
  hashUnder(prefix: Uint8Array): Uint8Array {
    const head = this.#head();
    const pages = new MapPages(this.#table, head);
    let child = head.root;
    while (child !== undefined && typeof child.ref === 'number') {
      const page = pages.at(child.ref);
      const nibble = nibbleAt(page);
      if (nibble >= prefix.length * 2) break;
      const slot = nibbleOf(prefix, nibble);
      child = ((childMask(page) >> slot) & 1) === 1 ? childAt(page, slot) : undefined;
    }
    if (child === undefined) return emptyHash();
    const key = pages.anyKey(child.ref);
    return equalBytes(key.subarray(0, prefix.length), prefix) ? child.hash : emptyHash();
  }

  /**
   * Destroys some of the map and answers whether nothing of it is left; until then the map is not to be used.
   * Context: over and over, with all its keys and then with none. Bounds: up to `limit` pages a time.
   */
  destroy(keys: readonly Uint8Array[], limit: number): boolean {
    for (const key of keys) this.#table.delete(leafKey(key));
    const { nextPage } = this.#head();
    const rest = Math.max(1, nextPage - limit);
    for (let number = nextPage - 1; number >= rest; number -= 1) this.#table.delete(pageKey(number));
    if (rest > 1) this.#putHead({ ...EMPTY_HEAD, nextPage: rest });
    else this.#table.delete(HEAD);
    return rest === 1;
  }

  /** The value under the key. */
  get(key: Uint8Array): Uint8Array | undefined {
    return this.#table.get(leafKey(key));
  }

  /** Puts a value under the key. */
  set(key: Uint8Array, value: Uint8Array): void {
    assert(key.length >= 1 && key.length <= KEY_SIZE_BYTES_MAX, 'a certified key has 1 to 255 bytes');
    assert(value.length === HASH_SIZE_BYTES, 'a certified value is a hash');
    const head = this.#head();
    const added: Child = { ref: key, hash: labeledHash(key, this.#valueHash(value)) };
    this.#table.set(leafKey(key), value);
    if (head.root === undefined) {
      this.#putHead({ ...head, root: added });
      return;
    }
    const { path, found } = new MapPages(this.#table, head).descend(head.root.ref, key);
    if (equalBytes(found, key)) {
      this.#rehash(head, path, added.hash);
      return;
    }
    const nibble = firstDifferingNibble(found, key);
    const slot = nibbleOf(key, nibble);
    const above = path.filter(({ page }) => nibbleAt(page) < nibble);
    const last = above.at(-1);
    const below = last === undefined ? head.root : childAt(last.page, last.slot);
    const parting = path[above.length];
    if (parting !== undefined && nibbleAt(parting.page) === nibble) {
      const page = withChild(parting.page, below.hash, slot, added);
      this.#rehash(head, [...above, { number: parting.number, page, slot }], added.hash);
      return;
    }
    const page = (child: Child): MapPage => pageOf(nibble, [slot, added], [nibbleOf(found, nibble), child]);
    if (last !== undefined) {
      const { number, head: rest } = this.#allocate(head);
      const parent = { ...last, page: withRef(last.page, last.slot, number) };
      const way = [...above.slice(0, -1), parent, { number, page: page(below), slot }];
      this.#rehash(rest, way, added.hash);
    } else {
      const { child, head: rest } = this.#moveDown(head, below);
      this.#rehash(rest, [{ number: TOP_PAGE, page: page(child), slot }], added.hash);
    }
  }

  /** Takes the key out; no effect when it is not there. */
  delete(key: Uint8Array): void {
    const head = this.#head();
    if (head.root === undefined) return;
    const pages = new MapPages(this.#table, head);
    const { path, found } = pages.descend(head.root.ref, key);
    if (!equalBytes(found, key)) return;
    this.#table.delete(leafKey(key));
    const last = path.at(-1);
    if (last === undefined) {
      this.#putHead({ ...head, root: undefined });
      return;
    }
    const above = path.slice(0, -1);
    const others = childMask(last.page) & ~(1 << last.slot);
    if ((others & (others - 1)) !== 0) {
      const { page, beside } = withoutChild(last.page, last.slot);
      this.#rehash(head, [...above, { ...last, page }], beside);
      return;
    }
    const left = childAt(last.page, outermostSlot(others, 0));
    const parent = above.pop();
    if (parent !== undefined) {
      const page = withRef(parent.page, parent.slot, left.ref);
      this.#rehash(this.#free(head, last.number), [...above, { ...parent, page }], left.hash);
    } else if (typeof left.ref === 'number') {
      const top = pages.at(left.ref);
      this.#putHead({ ...this.#free(head, left.ref), root: { ref: TOP_PAGE, hash: left.hash }, top });
    } else {
      this.#putHead({ ...head, root: left, top: undefined });
    }
  }

  /**
   * The tree that reveals each of the keys with its value, or that it is not there: then its neighbours' labels show.
   * Everything else is pruned. Where values are subtrees, `subtree` gives what is shown of the one under a key; without it
   * the subtree is pruned.
   */
  witness(keys: readonly Uint8Array[], subtree?: Subtree): HashTree {
    const head = this.#head();
    const pages = new MapPages(this.#table, head);
    const valueOf = (key: Uint8Array): Uint8Array => this.get(key) as Uint8Array;
    return new MapWitness(pages, { form: this.#valueForm, valueOf, subtree }).tree(head.root, keys);
  }

  #valueHash(value: Uint8Array): Uint8Array {
    return this.#valueForm === 'leaf' ? leafHash(value) : value;
  }

  /** Writes a path down whose pages are as they are to be but for the hashes. */
  #rehash(head: MapHead, path: readonly Step[], changed: Uint8Array): void {
    const hash = foldPath(path, changed);
    const [first, ...others] = path;
    for (const { number, page } of others) this.#table.set(pageKey(number), page);
    if (first === undefined) this.#putHead({ ...head, root: head.root && { ...head.root, hash } });
    else this.#putHead({ ...head, root: { ref: TOP_PAGE, hash }, top: first.page });
  }

  /** What was the root as a child of another. */
  #moveDown(head: MapHead, root: Child): { readonly child: Child; readonly head: MapHead } {
    if (head.top === undefined) return { child: root, head };
    const { number, head: rest } = this.#allocate(head);
    this.#table.set(pageKey(number), head.top);
    return { child: { ref: number, hash: root.hash }, head: rest };
  }

  #allocate(head: MapHead): { readonly number: number; readonly head: MapHead } {
    const { freePage, nextPage } = head;
    if (freePage === 0) return { number: nextPage, head: { ...head, nextPage: nextPage + 1 } };
    const freed = this.#table.get(pageKey(freePage)) as Uint8Array;
    return { number: freePage, head: { ...head, freePage: readU32(freed, 0) } };
  }

  #free(head: MapHead, number: number): MapHead {
    this.#table.set(pageKey(number), u32Key(head.freePage));
    return { ...head, freePage: number };
  }

  #head(): MapHead {
    const bytes = this.#table.get(HEAD);
    return bytes === undefined ? EMPTY_HEAD : decodeHead(bytes);
  }

  #putHead(head: MapHead): void {
    this.#table.set(HEAD, encodeHead(head));
  }
}
