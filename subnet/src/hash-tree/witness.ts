import { pruned, rootHash, type HashTree, type LabeledTree } from './hash-tree.ts';
import { firstDifference, labelBit, nearest, type Branch, type Entry } from './labelled-map.ts';

/** What is asked of a node: everything, or what its children are asked; no children: the label alone. */
interface Demand {
  all: boolean;
  readonly children: Map<LabeledTree, Demand>;
}

/**
 * The tree with all pruned but what the paths lead to: the whole subtree at a path that exists, or the labels left and right
 * of the first label that does not, which prove its absence. The root hash is that of the tree.
 * Context: forks of `tree` are branches of labelled maps at every level.
 */
export function witness(tree: HashTree, paths: readonly (readonly Uint8Array[])[]): HashTree {
  const open = new Set<HashTree>();
  const demand = newDemand();
  for (const path of paths) demandPath(tree, path, demand, open);
  return reveal(tree, demand, open);
}

function newDemand(): Demand {
  return { all: false, children: new Map() };
}

/** Notes what the path asks for: demands on entries, and the nodes on the way to them as open. */
function demandPath(
  tree: HashTree,
  path: readonly Uint8Array[],
  rootDemand: Demand,
  open: Set<HashTree>,
): void {
  let current = tree;
  let demand = rootDemand;
  for (const label of path) {
    if (current.kind !== 'fork' && current.kind !== 'labeled') {
      demand.all = true;
      return;
    }
    const entry = openWay(current as Branch | Entry, label, demand, open);
    if (entry === undefined) return;
    demand = demandOf(demand, entry);
    current = entry.child;
    open.add(current);
  }
  demand.all = true;
}

function demandOf(parent: Demand, entry: Entry): Demand {
  let demand = parent.children.get(entry);
  if (demand === undefined) {
    demand = newDemand();
    parent.children.set(entry, demand);
  }
  return demand;
}

/** Opens the way to the label's entry; without one, the ways to its neighbours, whose labels are then demanded. */
function openWay(
  map: Branch | Entry,
  label: Uint8Array,
  demand: Demand,
  open: Set<HashTree>,
): Entry | undefined {
  const bit = firstDifference(nearest(map, label).label, label) ?? Infinity;
  let node = map;
  let lowerSide: Branch | Entry | undefined;
  let upperSide: Branch | Entry | undefined;
  open.add(node);
  while (node.kind === 'fork' && node.bit < bit) {
    if (labelBit(label, node.bit) === 1) {
      lowerSide = node.left;
      node = node.right;
    } else {
      upperSide = node.right;
      node = node.left;
    }
    open.add(node);
  }
  if (bit === Infinity) return node as Entry;
  if (labelBit(label, bit) === 1) lowerSide = node;
  else upperSide = node;
  if (lowerSide !== undefined) demandOf(demand, openEdge(lowerSide, 'right', open));
  if (upperSide !== undefined) demandOf(demand, openEdge(upperSide, 'left', open));
  return undefined;
}

/** Opens the way to the outermost entry of a side. */
function openEdge(map: Branch | Entry, side: 'left' | 'right', open: Set<HashTree>): Entry {
  let node = map;
  open.add(node);
  while (node.kind === 'fork') {
    node = node[side];
    open.add(node);
  }
  return node;
}

function reveal(node: HashTree, demand: Demand, open: ReadonlySet<HashTree>): HashTree {
  if (demand.all) return node;
  switch (node.kind) {
    case 'fork': {
      if (!open.has(node)) return pruned(rootHash(node));
      const left = reveal(node.left, demand, open);
      const right = reveal(node.right, demand, open);
      return { kind: 'fork', left, right, hash: node.hash };
    }
    case 'labeled': {
      const own = demand.children.get(node);
      if (own === undefined) return pruned(rootHash(node));
      return { kind: 'labeled', label: node.label, child: reveal(node.child, own, open), hash: node.hash };
    }
    case 'leaf':
      return pruned(rootHash(node));
    default:
      return node;
  }
}
