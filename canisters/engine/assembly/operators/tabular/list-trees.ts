import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { attributeNumbers } from './attribute-numbers';
import { BranchMode } from './forest';
import { TreeList, intsOf, needCount, needLength } from './tree-list';

/** Trees as TreeEnsemble (5) lists them: branches and leaves apart. In the list the leaves follow the branches. Null: refused. */
export function listTrees(node: Node, targets: i32): TreeList | null {
  const features = intsOf(node, 'nodes_featureids');
  const leafTargets = intsOf(node, 'leaf_targetids');
  const branches = features.length;
  const leaves = leafTargets.length;
  if (branches == 0 || leaves == 0) {
    node.refuse(RefusalCode.MALFORMED, 'it has no nodes or no leaves');
    return null;
  }
  if (!needCount(node, <i64>branches + <i64>leaves)) return null;
  const list = new TreeList(branches + leaves);
  list.targets = targets;
  list.sharesLeaves = true;
  const roots = intsOf(node, 'tree_roots');
  for (let tree = 0; tree < roots.length; tree++) {
    list.roots.push(roots[tree] >= 0 && roots[tree] < <i64>branches ? <i32>roots[tree] : -1);
  }
  if (roots.length == 0 || roots.length > branches) {
    node.refuse(RefusalCode.MALFORMED, 'tree_roots names ' + roots.length.toString() + ' trees');
    return null;
  }
  if (!readModes(node, list, branches) || !readBranches(node, list, features)) return null;
  if (!readSide(node, 'true', list.trueChild, branches, leaves)) return null;
  if (!readSide(node, 'false', list.falseChild, branches, leaves)) return null;
  if (!readCover(node, list, branches) || !readLeaves(node, list, leafTargets, branches)) return null;
  return readMembers(node, list, branches) ? list : null;
}

function readModes(node: Node, list: TreeList, branches: i32): bool {
  const modes = node.tensorAttribute('nodes_modes');
  if (!needLength(node, 'nodes_modes', modes === null ? 0 : modes.size, branches)) return false;
  if (modes!.type != DataType.UINT8) {
    node.refuseType(modes!);
    return false;
  }
  for (let index = 0; index < list.count; index++) list.mode[index] = <u8>BranchMode.LEAF;
  for (let index = 0; index < branches; index++) {
    const mode = load<u8>(modes!.data + <usize>index);
    if (mode > <u8>BranchMode.MEMBER) {
      node.refuse(RefusalCode.UNSUPPORTED, 'the node mode ' + mode.toString() + ' is not supported');
      return false;
    }
    list.mode[index] = mode;
  }
  return true;
}

function readBranches(node: Node, list: TreeList, features: Array<i64>): bool {
  const branches = features.length;
  const thresholds = attributeNumbers(node, '', 'nodes_splits');
  const nans = intsOf(node, 'nodes_missing_value_tracks_true');
  if (thresholds === null || !needLength(node, 'nodes_splits', thresholds.length, branches)) return false;
  if (nans.length > 0 && !needLength(node, 'nodes_missing_value_tracks_true', nans.length, branches))
    return false;
  list.isDouble = thresholds.isDouble;
  for (let index = 0; index < branches; index++) {
    if (features[index] < 0 || features[index] >= <i64>i32.MAX_VALUE) {
      const feature = features[index].toString();
      node.refuse(RefusalCode.MALFORMED, 'a branch reads the feature ' + feature + ', which cannot be');
      return false;
    }
    list.feature[index] = <i32>features[index];
    list.threshold[index] = thresholds.values[index];
    list.nanTrue[index] = nans.length > 0 && nans[index] != 0 ? 1 : 0;
  }
  return true;
}

function readSide(node: Node, side: string, children: StaticArray<i32>, branches: i32, leaves: i32): bool {
  const places = intsOf(node, 'nodes_' + side + 'nodeids');
  const isLeaf = intsOf(node, 'nodes_' + side + 'leafs');
  if (!needLength(node, 'nodes_' + side + 'nodeids', places.length, branches)) return false;
  if (!needLength(node, 'nodes_' + side + 'leafs', isLeaf.length, branches)) return false;
  for (let index = 0; index < branches; index++) {
    const end = isLeaf[index] != 0 ? leaves : branches;
    if (places[index] < 0 || places[index] >= <i64>end) children[index] = -1;
    else children[index] = <i32>places[index] + (isLeaf[index] != 0 ? branches : 0);
  }
  return true;
}

// Hit rates stand at branches only; those of leaves are not known, so that nothing can be explained by them.
function readCover(node: Node, list: TreeList, branches: i32): bool {
  const cover = attributeNumbers(node, '', 'nodes_hitrates');
  if (cover === null) return false;
  return cover.length == 0 || needLength(node, 'nodes_hitrates', cover.length, branches);
}

function readLeaves(node: Node, list: TreeList, targets: Array<i64>, branches: i32): bool {
  const weights = attributeNumbers(node, '', 'leaf_weights');
  if (weights === null || !needLength(node, 'leaf_weights', weights.length, targets.length)) return false;
  list.isDouble = list.isDouble || weights.isDouble;
  list.voteNode = new StaticArray<i32>(targets.length);
  list.voteTarget = new StaticArray<i32>(targets.length);
  list.voteWeight = weights.values;
  for (let leaf = 0; leaf < targets.length; leaf++) {
    if (targets[leaf] < 0 || targets[leaf] >= <i64>list.targets) {
      node.refuse(RefusalCode.MALFORMED, 'a leaf belongs to the target ' + targets[leaf].toString());
      return false;
    }
    list.voteNode[leaf] = branches + leaf;
    list.voteTarget[leaf] = <i32>targets[leaf];
  }
  return true;
}

// The sets of the branches stand one after the other in the order of the branches, each ended by a NaN.
function readMembers(node: Node, list: TreeList, branches: i32): bool {
  const values = attributeNumbers(node, '', 'membership_values');
  if (values === null) return false;
  list.members = new StaticArray<f64>(values.length);
  let at = 0;
  let kept = 0;
  for (let index = 0; index < list.count; index++) {
    list.memberStart[index] = kept;
    if (index >= branches || list.mode[index] != <u8>BranchMode.MEMBER) continue;
    for (; at < values.length && !isNaN(values.values[at]); at++) list.members[kept++] = values.values[at];
    if (at >= values.length) {
      node.refuse(RefusalCode.MALFORMED, 'membership_values ends before the sets of all branches');
      return false;
    }
    at++;
    sortRange(list.members, list.memberStart[index], kept);
  }
  list.memberStart[list.count] = kept;
  return true;
}

/** Sorts the values from `start` to `end` in place, by heap. */
function sortRange(values: StaticArray<f64>, start: i32, end: i32): void {
  const count = end - start;
  for (let root = (count >> 1) - 1; root >= 0; root--) sift(values, start, root, count);
  for (let last = count - 1; last > 0; last--) {
    const greatest = values[start];
    values[start] = values[start + last];
    values[start + last] = greatest;
    sift(values, start, 0, last);
  }
}

function sift(values: StaticArray<f64>, start: i32, root: i32, count: i32): void {
  let at = root;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= count) return;
    if (child + 1 < count && values[start + child + 1] > values[start + child]) child++;
    if (values[start + at] >= values[start + child]) return;
    const kept = values[start + at];
    values[start + at] = values[start + child];
    values[start + child] = kept;
    at = child;
  }
}
