import { float, int, ints, tensor, type OnnxAttributes } from '@indus/models';
import { useOf, type EngineCase } from '../engine-case.ts';
import { CaseValues, edges, longs, shapeName } from './case-values.ts';

/** Opset from which axes are an input of a reduction. Source: ONNX, Changelog. */
const AXES_AS_INPUT: Readonly<Record<string, number>> = {
  ReduceSum: 13,
  ReduceMean: 18,
  ReduceMax: 18,
  ReduceMin: 18,
  ReduceProd: 18,
  ReduceL1: 18,
  ReduceL2: 18,
  ReduceSumSquare: 18,
  ReduceLogSum: 18,
  ReduceLogSumExp: 18,
};

const REDUCED: readonly (readonly [dims: readonly number[], axes: readonly number[] | undefined])[] = [
  [[7], undefined],
  [[3, 5], [0]],
  [[3, 5], [-1]],
  [
    [3, 5],
    [0, 1],
  ],
  [[2, 3, 4], [1]],
  [
    [2, 3, 4],
    [0, 2],
  ],
  [[2, 3, 4], undefined],
  [
    [2, 1, 3, 5],
    [1, -1],
  ],
  [[1, 2, 1, 3, 2], [3]],
  [
    [2, 1, 2, 1, 2, 3],
    [0, 2, 4],
  ],
  [[4, 37], [1]],
  [[37, 4], [0]],
];

export function* reduceCases(): Generator<EngineCase> {
  for (const [operator, inputSince] of Object.entries(AXES_AS_INPUT)) {
    const range = { low: operator.includes('Log') ? 0.5 : -2, high: 2 };
    for (const [dims, axes] of REDUCED) {
      for (const keepdims of [0, 1]) {
        const name = `${shapeName(dims)} axes ${axes?.join() ?? 'all'} keepdims ${keepdims}`;
        const data = new CaseValues(operator + name).float(dims, range);
        const attributes = { keepdims: int(keepdims) };
        const inputs = axes === undefined ? [data] : [data, longs(...axes)];
        yield useOf(operator, name, { inputs, attributes, weightsFrom: keepdims });
        if (keepdims === 1 && dims.length < 4) {
          const old: OnnxAttributes = axes === undefined ? attributes : { ...attributes, axes: ints(axes) };
          yield useOf(operator, `${name} opset 11`, { opset: 11, inputs: [data], attributes: old });
        }
      }
    }
    const values = new CaseValues(operator);
    yield useOf(operator, 'no axes mean nothing', {
      opset: Math.max(inputSince, 18),
      attributes: { noop_with_empty_axes: int(1) },
      inputs: [values.float([2, 3], range)],
    });
    yield useOf(operator, 'nothing along an axis', { inputs: [values.float([0, 3]), longs(1)] });
    if (!operator.includes('Log') && operator !== 'ReduceL2') {
      for (const type of ['int32', 'int64'] as const) {
        yield useOf(operator, type, { inputs: [values.of(type, [3, 4]), longs(1)] });
      }
      yield useOf(operator, 'float64', { inputs: [values.of('float64', [3, 4]), longs(1)] });
    }
  }
  yield* placeCases();
  yield* runningCases();
}

function* placeCases(): Generator<EngineCase> {
  for (const operator of ['ArgMax', 'ArgMin']) {
    for (const [dims, axis] of [
      [[7], 0],
      [[3, 5], -1],
      [[2, 3, 4], 1],
      [[2, 3, 4, 2], -4],
    ] as const) {
      for (const keepdims of [0, 1]) {
        for (const last of [0, 1]) {
          const name = `${shapeName(dims)} axis ${axis} keepdims ${keepdims} last ${last}`;
          const attributes = { axis: int(axis), keepdims: int(keepdims), select_last_index: int(last) };
          const inputs = [new CaseValues(operator + name).of('float32', dims, { low: 0, high: 1 })];
          yield useOf(operator, name, { inputs, attributes });
        }
      }
    }
    const values = new CaseValues(operator);
    for (const type of ['int32', 'float64', 'uint8'] as const) {
      yield useOf(operator, type, { inputs: [values.of(type, [4, 6])], attributes: { axis: int(1) } });
    }
  }
  for (const [dims, axis, k] of [
    [[9], 0, 3],
    [[3, 7], -1, 7],
    [[4, 5, 2], 1, 2],
    [[5, 3], 0, 0],
  ] as const) {
    for (const largest of [0, 1]) {
      const name = `${shapeName(dims)} axis ${axis} k ${k} largest ${largest}`;
      const attributes = { axis: int(axis), largest: int(largest), sorted: int(1) };
      for (const type of ['float32', 'int64'] as const) {
        const inputs = [new CaseValues(name).of(type, dims, { low: -2, high: 2 }), longs(k)];
        yield useOf('TopK', `${type} ${name}`, { inputs, attributes, outputs: 2, weightsFrom: largest });
      }
    }
  }
}

function* runningCases(): Generator<EngineCase> {
  for (const exclusive of [0, 1]) {
    for (const reverse of [0, 1]) {
      for (const axis of [0, -1]) {
        const name = `axis ${axis} exclusive ${exclusive} reverse ${reverse}`;
        const attributes = { exclusive: int(exclusive), reverse: int(reverse) };
        const at = tensor('int32', [], [axis]);
        for (const type of ['float32', 'float64', 'int32', 'int64'] as const) {
          const inputs = [new CaseValues(name).of(type, [3, 5]), at];
          yield useOf('CumSum', `${type} ${name}`, { inputs, attributes });
        }
      }
    }
  }
  for (const operator of ['Softmax', 'LogSoftmax', 'Hardmax']) {
    for (const [dims, axis] of [
      [[5], 0],
      [[3, 5], 1],
      [[3, 5], 0],
      [[2, 3, 4], 1],
      [[2, 3, 4], -1],
      [[2, 3, 2, 2], -2],
      [[3, 41], -1],
    ] as const) {
      for (const opset of [11, 21]) {
        const name = `${shapeName(dims)} axis ${axis} opset ${opset}`;
        const inputs = [new CaseValues(operator + name).float(dims)];
        yield useOf(operator, name, { opset, inputs, attributes: { axis: int(axis) } });
      }
    }
    yield useOf(operator, 'far apart', { inputs: [tensor('float32', [1, 4], [-1e30, 0, 1e30, 88])] });
    if (operator !== 'Hardmax') yield useOf(operator, 'NaN', { inputs: [edges('float32')] });
  }
  for (const p of [1, 2]) {
    for (const axis of [0, -1]) {
      const inputs = [new CaseValues(`lp${p}${axis}`).float([3, 5], { low: 0.5, high: 2 })];
      yield useOf('LpNormalization', `p ${p} axis ${axis}`, {
        inputs,
        attributes: { p: int(p), axis: int(axis) },
      });
    }
  }
  for (const axis of [0, 1, -1]) {
    for (const bias of [false, true]) {
      const values = new CaseValues(`layer${axis}${bias}`);
      const shape = [2, 3, 8].slice(axis);
      const inputs = [values.float([2, 3, 8]), values.float(shape), ...(bias ? [values.float(shape)] : [])];
      const attributes = { axis: int(axis), epsilon: float(1e-4) };
      yield useOf('LayerNormalization', `axis ${axis} bias ${bias}`, { inputs, attributes });
      if (!bias) yield useOf('RMSNormalization', `axis ${axis}`, { opset: 23, inputs, attributes });
    }
  }
}
