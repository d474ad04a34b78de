import { assert } from './assert.ts';
import { concatBytes } from './bytes.ts';
import { bitOf, childOf, childRef, forkBit, isLeaf, keyOf } from './map-node.ts';
import type { Child, InnerRecord, NodeRef, Side } from './map-node.ts';
import type { Table } from './table.ts';

const LEAF = Uint8Array.of(2);

/** A fork on the way down, by the reference under which its record lies. */
export interface Step {
  readonly ref: NodeRef;
  readonly record: InnerRecord;
  readonly side: Side;
}

/** The way to where a key is or would be, and the key that is there. */
export interface Descent {
  readonly path: Step[];
  readonly found: Uint8Array;
}

/** Goes down from the root along the bits of a key. */
export function descend(table: Table, root: Child, key: Uint8Array): Descent {
  const path: Step[] = [];
  let { ref } = root;
  while (!isLeaf(ref)) {
    const record = recordAt(table, ref);
    const side = bitOf(key, forkBit(record));
    path.push({ ref, record, side });
    ref = childRef(record, side);
  }
  return { path, found: keyOf(ref) };
}

/** The child that a path leads to, or the root. */
export function childBelow(root: Child, last: Step | undefined): Child {
  return last === undefined ? root : childOf(last.record, last.side);
}

/** The record of an inner node. */
export function recordAt(table: Table, ref: NodeRef): InnerRecord {
  const bytes = table.get(ref);
  assert(bytes !== undefined, 'a certified map holds every node that it refers to');
  return bytes;
}

/** Where the value of a key lies in the table. */
export function leafKey(key: Uint8Array): Uint8Array {
  return concatBytes(LEAF, key);
}

/** The side across. */
export function other(side: Side): Side {
  return side === 0 ? 1 : 0;
}

/** The first or the last key below a node. */
export function outermost(table: Table, top: NodeRef, side: Side): Uint8Array {
  let ref = top;
  while (!isLeaf(ref)) ref = childRef(recordAt(table, ref), side);
  return keyOf(ref);
}
