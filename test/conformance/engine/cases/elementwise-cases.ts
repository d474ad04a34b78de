import { float, int, scalar, type OnnxAttributes } from '@indus/models';
import { useOf, type EngineCase } from '../engine-case.ts';
import {
  CaseValues,
  edgePairs,
  edges,
  shapeName,
  SHAPES,
  type NumberType,
  type Range,
} from './case-values.ts';

const FLOATS: readonly NumberType[] = ['float32', 'float64'];
const FLOAT: readonly NumberType[] = ['float32'];
const SIGNED: readonly NumberType[] = ['float32', 'float64', 'int32', 'int64', 'int8'];
const NUMBERS: readonly NumberType[] = ['float32', 'float64', 'int32', 'int64'];
const WHOLE: readonly NumberType[] = [
  'int32',
  'int64',
  'uint8',
  'int8',
  'uint32',
  'uint64',
  'int16',
  'uint16',
];

interface Unary {
  readonly types: readonly NumberType[];
  readonly range?: Range;
  readonly attributes?: readonly OnnxAttributes[];
  /** Older versions of the operator set to ask too. */
  readonly opsets?: readonly number[];
}

/** Operators of one input that act on each element. Source: ONNX, Operators. */
const UNARY: Readonly<Record<string, Unary>> = {
  Abs: { types: [...SIGNED, 'uint8'], opsets: [6] },
  Neg: { types: SIGNED, opsets: [6] },
  Sign: { types: SIGNED },
  Exp: { types: FLOATS, opsets: [6] },
  Log: { types: FLOATS, range: { low: 0, high: 5 } },
  Sqrt: { types: FLOATS, range: { low: 0, high: 5 } },
  Reciprocal: { types: FLOATS },
  Floor: { types: FLOATS },
  Ceil: { types: FLOATS },
  Round: { types: FLOATS },
  Sigmoid: { types: FLOATS },
  Tanh: { types: FLOATS },
  Relu: { types: [...FLOATS, 'int32', 'int8'], opsets: [6, 13] },
  Erf: { types: FLOAT },
  Sin: { types: FLOATS },
  Cos: { types: FLOATS },
  Tan: { types: FLOAT, range: { low: -1, high: 1 } },
  Asin: { types: FLOAT, range: { low: -1, high: 1 } },
  Acos: { types: FLOAT, range: { low: -1, high: 1 } },
  Atan: { types: FLOAT },
  Sinh: { types: FLOAT },
  Cosh: { types: FLOAT },
  Asinh: { types: FLOAT },
  Acosh: { types: FLOAT, range: { low: 1, high: 9 } },
  Atanh: { types: FLOAT, range: { low: 0, high: 0 } },
  Softplus: { types: FLOAT },
  Softsign: { types: FLOAT },
  LeakyRelu: { types: FLOAT, attributes: [{}, { alpha: float(0.3) }], opsets: [6] },
  Elu: { types: FLOAT, attributes: [{}, { alpha: float(2) }] },
  Selu: { types: FLOAT, attributes: [{}, { alpha: float(2), gamma: float(3) }] },
  Celu: { types: FLOAT, attributes: [{}, { alpha: float(2) }] },
  ThresholdedRelu: { types: FLOAT, attributes: [{}, { alpha: float(0.2) }] },
  HardSigmoid: { types: FLOAT, attributes: [{}, { alpha: float(0.5), beta: float(0.1) }] },
  HardSwish: { types: FLOAT },
  Mish: { types: FLOAT },
  Gelu: { types: FLOAT, attributes: [{}, { approximate: 'tanh' }] },
  Shrink: { types: FLOAT, attributes: [{}, { lambd: float(1), bias: float(0.5) }] },
  IsNaN: { types: FLOAT },
  IsInf: { types: FLOAT, attributes: [{}, { detect_negative: int(0) }, { detect_positive: int(0) }] },
  Not: { types: ['bool'] },
  BitwiseNot: { types: ['int32', 'uint8', 'int64'] },
  Identity: { types: [...NUMBERS, 'bool', 'uint8'], opsets: [6] },
};

/** Operators of two inputs, with the types to ask and whether they compare. */
const BINARY: Readonly<
  Record<string, { types: readonly NumberType[]; range?: Range; attributes?: OnnxAttributes }>
> = {
  Add: { types: [...NUMBERS, 'uint8'] },
  Sub: { types: NUMBERS },
  Mul: { types: NUMBERS },
  Div: { types: FLOATS },
  Pow: { types: FLOATS, range: { low: 0, high: 3 } },
  Max: { types: [...NUMBERS, 'uint8'] },
  Min: { types: [...NUMBERS, 'uint8'] },
  Mean: { types: FLOAT },
  Sum: { types: FLOATS },
  Equal: { types: [...NUMBERS, 'bool'] },
  Less: { types: NUMBERS },
  Greater: { types: NUMBERS },
  LessOrEqual: { types: NUMBERS },
  GreaterOrEqual: { types: NUMBERS },
  And: { types: ['bool'] },
  Or: { types: ['bool'] },
  Xor: { types: ['bool'] },
  BitwiseAnd: { types: ['int32', 'uint8', 'int64'] },
  BitwiseOr: { types: ['int32', 'uint8', 'int64'] },
  BitwiseXor: { types: ['int32', 'uint8', 'int64'] },
  PRelu: { types: FLOAT },
};

const BROADCASTS: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[3, 5], []],
  [[], [2, 3]],
  [[3, 5], [5]],
  [
    [3, 1],
    [1, 4],
  ],
  [
    [2, 3, 4],
    [3, 1],
  ],
  [
    [2, 1, 4],
    [2, 3, 1],
  ],
  [
    [1, 2, 1, 3, 2],
    [2, 2, 1, 2],
  ],
  [
    [2, 1, 2, 1, 2, 3],
    [1, 2, 1, 2, 1, 3],
  ],
  [[0, 3], [3]],
  [
    [5, 33],
    [5, 33],
  ],
];
/** The second input of PRelu is spread over the first, never the other way. */
const ONE_WAY = new Set(['PRelu']);

export function* elementwiseCases(): Generator<EngineCase> {
  for (const [operator, unary] of Object.entries(UNARY)) yield* unaryCases(operator, unary);
  for (const [operator, { types, range, attributes }] of Object.entries(BINARY)) {
    for (const type of types) {
      for (const [left, right] of BROADCASTS) {
        if (type !== types[0] && left.length !== 3) continue;
        if (ONE_WAY.has(operator) && (left.length < right.length || left.includes(1))) continue;
        const name = `${type} ${shapeName(left)} with ${shapeName(right)}`;
        const values = new CaseValues(operator + name);
        const inputs = [values.of(type, left, range), values.of(type, right, range)];
        yield useOf(operator, name, { inputs, ...(attributes && { attributes }) });
      }
      if (type === 'float32' || type === 'int64') {
        yield useOf(operator, `${type} edges`, { inputs: edgePairs(type) });
      }
    }
  }
  yield* integerCases();
  yield* mixedCases();
}

function* unaryCases(operator: string, unary: Unary): Generator<EngineCase> {
  const { types, range, attributes = [{}], opsets = [] } = unary;
  for (const [index, one] of attributes.entries()) {
    const form = index === 0 ? '' : ` ${Object.keys(one).join()}`;
    for (const type of types) {
      yield useOf(operator, `${type} edges${form}`, { inputs: [edges(type)], attributes: one });
      for (const dims of type === types[0] ? SHAPES : [[5, 7]]) {
        const name = `${type} ${shapeName(dims)}${form}`;
        const inputs = [new CaseValues(operator + name).of(type, dims, range)];
        yield useOf(operator, name, { inputs, attributes: one });
      }
    }
  }
  for (const opset of opsets) {
    const name = `opset ${opset}`;
    yield useOf(operator, name, { opset, inputs: [new CaseValues(operator + name).float([3, 4], range)] });
  }
}

function* integerCases(): Generator<EngineCase> {
  const positive: Range = { low: 1, high: 5 };
  for (const type of ['int32', 'int64'] as const) {
    const values = new CaseValues(`Div${type}`);
    yield useOf('Div', `${type} truncates`, {
      inputs: [values.of(type, [4, 5], { low: -20, high: 20 }), values.of(type, [5], positive)],
    });
    yield useOf('Pow', `${type} to whole powers`, {
      inputs: [values.of(type, [4, 5]), values.of(type, [5], { low: 0, high: 4 })],
    });
  }
  for (const fmod of [0, 1]) {
    for (const type of fmod === 1 ? FLOATS : WHOLE) {
      const values = new CaseValues(`Mod${type}`);
      yield useOf('Mod', `${type} fmod ${fmod}`, {
        attributes: { fmod: int(fmod) },
        inputs: [values.of(type, [4, 5], { low: -20, high: 20 }), values.of(type, [5], positive)],
      });
    }
  }
  for (const direction of ['LEFT', 'RIGHT']) {
    for (const type of ['uint8', 'uint32', 'uint64'] as const) {
      const values = new CaseValues(`BitShift${type}`);
      yield useOf('BitShift', `${type} ${direction}`, {
        attributes: { direction },
        inputs: [values.of(type, [4, 5], { low: 0, high: 100 }), values.of(type, [5], { low: 0, high: 7 })],
      });
    }
  }
}

function* mixedCases(): Generator<EngineCase> {
  const values = new CaseValues('mixed');
  for (const operator of ['Max', 'Min', 'Sum', 'Mean']) {
    for (const [count, name] of [
      [1, 'one input'],
      [3, 'three inputs'],
      [5, 'five inputs'],
    ] as const) {
      const inputs = Array.from({ length: count }, (_, at) => values.float(at % 2 === 0 ? [3, 4] : [4]));
      yield useOf(operator, name, { inputs });
    }
  }
  for (const type of ['float32', 'int64', 'uint8', 'bool', 'float64'] as const) {
    yield useOf('Where', `${type} spread`, {
      inputs: [values.of('bool', [3, 1]), values.of(type, [1, 4]), values.of(type, [2, 3, 4])],
    });
  }
  yield useOf('Where', 'scalar condition', {
    inputs: [scalar('bool', 1), values.float([2, 3]), values.float([3])],
  });
  for (const [low, high] of [
    [-1, 1],
    [undefined, 0.5],
    [0.5, undefined],
    [2, -2],
  ] as const) {
    const bound = (one: number | undefined) => (one === undefined ? null : scalar('float32', one));
    yield useOf('Clip', `from ${low} to ${high}`, { inputs: [edges('float32'), bound(low), bound(high)] });
  }
  yield useOf('Clip', 'opset 6, bounds as attributes', {
    opset: 6,
    attributes: { min: float(-1), max: float(1) },
    inputs: [edges('float32')],
  });
  yield useOf('Clip', 'int8', {
    inputs: [edges('int8'), scalar('int8', -5), scalar('int8', 5)],
  });
  for (const [from, to] of CASTS) {
    const name = `${from} to ${to[0]}`;
    const range = from.startsWith('float') ? { low: -100, high: 100 } : { low: -9, high: 99 };
    yield useOf('Cast', name, {
      attributes: { to: int(to[1]) },
      inputs: [new CaseValues(name).of(from, [4, 5], range)],
    });
  }
}

const CASTS: readonly (readonly [NumberType, readonly [string, number]])[] = (
  ['float32', 'float64', 'int32', 'int64', 'uint8', 'int8', 'bool'] as const
).flatMap((from) =>
  (
    [
      ['float32', 1],
      ['float64', 11],
      ['int32', 6],
      ['int64', 7],
      ['bool', 9],
      ['int16', 5],
    ] as const
  ).map((to) => [from, to] as const),
);
