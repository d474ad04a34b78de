import {
  int,
  ints,
  scalar,
  tensor,
  tensorAttribute,
  type OnnxAttributes,
  type OnnxTensor,
} from '@indus/models';
import { useOf, type EngineCase } from '../engine-case.ts';
import { CaseValues, longs, shapeName, SHAPES, type NumberType } from './case-values.ts';

const TYPES: readonly NumberType[] = ['float32', 'float64', 'int64', 'int32', 'uint8', 'bool'];

/** A case for each of the types that differ in how many bytes an element has. */
function* ofTypes(
  operator: string,
  name: string,
  dims: readonly number[],
  rest: {
    readonly inputs?: readonly OnnxTensor[];
    readonly attributes?: OnnxAttributes;
    readonly outputs?: number;
  },
): Generator<EngineCase> {
  for (const type of TYPES) {
    const data = new CaseValues(operator + name).of(type, dims);
    yield useOf(operator, `${type} ${name}`, { ...rest, inputs: [data, ...(rest.inputs ?? [])] });
  }
}

export function* shapeCases(): Generator<EngineCase> {
  for (const [from, to] of [
    [[], [1]],
    [[6], [2, 3]],
    [
      [2, 3, 4],
      [-1, 2],
    ],
    [
      [2, 3, 4],
      [0, -1],
    ],
    [
      [0, 3],
      [3, 0],
    ],
    [
      [2, 3, 4],
      [1, 2, 1, 3, 4, 1],
    ],
  ] as const) {
    yield* ofTypes('Reshape', `${shapeName(from)} to ${shapeName(to)}`, from, { inputs: [longs(...to)] });
  }
  yield useOf('Reshape', 'zeros allowed', {
    inputs: [new CaseValues('z').float([2, 0, 3]), longs(0, 5)],
    attributes: { allowzero: int(1) },
  });
  for (const perm of [undefined, [0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1], [2, 0, 1]]) {
    const attributes: OnnxAttributes = perm === undefined ? {} : { perm: ints(perm) };
    yield* ofTypes('Transpose', `perm ${perm?.join() ?? 'reversed'}`, [3, 4, 5], { attributes });
  }
  yield* ofTypes('Transpose', 'rank 6', [2, 1, 3, 2, 1, 2], {
    attributes: { perm: ints([5, 3, 0, 4, 2, 1]) },
  });
  for (const axis of [0, 1, 2, 3, -1]) {
    yield* ofTypes('Flatten', `axis ${axis}`, [2, 3, 4], { attributes: { axis: int(axis) } });
  }
  for (const [dims, axes] of [
    [[1, 3, 1], [0]],
    [
      [1, 3, 1],
      [0, -1],
    ],
    [[1], [0]],
  ] as const) {
    yield* ofTypes('Squeeze', `${shapeName(dims)} axes ${axes.join()}`, dims, { inputs: [longs(...axes)] });
    yield* ofTypes('Unsqueeze', `${shapeName(dims)} axes ${axes.join()}`, dims, { inputs: [longs(...axes)] });
  }
  yield* ofTypes('Squeeze', 'all of size one', [1, 3, 1, 2], {});
  for (const dims of SHAPES) {
    const data = new CaseValues('shape').float(dims);
    yield useOf('Shape', shapeName(dims), { inputs: [data] });
    yield useOf('Size', shapeName(dims), { inputs: [data] });
  }
  yield useOf('Shape', 'a part', {
    inputs: [new CaseValues('part').float([2, 3, 4, 5])],
    attributes: { start: int(-3), end: int(3) },
  });
  yield* partCases();
  yield* fillCases();
}

function* partCases(): Generator<EngineCase> {
  for (const axis of [0, 1, -1]) {
    const parts = [0, 1, 2].map((part) => {
      const dims = [2, 3, 4].map((dim, at) => (at === (axis + 3) % 3 ? part + 1 : dim));
      return new CaseValues(`concat${part}`).float(dims);
    });
    yield useOf('Concat', `axis ${axis}`, { inputs: parts, attributes: { axis: int(axis) } });
    yield* ofTypes('Split', `axis ${axis}`, [6, 6, 6], {
      inputs: [longs(1, 3, 2)],
      attributes: { axis: int(axis) },
      outputs: 3,
    });
  }
  yield* ofTypes('Split', 'uneven by number', [7, 2], { attributes: { num_outputs: int(3) }, outputs: 3 });
  for (const [name, starts, ends, axes, steps] of [
    ['both ends', [1, 0], [3, 2], [0, 1], [1, 1]],
    ['from the back', [-3], [-1], [1], [1]],
    ['backwards', [-1, 4], [-100, 0], [0, 1], [-1, -2]],
    ['past the ends', [-100], [100], [2], [3]],
    ['nothing', [2], [2], [0], [1]],
    ['far steps', [0], [2 ** 31], [1], [4]],
  ] as const) {
    const inputs = [longs(...starts), longs(...ends), longs(...axes), longs(...steps)];
    yield* ofTypes('Slice', name, [4, 5, 6], { inputs });
  }
  yield useOf('Slice', 'opset 9', {
    opset: 9,
    inputs: [new CaseValues('old slice').float([4, 5])],
    attributes: { starts: ints([1]), ends: ints([-1]), axes: ints([1]) },
  });
  for (const repeats of [
    [1, 1],
    [2, 3],
    [0, 2],
  ]) {
    yield* ofTypes('Tile', `repeats ${repeats.join()}`, [2, 3], { inputs: [longs(...repeats)] });
  }
  for (const [dims, to] of [
    [
      [3, 1],
      [3, 4],
    ],
    [[1], [2, 3, 1]],
    [[], [2, 2]],
    [
      [2, 1, 3],
      [2, 4, 1],
    ],
    [
      [1, 3],
      [0, 3],
    ],
  ] as const) {
    yield* ofTypes('Expand', `${shapeName(dims)} to ${shapeName(to)}`, dims, { inputs: [longs(...to)] });
  }
  for (const mode of ['constant', 'reflect', 'edge', 'wrap']) {
    for (const type of ['float32', 'int64'] as const) {
      const values = new CaseValues(mode + type);
      const fill = mode === 'constant' ? [scalar(type, type === 'int64' ? 7n : 1.5)] : [];
      const inputs = [values.of(type, [3, 4]), longs(1, 2, 0, 3), ...fill];
      yield useOf('Pad', `${mode} ${type}`, { inputs, attributes: { mode } });
    }
  }
  yield useOf('Pad', 'cuts', { inputs: [new CaseValues('cut').float([4, 5]), longs(-1, 1, 0, -2)] });
  for (const upper of [0, 1]) {
    for (const k of [-1, 0, 2]) {
      yield* ofTypes('Trilu', `upper ${upper} k ${k}`, [2, 4, 5], {
        inputs: [scalar('int64', k)],
        attributes: { upper: int(upper) },
      });
    }
  }
}

function* fillCases(): Generator<EngineCase> {
  for (const type of TYPES) {
    const fill = tensor(type, [1], type === 'int64' ? [3n] : [1]);
    for (const dims of [[2, 3], [], [0, 2]]) {
      yield useOf('ConstantOfShape', `${type} ${shapeName(dims)}`, {
        inputs: [longs(...dims)],
        attributes: { value: tensorAttribute(fill) },
      });
    }
  }
  for (const [start, limit, delta] of [
    [0, 5, 1],
    [10, 0, -3],
    [3, 3, 1],
    [0, 1, 2],
  ] as const) {
    for (const type of ['int64', 'float32', 'int32'] as const) {
      const one = (value: number) => scalar(type, type === 'int64' ? BigInt(value) : value);
      yield useOf('Range', `${type} ${start} ${limit} ${delta}`, {
        inputs: [one(start), one(limit), one(delta)],
      });
    }
  }
  for (const [dims, k] of [
    [[3, 3], 0],
    [[3, 5], 1],
    [[4, 2], -1],
  ] as const) {
    yield useOf('EyeLike', `${shapeName(dims)} k ${k}`, {
      inputs: [new CaseValues('eye').float(dims)],
      attributes: { k: int(k) },
    });
  }
  for (const blocksize of [1, 2]) {
    for (const mode of ['DCR', 'CRD']) {
      const data = new CaseValues(mode).float([2, 8, 2, 3]);
      const attributes = { blocksize: int(blocksize), mode };
      yield useOf('DepthToSpace', `${mode} ${blocksize}`, { inputs: [data], attributes });
    }
    yield useOf('SpaceToDepth', `${blocksize}`, {
      inputs: [new CaseValues('space').float([2, 3, 4, 6])],
      attributes: { blocksize: int(blocksize) },
    });
  }
}
