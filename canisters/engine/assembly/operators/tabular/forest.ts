/** Comparison at a branch, numbered as in TreeEnsemble (5); a leaf has none. Source: ONNX, ai.onnx.ml. */
export namespace BranchMode {
  export const LEQ: i32 = 0;
  export const LT: i32 = 1;
  export const GTE: i32 = 2;
  export const GT: i32 = 3;
  export const EQ: i32 = 4;
  export const NEQ: i32 = 5;
  export const MEMBER: i32 = 6;
  export const LEAF: i32 = 7;
  export const UNKNOWN: i32 = -1;
}

/** How the votes of the trees become one score. Numbers as in TreeEnsemble (5). */
export namespace Aggregate {
  export const AVERAGE: i32 = 0;
  export const SUM: i32 = 1;
  export const MIN: i32 = 2;
  export const MAX: i32 = 3;
  export const UNKNOWN: i32 = -1;
}

/**
 * Trees that were checked: every node but a root has one parent, every walk ends at a leaf. Nodes stand tree after tree, each tree
 * in breadth-first order; the two children of a branch stand side by side, the false one first.
 */
export class Forest {
  targets: i32 = 0;
  /** The model gives thresholds or weights in double precision, so that it is computed in it. */
  isDouble: bool = false;
  /** One more than the highest feature that a branch reads. */
  features: i32 = 0;
  /** Index of the root of each tree. */
  roots: StaticArray<i32> = new StaticArray<i32>(0);
  mode: StaticArray<u8> = new StaticArray<u8>(0);
  feature: StaticArray<i32> = new StaticArray<i32>(0);
  threshold: StaticArray<f64> = new StaticArray<f64>(0);
  /** Index of the false child; the true one follows it. 0 at a leaf. */
  child: StaticArray<i32> = new StaticArray<i32>(0);
  /** 1 where a NaN goes to the true child. */
  nanTrue: StaticArray<u8> = new StaticArray<u8>(0);
  /** How many samples passed the node, or null when the model does not tell. */
  cover: StaticArray<f64> | null = null;
  /** Votes of the node n: those from `voteStart[n]` up to, not including, `voteStart[n + 1]`. */
  voteStart: StaticArray<i32> = new StaticArray<i32>(0);
  voteTarget: StaticArray<i32> = new StaticArray<i32>(0);
  voteWeight: StaticArray<f64> = new StaticArray<f64>(0);
  /** Values of the node n with {@link BranchMode.MEMBER}, ascending: from `memberStart[n]` to `memberStart[n + 1]`. */
  memberStart: StaticArray<i32> = new StaticArray<i32>(0);
  members: StaticArray<f64> = new StaticArray<f64>(0);
  leaves: i32 = 0;
  /** Branches on the longest way from a root to a leaf. */
  depth: i32 = 0;
  /** Branches on the way to a leaf, on average over the leaves. */
  meanDepth: f64 = 0;

  get nodeCount(): i32 {
    return this.child.length;
  }

  /** Whether a value goes to the true child of a branch. A NaN is unequal to everything, so that it passes NEQ. */
  passes(node: i32, value: f64): bool {
    if (isNaN(value) && unchecked(this.nanTrue[node]) != 0) return true;
    const threshold = unchecked(this.threshold[node]);
    switch (<i32>unchecked(this.mode[node])) {
      case BranchMode.LEQ:
        return value <= threshold;
      case BranchMode.LT:
        return value < threshold;
      case BranchMode.GTE:
        return value >= threshold;
      case BranchMode.GT:
        return value > threshold;
      case BranchMode.EQ:
        return value == threshold;
      case BranchMode.NEQ:
        return value != threshold;
      default:
        return this.isMember(node, value);
    }
  }

  private isMember(node: i32, value: f64): bool {
    let low = unchecked(this.memberStart[node]);
    let end = unchecked(this.memberStart[node + 1]);
    while (low < end) {
      const middle = (low + end) >> 1;
      const member = unchecked(this.members[middle]);
      if (member == value) return true;
      if (member < value) low = middle + 1;
      else end = middle;
    }
    return false;
  }
}
