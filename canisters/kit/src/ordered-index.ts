import { assert } from './assert.ts';
import { compareBytes, concatBytes } from './bytes.ts';
import { IndexNode, NODE_ENTRIES_MAX } from './index-node.ts';
import { readU32, u32Key } from './key.ts';
import type { Table } from './table.ts';

const HEAD = Uint8Array.of(0);
const NODE = 1;
const NONE = 0;

interface Head {
  readonly root: number;
  readonly nextNode: number;
  readonly freeNode: number;
  readonly size: number;
}

/** Which keys to answer. Bounds: `from` and `to` inclusive; absent: no bound on that side. */
export interface KeyRange {
  readonly from?: Uint8Array | undefined;
  readonly to?: Uint8Array | undefined;
  /** From the highest key down. */
  readonly descending?: boolean | undefined;
  /** Units: keys. */
  readonly limit: number;
}

interface Step {
  readonly id: number;
  readonly node: IndexNode;
  readonly position: number;
}

/**
 * A set of keys of one size in the order of their bytes: what the map beneath, which has no range scan, lacks. A B+ tree with
 * a node a record: adding, removing and seeking read one node a level, and 64 to the power of the levels keys fit. Nodes are
 * taken away only when they are empty.
 * Bounds: keys of 1 to 64 bytes; 2^32 - 1 keys.
 */
export class OrderedIndex {
  readonly #table: Table;
  readonly #keySizeBytes: number;

  /** Lives in a table of its own. */
  constructor(table: Table, keySizeBytes: number) {
    assert(keySizeBytes >= 1 && keySizeBytes <= 64, 'keys of an index have 1 to 64 bytes');
    this.#table = table;
    this.#keySizeBytes = keySizeBytes;
  }

  /** Number of keys. */
  get size(): number {
    return this.#head().size;
  }

  has(key: Uint8Array): boolean {
    const path = this.#descend(this.#head(), key);
    return path !== undefined && holds(path.leaf, path.position, key);
  }

  /** Adds a key; no effect when it is there. */
  add(key: Uint8Array): void {
    assert(key.length === this.#keySizeBytes, 'every key of an index has its size');
    const head = this.#head();
    const path = this.#descend(head, key);
    if (path === undefined) {
      const id = head.nextNode;
      this.#putNode(id, IndexNode.leaf(this.#keySizeBytes, key));
      this.#putHead({ ...head, root: id, nextNode: id + 1, size: 1 });
      return;
    }
    if (holds(path.leaf, path.position, key)) return;
    const grown = path.leaf.inserted(path.position, key);
    this.#putHead(this.#replace({ ...head, size: head.size + 1 }, path.above, path.leafId, grown));
  }

  /** Takes a key out; no effect when it is not there. */
  remove(key: Uint8Array): void {
    const head = this.#head();
    const path = this.#descend(head, key);
    if (path === undefined || !holds(path.leaf, path.position, key)) return;
    const shrunk = path.leaf.removed(path.position);
    const smaller = { ...head, size: head.size - 1 };
    if (shrunk.size > 0) {
      this.#putNode(path.leafId, shrunk);
      this.#putHead(smaller);
    } else this.#putHead(this.#drop(smaller, path.above, path.leafId));
  }

  /** The keys of a range, in order. */
  range(range: KeyRange): Uint8Array[] {
    const { root } = this.#head();
    const keys: Uint8Array[] = [];
    if (root !== NONE) this.#collect(root, range, keys);
    return keys;
  }

  /** Whether the node lies wholly on this side of the range's end, so that the walk goes on behind it. */
  #collect(id: number, range: KeyRange, keys: Uint8Array[]): boolean {
    const { from, to, descending = false, limit } = range;
    const node = this.#node(id);
    const [start, end] = descending ? [to, from] : [from, to];
    let position = startOf(node, start, descending);
    for (; position >= 0 && position < node.size; position += descending ? -1 : 1) {
      if (keys.length >= limit) return false;
      if (!node.isLeaf) {
        if (!this.#collect(node.child(position), range, keys)) return false;
        continue;
      }
      const key = node.key(position);
      const isPast = end !== undefined && compareBytes(key, end) * (descending ? -1 : 1) > 0;
      if (isPast) return false;
      keys.push(key);
    }
    return true;
  }

  #descend(
    head: Head,
    key: Uint8Array,
  ): { above: Step[]; leafId: number; leaf: IndexNode; position: number } | undefined {
    if (head.root === NONE) return undefined;
    const above: Step[] = [];
    let id = head.root;
    for (;;) {
      const node = this.#node(id);
      if (node.isLeaf) return { above, leafId: id, leaf: node, position: node.lowerBound(key) };
      const position = node.childFor(key);
      above.push({ id, node, position });
      id = node.child(position);
    }
  }

  /** Puts a grown node in its place, splitting it and the ones above where they are full. */
  #replace(head: Head, above: readonly Step[], id: number, grown: IndexNode): Head {
    if (grown.size <= NODE_ENTRIES_MAX) {
      this.#putNode(id, grown);
      return head;
    }
    const parent = above.at(-1);
    // Ascending keys fill the nodes they leave behind.
    const isLast = above.every((step) => step.position === step.node.size - 1);
    const [left, right] = grown.split(isLast ? grown.size - 1 : grown.size >> 1);
    const { id: rightId, head: allocated } = this.#allocate(head);
    this.#putNode(id, left);
    this.#putNode(rightId, right);
    if (parent !== undefined) {
      const inserted = parent.node.inserted(parent.position + 1, right.key(0), rightId);
      return this.#replace(allocated, above.slice(0, -1), parent.id, inserted);
    }
    const { id: rootId, head: rooted } = this.#allocate(allocated);
    const children = [
      [left.key(0), id],
      [right.key(0), rightId],
    ] as const;
    this.#putNode(rootId, IndexNode.inner(this.#keySizeBytes, children));
    return { ...rooted, root: rootId };
  }

  /** Takes an empty node out of the one above, and that too when it becomes empty. */
  #drop(head: Head, above: readonly Step[], id: number): Head {
    this.#table.set(nodeKey(id), u32Key(head.freeNode));
    const freed = { ...head, freeNode: id };
    const parent = above.at(-1);
    if (parent === undefined) return { ...freed, root: NONE };
    const shrunk = parent.node.removed(parent.position);
    if (shrunk.size === 0) return this.#drop(freed, above.slice(0, -1), parent.id);
    this.#putNode(parent.id, shrunk);
    return freed;
  }

  #allocate(head: Head): { id: number; head: Head } {
    const id = head.freeNode;
    if (id === NONE) return { id: head.nextNode, head: { ...head, nextNode: head.nextNode + 1 } };
    return { id, head: { ...head, freeNode: readU32(this.#record(id), 0) } };
  }

  #node(id: number): IndexNode {
    return IndexNode.decode(this.#record(id), this.#keySizeBytes);
  }

  #record(id: number): Uint8Array {
    const bytes = this.#table.get(nodeKey(id));
    assert(bytes !== undefined, 'an index holds every node that it refers to');
    return bytes;
  }

  #putNode(id: number, node: IndexNode): void {
    this.#table.set(nodeKey(id), node.encode());
  }

  #head(): Head {
    const bytes = this.#table.get(HEAD);
    if (bytes === undefined) return { root: NONE, nextNode: 1, freeNode: NONE, size: 0 };
    const [root, nextNode, freeNode, size] = [0, 4, 8, 12].map((at) => readU32(bytes, at)) as [
      number,
      number,
      number,
      number,
    ];
    return { root, nextNode, freeNode, size };
  }

  #putHead({ root, nextNode, freeNode, size }: Head): void {
    this.#table.set(HEAD, concatBytes(...[root, nextNode, freeNode, size].map(u32Key)));
  }
}

function startOf(node: IndexNode, start: Uint8Array | undefined, descending: boolean): number {
  if (start === undefined) return descending ? node.size - 1 : 0;
  if (!node.isLeaf) return node.childFor(start);
  const position = node.lowerBound(start);
  if (!descending) return position;
  const isExact = position < node.size && compareBytes(node.key(position), start) === 0;
  return isExact ? position : position - 1;
}

function holds(leaf: IndexNode, position: number, key: Uint8Array): boolean {
  return position < leaf.size && compareBytes(leaf.key(position), key) === 0;
}

function nodeKey(id: number): Uint8Array {
  return concatBytes(Uint8Array.of(NODE), u32Key(id));
}
