import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { BranchMode, Forest } from './forest';
import { TreeList } from './tree-list';

/** Puts listed trees in breadth-first order. Null: refused, when a child is missing, has two parents or none, or lies in a cycle. */
export function plantForest(node: Node, list: TreeList): Forest | null {
  const order = walk(node, list);
  if (order === null) return null;
  const forest = order.forest;
  const count = order.count;
  forest.targets = list.targets;
  forest.isDouble = list.isDouble;
  forest.mode = new StaticArray<u8>(count);
  forest.feature = new StaticArray<i32>(count);
  forest.threshold = new StaticArray<f64>(count);
  forest.nanTrue = new StaticArray<u8>(count);
  forest.child = StaticArray.slice<i32>(order.child, 0, count);
  const cover = list.cover;
  const covers = new StaticArray<f64>(cover === null ? 0 : count);
  for (let index = 0; index < count; index++) {
    const from = order.source[index];
    forest.mode[index] = list.mode[from];
    forest.feature[index] = list.feature[from];
    forest.threshold[index] = list.threshold[from];
    forest.nanTrue[index] = list.nanTrue[from];
    if (cover !== null) covers[index] = cover[from];
    if (list.mode[from] != <u8>BranchMode.LEAF)
      forest.features = max(forest.features, list.feature[from] + 1);
  }
  if (cover !== null) forest.cover = covers;
  takeVotes(forest, list, order);
  takeMembers(forest, list, order);
  return forest;
}

class Order {
  forest: Forest = new Forest();
  count: i32 = 0;
  /** Place in the list of each node of the forest. */
  source: StaticArray<i32>;
  child: StaticArray<i32>;

  constructor(capacity: i32) {
    this.source = new StaticArray<i32>(capacity);
    this.child = new StaticArray<i32>(capacity);
  }
}

function walk(node: Node, list: TreeList): Order | null {
  let branches = 0;
  for (let index = 0; index < list.count; index++) if (list.mode[index] != <u8>BranchMode.LEAF) branches++;
  // Every branch is taken once and has two children, so that no more places are needed.
  const order = new Order(2 * branches + list.roots.length);
  const level = new StaticArray<i32>(order.source.length);
  const isSeen = new StaticArray<u8>(list.count);
  const roots = new StaticArray<i32>(list.roots.length);
  let leaves = 0;
  let depths: f64 = 0;
  for (let tree = 0; tree < roots.length; tree++) {
    roots[tree] = order.count;
    if (!take(node, list, order, isSeen, list.roots[tree])) return null;
    for (let head = roots[tree]; head < order.count; head++) {
      const from = order.source[head];
      if (list.mode[from] == <u8>BranchMode.LEAF) {
        leaves++;
        depths += <f64>level[head];
        order.forest.depth = max(order.forest.depth, level[head]);
        continue;
      }
      order.child[head] = order.count;
      if (!take(node, list, order, isSeen, list.falseChild[from])) return null;
      if (!take(node, list, order, isSeen, list.trueChild[from])) return null;
      level[order.count - 2] = level[head] + 1;
      level[order.count - 1] = level[head] + 1;
    }
  }
  for (let index = 0; index < list.count; index++) {
    if (isSeen[index] != 0) continue;
    if (list.sharesLeaves && list.mode[index] == <u8>BranchMode.LEAF) continue;
    node.refuse(RefusalCode.MALFORMED, 'no branch leads to the node at ' + index.toString());
    return null;
  }
  order.forest.roots = roots;
  order.forest.leaves = leaves;
  order.forest.meanDepth = depths / <f64>max(leaves, 1);
  return order;
}

function take(node: Node, list: TreeList, order: Order, isSeen: StaticArray<u8>, index: i32): bool {
  if (index < 0 || index >= list.count) {
    node.refuse(RefusalCode.MALFORMED, 'a branch leads to a node that is not there');
    return false;
  }
  const mayRepeat = list.sharesLeaves && list.mode[index] == <u8>BranchMode.LEAF;
  if (isSeen[index] != 0 && !mayRepeat) {
    node.refuse(
      RefusalCode.MALFORMED,
      'the node at ' + index.toString() + ' has two parents or lies in a cycle',
    );
    return false;
  }
  isSeen[index] = 1;
  order.source[order.count++] = index;
  return true;
}

function takeVotes(forest: Forest, list: TreeList, order: Order): void {
  const votes = list.voteNode.length;
  // The votes of each listed node, in the model's order: counted, then placed.
  const start = new StaticArray<i32>(list.count + 1);
  for (let vote = 0; vote < votes; vote++) start[list.voteNode[vote] + 1]++;
  for (let index = 0; index < list.count; index++) start[index + 1] += start[index];
  const next = StaticArray.slice<i32>(start);
  const sorted = new StaticArray<i32>(votes);
  for (let vote = 0; vote < votes; vote++) sorted[next[list.voteNode[vote]]++] = vote;
  forest.voteStart = new StaticArray<i32>(order.count + 1);
  let total = 0;
  for (let index = 0; index < order.count; index++) {
    forest.voteStart[index] = total;
    const from = order.source[index];
    if (list.mode[from] == <u8>BranchMode.LEAF) total += start[from + 1] - start[from];
  }
  forest.voteStart[order.count] = total;
  forest.voteTarget = new StaticArray<i32>(total);
  forest.voteWeight = new StaticArray<f64>(total);
  for (let index = 0; index < order.count; index++) {
    let at = forest.voteStart[index];
    const from = order.source[index];
    for (let vote = start[from]; at < forest.voteStart[index + 1]; vote++, at++) {
      forest.voteTarget[at] = list.voteTarget[sorted[vote]];
      forest.voteWeight[at] = list.voteWeight[sorted[vote]];
    }
  }
}

function takeMembers(forest: Forest, list: TreeList, order: Order): void {
  const start = new StaticArray<i32>(order.count + 1);
  // A branch stands once in the forest, so that there are no more members than the list has.
  const members = new StaticArray<f64>(list.members.length);
  let total = 0;
  for (let index = 0; index < order.count; index++) {
    start[index] = total;
    const from = order.source[index];
    for (let at = list.memberStart[from]; at < list.memberStart[from + 1]; at++)
      members[total++] = list.members[at];
  }
  start[order.count] = total;
  forest.memberStart = start;
  forest.members = members;
}
