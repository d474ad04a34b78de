import { node, onnxModel, tensor, value } from '@indus/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type engine as engineTypes, engineInterface } from '@indus/client';
import { CONTROLLER, EngineNetwork, errorOf, inferX, layers, numbers, okOf } from './engine-network.ts';

const SMALL = layers([4, 8, 3]);
const DEEP = layers([64, 64, 64, 64, 64, 64, 10], 7);
const ROWS = [[...numbers(64, 3)], [...numbers(64, 4)]];

let network: EngineNetwork;
beforeAll(async () => {
  network = await EngineNetwork.start();
  await network.serve('deep', DEEP);
  await network.serve('small', SMALL);
});
afterAll(async () => {
  await network[Symbol.asyncDispose]();
});

const outputsOf = (response: engineTypes.InferResponse) => response.outputs;

describe('inference', () => {
  test('metadata names inputs and outputs, with -1 where a dimension is open', async () => {
    const metadata = okOf(await network.engine.model_metadata({ name: 'deep', version: [] }));
    expect(metadata).toMatchObject({
      platform: 'onnx',
      versions: ['1'],
      inputs: [{ name: 'x', datatype: 'FP32', shape: BigInt64Array.of(-1n, 64n) }],
      outputs: [{ name: 'y', datatype: 'FP32', shape: BigInt64Array.of(-1n, 10n) }],
    });
  });

  test('a query and an update give the same bits, those of the naive sums', async () => {
    const rows = [[...numbers(4, 9)]];
    const query = okOf(await network.engine.infer_query(inferX('small', rows, { id: ['a'] })));
    const update = okOf(await network.engine.infer(inferX('small', rows, { id: ['a'] })));
    expect(outputsOf(update)).toEqual(outputsOf(query));
    expect(query).toMatchObject({ model_name: 'small', model_version: '1', id: ['a'] });
    const wide = (layer: readonly number[], weights: Float32Array, width: number) =>
      Array.from({ length: width }, (_, column) =>
        layer.reduce((sum, x, at) => Math.fround(sum + Math.fround(x * weights[at * width + column]!)), 0),
      ).map(Math.tanh);
    const [given] = rows;
    const expected = wide(wide(given!, numbers(32, 1), 8), numbers(24, 2), 3);
    const { contents } = query.outputs[0]!;
    const got = (contents as { fp32_contents: number[] }).fp32_contents;
    got.forEach((y, at) => expect(y).toBeCloseTo(expected[at]!, 5));
  });

  test('an inference over many messages gives the bits of one message', async () => {
    const { control, engine } = network;
    // The plan for these shapes is made by the first.
    okOf(await engine.infer(inferX('deep', ROWS)));
    const whole = okOf(await engine.infer(inferX('deep', ROWS)));
    okOf(await control.configure({ instructions_per_message: 1n }));
    const parts = okOf(await engine.infer(inferX('deep', ROWS)));
    expect(outputsOf(parts)).toEqual(outputsOf(whole));
    // Six layers, each in a message of its own at least.
    expect(parts.instructions).toBeGreaterThan(whole.instructions + 5n * 1000n);
    // While it goes on, the model is nobody else's, but for queries.
    const calls = [0, 1].map(() =>
      network.subnet.actor<typeof engine>(network.canister, engineInterface, {}).infer(inferX('deep', ROWS)),
    );
    const results = await Promise.all(calls);
    const done = results.filter((result) => 'Ok' in result);
    expect(done.length).toBeGreaterThanOrEqual(1);
    for (const result of results) {
      if ('Ok' in result) expect(outputsOf(result.Ok)).toEqual(outputsOf(whole));
      else expect(result.Err).toHaveProperty('Conflict');
    }
    okOf(await control.configure({ instructions_per_message: 20_000_000_000n }));
  });

  test('a message that fails twice ends the inference with the step by name, and the model answers the next', async () => {
    const grows = onnxModel({
      opsets: { '': 17 },
      inputs: [value('x', 'float32', [null, 4])],
      outputs: [value('y', 'float32')],
      initializers: { n: tensor('int64', [1], [40_000_000]) },
      nodes: [
        node('Tanh', ['x'], ['h']),
        node('NonZero', ['h'], ['i']),
        node('Shape', ['i'], ['s']),
        node('Mul', ['s', 'n'], ['m']),
        node('ReduceSum', ['m'], ['k']),
        node('ConstantOfShape', ['k'], ['c']),
        node('ReduceSum', ['c'], ['y']),
      ],
    });
    await network.serve('grows', grows);
    const { control, engine, subnet, canister } = network;
    okOf(await control.configure({ instructions_per_message: 1n }));
    const request = inferX('grows', [[1, 2, 3, 4]]);
    await subnet.updateSettings(canister, { wasm_memory_limit: 100_000_000n }, { sender: CONTROLLER });
    const refusal = errorOf(await engine.infer(request));
    expect(refusal).toMatchObject({
      Other: { code: 1, message: expect.stringMatching(/^failed twice from ConstantOfShape/) },
    });
    await subnet.updateSettings(canister, { wasm_memory_limit: 3_000_000_000n }, { sender: CONTROLLER });
    const { outputs } = okOf(await engine.infer(request));
    expect(outputs[0]!.contents).toEqual({ fp32_contents: [0] });
    okOf(await control.configure({ instructions_per_message: 20_000_000_000n }));
    okOf(await control.delete_model({ name: 'grows', version: '1' }));
  });

  test('after an upgrade and in another canister the bits are the same', async () => {
    const before = okOf(await network.engine.infer(inferX('deep', ROWS)));
    await network.upgrade();
    const query = okOf(await network.engine.infer_query(inferX('deep', ROWS)));
    expect(outputsOf(query)).toEqual(outputsOf(before));
    // One model comes back with each beat of the timer.
    for (let beat = 0; beat < 5; beat++) await network.subnet.advanceTime(1000);
    expect(await network.engine.server_ready()).toBe(true);
    await using other = await EngineNetwork.start();
    await other.serve('deep', DEEP);
    expect(outputsOf(okOf(await other.engine.infer(inferX('deep', ROWS))))).toEqual(outputsOf(before));
  });

  test('of two versions the one loaded last answers, unless the other is asked for', async () => {
    await network.serve('versioned', layers([4, 2], 1), 'a');
    await network.serve('versioned', layers([4, 2], 2), 'b');
    const ask = async (version: [] | [string]) =>
      okOf(await network.engine.infer_query(inferX('versioned', [[1, 2, 3, 4]], { model_version: version })));
    expect((await ask([])).model_version).toBe('b');
    expect((await ask(['a'])).model_version).toBe('a');
    expect(outputsOf(await ask(['a']))).not.toEqual(outputsOf(await ask(['b'])));
    okOf(await network.control.load_model({ name: 'versioned', version: 'a' }));
    expect((await ask([])).model_version).toBe('a');
    okOf(await network.control.unload_model({ name: 'versioned', version: 'a' }));
    expect((await ask([])).model_version).toBe('b');
  });
});

describe('refusals', () => {
  const X = inferX('small', [[1, 2, 3, 4]]);
  const changed = (change: object) => ({ ...X, inputs: [{ ...X.inputs[0]!, ...change }] });
  test.each([
    ['no model', { ...X, model_name: 'none' }, { NotFound: { message: 'no model "none" is loaded' } }],
    ['no input', { ...X, inputs: [] }, { InvalidInput: { name: 'x', message: 'the input is missing' } }],
    [
      'another name',
      changed({ name: 'z' }),
      { InvalidInput: { name: 'z', message: 'the model has no such input; it has "x"' } },
    ],
    [
      'another datatype',
      changed({ datatype: 'FP64' }),
      { InvalidInput: { name: 'x', message: 'expected the datatype FP32, got FP64' } },
    ],
    [
      'another rank',
      changed({ shape: BigInt64Array.of(4n) }),
      { InvalidInput: { name: 'x', message: 'expected 2 dimensions, got 1' } },
    ],
    [
      'another size',
      changed({ shape: BigInt64Array.of(1n, 5n) }),
      { InvalidInput: { name: 'x', message: 'expected 4 in dimension 1, got 5' } },
    ],
    [
      'a negative size',
      changed({ shape: BigInt64Array.of(-1n, 4n) }),
      { InvalidInput: { name: 'x', message: 'expected a size in dimension 0, got -1' } },
    ],
    [
      'too few numbers',
      changed({ shape: BigInt64Array.of(2n, 4n) }),
      { InvalidInput: { name: 'x', message: 'expected 8 elements for the shape [2,4], got 4' } },
    ],
    [
      'contents of another type',
      changed({ contents: { int_contents: Int32Array.of(1, 2, 3, 4) } }),
      { InvalidInput: { name: 'x', message: 'expected fp32_contents for FP32, got int_contents' } },
    ],
    [
      'half a number',
      changed({ contents: { raw: new Uint8Array(15) } }),
      { InvalidInput: { name: 'x', message: 'raw contents do not have the size of the shape [1,4]' } },
    ],
    [
      'an unknown output',
      { ...X, outputs: [['q']] as [string[]] },
      { InvalidInput: { name: 'q', message: 'the model has no such output; it has "y"' } },
    ],
  ])('%s', async (_, request, expected) => {
    expect(errorOf(await network.engine.infer_query(request))).toEqual(expected);
    expect(errorOf(await network.engine.infer(request))).toEqual(expected);
  });

  test('bytes as they lie in memory are taken as the numbers they are', async () => {
    const raw = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
    const given = okOf(await network.engine.infer_query(X));
    expect(outputsOf(okOf(await network.engine.infer_query(changed({ contents: { raw } }))))).toEqual(
      outputsOf(given),
    );
  });

  test('what is no Candid message is refused, not trapped at', async () => {
    const { subnet, canister } = network;
    const answer = await subnet.query(canister, 'infer_query', Uint8Array.of(1, 2, 3));
    expect(Buffer.from(answer).toString('latin1')).toContain('not a valid Candid message');
    await expect(subnet.query(canister, 'list_models', Uint8Array.of(1))).rejects.toThrow(
      'not a valid Candid',
    );
  });

  test('an operator that the engine does not have is named when the model is loaded', async () => {
    const file = onnxModel({
      opsets: { '': 17 },
      inputs: [value('x', 'float32', [2])],
      outputs: [value('y', 'float32', [2])],
      nodes: [node('Foretell', ['x'], ['y'])],
    });
    await network.store('foretold', file);
    const refusal = errorOf(await network.control.load_model({ name: 'foretold', version: '1' }));
    expect(refusal).toMatchObject({ Unsupported: { message: expect.stringContaining('Foretell') } });
    const { models } = await network.engine.list_models();
    expect(models.find(({ name }) => name === 'foretold')).toMatchObject({
      state: { stored: null },
      cost: [],
    });
    okOf(await network.control.delete_model({ name: 'foretold', version: '1' }));
  });

  test('work that no query can hold is refused before it begins; as an update it is done', async () => {
    const size = 1200;
    const file = onnxModel({
      opsets: { '': 17 },
      inputs: [value('x', 'float32', [null, size])],
      outputs: [value('y', 'float32', [null, size])],
      initializers: { w: tensor('float32', [size, size], numbers(size * size, 5)) },
      nodes: ['x', 'a', 'b', 'c', 'd'].map((from, at) => node('MatMul', [from, 'w'], ['abcdy'[at]!])),
    });
    await network.serve('wide', file);
    const shapes = (rows: number) => ({
      model_name: 'wide',
      model_version: [] as [],
      shapes: [{ name: 'x', shape: BigInt64Array.of(BigInt(rows), BigInt(size)) }],
    });
    expect(okOf(await network.engine.estimate(shapes(1)))).toMatchObject({ fits_query: true });
    const estimate = okOf(await network.engine.estimate(shapes(900)));
    expect(estimate.fits_query).toBe(false);
    // A message holds 2 MiB, and 400 rows of this size.
    const rows = Array.from({ length: 400 }, (_, at) => [...numbers(size, at)]);
    const request = inferX('wide', rows);
    request.inputs[0]!.contents = { raw: new Uint8Array(Float32Array.from(rows.flat()).buffer) };
    const refusal = errorOf(await network.engine.infer_query({ ...request, outputs: [[]] }));
    const { needed, available } = (refusal as { OverBudget: { needed: bigint; available: bigint } })
      .OverBudget;
    expect(available).toBe(5_000_000_000n);
    const { cost } = okOf(await network.engine.estimate(shapes(400)));
    expect(needed).toBeGreaterThanOrEqual(cost.instructions);
    okOf(await network.engine.infer({ ...request, outputs: [[]] }));
    okOf(await network.control.delete_model({ name: 'wide', version: '1' }));
  });
});
