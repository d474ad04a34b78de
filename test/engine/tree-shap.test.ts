import { floats, int, ints, node, onnxModel, tensor, texts, value, type OnnxAttributes } from '@indus/models';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseModule, compileCaseDoor, COVER_SOURCE } from './case-module.ts';
import { passes, randomSource, randomTrees, randomValue, treeAttributes, type Tree } from './plain-trees.ts';

/** What brute force and additivity may differ by. */
const TOLERANCE = 1e-12;

let door: Uint8Array<ArrayBuffer>;
let engine: CaseModule;
beforeAll(async () => {
  door = await compileCaseDoor();
  engine = CaseModule.plain(new WebAssembly.Module(door));
});

function regressor(attributes: OnnxAttributes, features: number, targets: number): Uint8Array {
  return onnxModel({
    opsets: { 'ai.onnx.ml': 3 },
    inputs: [value('x', 'float32', [null, features])],
    outputs: [value('y', 'float32', [null, targets])],
    nodes: [node('ai.onnx.ml.TreeEnsembleRegressor', ['x'], ['y'], attributes)],
  });
}

/** What is expected of a tree when the features in the set are known: sides of unknown ones count by their covers. */
function expectation(tree: Tree, row: readonly number[], known: number, target: number): number {
  if (!('mode' in tree)) return tree.weights[target]!;
  const side = (at: Tree): number => expectation(at, row, known, target);
  if ((known >> tree.feature) & 1) return side(passes(tree, row) ? tree.whenTrue : tree.whenFalse);
  const { whenTrue, whenFalse, cover } = tree;
  return (whenTrue.cover * side(whenTrue) + whenFalse.cover * side(whenFalse)) / cover;
}

/** Shapley values by their definition: over all coalitions. */
function shapley(worth: (known: number) => number, features: number): number[] {
  const factorial = [1];
  for (let count = 1; count <= features; count++) factorial.push(factorial[count - 1]! * count);
  const worths = Array.from({ length: 1 << features }, (_, known) => worth(known));
  const sizes = worths.map((_, known) => known.toString(2).replaceAll('0', '').length);
  return Array.from({ length: features }, (_, feature) => {
    let sum = 0;
    for (let known = 0; known < worths.length; known++) {
      if ((known >> feature) & 1) continue;
      const share =
        (factorial[sizes[known]!]! * factorial[features - sizes[known]! - 1]!) / factorial[features]!;
      sum += share * (worths[known | (1 << feature)]! - worths[known]!);
    }
    return sum;
  });
}

function furthest(one: readonly number[], other: readonly number[]): number {
  return Math.max(...one.map((number, index) => Math.abs(number - other[index]!)));
}

describe('tree SHAP', () => {
  test('equals Shapley values over all coalitions, for sums and averages, one target and several', () => {
    for (let seed = 1; seed <= 80; seed++) {
      const random = randomSource(seed);
      const below = (count: number): number => Math.floor(random() * count);
      const plan = {
        trees: 1 + below(4),
        depth: 1 + below(6),
        features: 1 + below(8),
        targets: 1 + below(3),
        hasNans: true,
      };
      const trees = randomTrees(plan, random);
      const baseValues = Array.from({ length: plan.targets }, () => Math.fround(random()));
      const isAverage = seed % 3 === 0;
      const attributes = {
        ...treeAttributes(trees, 'target'),
        n_targets: int(plan.targets),
        base_values: floats(baseValues),
        aggregate_function: isAverage ? 'AVERAGE' : 'SUM',
      };
      const rows = [0, 1].map(() => Array.from({ length: plan.features }, () => randomValue(random, 0.1)));
      engine.load(regressor(attributes, plan.features, plan.targets));
      const [output] = engine.run([tensor('float32', [2, plan.features], rows.flat())]);
      rows.forEach((row, index) => {
        const explanation = engine.explain(index);
        for (let target = 0; target < plan.targets; target++) {
          const scale = isAverage ? 1 / plan.trees : 1;
          const worth = (known: number): number =>
            baseValues[target]! +
            scale * trees.reduce((sum, tree) => sum + expectation(tree, row, known, target), 0);
          const contributions = explanation.contributions[target]!;
          const whole = contributions.reduce((sum, one) => sum + one, explanation.baseValues[target]!);
          expect(furthest(contributions, shapley(worth, plan.features))).toBeLessThan(TOLERANCE);
          expect(Math.abs(explanation.baseValues[target]! - worth(0))).toBeLessThan(TOLERANCE);
          expect(Math.abs(whole - explanation.scores[target]!)).toBeLessThan(TOLERANCE);
          expect(output!.data[index * plan.targets + target]).toBeCloseTo(explanation.scores[target]!, 4);
        }
      });
    }
  });

  test('of a deep forest still adds up', () => {
    const random = randomSource(7);
    const trees = randomTrees(
      { trees: 30, depth: 9, features: 20, targets: 1, modes: ['BRANCH_LEQ'] },
      random,
    );
    engine.load(regressor({ ...treeAttributes(trees, 'target'), n_targets: int(1) }, 20, 1));
    const row = Array.from({ length: 20 }, () => randomValue(random));
    engine.run([tensor('float32', [1, 20], row)]);
    const { contributions, baseValues, scores } = engine.explain(0);
    const whole = contributions[0]!.reduce((sum, one) => sum + one, baseValues[0]!);
    expect(Math.abs(whole - scores[0]!)).toBeLessThan(TOLERANCE);
  });

  test.each([2, 6, 9])('costs at depth %i what is estimated, within a factor of two', (depth) => {
    const random = randomSource(depth);
    const plan = { trees: 8, depth, features: 12, targets: 2, isFull: true };
    const metered = CaseModule.metered(door);
    const attributes = { ...treeAttributes(randomTrees(plan, random), 'target'), n_targets: int(2) };
    metered.load(regressor(attributes, 12, 2));
    metered.run([
      tensor(
        'float32',
        [1, 12],
        Array.from({ length: 12 }, () => randomValue(random)),
      ),
    ]);
    const before = metered.instructions;
    metered.explain(0);
    const ratio = metered.explanationEstimate / Number(metered.instructions - before);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test('by leaf counts is Shapley with leaves that count the same, and needs no hit rates', () => {
    const random = randomSource(3);
    const count = (tree: Tree): Tree => {
      if (!('mode' in tree)) return { ...tree, cover: 1 };
      const [whenTrue, whenFalse] = [count(tree.whenTrue), count(tree.whenFalse)];
      return { ...tree, whenTrue, whenFalse, cover: whenTrue.cover + whenFalse.cover };
    };
    const trees = randomTrees({ trees: 2, depth: 4, features: 4, targets: 1 }, random);
    const { nodes_hitrates: _, ...attributes } = treeAttributes(trees, 'target');
    engine.load(regressor({ ...attributes, n_targets: int(1) }, 4, 1));
    const row = Array.from({ length: 4 }, () => randomValue(random));
    engine.run([tensor('float32', [1, 4], row)]);
    expect(() => engine.explain(0)).toThrow('it has no hit rates');
    const counted = trees.map(count);
    const worth = (known: number): number =>
      counted.reduce((sum, tree) => sum + expectation(tree, row, known, 0), 0);
    const explanation = engine.explain(0, COVER_SOURCE.leafCounts);
    expect(furthest(explanation.contributions[0]!, shapley(worth, 4))).toBeLessThan(TOLERANCE);
  });

  test('refuses hit rates that say nothing, other aggregates and rows that are not there', () => {
    const random = randomSource(5);
    const trees = randomTrees({ trees: 1, depth: 3, features: 3, targets: 1, isFull: true }, random);
    const attributes = { ...treeAttributes(trees, 'target'), n_targets: int(1) };
    const ask = (changes: OnnxAttributes, row = 0): (() => unknown) => {
      engine.load(regressor({ ...attributes, ...changes }, 3, 1));
      engine.run([tensor('float32', [1, 3], [0, 0, 0])]);
      return () => engine.explain(row);
    };
    expect(ask({ nodes_hitrates: floats(Array.from({ length: 15 }, () => 1)) })).toThrow('do not add up');
    expect(ask({ nodes_hitrates: floats(Array.from({ length: 15 }, () => 0)) })).toThrow('not positive');
    expect(ask({ aggregate_function: 'MAX' })).toThrow('only sums and averages');
    expect(ask({}, 1)).toThrow('asked for the row 1');
    expect(ask({})).not.toThrow();
  });

  test('of a classifier of two classes with one weight is of its second label', () => {
    const random = randomSource(11);
    const trees = randomTrees({ trees: 2, depth: 2, features: 2, targets: 1 }, random);
    const model = onnxModel({
      opsets: { 'ai.onnx.ml': 1 },
      inputs: [value('x', 'float32', [null, 2])],
      outputs: [value('label', 'string', [null]), value('scores', 'float32', [null, 2])],
      nodes: [
        node('ai.onnx.ml.TreeEnsembleClassifier', ['x'], ['label', 'scores'], {
          ...treeAttributes(trees, 'class'),
          classlabels_strings: texts(['no', 'yes']),
        }),
      ],
    });
    engine.load(model);
    const [, scores] = engine.run([tensor('float32', [1, 2], [0.3, -0.2])]);
    const explanation = engine.explain(0);
    expect(explanation.scores).toHaveLength(1);
    expect(scores!.data[1]).toBeCloseTo(explanation.scores[0]!, 5);
  });
});

describe('contributions of a linear model', () => {
  const coefficients = [0.5, -2, 3, 1, 4, -0.25];
  const model = onnxModel({
    opsets: { 'ai.onnx.ml': 1 },
    inputs: [value('x', 'float32', [null, 3])],
    outputs: [value('label', 'int64', [null]), value('scores', 'float32', [null, 2])],
    nodes: [
      node('ai.onnx.ml.LinearClassifier', ['x'], ['label', 'scores'], {
        coefficients: floats(coefficients),
        intercepts: floats([0.75, -1.5]),
        classlabels_ints: ints([0, 1]),
        post_transform: 'SOFTMAX',
      }),
    ],
  });

  test('are coefficients times the distance from the means; without means, from zero', () => {
    engine.load(model);
    engine.run([tensor('float32', [1, 3], [2, -1, 4])]);
    const plain = engine.explain(0);
    expect(plain.contributions).toEqual([[1, 2, 12], [2, -4, -1]]); // prettier-ignore
    expect(plain.baseValues).toEqual([0.75, -1.5]);
    expect(plain.scores).toEqual([15.75, -4.5]);
    const centred = engine.explain(0, COVER_SOURCE.hitRates, [2, 1, 0]);
    expect(centred.contributions).toEqual([[0, 4, 12], [0, -8, -1]]); // prettier-ignore
    expect(centred.baseValues).toEqual([-0.25, 4.5]);
    expect(centred.scores).toEqual(plain.scores);
    expect(() => engine.explain(0, COVER_SOURCE.hitRates, [1])).toThrow('expected 3 means or none, got 1');
  });
});
