import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { attributeNumbers } from './attribute-numbers';
import { BranchMode } from './forest';
import { TreeList, intsOf, needCount, needLength } from './tree-list';

const MODE_NAMES: StaticArray<ArrayBuffer> = [
  String.UTF8.encode('BRANCH_LEQ'),
  String.UTF8.encode('BRANCH_LT'),
  String.UTF8.encode('BRANCH_GTE'),
  String.UTF8.encode('BRANCH_GT'),
  String.UTF8.encode('BRANCH_EQ'),
  String.UTF8.encode('BRANCH_NEQ'),
];
const LEAF_NAME: ArrayBuffer = String.UTF8.encode('LEAF');

/** Where a node stands in the list, by the tree and the number that the model gives it. */
class Places {
  private places: Map<u64, i32> = new Map<u64, i32>();

  /** False when the place is taken or a number is out of range. */
  note(tree: i64, node: i64, place: i32): bool {
    if (!isKey(tree) || !isKey(node)) return false;
    const key = keyOf(tree, node);
    if (this.places.has(key)) return false;
    this.places.set(key, place);
    return true;
  }

  /** The place, or -1. */
  find(tree: i64, node: i64): i32 {
    if (!isKey(tree) || !isKey(node)) return -1;
    const key = keyOf(tree, node);
    return this.places.has(key) ? this.places.get(key) : -1;
  }
}

function isKey(number: i64): bool {
  return number >= 0 && number <= <i64>i32.MAX_VALUE;
}

function keyOf(tree: i64, node: i64): u64 {
  return ((<u64>tree) << 32) | (<u64>node);
}

/**
 * Trees as TreeEnsembleClassifier and TreeEnsembleRegressor (1, 3) list them; `votes` is 'class' or 'target', the beginning of the
 * names of the votes' attributes. The first node of a tree is its root. Null: refused.
 */
export function listClassicTrees(node: Node, votes: string, targets: i32): TreeList | null {
  const treeIds = intsOf(node, 'nodes_treeids');
  const nodeIds = intsOf(node, 'nodes_nodeids');
  const count = treeIds.length;
  if (count == 0) {
    node.refuse(RefusalCode.MALFORMED, 'it has no nodes');
    return null;
  }
  if (!needCount(node, count) || !needLength(node, 'nodes_nodeids', nodeIds.length, count)) return null;
  const list = new TreeList(count);
  list.targets = targets;
  const places = new Places();
  for (let index = 0; index < count; index++) {
    if (index == 0 || treeIds[index] != treeIds[index - 1]) list.roots.push(index);
    if (places.note(treeIds[index], nodeIds[index], index)) continue;
    const name = nodeIds[index].toString() + ' of the tree ' + treeIds[index].toString();
    node.refuse(RefusalCode.MALFORMED, 'the node ' + name + ' is there twice or has no valid number');
    return null;
  }
  if (!readModes(node, list) || !readChildren(node, list, treeIds, places)) return null;
  if (!readBranches(node, list) || !readCover(node, list)) return null;
  return readVotes(node, list, votes, places) ? list : null;
}

function readModes(node: Node, list: TreeList): bool {
  const names = node.strings('nodes_modes');
  if (!needLength(node, 'nodes_modes', names === null ? 0 : names.length, list.count)) return false;
  for (let index = 0; index < list.count; index++) {
    const mode = modeOf(names![index]);
    if (mode == BranchMode.UNKNOWN) {
      const text = String.UTF8.decode(names![index].buffer);
      node.refuse(RefusalCode.UNSUPPORTED, 'the node mode "' + text + '" is not supported');
      return false;
    }
    list.mode[index] = <u8>mode;
  }
  return true;
}

function modeOf(name: Uint8Array): i32 {
  if (isText(name, LEAF_NAME)) return BranchMode.LEAF;
  for (let mode = 0; mode < MODE_NAMES.length; mode++) if (isText(name, MODE_NAMES[mode])) return mode;
  return BranchMode.UNKNOWN;
}

function isText(bytes: Uint8Array, text: ArrayBuffer): bool {
  if (bytes.length != text.byteLength) return false;
  return memory.compare(bytes.dataStart, changetype<usize>(text), <usize>bytes.length) == 0;
}

function readChildren(node: Node, list: TreeList, treeIds: Array<i64>, places: Places): bool {
  const whenTrue = intsOf(node, 'nodes_truenodeids');
  const whenFalse = intsOf(node, 'nodes_falsenodeids');
  if (!needLength(node, 'nodes_truenodeids', whenTrue.length, list.count)) return false;
  if (!needLength(node, 'nodes_falsenodeids', whenFalse.length, list.count)) return false;
  for (let index = 0; index < list.count; index++) {
    if (list.mode[index] == <u8>BranchMode.LEAF) continue;
    list.trueChild[index] = places.find(treeIds[index], whenTrue[index]);
    list.falseChild[index] = places.find(treeIds[index], whenFalse[index]);
  }
  return true;
}

function readBranches(node: Node, list: TreeList): bool {
  const features = intsOf(node, 'nodes_featureids');
  const thresholds = attributeNumbers(node, 'nodes_values', 'nodes_values_as_tensor');
  const nans = intsOf(node, 'nodes_missing_value_tracks_true');
  if (thresholds === null) return false;
  if (!needLength(node, 'nodes_featureids', features.length, list.count)) return false;
  if (!needLength(node, 'nodes_values', thresholds.length, list.count)) return false;
  if (nans.length > 0 && !needLength(node, 'nodes_missing_value_tracks_true', nans.length, list.count))
    return false;
  list.threshold = thresholds.values;
  list.isDouble = thresholds.isDouble;
  for (let index = 0; index < list.count; index++) {
    if (list.mode[index] == <u8>BranchMode.LEAF) continue;
    if (!isKey(features[index]) || features[index] == <i64>i32.MAX_VALUE) {
      const feature = features[index].toString();
      node.refuse(RefusalCode.MALFORMED, 'a branch reads the feature ' + feature + ', which cannot be');
      return false;
    }
    list.feature[index] = <i32>features[index];
    list.nanTrue[index] = nans.length > 0 && nans[index] != 0 ? 1 : 0;
  }
  return true;
}

function readCover(node: Node, list: TreeList): bool {
  const cover = attributeNumbers(node, 'nodes_hitrates', 'nodes_hitrates_as_tensor');
  if (cover === null) return false;
  if (cover.length == 0) return true;
  if (!needLength(node, 'nodes_hitrates', cover.length, list.count)) return false;
  list.cover = cover.values;
  return true;
}

function readVotes(node: Node, list: TreeList, votes: string, places: Places): bool {
  const trees = intsOf(node, votes + '_treeids');
  const nodes = intsOf(node, votes + '_nodeids');
  const targets = intsOf(node, votes + '_ids');
  const weights = attributeNumbers(node, votes + '_weights', votes + '_weights_as_tensor');
  if (weights === null || !needCount(node, weights.length)) return false;
  const count = weights.length;
  if (!needLength(node, votes + '_treeids', trees.length, count)) return false;
  if (!needLength(node, votes + '_nodeids', nodes.length, count)) return false;
  if (!needLength(node, votes + '_ids', targets.length, count)) return false;
  list.voteNode = new StaticArray<i32>(count);
  list.voteTarget = new StaticArray<i32>(count);
  list.voteWeight = weights.values;
  list.isDouble = list.isDouble || weights.isDouble;
  for (let vote = 0; vote < count; vote++) {
    const place = places.find(trees[vote], nodes[vote]);
    if (place < 0) {
      node.refuse(RefusalCode.MALFORMED, 'a weight belongs to a node that is not there');
      return false;
    }
    if (targets[vote] < 0 || targets[vote] >= <i64>list.targets) {
      node.refuse(RefusalCode.MALFORMED, 'a weight belongs to the target ' + targets[vote].toString());
      return false;
    }
    list.voteNode[vote] = place;
    list.voteTarget[vote] = <i32>targets[vote];
  }
  return true;
}
