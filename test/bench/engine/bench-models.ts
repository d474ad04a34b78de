import { int, node, onnxModel, value, type OnnxModel, type OnnxTensor } from '@indus/models';
import { randomTrees } from '../../engine/random-trees.ts';
import { Random } from '../../sim/random.ts';
import { weights, type BenchModel } from './bench-model.ts';
import { encoderModel } from './encoder-model.ts';

const OPSETS = { '': 17 };
const LAYERS = [256, 512, 512, 10];
const CHANNELS = [3, 32, 64, 128];
const SIDE = 64;
const TREES = { trees: 100, depth: 6, features: 20, targets: 1 };
const SEQUENCE = 128;
const GEMM = 512;

/** The models that the engine is timed with. */
export function benchModels(): BenchModel[] {
  return [
    ...[1, 64].map(mlp),
    convolutions(),
    ...[1, 256].map(trees),
    gemm(),
    { ...encoderModel(SEQUENCE), name: `encoder of the MiniLM-L6 shape, ${SEQUENCE} tokens` },
  ];
}

function mlp(batch: number): BenchModel {
  const random = new Random(1);
  const initializers: Record<string, OnnxTensor> = {};
  const nodes = LAYERS.slice(1).flatMap((width, layer) => {
    const before = LAYERS[layer]!;
    initializers[`w${layer}`] = weights(random, [before, width], before);
    initializers[`b${layer}`] = weights(random, [width], 10);
    const isLast = layer === LAYERS.length - 2;
    const product = node(
      'Gemm',
      [layer === 0 ? 'x' : `h${layer - 1}`, `w${layer}`, `b${layer}`],
      [isLast ? 'y' : `p${layer}`],
    );
    return isLast ? [product] : [product, node('Relu', [`p${layer}`], [`h${layer}`])];
  });
  const products = LAYERS.slice(1).reduce((sum, width, layer) => sum + width * LAYERS[layer]!, 0) * batch;
  const model = {
    nodes,
    initializers,
    ports: [
      [batch, LAYERS[0]!],
      [batch, LAYERS.at(-1)!],
    ] as const,
  };
  return benchModel(`MLP ${LAYERS.join('-')}, batch ${batch}`, model, products);
}

function convolutions(): BenchModel {
  const random = new Random(2);
  const initializers: Record<string, OnnxTensor> = {};
  const nodes = CHANNELS.slice(1).flatMap((out, layer) => {
    const before = CHANNELS[layer]!;
    initializers[`w${layer}`] = weights(random, [out, before, 3, 3], before * 9);
    initializers[`b${layer}`] = weights(random, [out], 10);
    const input = layer === 0 ? 'x' : `h${layer - 1}`;
    const pads = { kind: 'ints', value: [1, 1, 1, 1] } as const;
    const strides = { kind: 'ints', value: layer === 0 ? [1, 1] : [2, 2] } as const;
    return [
      node('Conv', [input, `w${layer}`, `b${layer}`], [`c${layer}`], { pads, strides }),
      node('Relu', [`c${layer}`], [`h${layer}`]),
    ];
  });
  nodes.push(node('GlobalAveragePool', [`h${CHANNELS.length - 2}`], ['y']));
  const sides = [SIDE, SIDE / 2, SIDE / 4];
  const products = CHANNELS.slice(1).reduce(
    (sum, out, layer) => sum + out * CHANNELS[layer]! * 9 * sides[layer]! ** 2,
    0,
  );
  const model = {
    nodes,
    initializers,
    ports: [
      [1, 3, SIDE, SIDE],
      [1, CHANNELS.at(-1)!, 1, 1],
    ] as const,
  };
  return benchModel('three convolutions 3x3, 3x64x64 to 32, 64, 128, and their mean', model, products);
}

function trees(batch: number): BenchModel {
  const attributes = { ...randomTrees(new Random(3), TREES, 'target'), n_targets: int(1) };
  const nodes = [node('ai.onnx.ml.TreeEnsembleRegressor', ['x'], ['y'], attributes)];
  const model = {
    nodes,
    initializers: {},
    ports: [
      [batch, TREES.features],
      [batch, 1],
    ] as const,
  };
  return benchModel(
    `${TREES.trees} trees of depth ${TREES.depth}, ${TREES.features} features, batch ${batch}`,
    model,
    0,
  );
}

function gemm(): BenchModel {
  const initializers = { w: weights(new Random(4), [GEMM, GEMM], GEMM) };
  const ports = [
    [GEMM, GEMM],
    [GEMM, GEMM],
  ] as const;
  const model = { nodes: [node('MatMul', ['x', 'w'], ['y'])], initializers, ports };
  return benchModel(`product of two matrices of ${GEMM} by ${GEMM}`, model, GEMM ** 3);
}

interface Parts extends Pick<OnnxModel, 'nodes' | 'initializers'> {
  readonly ports: readonly [input: readonly number[], output: readonly number[]];
}

function benchModel(name: string, { ports, nodes, initializers }: Parts, products: number): BenchModel {
  const file = onnxModel({
    opsets: { ...OPSETS, 'ai.onnx.ml': 3 },
    inputs: [value('x', 'float32', ports[0])],
    outputs: [value('y', 'float32', ports[1])],
    nodes,
    initializers: initializers ?? {},
  });
  return { name, file, inputs: { x: weights(new Random(5), ports[0], 3) }, output: 'y', products };
}
