import { floats, int, node, onnxModel, value } from '@indus/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { engine } from '@indus/client';
import { EngineNetwork, errorOf, inferX, layers, okOf } from './engine-network.ts';

const OFFSETS = [1, 2, 3];
const SCALES = [2, 0.5, 1];
const COEFFICIENTS = [1, -2, 4];
const INTERCEPT = 0.25;

/** A linear model on scaled features. */
const SCORE = onnxModel({
  opsets: { 'ai.onnx.ml': 3 },
  inputs: [value('x', 'float32', [null, 3])],
  outputs: [value('y', 'float32', [null, 1])],
  nodes: [
    node('ai.onnx.ml.Scaler', ['x'], ['s'], { offset: floats(OFFSETS), scale: floats(SCALES) }),
    {
      ...node('ai.onnx.ml.LinearRegressor', ['s'], ['y'], {
        coefficients: floats(COEFFICIENTS),
        intercepts: floats([INTERCEPT]),
        targets: int(1),
      }),
      name: 'score',
    },
  ],
});
const ROWS = [
  [1, 2, 3],
  [4, -6, 8],
];

let network: EngineNetwork;
beforeAll(async () => {
  network = await EngineNetwork.start();
  await network.serve('score', SCORE);
  await network.serve('layers', layers([3, 2]));
});
afterAll(async () => {
  await network[Symbol.asyncDispose]();
});

function ask(more: Partial<engine.ExplainRequest> = {}): engine.ExplainRequest {
  const { inputs } = inferX('score', ROWS);
  return {
    ...{
      model_name: 'score',
      model_version: [],
      inputs,
      row: 1,
      node: [],
      covers: { leaf_counts: null },
      means: [],
    },
    ...more,
  };
}

const numbersOf = ({ contributions, base_values, scores }: engine.Explanation) => ({
  contributions,
  base_values,
  scores,
});

describe('explanations', () => {
  const scaled = ROWS[1]!.map((x, at) => (x - OFFSETS[at]!) * SCALES[at]!);

  test('a linear model: coefficient times what the feature is above its mean, on what the node was given', async () => {
    const given = okOf(await network.engine.explain_query(ask()));
    expect(given).toMatchObject({ operator: 'LinearRegressor', node: 'score', targets: 1, features: 3 });
    expect(given.contributions).toEqual(scaled.map((x, at) => x * COEFFICIENTS[at]!));
    expect(given.base_values).toEqual([INTERCEPT]);
    const [score] = given.scores;
    expect(score).toBe(given.contributions.reduce((sum, one) => sum + one, INTERCEPT));
    const means = [1, 1, 1];
    const above = okOf(await network.engine.explain_query(ask({ means })));
    expect(above.contributions).toEqual(scaled.map((x, at) => (x - 1) * COEFFICIENTS[at]!));
    expect(above.scores).toEqual([score]);
  });

  test('the score that is explained is the one that was answered, and the certified explanation is the same', async () => {
    const query = okOf(await network.engine.explain_query(ask({ node: ['score'] })));
    const update = okOf(await network.engine.explain(ask({ node: ['score'] })));
    expect(numbersOf(update)).toEqual(numbersOf(query));
    const { outputs } = okOf(await network.engine.infer(inferX('score', ROWS)));
    const { fp32_contents } = outputs[0]!.contents as { fp32_contents: number[] };
    expect(fp32_contents[1]).toBe(Math.fround(query.scores[0]!));
  });

  test.each<[string, Partial<engine.ExplainRequest>, string]>([
    ['a row that is not there', { row: 2 }, 'InvalidInput'],
    ['a node that is not there', { node: ['other'] }, 'InvalidInput'],
    ['means of other features', { means: [1, 2] }, 'InvalidInput'],
    ['a model without trees', { model_name: 'layers' }, 'Unsupported'],
    ['an unknown model', { model_name: 'none' }, 'NotFound'],
  ])('%s is refused', async (_, more, expected) => {
    expect(errorOf(await network.engine.explain_query(ask(more)))).toHaveProperty(expected);
    expect(errorOf(await network.engine.explain(ask(more)))).toHaveProperty(expected);
  });
});
