import { floats, ints, texts, type OnnxAttributes } from '@indus/models';
import type { Random } from '../sim/random.ts';

export interface TreeShape {
  readonly trees: number;
  readonly depth: number;
  readonly features: number;
  /** Targets of a regressor, classes of a classifier. */
  readonly targets: number;
}

/** How a branch compares a feature with its threshold. Source: ONNX-ML, TreeEnsembleRegressor, `nodes_modes`. */
export type BranchMode = 'BRANCH_LEQ' | 'BRANCH_LT' | 'BRANCH_GTE' | 'BRANCH_GT' | 'BRANCH_EQ' | 'BRANCH_NEQ';

/**
 * Attributes of a tree ensemble whose trees are full, with thresholds of whole quarters between -1 and 1. `prefix`: what the
 * operator calls its leaves' weights, `target` or `class`.
 */
export function randomTrees(
  random: Random,
  { trees, depth, features, targets }: TreeShape,
  prefix: 'target' | 'class',
  modes: readonly BranchMode[] = ['BRANCH_LEQ'],
): OnnxAttributes {
  const inner = 2 ** depth - 1;
  const count = 2 * inner + 1;
  const node = { tree: [], id: [], feature: [], threshold: [], yes: [], no: [], missing: [] } as Record<
    string,
    number[]
  >;
  const leaf = { tree: [], node: [], target: [], weight: [] } as Record<string, number[]>;
  const kinds: string[] = [];
  for (let tree = 0; tree < trees; tree++) {
    for (let id = 0; id < count; id++) {
      const isLeaf = id >= inner;
      kinds.push(isLeaf ? 'LEAF' : random.pick(modes));
      node['tree']!.push(tree);
      node['id']!.push(id);
      node['feature']!.push(isLeaf ? 0 : random.below(features));
      node['threshold']!.push(isLeaf ? 0 : random.below(9) / 4 - 1);
      node['yes']!.push(isLeaf ? 0 : 2 * id + 1);
      node['no']!.push(isLeaf ? 0 : 2 * id + 2);
      node['missing']!.push(random.below(2));
      if (!isLeaf) continue;
      // As exporters write them: a tree for one target, or one that speaks of all.
      const own = tree % 2 === 0 ? [tree % targets] : Array.from({ length: targets }, (_, target) => target);
      for (const target of own) {
        leaf['tree']!.push(tree);
        leaf['node']!.push(id);
        leaf['target']!.push(target);
        leaf['weight']!.push(random.below(257) / 64 - 2);
      }
    }
  }
  return {
    nodes_treeids: ints(node['tree']!),
    nodes_nodeids: ints(node['id']!),
    nodes_featureids: ints(node['feature']!),
    nodes_modes: texts(kinds),
    nodes_values: floats(node['threshold']!),
    nodes_truenodeids: ints(node['yes']!),
    nodes_falsenodeids: ints(node['no']!),
    nodes_missing_value_tracks_true: ints(node['missing']!),
    [`${prefix}_treeids`]: ints(leaf['tree']!),
    [`${prefix}_nodeids`]: ints(leaf['node']!),
    [`${prefix}_ids`]: ints(leaf['target']!),
    [`${prefix}_weights`]: floats(leaf['weight']!),
  };
}
