import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';

/** The most nodes that the trees of one operator have. */
export const TREE_NODES_MAX: i32 = 1 << 21;

/**
 * Trees as the model lists them, before they are checked: nodes in the model's order, each branch with the places of its children
 * in the list, or -1 where the model names a child that is not there.
 */
export class TreeList {
  targets: i32 = 0;
  roots: Array<i32> = new Array<i32>();
  mode: StaticArray<u8>;
  feature: StaticArray<i32>;
  threshold: StaticArray<f64>;
  trueChild: StaticArray<i32>;
  falseChild: StaticArray<i32>;
  nanTrue: StaticArray<u8>;
  cover: StaticArray<f64> | null = null;
  voteNode: StaticArray<i32> = new StaticArray<i32>(0);
  voteTarget: StaticArray<i32> = new StaticArray<i32>(0);
  voteWeight: StaticArray<f64> = new StaticArray<f64>(0);
  memberStart: StaticArray<i32>;
  members: StaticArray<f64> = new StaticArray<f64>(0);
  /** The model gives thresholds or weights in double precision. */
  isDouble: bool = false;
  /** The model may name a leaf as the child of several branches. */
  sharesLeaves: bool = false;

  constructor(count: i32) {
    this.mode = new StaticArray<u8>(count);
    this.feature = new StaticArray<i32>(count);
    this.threshold = new StaticArray<f64>(count);
    this.trueChild = new StaticArray<i32>(count);
    this.falseChild = new StaticArray<i32>(count);
    this.nanTrue = new StaticArray<u8>(count);
    this.memberStart = new StaticArray<i32>(count + 1);
  }

  get count(): i32 {
    return this.mode.length;
  }
}

/** Checks that a list of an attribute has one entry for each node. False: refused. */
export function needLength(node: Node, name: string, length: i32, expected: i32): bool {
  if (length == expected) return true;
  node.refuse(
    RefusalCode.MALFORMED,
    name + ': expected ' + expected.toString() + ' entries, got ' + length.toString(),
  );
  return false;
}

/** The integers of an attribute; none when it is not given. */
export function intsOf(node: Node, name: string): Array<i64> {
  const list = node.ints(name);
  return list === null ? new Array<i64>() : list;
}

/** Checks the bound of {@link TREE_NODES_MAX}. False: refused. */
export function needCount(node: Node, count: i64): bool {
  if (count <= <i64>TREE_NODES_MAX) return true;
  node.refuse(
    RefusalCode.TOO_LARGE,
    'expected at most ' + TREE_NODES_MAX.toString() + ' nodes, got ' + count.toString(),
  );
  return false;
}
