import { DataType } from '../../core/data-type';
import { Node, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { attributeNumbers } from './attribute-numbers';
import { ClassLabels } from './class-labels';
import { CompactTrees, compactTrees } from './compact-trees';
import { Aggregate, Forest } from './forest';
import { plantForest } from './plant-forest';
import { PostTransform } from './post-transform';
import { columnCount, needRows } from './rows';
import { TreeList } from './tree-list';

/** Trees of an operator as it runs them. */
export class TreeState extends State {
  forest: Forest;
  /** For float features; null when the trees do not fit that form. */
  compact: CompactTrees | null;
  aggregate: i32 = Aggregate.SUM;
  transform: i32 = PostTransform.NONE;
  /** Added to the scores: one for each target, or none. */
  baseValues: StaticArray<f64> = new StaticArray<f64>(0);
  /** Labels of a classifier; null for a regressor. */
  labels: ClassLabels | null = null;
  /** Every weight of a classifier of two classes is for this class; -1 when both have weights or there are more. */
  votedClass: i32 = -1;
  hasNegativeWeights: bool = false;

  constructor(forest: Forest) {
    super();
    this.forest = forest;
    this.compact = forest.isDouble ? null : compactTrees(forest);
  }
}

const LISTS: StaticArray<string> = [
  'nodes_treeids', 'nodes_nodeids', 'nodes_featureids', 'nodes_modes', 'nodes_values', 'nodes_values_as_tensor',
  'nodes_truenodeids', 'nodes_falsenodeids', 'nodes_missing_value_tracks_true', 'nodes_hitrates',
  'nodes_hitrates_as_tensor', 'class_treeids', 'class_nodeids', 'class_ids', 'class_weights', 'class_weights_as_tensor',
  'target_treeids', 'target_nodeids', 'target_ids', 'target_weights', 'target_weights_as_tensor', 'nodes_splits',
  'nodes_trueleafs', 'nodes_falseleafs', 'leaf_targetids', 'leaf_weights', 'membership_values', 'tree_roots',
]; // prettier-ignore

/** Plants the listed trees; the lists, which take ten times the memory, are dropped. Null: refused. */
export function plantState(node: Node, list: TreeList | null): TreeState | null {
  if (list === null) return null;
  const forest = plantForest(node, list);
  if (forest === null) return null;
  for (let index = 0; index < LISTS.length; index++) node.attributes.delete(LISTS[index]);
  return new TreeState(forest);
}

/** The `base_values`; null: refused, when they are neither none nor as many as expected. */
export function readBaseValues(node: Node, expected: i32): StaticArray<f64> | null {
  const values = attributeNumbers(node, 'base_values', 'base_values_as_tensor');
  if (values === null) return null;
  if (values.length == 0 || values.length == expected) return values.values;
  const numbers = expected.toString() + ' entries, got ' + values.length.toString();
  node.refuse(RefusalCode.UNSUPPORTED, 'base_values: expected none or ' + numbers);
  return null;
}

/** Checks that the input has rows with every feature that the trees read. False: refused. */
export function needFeatures(node: Node, input: Tensor, features: i32): bool {
  if (!needRows(node, input)) return false;
  const columns = columnCount(input);
  if (columns >= features) return true;
  node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected at least ' + features.toString() + ' features, got ' + columns.toString(),
  );
  return false;
}

/** Whether scores are summed in double precision: when the features or the model's numbers are doubles. */
export function isDouble(state: TreeState, input: Tensor): bool {
  return state.forest.isDouble || input.type == DataType.DOUBLE;
}

/** Instructions of scoring rows, estimated. */
export function scoringCost(state: TreeState, input: Tensor, rows: i32): f64 {
  const forest = state.forest;
  const isCompact = state.compact !== null && input.type != DataType.DOUBLE;
  const perTree = isCompact ? 22 * forest.meanDepth + 26 : 75 * forest.meanDepth + 20;
  const votes = <f64>forest.voteTarget.length / <f64>max(forest.leaves, 1);
  const perLeaf: f64 = isCompact && state.compact!.holdsWeights ? 0 : 50 + 75 * votes;
  return <f64>rows * (<f64>forest.roots.length * (perTree + perLeaf) + 60 * <f64>forest.targets + 60);
}
