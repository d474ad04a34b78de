import { int, tensor } from '@indus/models';
import { useOf, type EngineCase } from '../engine-case.ts';
import { CaseValues, longs, shapeName } from './case-values.ts';

/** Losses, determinants, casts by example, and scattering by its old name. */
export function* lossCases(): Generator<EngineCase> {
  for (const reduction of ['none', 'mean', 'sum']) {
    for (const isWeighed of [false, true]) {
      const values = new CaseValues(`loss ${reduction} ${isWeighed}`);
      const scores = values.float([4, 3], { low: -2, high: 0 });
      const inputs = [
        scores,
        longs(0, 2, 1, 2),
        ...(isWeighed ? [values.float([3], { low: 0.5, high: 2 })] : []),
      ];
      const name = `${reduction}${isWeighed ? ', weighed' : ''}`;
      yield useOf('NegativeLogLikelihoodLoss', name, { inputs, attributes: { reduction } });
      const attributes = { reduction, ignore_index: int(2) };
      yield useOf('SoftmaxCrossEntropyLoss', `${name}, one class ignored`, {
        inputs,
        attributes,
        outputs: 2,
      });
    }
  }
  for (const dims of [
    [1, 1],
    [3, 3],
    [2, 4, 4],
  ]) {
    yield useOf('Det', shapeName(dims), { inputs: [new CaseValues(`det ${shapeName(dims)}`).float(dims)] });
  }
  for (const type of ['int32', 'float64', 'bool'] as const) {
    const values = new CaseValues(`like ${type}`);
    yield useOf('CastLike', `float32 to ${type}`, { inputs: [values.float([3, 4]), values.of(type, [1])] });
  }
  for (const axis of [0, 1, -1]) {
    const values = new CaseValues(`scatter ${axis}`);
    yield useOf('Scatter', `axis ${axis}`, {
      opset: 10,
      inputs: [values.float([3, 3]), tensor('int64', [1, 3], [0n, 1n, 2n]), values.float([1, 3])],
      attributes: { axis: int(axis) },
    });
  }
}
