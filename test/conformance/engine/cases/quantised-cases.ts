import { int, scalar, tensor, type OnnxTensor } from '@indus/models';
import { useOf, type EngineCase } from '../engine-case.ts';
import { CaseValues, type NumberType } from './case-values.ts';

const BYTES = ['uint8', 'int8'] as const;

export function* quantisedCases(): Generator<EngineCase> {
  for (const type of BYTES) {
    const values = new CaseValues(`quantised ${type}`);
    const far = values.float([3, 4, 5], { low: -20, high: 20 });
    const zero = scalar(type, 3);
    yield useOf('QuantizeLinear', `${type} whole`, { inputs: [far, scalar('float32', 0.125), zero] });
    yield useOf('QuantizeLinear', `${type} halves to even`, {
      inputs: [
        tensor('float32', [8], [-1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 1e9, -1e9]),
        scalar('float32', 1),
        zero,
      ],
    });
    yield useOf('DequantizeLinear', `${type} whole`, {
      inputs: [values.of(type, [3, 4], { low: -100, high: 100 }), scalar('float32', 0.125), zero],
    });
    for (const axis of [0, 1, -1]) {
      const length = [3, 4, 5].at(axis)!;
      const scales = values.float([length], { low: 0.25, high: 1 });
      const zeros = values.of(type, [length], { low: 0, high: 5 });
      yield useOf('QuantizeLinear', `${type} axis ${axis}`, {
        inputs: [far, scales, zeros],
        attributes: { axis: int(axis) },
      });
      yield useOf('DequantizeLinear', `${type} axis ${axis}`, {
        inputs: [values.of(type, [3, 4, 5], { low: -100, high: 100 }), scales, zeros],
        attributes: { axis: int(axis) },
        weightsFrom: 1,
      });
    }
  }
  yield useOf('DequantizeLinear', 'int32', {
    inputs: [new CaseValues('dq').of('int32', [6], { low: -999, high: 999 }), scalar('float32', 0.5)],
  });
  for (const [name, data] of [
    ['both signs', new CaseValues('dynamic').float([4, 5])],
    ['above zero', new CaseValues('dynamic up').float([7], { low: 1, high: 3 })],
    ['below zero', new CaseValues('dynamic down').float([7], { low: -3, high: -1 })],
  ] as const) {
    yield useOf('DynamicQuantizeLinear', name, { inputs: [data], outputs: 3 });
  }
  yield* productCases();
}

function* productCases(): Generator<EngineCase> {
  const range = { low: -127, high: 127 };
  for (const left of BYTES) {
    for (const right of BYTES) {
      const values = new CaseValues(`${left}${right}`);
      const zero = (type: NumberType): OnnxTensor => scalar(type, type === 'int8' ? -3 : 7);
      for (const [m, k, n] of [
        [3, 4, 5],
        [1, 65, 17],
        [9, 128, 33],
      ] as const) {
        const a = values.of(left, [m, k], range);
        const b = values.of(right, [k, n], range);
        for (const weightsFrom of [1, 4]) {
          const name = `${left} by ${right} ${m}x${k}x${n}${weightsFrom === 1 ? ' weights' : ''}`;
          yield useOf('MatMulInteger', name, { inputs: [a, b, zero(left), zero(right)], weightsFrom });
          yield useOf('QLinearMatMul', name, {
            inputs: [
              a,
              scalar('float32', 0.02),
              zero(left),
              b,
              scalar('float32', 0.03),
              zero(right),
              scalar('float32', 0.5),
              zero(left),
            ],
            weightsFrom: weightsFrom === 1 ? 3 : 9,
          });
        }
      }
      if (left !== 'uint8') continue;
      const x = values.of(left, [1, 3, 6, 6], range);
      const w = values.of(right, [4, 3, 3, 3], range);
      yield useOf('ConvInteger', `${left} by ${right}`, { inputs: [x, w, zero(left)] });
      yield useOf('QLinearConv', `${left} by ${right}`, {
        inputs: [
          ...[x, scalar('float32', 0.02), zero(left)],
          ...[w, scalar('float32', 0.03), scalar(right, right === 'int8' ? 0 : 5)],
          ...[scalar('float32', 0.5), zero(left), values.of('int32', [4], { low: -500, high: 500 })],
        ],
        weightsFrom: 3,
      });
    }
  }
}
