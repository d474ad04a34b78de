import { int, scalar, tensor } from '@indus/models';
import { useOf, type EngineCase } from '../engine-case.ts';
import { CaseValues, longs, type NumberType } from './case-values.ts';

const TYPES: readonly NumberType[] = ['float32', 'float64', 'int64', 'int32', 'uint8', 'bool'];

export function* indexCases(): Generator<EngineCase> {
  for (const type of TYPES) {
    const values = new CaseValues(`index ${type}`);
    for (const axis of [0, 1, -1]) {
      const attributes = { axis: int(axis) };
      for (const [name, at] of [
        ['one', scalar('int64', 1)],
        ['many', tensor('int64', [2, 2], [0n, 2n, -1n, 1n])],
        ['none', tensor('int32', [0], [])],
      ] as const) {
        yield useOf('Gather', `${type} axis ${axis} ${name}`, {
          inputs: [values.of(type, [3, 4, 3]), at],
          attributes,
        });
      }
      const places = tensor('int64', [2, 2, 2], [0n, 1n, -1n, 0n, 1n, 1n, 0n, -2n]);
      yield useOf('GatherElements', `${type} axis ${axis}`, {
        inputs: [values.of(type, [2, 3, 2]), places],
        attributes,
      });
      const apart = tensor('int64', [1, 2, 2], [0n, 1n, 1n, 0n]);
      yield useOf('ScatterElements', `${type} axis ${axis}`, {
        inputs: [values.of(type, [2, 3, 2]), apart, values.of(type, [1, 2, 2])],
        attributes,
      });
    }
    const pairs = tensor('int64', [2, 2], [0n, 1n, -1n, 0n]);
    yield useOf('GatherND', `${type} pairs`, { inputs: [values.of(type, [2, 3, 2]), pairs] });
    yield useOf('GatherND', `${type} in batches`, {
      inputs: [values.of(type, [2, 3, 2]), tensor('int64', [2, 1], [2n, -1n])],
      attributes: { batch_dims: int(1) },
    });
    yield useOf('ScatterND', `${type} rows`, {
      inputs: [values.of(type, [4, 3]), tensor('int64', [2, 1], [2n, 0n]), values.of(type, [2, 3])],
    });
    yield useOf('Compress', `${type} axis 1`, {
      inputs: [values.of(type, [2, 4]), tensor('bool', [3], [1, 0, 1])],
      attributes: { axis: int(1) },
    });
    yield useOf('Compress', `${type} flat`, {
      inputs: [values.of(type, [2, 3]), tensor('bool', [5], [0, 1, 1, 0, 1])],
    });
    if (type !== 'float64')
      yield useOf('NonZero', type, { inputs: [values.of(type, [3, 4], { low: 0, high: 1 })] });
  }
  for (const reduction of ['add', 'mul', 'max', 'min']) {
    for (const type of ['float32', 'int64'] as const) {
      const values = new CaseValues(reduction + type);
      const twice = tensor('int64', [1, 3], [1n, 1n, 0n]);
      yield useOf('ScatterElements', `${type} ${reduction}`, {
        inputs: [values.of(type, [2, 3]), twice, values.of(type, [1, 3])],
        attributes: { reduction, axis: int(0) },
      });
      yield useOf('ScatterND', `${type} ${reduction}`, {
        inputs: [values.of(type, [4]), tensor('int64', [3, 1], [1n, 1n, 3n]), values.of(type, [3])],
        attributes: { reduction },
      });
    }
  }
  yield* choiceCases();
}

function* choiceCases(): Generator<EngineCase> {
  for (const axis of [0, -1]) {
    for (const type of ['float32', 'int64'] as const) {
      const two = type === 'int64' ? [2n, 5n] : [2, 5];
      yield useOf('OneHot', `${type} axis ${axis}`, {
        inputs: [longs(0, 3, -1, 9), scalar('int64', 4), tensor(type, [2], two as number[])],
        attributes: { axis: int(axis) },
      });
    }
  }
  for (const [batch, time] of [
    [0, 1],
    [1, 0],
  ] as const) {
    yield useOf('ReverseSequence', `batch ${batch}`, {
      inputs: [new CaseValues('reverse').float([4, 4, 2]), longs(1, 2, 4, 3)],
      attributes: { batch_axis: int(batch), time_axis: int(time) },
    });
  }
  for (const type of ['float32', 'int64'] as const) {
    const values = new CaseValues(`unique ${type}`);
    yield useOf('Unique', `${type} flat`, {
      inputs: [values.of(type, [3, 4], { low: 0, high: 2 })],
      outputs: 4,
    });
    yield useOf('Unique', `${type} by rows, unsorted`, {
      inputs: [values.of(type, [6, 2], { low: 0, high: 1 })],
      attributes: { axis: int(0), sorted: int(0) },
      outputs: 4,
    });
  }
}
