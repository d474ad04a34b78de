import { float, int, ints, node, scalar, tensor, type OnnxNode, type OnnxTensor } from '@indus/models';
import { Random } from '../sim/random.ts';

/** Nodes as exporters write them, and what is left of them. */
export interface Pattern {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: Readonly<Record<string, OnnxTensor>>;
  readonly x: OnnxTensor;
  /** Nodes that are left. */
  readonly left: number;
  readonly opset?: number;
  /** An activation alone is as long after the product as it is by itself: nothing is saved but the node. */
  readonly isEven?: boolean;
  /** The greatest difference relative to 1 and the value; without it every bit is the same. */
  readonly tolerance?: number;
}

const random = new Random(7);

function noise(...dims: number[]): OnnxTensor {
  const size = dims.reduce((product, dim) => product * dim, 1);
  return tensor(
    'float32',
    dims,
    Float32Array.from({ length: size }, () => random.next() / 2 ** 30 - 2),
  );
}

/** Zeros of both signs, numbers without a value and without an end among others. */
function edges(...dims: number[]): OnnxTensor {
  const made = noise(...dims);
  const data = made.data as Float32Array;
  [0, -0, Infinity, -Infinity, NaN, 1e-42, -1e-42, 3e38].forEach((edge, index) => {
    data[index % data.length] = edge;
  });
  return made;
}

const columns = { w: noise(5, 64), b: noise(64) };
const filters = { w: noise(4, 3, 3, 3), b: noise(4) };
const half = scalar('float32', 0.5);
const one = scalar('float32', 1);

/** What is fused, and what must not be. */
export const PATTERNS: Readonly<Record<string, Pattern>> = {
  'MatMul, Add': {
    left: 1,
    x: edges(3, 5),
    initializers: columns,
    nodes: [node('MatMul', ['x', 'w'], ['m']), node('Add', ['b', 'm'], ['y'])],
  },
  'MatMul of a stack, Add, Relu': {
    left: 1,
    x: noise(2, 3, 5),
    initializers: columns,
    nodes: [node('MatMul', ['x', 'w'], ['m']), node('Add', ['m', 'b'], ['a']), node('Relu', ['a'], ['y'])],
  },
  'Gemm, Tanh': {
    left: 1,
    x: noise(6, 5),
    initializers: columns,
    nodes: [
      node('Gemm', ['x', 'w', 'b'], ['g'], { alpha: float(0.5), beta: float(2) }),
      node('Tanh', ['g'], ['y']),
    ],
  },
  'Gemm without a bias, Add, Clip': {
    left: 1,
    x: edges(6, 5),
    initializers: { w: noise(7, 5), b: noise(7), low: scalar('float32', -1), high: scalar('float32', 2) },
    nodes: [
      node('Gemm', ['x', 'w'], ['g'], { transB: int(1), beta: float(3) }),
      node('Add', ['g', 'b'], ['a']),
      node('Clip', ['a', 'low', 'high'], ['y']),
    ],
  },
  'Conv, Relu': {
    left: 1,
    x: edges(1, 3, 6, 6),
    initializers: filters,
    nodes: [node('Conv', ['x', 'w', 'b'], ['c'], { pads: ints([1, 1, 1, 1]) }), node('Relu', ['c'], ['y'])],
  },
  'Conv, Add, LeakyRelu': {
    left: 1,
    x: noise(2, 3, 5, 5),
    initializers: { w: noise(4, 3, 3, 3), b: noise(1, 4, 1, 1) },
    nodes: [
      node('Conv', ['x', 'w'], ['c']),
      node('Add', ['c', 'b'], ['a']),
      node('LeakyRelu', ['a'], ['y'], { alpha: float(0.25) }),
    ],
  },
  'Conv, Clip of opset 6': {
    left: 1,
    opset: 10,
    x: noise(1, 3, 5, 5),
    initializers: filters,
    nodes: [
      node('Conv', ['x', 'w', 'b'], ['c']),
      node('Clip', ['c'], ['y'], { min: float(0), max: float(6) }),
    ],
  },
  'Conv, Sigmoid, Mul': {
    left: 1,
    x: noise(1, 3, 6, 6),
    initializers: filters,
    nodes: [
      node('Conv', ['x', 'w', 'b'], ['c']),
      node('Sigmoid', ['c'], ['s']),
      node('Mul', ['c', 's'], ['y']),
    ],
  },
  ...Object.fromEntries(
    (
      [
        ['Sigmoid', {}],
        ['HardSigmoid', { alpha: float(0.3), beta: float(0.4) }],
        ['HardSigmoid', {}],
        ['Elu', { alpha: float(0.5) }],
        ['Softplus', {}],
        ['Softsign', {}],
        ['ThresholdedRelu', {}],
      ] as const
    ).map(([op, attributes]) => [
      `MatMul, ${op} of ${Object.keys(attributes).join(' and ') || 'no attribute'}`,
      {
        left: 1,
        isEven: true,
        x: noise(9, 5),
        initializers: { w: noise(5, 64) },
        nodes: [node('MatMul', ['x', 'w'], ['m']), node(op, ['m'], ['y'], attributes)],
      },
    ]),
  ),
  'a product that is read twice keeps its activation beside it': {
    left: 3,
    x: noise(3, 5),
    initializers: columns,
    nodes: [node('MatMul', ['x', 'w'], ['m']), node('Relu', ['m'], ['r']), node('Sub', ['m', 'r'], ['y'])],
  },
  'a bias that is spread over rows stays': {
    left: 2,
    x: noise(7, 5),
    initializers: { w: noise(5, 7), b: noise(7, 1) },
    nodes: [node('MatMul', ['x', 'w'], ['m']), node('Add', ['m', 'b'], ['y'])],
  },
  'nodes that nothing reads': {
    left: 1,
    x: noise(3, 5),
    initializers: {},
    nodes: [node('Neg', ['x'], ['y']), node('Exp', ['x'], ['e']), node('Log', ['e'], ['l'])],
  },
  'Gelu by the error function': {
    left: 1,
    tolerance: 1e-6,
    x: noise(4, 8),
    initializers: { half, one, root: scalar('float32', Math.SQRT2) },
    nodes: [
      node('Div', ['x', 'root'], ['d']),
      node('Erf', ['d'], ['e']),
      node('Add', ['e', 'one'], ['a']),
      node('Mul', ['x', 'a'], ['p']),
      node('Mul', ['p', 'half'], ['y']),
    ],
  },
  'Gelu by the hyperbolic tangent, after a product': {
    left: 1,
    tolerance: 1e-6,
    x: noise(4, 5),
    initializers: {
      ...columns,
      half,
      one,
      three: scalar('float32', 3),
      k: scalar('float32', 0.044715),
      r: scalar('float32', Math.sqrt(2 / Math.PI)),
    },
    nodes: [
      node('MatMul', ['x', 'w'], ['m']),
      node('Add', ['m', 'b'], ['t']),
      node('Pow', ['t', 'three'], ['c']),
      node('Mul', ['k', 'c'], ['kc']),
      node('Add', ['t', 'kc'], ['s']),
      node('Mul', ['s', 'r'], ['rs']),
      node('Tanh', ['rs'], ['h']),
      node('Add', ['one', 'h'], ['a']),
      node('Mul', ['half', 't'], ['ht']),
      node('Mul', ['ht', 'a'], ['y']),
    ],
  },
  'attention, heads moved to the front and back': {
    left: 9,
    tolerance: 2e-6,
    x: noise(2, 6, 24),
    initializers: {
      q: noise(24, 24),
      k: noise(24, 24),
      v: noise(24, 24),
      split: tensor('int64', [4], [0, -1, 3, 8]),
      join: tensor('int64', [3], [0, 0, 24]),
      root: scalar('float32', Math.sqrt(8)),
      mask: tensor('float32', [2, 1, 1, 6], [0, 0, 0, 0, -1e4, -1e4, 0, 0, -1e4, 0, 0, 0]),
    },
    nodes: [
      ...['q', 'k', 'v'].flatMap((name) => [
        node('MatMul', ['x', name], [`${name}m`]),
        node('Reshape', [`${name}m`, 'split'], [`${name}r`]),
        node('Transpose', [`${name}r`], [`${name}t`], {
          perm: ints(name === 'k' ? [0, 2, 3, 1] : [0, 2, 1, 3]),
        }),
      ]),
      node('MatMul', ['qt', 'kt'], ['s']),
      node('Div', ['s', 'root'], ['d']),
      node('Add', ['d', 'mask'], ['a']),
      node('Softmax', ['a'], ['p'], { axis: int(-1) }),
      node('MatMul', ['p', 'vt'], ['o']),
      node('Transpose', ['o'], ['ot'], { perm: ints([0, 2, 1, 3]) }),
      node('Reshape', ['ot', 'join'], ['y']),
    ],
  },
  'layer normalisation': {
    left: 1,
    tolerance: 1e-6,
    x: noise(3, 4, 8),
    initializers: {
      two: scalar('float32', 2),
      epsilon: scalar('float32', 1e-5),
      scale: noise(8),
      bias: noise(8),
    },
    nodes: [
      node('ReduceMean', ['x'], ['m'], { axes: ints([-1]) }),
      node('Sub', ['x', 'm'], ['d']),
      node('Pow', ['d', 'two'], ['q']),
      node('ReduceMean', ['q'], ['v'], { axes: ints([-1]) }),
      node('Add', ['v', 'epsilon'], ['e']),
      node('Sqrt', ['e'], ['r']),
      node('Div', ['d', 'r'], ['n']),
      node('Mul', ['n', 'scale'], ['s']),
      node('Add', ['s', 'bias'], ['y']),
    ],
  },
};
