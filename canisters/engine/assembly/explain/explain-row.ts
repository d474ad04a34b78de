import { Node } from '../core/node';
import { RefusalCode } from '../core/refusal';
import { LinearState } from '../operators/tabular/linear';
import { rowCount } from '../operators/tabular/rows';
import { TreeState } from '../operators/tabular/tree-state';
import { explainLinear } from './explain-linear';
import { explainTrees } from './explain-trees';
import { Explanation } from './explanation';

/** Whether {@link explainRow} explains nodes of this kind. */
export function isExplained(node: Node): bool {
  if (node.domain != 'ai.onnx.ml') return false;
  const isLinear = node.op == 'LinearRegressor' || node.op == 'LinearClassifier';
  return isLinear || node.op.startsWith('TreeEnsemble');
}

/**
 * Explains one row of the input of a node that has been prepared, and whose input has its values: right after the node has run, or
 * at any time when its input is one of the model's own.
 *
 * **Trees** (TreeEnsemble, TreeEnsembleRegressor, TreeEnsembleClassifier; SUM and AVERAGE): exact Shapley values of the game in which
 * the value of a coalition of known features is the trees' expectation, where a branch on an unknown feature is left to both sides
 * by their covers (path-dependent TreeSHAP). `source` says where covers come from, see {@link CoverSource}. The base value is the
 * expectation with nothing known, with the model's own base values.
 *
 * **Linear models**: coefficient · (value − mean). `means` has a mean for every feature, or is empty for zeros: then the base value
 * is the intercept. Trees do not read it.
 *
 * **Targets** are targets of a regressor and classes of a classifier, on scores before the post-transform. A classifier of two
 * classes with one score between them has one target: the score for its second label. Every target's contributions and base value
 * add up to `scores`, which is the operator's raw score in double precision.
 *
 * **Cost**: {@link explainCost}.
 * **Errors** (null): not explained here, no such row, no hit rates, other aggregates, trees deeper than 256.
 */
export function explainRow(node: Node, row: i32, source: i32, means: StaticArray<f64>): Explanation | null {
  const state = node.state;
  if (!isExplained(node) || state === null) {
    node.refuse(RefusalCode.UNSUPPORTED, 'it cannot be explained: it is neither of trees nor linear');
    return null;
  }
  const rows = rowCount(node.input(0));
  if (row < 0 || row >= rows) {
    const range = rows.toString() + ' rows, asked for the row ' + row.toString();
    node.refuse(RefusalCode.INVALID_INPUT, 'it cannot be explained: the input has ' + range);
    return null;
  }
  if (node.op.startsWith('Linear')) return explainLinear(node, <LinearState>state, row, means);
  return explainTrees(node, <TreeState>state, row, source);
}

/** Instructions of {@link explainRow} for a node that has been prepared, estimated; 0 for one that is not explained. */
export function explainCost(node: Node): f64 {
  const state = node.state;
  if (!isExplained(node) || state === null) return 0;
  if (node.op.startsWith('Linear')) {
    const linear = <LinearState>state;
    return 500 + 80 * <f64>linear.targets * <f64>linear.features;
  }
  const forest = (<TreeState>state).forest;
  const votes = <f64>forest.voteTarget.length / <f64>max(forest.leaves, 1);
  // Measured on full trees of depths 2 to 10.
  const perLeaf: f64 = 130 + forest.meanDepth * (740 + 115 * (votes - 1));
  return 2000 + <f64>forest.leaves * perLeaf;
}
