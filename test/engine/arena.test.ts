import { beforeAll, describe, expect, it } from 'vitest';
import { node, onnxModel, tensor, value, type OnnxNode } from '@indus/models';
import { inputRandom } from '../fuzz/input-random.ts';
import { CaseModule, compileCaseDoor } from './case-module.ts';
import type { Random } from '../sim/random.ts';

const SEED = 4_211;
const GRAPHS = 150;
const SIZE = 24;
const BYTES = SIZE * 4;

let engine: CaseModule;

beforeAll(async () => {
  engine = CaseModule.plain(new WebAssembly.Module(await compileCaseDoor()));
});

const x = tensor(
  'float32',
  [4, 6],
  Float32Array.from({ length: SIZE }, (_, index) => Math.sin(index)),
);
const initializers = {
  flat: tensor('int64', [1], [SIZE]),
  wide: tensor('int64', [2], [4, 6]),
  row: tensor('float32', [6], [1, -2, 3, -4, 5, -6]),
};

function run(nodes: readonly OnnxNode[], outputs: readonly string[]): Uint32Array {
  engine.load(
    onnxModel({
      opsets: { '': 17 },
      inputs: [value('x', 'float32', [4, 6])],
      outputs: outputs.map((name) => value(name, 'float32')),
      initializers,
      nodes,
    }),
  );
  return new Uint32Array((engine.run([x])[0]!.data as Float32Array).buffer);
}

/** Operators that may write over an input, those that share its memory under another shape, and values that are read later. */
function randomNodes(random: Random): OnnxNode[] {
  const values = ['x'];
  const nodes: OnnxNode[] = [];
  const add = (op: string, inputs: string[]): string => {
    const name = `v${nodes.length}`;
    nodes.push(node(op, inputs, [name]));
    return name;
  };
  for (let left = 4 + random.below(12); left > 0; left--) {
    const late = values.slice(-3);
    const from = random.pick(late);
    switch (random.below(5)) {
      case 0:
        values.push(add(random.pick(['Neg', 'Abs', 'Tanh', 'Relu', 'Floor']), [from]));
        break;
      case 1:
        values.push(add(random.pick(['Add', 'Sub', 'Mul']), [from, random.pick(late)]));
        break;
      case 2:
        values.push(add('Sub', random.chance(50) ? ['row', from] : [from, 'row']));
        break;
      case 3:
        values.push(add('Reshape', [add('Neg', [add('Reshape', [from, 'flat'])]), 'wide']));
        break;
      default:
        values.push(add('Add', [add('Transpose', [add('Transpose', [from])]), random.pick(late)]));
    }
  }
  return nodes;
}

describe('the block of values', () => {
  it('a chain of operators element by element works in one place', () => {
    const ops = ['Neg', 'Abs', 'Tanh', 'Sigmoid', 'Exp', 'Floor'];
    const nodes = ops.map((op, index) => node(op, [index === 0 ? 'x' : `v${index - 1}`], [`v${index}`]));
    run(nodes, ['v5']);
    expect(engine.arenaBytes).toBe(BYTES);
  });

  it('what is read once more is not written over', () => {
    const nodes = [
      node('Neg', ['x'], ['a']),
      node('Reshape', ['a', 'flat'], ['f']),
      node('Abs', ['a'], ['b']),
      node('Reshape', ['b', 'flat'], ['g']),
      node('Add', ['f', 'g'], ['y']),
    ];
    const y = new Float32Array(run(nodes, ['y']).buffer);
    const expected = Float32Array.from(x.data as Float32Array, (number) => -number + Math.abs(-number));
    expect(y).toEqual(expected);
  });

  it('graphs give the same bits when every value is kept as an output', () => {
    let smaller = 0;
    for (let index = 0; index < GRAPHS; index++) {
      const nodes = randomNodes(inputRandom(SEED, index));
      const names = nodes.map(({ outputs }) => outputs[0]!);
      const last = names.at(-1)!;
      const tight = run(nodes, [last]);
      const tightBytes = engine.arenaBytes;
      const whole = run(nodes, [last, ...names.slice(0, -1)]);
      expect(tight, `seed ${SEED}, graph ${index}`).toEqual(whole);
      if (tightBytes < engine.arenaBytes) smaller++;
    }
    expect(smaller).toBeGreaterThan(GRAPHS / 2);
  });
});
