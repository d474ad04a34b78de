import { int, ints, tensor } from '@indus/models';
import { useOf, type EngineCase } from '../engine-case.ts';
import { CaseValues, longs, shapeName, type NumberType } from './case-values.ts';

const TYPES: readonly NumberType[] = ['float32', 'float64', 'int64', 'int32', 'uint8', 'bool'];

/** Sizes at which elements are moved and multiplied by blocks, with what is left over at their borders. */
export function* layoutCases(): Generator<EngineCase> {
  yield* transposeCases();
  yield* rowCases();
  yield* productCases();
  for (const count of [1, 5, 61, 130]) {
    for (const type of ['float32', 'int64'] as const) {
      for (const largest of [0, 1]) {
        const data = new CaseValues(`top ${type}`).of(type, [3, 130], { low: -9, high: 9 });
        yield useOf('TopK', `${count} of 130, ${type}, largest ${largest}`, {
          inputs: [data, longs(count)],
          attributes: { largest: int(largest) },
          outputs: 2,
        });
      }
    }
  }
}

function* transposeCases(): Generator<EngineCase> {
  for (const [dims, perm] of [
    [
      [70, 37],
      [1, 0],
    ],
    [
      [8, 64],
      [1, 0],
    ],
    [
      [3, 33, 19],
      [0, 2, 1],
    ],
    [
      [2, 9, 3, 11],
      [0, 3, 1, 2],
    ],
    [
      [2, 17, 4, 8],
      [0, 2, 1, 3],
    ],
    [
      [9, 2, 10, 2],
      [2, 1, 0, 3],
    ],
  ] as const) {
    for (const type of TYPES) {
      const data = new CaseValues(`large ${type}`).of(type, dims);
      yield useOf('Transpose', `${type} ${shapeName(dims)} by ${perm.join()}`, {
        inputs: [data],
        attributes: { perm: ints(perm) },
      });
    }
  }
}

function* rowCases(): Generator<EngineCase> {
  for (const type of TYPES) {
    for (const width of [1, 5, 23, 150]) {
      const values = new CaseValues(`rows ${type} ${width}`);
      const rows = values.of(type, [6, width]);
      yield useOf('Gather', `${type}, rows of ${width}`, {
        inputs: [rows, tensor('int64', [4], [5n, -6n, 2n, 2n])],
      });
      yield useOf('Concat', `${type}, columns of ${width}`, {
        inputs: [rows, values.of(type, [6, 3])],
        attributes: { axis: int(1) },
      });
      yield useOf('Expand', `${type}, rows of ${width}`, {
        inputs: [values.of(type, [1, width]), longs(5, width)],
      });
      yield useOf('Slice', `${type}, every third of ${width} backwards`, {
        inputs: [rows, longs(-1), longs(-1000), longs(1), longs(-3)],
      });
      const pads = [0, Math.min(width - 1, 4), 1, Math.min(width - 1, 7)];
      if (type === 'bool') continue;
      for (const mode of ['constant', 'edge', 'reflect']) {
        yield useOf('Pad', `${type} ${mode}, rows of ${width}`, {
          inputs: [rows, longs(...pads)],
          attributes: { mode },
        });
      }
    }
  }
}

function* productCases(): Generator<EngineCase> {
  for (const [equation, one, other] of [
    ['ij,jk->ik', [19, 13], [13, 21]],
    ['ij,kj->ki', [19, 13], [21, 13]],
    ['bij,bkj->bik', [3, 9, 14], [3, 11, 14]],
    ['bqhd,bkhd->bhqk', [2, 7, 3, 8], [2, 9, 3, 8]],
    ['bhqk,bkhd->bqhd', [2, 3, 7, 9], [2, 9, 3, 8]],
    ['...ij,...jk->...ik', [2, 1, 12, 9], [3, 9, 10]],
    ['ijk,jkl->il', [17, 3, 5], [3, 5, 18]],
    ['ij,ij->i', [40, 60], [40, 60]],
    ['i,j->ij', [50], [60]],
  ] as const) {
    const values = new CaseValues(equation);
    yield useOf('Einsum', `${equation} of ${shapeName(one)} and ${shapeName(other)}`, {
      inputs: [values.float(one), values.float(other)],
      attributes: { equation },
    });
  }
}
