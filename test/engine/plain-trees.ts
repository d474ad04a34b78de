import { floats, ints, seededUnits, texts, type OnnxAttributes } from '@indus/models';

export const COMPARISONS = {
  BRANCH_LEQ: (value: number, threshold: number) => value <= threshold,
  BRANCH_LT: (value: number, threshold: number) => value < threshold,
  BRANCH_GTE: (value: number, threshold: number) => value >= threshold,
  BRANCH_GT: (value: number, threshold: number) => value > threshold,
  BRANCH_EQ: (value: number, threshold: number) => value === threshold,
  BRANCH_NEQ: (value: number, threshold: number) => value !== threshold,
} as const;

export type Comparison = keyof typeof COMPARISONS;
export const ALL_COMPARISONS = Object.keys(COMPARISONS) as Comparison[];

export interface Branch {
  readonly feature: number;
  readonly mode: Comparison;
  readonly threshold: number;
  readonly isNanTrue: boolean;
  readonly whenTrue: Tree;
  readonly whenFalse: Tree;
  readonly cover: number;
}

export interface Leaf {
  /** Weight of each target. */
  readonly weights: readonly number[];
  readonly cover: number;
}

export type Tree = Branch | Leaf;

export interface TreePlan {
  readonly trees: number;
  readonly depth: number;
  readonly features: number;
  readonly targets: number;
  readonly modes?: readonly Comparison[];
  readonly hasNans?: boolean;
  /** No leaf above the depth. */
  readonly isFull?: boolean;
}

/** Numbers from 0 to 1 that repeat themselves with the seed. */
export function randomSource(seed: number): () => number {
  const next = seededUnits(seed);
  return () => Math.abs(next()) % 1;
}

/** Values that meet thresholds, equal each other, or are NaN now and then. */
export function randomValue(random: () => number, nanShare = 0): number {
  if (random() < nanShare) return NaN;
  return random() < 0.6
    ? [-1, -0.5, -0, 0, 0.25, 0.5, 1][Math.floor(random() * 7)]!
    : Math.fround(random() * 2 - 1);
}

/** Trees with every leaf voting for every target; covers are counts that add up. */
export function randomTrees(plan: TreePlan, random: () => number): Tree[] {
  const modes = plan.modes ?? ALL_COMPARISONS;
  const below = (count: number): number => Math.floor(random() * count);
  const grow = (depth: number): Tree => {
    if (depth === 0 || (plan.isFull !== true && random() < 0.12)) {
      const weights = Array.from({ length: plan.targets }, () => Math.fround(random() * 4 - 2));
      return { weights, cover: 1 + below(50) };
    }
    const whenTrue = grow(depth - 1);
    const whenFalse = grow(depth - 1);
    return {
      feature: below(plan.features),
      mode: modes[below(modes.length)]!,
      threshold: randomValue(random),
      isNanTrue: plan.hasNans === true && random() < 0.5,
      whenTrue,
      whenFalse,
      cover: whenTrue.cover + whenFalse.cover,
    };
  };
  return Array.from({ length: plan.trees }, () => grow(plan.depth));
}

/** Whether a row goes to the true side of a branch. */
export function passes(branch: Branch, row: readonly number[]): boolean {
  const value = row[branch.feature]!;
  return (branch.isNanTrue && Number.isNaN(value)) || COMPARISONS[branch.mode](value, branch.threshold);
}

/** The leaf that a row reaches, by walking branch by branch. */
export function leafOf(tree: Tree, row: readonly number[]): Leaf {
  let at = tree;
  while ('mode' in at) at = passes(at, row) ? at.whenTrue : at.whenFalse;
  return at;
}

/** Trees as TreeEnsembleRegressor (`target`) or TreeEnsembleClassifier (`class`) take them. */
export function treeAttributes(trees: readonly Tree[], votes: 'target' | 'class'): OnnxAttributes {
  const nodes: { tree: number; id: number; at: Tree; whenTrue: number; whenFalse: number }[] = [];
  trees.forEach((tree, index) => {
    let count = 0;
    const list = (at: Tree): number => {
      const entry = { tree: index, id: count++, at, whenTrue: 0, whenFalse: 0 };
      nodes.push(entry);
      if ('mode' in at) {
        entry.whenTrue = list(at.whenTrue);
        entry.whenFalse = list(at.whenFalse);
      }
      return entry.id;
    };
    list(tree);
  });
  const branches = nodes.map(({ at }) => ('mode' in at ? at : undefined));
  const weights = nodes.flatMap(({ tree, id, at }) =>
    'mode' in at ? [] : at.weights.map((weight, target) => ({ tree, id, target, weight })),
  );
  return {
    nodes_treeids: ints(nodes.map(({ tree }) => tree)),
    nodes_nodeids: ints(nodes.map(({ id }) => id)),
    nodes_modes: texts(branches.map((branch) => branch?.mode ?? 'LEAF')),
    nodes_featureids: ints(branches.map((branch) => branch?.feature ?? 0)),
    nodes_values: floats(branches.map((branch) => branch?.threshold ?? 0)),
    nodes_missing_value_tracks_true: ints(branches.map((branch) => Number(branch?.isNanTrue ?? false))),
    nodes_truenodeids: ints(nodes.map(({ whenTrue }) => whenTrue)),
    nodes_falsenodeids: ints(nodes.map(({ whenFalse }) => whenFalse)),
    nodes_hitrates: floats(nodes.map(({ at }) => at.cover)),
    [`${votes}_treeids`]: ints(weights.map(({ tree }) => tree)),
    [`${votes}_nodeids`]: ints(weights.map(({ id }) => id)),
    [`${votes}_ids`]: ints(weights.map(({ target }) => target)),
    [`${votes}_weights`]: floats(weights.map(({ weight }) => weight)),
  };
}
