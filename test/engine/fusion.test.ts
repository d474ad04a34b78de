import { beforeAll, describe, expect, it } from 'vitest';
import {
  float,
  int,
  ints,
  node,
  onnxModel,
  scalar,
  tensor,
  value,
  type OnnxNode,
  type OnnxTensor,
} from '@indus/models';
import { Random } from '../sim/random.ts';
import { CaseModule, compileCaseDoor } from './case-module.ts';

interface Pattern {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: Readonly<Record<string, OnnxTensor>>;
  readonly x: OnnxTensor;
  /** Nodes that are left. */
  readonly left: number;
  readonly opset?: number;
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

const PATTERNS: Record<string, Pattern> = {
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

let module: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  module = await compileCaseDoor();
});

function run(
  pattern: Pattern,
  isOptimised: boolean,
): { y: Float32Array; nodes: number; instructions: bigint } {
  const engine = CaseModule.metered(module);
  engine.optimise(isOptimised);
  engine.load(
    onnxModel({
      opsets: { '': pattern.opset ?? 17 },
      inputs: [value('x', 'float32', pattern.x.dims)],
      outputs: [value('y', 'float32')],
      initializers: pattern.initializers,
      nodes: pattern.nodes,
    }),
  );
  engine.give([pattern.x]);
  engine.execute();
  const before = engine.instructions;
  engine.execute();
  const instructions = engine.instructions - before;
  return { y: engine.outputs()[0]!.data as Float32Array, nodes: engine.nodeCount, instructions };
}

describe('fusion', () => {
  it.each(Object.keys(PATTERNS))('%s', (name) => {
    const pattern = PATTERNS[name]!;
    const fused = run(pattern, true);
    const plain = run(pattern, false);
    expect(plain.nodes).toBe(pattern.nodes.length);
    expect(fused.nodes).toBe(pattern.left);
    if (pattern.left < pattern.nodes.length) expect(fused.instructions).toBeLessThan(plain.instructions);
    if (pattern.tolerance === undefined) {
      expect(new Uint32Array(fused.y.buffer)).toEqual(new Uint32Array(plain.y.buffer));
      return;
    }
    const off = fused.y.map(
      (got, index) => Math.abs(got - plain.y[index]!) / (1 + Math.abs(plain.y[index]!)),
    );
    expect(Math.max(...off)).toBeLessThan(pattern.tolerance);
  });
});
