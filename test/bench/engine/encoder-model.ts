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
import { Random } from '../../sim/random.ts';
import { weights, type BenchModel } from './bench-model.ts';

const LAYERS = 6;
const HIDDEN = 384;
const HEADS = 12;
const WIDTH = HIDDEN / HEADS;
const INNER = 1536;
/** What a key that is masked out is weighed down by, as exporters write it. */
const MASKED = -10_000;

/**
 * A transformer encoder of the shape of MiniLM-L6, from the sum of its embeddings on, node by node as PyTorch exports one:
 * attention by MatMul, Div, Add, Softmax; GELU by Erf. Weights are random.
 */
export function encoderModel(tokens: number): BenchModel {
  const encoder = new Encoder(tokens);
  let hidden = 'x';
  for (let layer = 0; layer < LAYERS; layer++) hidden = encoder.layer(layer, hidden);
  const file = onnxModel({
    opsets: { '': 17 },
    inputs: [value('x', 'float32', [1, tokens, HIDDEN]), value('mask', 'float32', [1, 1, 1, tokens])],
    outputs: [value(hidden, 'float32', [1, tokens, HIDDEN])],
    nodes: encoder.nodes,
    initializers: encoder.initializers,
  });
  const mask = Float32Array.from({ length: tokens }, (_, at) => (at < tokens * 0.75 ? 0 : MASKED));
  return {
    name: 'encoder',
    file,
    inputs: {
      x: weights(new Random(7), [1, tokens, HIDDEN], 3),
      mask: tensor('float32', [1, 1, 1, tokens], mask),
    },
    output: hidden,
    products: LAYERS * (4 * tokens * HIDDEN ** 2 + 2 * tokens * HIDDEN * INNER + 2 * tokens ** 2 * HIDDEN),
  };
}

class Encoder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: Record<string, OnnxTensor>;
  readonly #random = new Random(6);

  constructor(tokens: number) {
    this.initializers = {
      heads: tensor('int64', [4], [1, tokens, HEADS, WIDTH].map(BigInt)),
      joined: tensor('int64', [3], [1, tokens, HIDDEN].map(BigInt)),
      root: scalar('float32', Math.sqrt(WIDTH)),
      root2: scalar('float32', Math.SQRT2),
      one: scalar('float32', 1),
      half: scalar('float32', 0.5),
    };
  }

  layer(layer: number, x: string): string {
    const at = (name: string): string => `${name}.${layer}`;
    const heads = (name: string, perm: readonly number[]): string => {
      const split = this.#add(
        'Reshape',
        [this.#linear(at(name), x, HIDDEN, HIDDEN), 'heads'],
        at(`${name}.split`),
      );
      this.nodes.push(node('Transpose', [split], [at(`${name}.heads`)], { perm: ints(perm) }));
      return at(`${name}.heads`);
    };
    const query = heads('query', [0, 2, 1, 3]);
    const key = heads('key', [0, 2, 3, 1]);
    const values = heads('value', [0, 2, 1, 3]);
    const scores = this.#add('Div', [this.#add('MatMul', [query, key], at('scores')), 'root'], at('scaled'));
    this.nodes.push(
      node('Softmax', [this.#add('Add', [scores, 'mask'], at('masked'))], [at('shares')], { axis: int(-1) }),
      node('Transpose', [this.#add('MatMul', [at('shares'), values], at('mixed'))], [at('back')], {
        perm: ints([0, 2, 1, 3]),
      }),
    );
    const joined = this.#add('Reshape', [at('back'), 'joined'], at('joined'));
    const attended = this.#norm(
      at('norm1'),
      this.#add('Add', [this.#linear(at('out'), joined, HIDDEN, HIDDEN), x], at('sum1')),
    );
    const inner = this.#gelu(at('gelu'), this.#linear(at('up'), attended, HIDDEN, INNER));
    const down = this.#linear(at('down'), inner, INNER, HIDDEN);
    return this.#norm(at('norm2'), this.#add('Add', [down, attended], at('sum2')));
  }

  #add(op: string, inputs: readonly string[], output: string): string {
    this.nodes.push(node(op, inputs, [output]));
    return output;
  }

  #linear(name: string, x: string, from: number, to: number): string {
    this.initializers[`${name}.w`] = weights(this.#random, [from, to], from);
    this.initializers[`${name}.b`] = weights(this.#random, [to], 100);
    return this.#add(
      'Add',
      [`${name}.b`, this.#add('MatMul', [x, `${name}.w`], `${name}.product`)],
      `${name}.sum`,
    );
  }

  #norm(name: string, x: string): string {
    this.initializers[`${name}.w`] = weights(this.#random, [HIDDEN], 3);
    this.initializers[`${name}.b`] = weights(this.#random, [HIDDEN], 100);
    this.nodes.push(
      node('LayerNormalization', [x, `${name}.w`, `${name}.b`], [name], {
        axis: int(-1),
        epsilon: float(1e-12),
      }),
    );
    return name;
  }

  #gelu(name: string, x: string): string {
    const erf = this.#add('Erf', [this.#add('Div', [x, 'root2'], `${name}.ratio`)], `${name}.erf`);
    const weighed = this.#add('Mul', [x, this.#add('Add', [erf, 'one'], `${name}.up`)], `${name}.twice`);
    return this.#add('Mul', [weighed, 'half'], name);
  }
}
