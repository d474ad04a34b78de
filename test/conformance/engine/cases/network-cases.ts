import { float, int, ints, scalar, type OnnxAttributes } from '@indus/models';
import { useOf, type EngineCase } from '../engine-case.ts';
import { CaseValues, longs, shapeName, type NumberType } from './case-values.ts';

const PRODUCTS: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[3], [3]],
  [[4], [4, 5]],
  [[3, 4], [4]],
  [
    [3, 4],
    [4, 5],
  ],
  [
    [1, 300],
    [300, 17],
  ],
  [
    [7, 33],
    [33, 70],
  ],
  [
    [2, 3, 4],
    [2, 4, 5],
  ],
  [
    [2, 3, 4],
    [4, 5],
  ],
  [
    [2, 1, 3, 4],
    [3, 4, 2],
  ],
  [
    [0, 4],
    [4, 3],
  ],
  [
    [3, 0],
    [0, 2],
  ],
];

export function* networkCases(): Generator<EngineCase> {
  for (const [left, right] of PRODUCTS) {
    for (const type of ['float32', 'float64', 'int32', 'int64'] as const) {
      if (type !== 'float32' && left.length !== 2) continue;
      for (const weightsFrom of type === 'float32' ? [1, 2] : [2]) {
        const name = `${type} ${shapeName(left)} by ${shapeName(right)}${weightsFrom === 1 ? ' weights' : ''}`;
        const values = new CaseValues(name);
        yield useOf('MatMul', name, { inputs: [values.of(type, left), values.of(type, right)], weightsFrom });
      }
    }
  }
  for (const transA of [0, 1]) {
    for (const transB of [0, 1]) {
      for (const bias of [undefined, [5], [3, 1], [3, 5], []]) {
        const name = `transA ${transA} transB ${transB} bias ${bias === undefined ? 'none' : shapeName(bias)}`;
        const values = new CaseValues(name);
        const a = values.float(transA ? [4, 3] : [3, 4]);
        const b = values.float(transB ? [5, 4] : [4, 5]);
        const attributes = { transA: int(transA), transB: int(transB), alpha: float(0.5), beta: float(2) };
        const inputs = bias === undefined ? [a, b] : [a, b, values.float(bias)];
        for (const weightsFrom of [1, 3]) {
          const where = weightsFrom === 1 ? ' weights' : '';
          yield useOf('Gemm', name + where, { inputs, attributes, weightsFrom });
        }
      }
    }
  }
  for (const [equation, ...dims] of [
    ['ij,jk->ik', [3, 4], [4, 5]],
    ['bij,bjk->bik', [2, 3, 4], [2, 4, 5]],
    ['ij->ji', [3, 4]],
    ['ij->i', [3, 4]],
    ['i,j->ij', [3], [4]],
    ['...ij,...jk->...ik', [2, 3, 4], [2, 4, 2]],
    ['bhqd,bhkd->bhqk', [1, 2, 3, 4], [1, 2, 5, 4]],
  ] as const) {
    const values = new CaseValues(equation);
    yield useOf('Einsum', equation, {
      inputs: dims.map((one) => values.float(one)),
      attributes: { equation },
    });
  }
  yield* convolutionCases();
  yield* poolCases();
  yield* normCases();
  yield* resizeCases();
}

/** Forms of a convolution: data, weights and how the window goes. */
const CONVOLUTIONS: readonly (readonly [string, readonly number[], readonly number[], OnnxAttributes])[] = [
  ['one dimension', [2, 3, 9], [4, 3, 3], {}],
  ['plain', [1, 3, 7, 6], [4, 3, 3, 3], {}],
  ['padded', [2, 3, 7, 6], [5, 3, 3, 3], { pads: ints([1, 1, 1, 1]) }],
  ['uneven pads', [1, 2, 6, 6], [3, 2, 3, 2], { pads: ints([0, 1, 2, 0]) }],
  ['strides', [1, 3, 9, 8], [4, 3, 3, 3], { strides: ints([2, 3]), pads: ints([1, 1, 1, 1]) }],
  ['dilated', [1, 2, 9, 9], [3, 2, 3, 3], { dilations: ints([2, 3]) }],
  ['pointwise', [2, 8, 5, 5], [16, 8, 1, 1], {}],
  ['groups', [1, 4, 6, 6], [6, 2, 3, 3], { group: int(2) }],
  ['depthwise', [2, 6, 7, 7], [6, 1, 3, 3], { group: int(6), pads: ints([1, 1, 1, 1]) }],
  ['same upper', [1, 2, 7, 6], [3, 2, 3, 3], { auto_pad: 'SAME_UPPER', strides: ints([2, 2]) }],
  ['same lower', [1, 2, 7, 6], [3, 2, 2, 2], { auto_pad: 'SAME_LOWER' }],
  ['valid', [1, 2, 7, 6], [3, 2, 3, 3], { auto_pad: 'VALID' }],
  ['three dimensions', [1, 2, 4, 5, 4], [3, 2, 2, 3, 2], { pads: ints([0, 1, 0, 0, 1, 1]) }],
  ['large', [1, 16, 17, 19], [33, 16, 3, 3], { pads: ints([1, 1, 1, 1]) }],
];

function* convolutionCases(): Generator<EngineCase> {
  for (const [form, data, weight, attributes] of CONVOLUTIONS) {
    for (const bias of [false, true]) {
      const values = new CaseValues(form);
      const inputs = [
        values.float(data),
        values.float(weight),
        ...(bias ? [values.float([weight[0]!])] : []),
      ];
      for (const weightsFrom of [1, 3]) {
        const name = `${form}${bias ? ', bias' : ''}${weightsFrom === 1 ? ', weights' : ''}`;
        yield useOf('Conv', name, { inputs, attributes, weightsFrom });
      }
    }
    const values = new CaseValues(`transposed ${form}`);
    const channels = weight[0]!;
    const inputs = [values.float([data[0]!, channels, ...data.slice(2)]), values.float(weight)];
    yield useOf('ConvTranspose', form, { inputs, attributes });
  }
  yield useOf('ConvTranspose', 'output padding', {
    inputs: [new CaseValues('op').float([1, 2, 4, 4]), new CaseValues('ow').float([2, 3, 3, 3])],
    attributes: { strides: ints([2, 2]), output_padding: ints([1, 1]), pads: ints([1, 1, 1, 1]) },
  });
}

function* poolCases(): Generator<EngineCase> {
  for (const operator of ['MaxPool', 'AveragePool', 'LpPool']) {
    for (const [form, data, attributes] of [
      ['one dimension', [1, 2, 9], { kernel_shape: ints([3]) }],
      ['plain', [1, 3, 7, 6], { kernel_shape: ints([2, 3]) }],
      ['strides', [2, 3, 7, 6], { kernel_shape: ints([3, 2]), strides: ints([2, 2]) }],
      ['padded', [1, 2, 6, 6], { kernel_shape: ints([3, 3]), pads: ints([1, 0, 1, 1]) }],
      ['rounded up', [1, 2, 7, 8], { kernel_shape: ints([3, 3]), strides: ints([2, 2]), ceil_mode: int(1) }],
      ['dilated', [1, 2, 8, 8], { kernel_shape: ints([2, 3]), dilations: ints([2, 2]) }],
      [
        'same upper',
        [1, 2, 7, 6],
        { kernel_shape: ints([3, 3]), auto_pad: 'SAME_UPPER', strides: ints([2, 2]) },
      ],
      ['three dimensions', [1, 1, 4, 5, 4], { kernel_shape: ints([2, 2, 2]) }],
    ] as const) {
      const inputs = [new CaseValues(form).float(data, { low: 0.5, high: 2 })];
      yield useOf(operator, form, { inputs, attributes });
      if (operator === 'AveragePool') {
        const counted = { ...attributes, count_include_pad: int(1) };
        yield useOf(operator, `${form}, pads counted`, { inputs, attributes: counted });
      }
    }
  }
  for (const operator of ['GlobalAveragePool', 'GlobalMaxPool', 'GlobalLpPool']) {
    for (const dims of [
      [2, 3, 5],
      [1, 4, 6, 7],
      [1, 2, 3, 4, 2],
    ]) {
      yield useOf(operator, shapeName(dims), { inputs: [new CaseValues(operator).float(dims)] });
    }
  }
}

function* normCases(): Generator<EngineCase> {
  for (const dims of [
    [2, 3],
    [2, 3, 5],
    [1, 3, 4, 5],
  ]) {
    const values = new CaseValues(`norm ${shapeName(dims)}`);
    const of = () => values.float([3]);
    const inputs = [values.float(dims), of(), of(), of(), values.float([3], { low: 0.5, high: 2 })];
    for (const opset of [9, 15]) {
      yield useOf('BatchNormalization', `${shapeName(dims)} opset ${opset}`, {
        opset,
        inputs,
        attributes: { epsilon: float(1e-3) },
        weightsFrom: 1,
      });
    }
    if (dims.length === 2) continue;
    yield useOf('InstanceNormalization', shapeName(dims), { inputs: inputs.slice(0, 3) });
    yield useOf('LRN', shapeName(dims), { inputs: inputs.slice(0, 1), attributes: { size: int(3) } });
  }
  yield useOf('MeanVarianceNormalization', 'images', { inputs: [new CaseValues('mvn').float([2, 3, 4, 4])] });
  for (const groups of [1, 2, 4]) {
    const values = new CaseValues(`groups ${groups}`);
    yield useOf('GroupNormalization', `${groups} groups`, {
      inputs: [values.float([2, 4, 3, 3]), values.float([4]), values.float([4])],
      attributes: { num_groups: int(groups) },
    });
  }
  const dropped = new CaseValues('dropout').float([3, 4]);
  yield useOf('Dropout', 'at rest', { inputs: [dropped], outputs: 2 });
  yield useOf('Dropout', 'opset 7', { opset: 7, inputs: [dropped], attributes: { ratio: float(0.3) } });
}

function* resizeCases(): Generator<EngineCase> {
  const types: readonly NumberType[] = ['float32', 'uint8'];
  for (const mode of ['nearest', 'linear', 'cubic']) {
    for (const place of ['half_pixel', 'asymmetric', 'align_corners', 'pytorch_half_pixel']) {
      for (const [h, w] of [
        [6, 7],
        [2, 3],
        [9, 4],
      ] as const) {
        for (const type of mode === 'nearest' ? types : (['float32'] as const)) {
          const name = `${type} ${mode} ${place} to ${h} by ${w}`;
          const data = new CaseValues(name).of(type, [1, 2, 4, 5], { low: 0, high: 50 });
          yield useOf('Resize', name, {
            inputs: [data, null, null, longs(1, 2, h, w)],
            attributes: { mode, coordinate_transformation_mode: place },
          });
        }
      }
    }
  }
  for (const nearest of ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil']) {
    yield useOf('Resize', `nearest, ${nearest}`, {
      inputs: [new CaseValues(nearest).float([1, 1, 4, 4]), null, null, longs(1, 1, 7, 3)],
      attributes: { nearest_mode: nearest },
    });
  }
  for (const [mode, axis] of [
    ['DCR', 0],
    ['CRD', 1],
  ] as const) {
    const values = new CaseValues(`grid ${mode}`);
    yield useOf('GridSample', `bilinear, corners ${axis}`, {
      inputs: [values.float([1, 2, 4, 5]), values.float([1, 3, 3, 2], { low: -1, high: 1 })],
      attributes: { align_corners: int(axis), mode: 'linear' },
    });
  }
  for (const k of [0, 2]) {
    const values = new CaseValues(`selected ${k}`);
    const corner = (at: number) => [at, at, at + 2 + k, at + 3];
    const boxes = values.float([1, 4, 4]);
    (boxes.data as Float32Array).set([...corner(0), ...corner(1), ...corner(5), ...corner(6)]);
    yield useOf('NonMaxSuppression', `boxes apart by ${k}`, {
      inputs: [
        boxes,
        values.float([1, 2, 4], { low: 0, high: 1 }),
        scalar('int64', 3),
        scalar('float32', 0.3),
      ],
    });
  }
}
