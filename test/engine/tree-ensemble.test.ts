import {
  floats,
  int,
  ints,
  node,
  onnxModel,
  tensor,
  texts,
  value,
  type OnnxAttributes,
  type OnnxTensor,
} from '@indus/models';
import { beforeAll, describe, expect, test } from 'vitest';
import { askRuntime } from '../conformance/engine/onnx-runtime.ts';
import { CaseModule, compileCaseDoor, EngineRefused } from './case-module.ts';
import {
  ALL_COMPARISONS,
  leafOf,
  randomSource,
  randomTrees,
  randomValue,
  treeAttributes,
  type Comparison,
} from './plain-trees.ts';

let door: Uint8Array<ArrayBuffer>;
let engine: CaseModule;
beforeAll(async () => {
  door = await compileCaseDoor();
  engine = CaseModule.plain(new WebAssembly.Module(door));
});

const AGGREGATES = {
  SUM: (votes: number[]) => votes.reduce((sum, vote) => Math.fround(sum + vote), 0),
  AVERAGE: (votes: number[]) => Math.fround(AGGREGATES.SUM(votes) / votes.length),
  MIN: (votes: number[]) => Math.min(...votes),
  MAX: (votes: number[]) => Math.max(...votes),
} as const;

function regressor(
  attributes: OnnxAttributes,
  features: number,
  targets: number,
  type: 'float32' | 'float64' = 'float32',
): Uint8Array {
  return onnxModel({
    opsets: { '': 17, 'ai.onnx.ml': 3 },
    inputs: [value('x', type, [null, features])],
    outputs: [value('y', 'float32', [null, targets])],
    nodes: [node('ai.onnx.ml.TreeEnsembleRegressor', ['x'], ['y'], attributes)],
  });
}

function numbers(given: OnnxTensor): number[] {
  return Array.from(given.data as Iterable<number | bigint>, Number);
}

describe('TreeEnsembleRegressor', () => {
  const kinds: readonly (readonly [string, readonly Comparison[]])[] = [
    ...ALL_COMPARISONS.map((mode) => [mode, [mode]] as const),
    ['comparisons that fit small nodes', ALL_COMPARISONS.slice(0, 4)],
    ['all comparisons', ALL_COMPARISONS],
  ];
  test.each(kinds)('walks %s as a plain interpreter and as onnxruntime-web', async (_, modes) => {
    for (const [index, aggregate] of (['SUM', 'AVERAGE', 'MIN', 'MAX'] as const).entries()) {
      for (const hasNans of [false, true]) {
        const random = randomSource(100 * index + modes.length + Number(hasNans));
        const plan = { trees: 5, depth: 5, features: 6, targets: 1 + index, modes, hasNans };
        const trees = randomTrees(plan, random);
        const rows = Array.from({ length: 12 }, () =>
          Array.from({ length: 6 }, () => randomValue(random, 0.15)),
        );
        const model = regressor(
          { ...treeAttributes(trees, 'target'), n_targets: int(plan.targets), aggregate_function: aggregate },
          6,
          plan.targets,
        );
        const input = tensor('float32', [12, 6], rows.flat());
        engine.load(model);
        const output = numbers(engine.run([input])[0]!);
        const expected = rows.flatMap((row) =>
          Array.from({ length: plan.targets }, (__, target) =>
            AGGREGATES[aggregate](trees.map((tree) => leafOf(tree, row).weights[target]!)),
          ),
        );
        expect(output).toEqual(expected);
        const runtime = await askRuntime(model, [input]);
        if (runtime instanceof Error) throw runtime;
        numbers(runtime[0]!).forEach((number, at) => expect(output[at]).toBeCloseTo(number, 5));
      }
    }
  });

  test('compares doubles as doubles', () => {
    const trees = [{ feature: 0, mode: 'BRANCH_LT', threshold: 0.5, isNanTrue: false, cover: 2, whenTrue: { weights: [1], cover: 1 }, whenFalse: { weights: [2], cover: 1 } }] as const; // prettier-ignore
    engine.load(regressor({ ...treeAttributes(trees, 'target'), n_targets: int(1) }, 1, 1, 'float64'));
    const below = 0.5 - 2 ** -54;
    expect(numbers(engine.run([tensor('float64', [2, 1], [below, 0.5])])[0]!)).toEqual([1, 2]);
    expect(Math.fround(below)).toBe(0.5);
  });

  test('takes a tree of one leaf', () => {
    engine.load(
      regressor({ ...treeAttributes([{ weights: [3.5], cover: 1 }], 'target'), n_targets: int(1) }, 2, 1),
    );
    expect(numbers(engine.run([tensor('float32', [1, 2], [0, 0])])[0]!)).toEqual([3.5]);
  });

  test('scores a row by 100 trees of depth 6 in at most 21,000 instructions', () => {
    const random = randomSource(1);
    const plan = {
      trees: 100,
      depth: 6,
      features: 20,
      targets: 1,
      modes: ['BRANCH_LEQ'],
      isFull: true,
    } as const;
    const metered = CaseModule.metered(door);
    metered.load(
      regressor({ ...treeAttributes(randomTrees(plan, random), 'target'), n_targets: int(1) }, 20, 1),
    );
    const rows = (count: number): OnnxTensor =>
      tensor(
        'float32',
        [count, 20],
        Array.from({ length: count * 20 }, () => randomValue(random)),
      );
    const cost = (count: number): number => {
      metered.run([rows(count)]);
      const before = metered.instructions;
      metered.execute();
      return Number(metered.instructions - before);
    };
    // The difference leaves out what a run costs whatever its rows.
    const [one, many] = [cost(1), cost(101)];
    expect(one).toBeLessThan(21_000);
    expect((many - one) / 100).toBeLessThan(21_000);
    const estimate = metered.estimate / 101;
    expect(estimate).toBeGreaterThan((many - one) / 200);
    expect(estimate).toBeLessThan((many - one) / 50);
  });
});

describe('hostile trees', () => {
  const sound = {
    nodes_treeids: ints([0, 0, 0, 0, 0]),
    nodes_nodeids: ints([0, 1, 2, 3, 4]),
    nodes_featureids: ints([0, 1, 0, 0, 0]),
    nodes_modes: texts(['BRANCH_LEQ', 'BRANCH_LT', 'LEAF', 'LEAF', 'LEAF']),
    nodes_values: floats([1, 2, 0, 0, 0]),
    nodes_truenodeids: ints([1, 2, 0, 0, 0]),
    nodes_falsenodeids: ints([4, 3, 0, 0, 0]),
    n_targets: int(1),
    target_treeids: ints([0, 0, 0]),
    target_nodeids: ints([2, 3, 4]),
    target_ids: ints([0, 0, 0]),
    target_weights: floats([1, 2, 3]),
  };
  const many = Array.from({ length: (1 << 21) + 1 }, () => 0);
  const cases: readonly (readonly [string, OnnxAttributes, string])[] = [
    ['a cycle', { nodes_truenodeids: ints([1, 0, 0, 0, 0]) }, 'two parents or lies in a cycle'],
    [
      'a node that is its own child',
      { nodes_truenodeids: ints([0, 2, 0, 0, 0]) },
      'two parents or lies in a cycle',
    ],
    [
      'a leaf with two parents',
      { nodes_falsenodeids: ints([4, 2, 0, 0, 0]) },
      'two parents or lies in a cycle',
    ],
    ['a child that is not there', { nodes_falsenodeids: ints([9, 3, 0, 0, 0]) }, 'a node that is not there'],
    ['a negative child', { nodes_falsenodeids: ints([-1, 3, 0, 0, 0]) }, 'a node that is not there'],
    [
      'a node without parent',
      { nodes_modes: texts(['BRANCH_LEQ', 'LEAF', 'LEAF', 'LEAF', 'LEAF']) },
      'no branch leads',
    ],
    ['a feature beyond the input', { nodes_featureids: ints([7, 1, 0, 0, 0]) }, 'at least 8 features, got 2'],
    ['a negative feature', { nodes_featureids: ints([-3, 1, 0, 0, 0]) }, 'which cannot be'],
    ['a target out of range', { target_ids: ints([0, 5, 0]) }, 'the target 5'],
    ['a weight at no node', { target_nodeids: ints([2, 3, 40]) }, 'a node that is not there'],
    ['lists of unequal length', { nodes_featureids: ints([0, 1, 0]) }, 'expected 5 entries, got 3'],
    ['a node twice', { nodes_nodeids: ints([0, 1, 2, 3, 3]) }, 'is there twice'],
    [
      'an unknown comparison',
      { nodes_modes: texts(['BRANCH_XX', 'LEAF', 'LEAF', 'LEAF', 'LEAF']) },
      '"BRANCH_XX"',
    ],
    ['too many targets', { n_targets: int(1 << 30) }, 'n_targets: expected 1 to 65536'],
    [
      'millions of nodes',
      { nodes_treeids: ints(many), nodes_nodeids: ints(many) },
      'expected at most 2097152 nodes',
    ],
  ];
  test.each(cases)('%s is refused by name', (_, changes, reason) => {
    const ask = (attributes: OnnxAttributes) => (): unknown => {
      engine.load(regressor(attributes, 2, 1));
      return engine.run([tensor('float32', [1, 2], [0, 0])]);
    };
    expect(ask(sound)).not.toThrow();
    expect(ask({ ...sound, ...changes })).toThrow(EngineRefused);
    expect(ask({ ...sound, ...changes })).toThrow(reason);
  });
});

describe('TreeEnsembleClassifier', () => {
  const transforms = ['NONE', 'LOGISTIC', 'SOFTMAX', 'SOFTMAX_ZERO'];
  test.each([2, 3, 5])('gives the labels and scores of onnxruntime-web with %i classes', async (classes) => {
    for (const [index, transform] of transforms.entries()) {
      for (const isPositive of [false, true]) {
        const random = randomSource(10 * classes + index);
        // Converters give two classes one weight a leaf, and that for the first of them.
        const plan = { trees: 4, depth: 4, features: 5, targets: classes === 2 ? 1 : classes };
        const trees = randomTrees(plan, random);
        const attributes: OnnxAttributes = { ...treeAttributes(trees, 'class'), post_transform: transform };
        const weights = attributes['class_weights'] as unknown as { value: ArrayLike<number> };
        const positive = floats(Array.from(weights.value, (weight) => Math.abs(weight) / 10));
        const model = onnxModel({
          opsets: { '': 17, 'ai.onnx.ml': 1 },
          inputs: [value('x', 'float32', [null, 5])],
          outputs: [value('label', 'string', [null]), value('scores', 'float32', [null, classes])],
          nodes: [
            node('ai.onnx.ml.TreeEnsembleClassifier', ['x'], ['label', 'scores'], {
              ...attributes,
              ...(isPositive ? { class_weights: positive } : {}),
              base_values: floats(Array.from({ length: plan.targets }, () => Math.fround(random() / 4))),
              classlabels_strings: texts(Array.from({ length: classes }, (_, label) => `class ${label}`)),
            }),
          ],
        });
        const input = tensor(
          'float32',
          [9, 5],
          Array.from({ length: 45 }, () => randomValue(random, 0.1)),
        );
        engine.load(model);
        const [labels, scores] = engine.run([input]);
        const runtime = await askRuntime(model, [input]);
        if (runtime instanceof Error) throw runtime;
        expect(labels!.data).toEqual(runtime[0]!.data);
        numbers(runtime[1]!).forEach((number, at) => expect(numbers(scores!)[at]).toBeCloseTo(number, 5));
      }
    }
  });
});
