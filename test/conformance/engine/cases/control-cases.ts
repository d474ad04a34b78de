import {
  graphAttribute,
  int,
  node,
  onnxModel,
  scalar,
  tensor,
  texts,
  value,
  type OnnxGraph,
  type OnnxTensor,
} from '@indus/models';
import { useOf, type EngineCase } from '../engine-case.ts';
import { CaseValues } from './case-values.ts';

export function* controlCases(): Generator<EngineCase> {
  for (const condition of [0, 1]) yield ifCase(condition);
  for (const turns of [0, 1, 5]) yield loopCase(turns);
  for (const length of [1, 4]) yield scanCase(length);
  yield* recurrentCases();
}

function ifCase(condition: number): EngineCase {
  const branch = (op: string): OnnxGraph => ({
    inputs: [],
    outputs: [value('z', 'float32', [null])],
    nodes: [node(op, ['x'], ['z'])],
  });
  return {
    operator: 'If',
    name: condition === 1 ? 'then, with a value from around it' : 'else',
    model: onnxModel({
      opsets: { '': 21 },
      inputs: [value('c', 'bool', []), value('x', 'float32', [3])],
      outputs: [value('y', 'float32', [null])],
      nodes: [
        node('If', ['c'], ['y'], {
          then_branch: graphAttribute(branch('Neg')),
          else_branch: graphAttribute(branch('Exp')),
        }),
      ],
    }),
    inputs: [scalar('bool', condition), tensor('float32', [3], [1, 2, 3])],
  };
}

function loopCase(turns: number): EngineCase {
  const body: OnnxGraph = {
    inputs: [value('i', 'int64', []), value('go', 'bool', []), value('sum', 'float32', [2])],
    outputs: [value('on', 'bool', []), value('next', 'float32', [2]), value('out', 'float32', [2])],
    nodes: [
      node('Identity', ['go'], ['on']),
      node('Add', ['sum', 'x'], ['next']),
      node('Mul', ['next', 'next'], ['out']),
    ],
  };
  return {
    operator: 'Loop',
    name: `${turns} turns`,
    model: onnxModel({
      opsets: { '': 21 },
      inputs: [value('n', 'int64', []), value('c', 'bool', []), value('x', 'float32', [2])],
      outputs: [value('last', 'float32', [2]), value('all', 'float32', [null, 2])],
      nodes: [node('Loop', ['n', 'c', 'x'], ['last', 'all'], { body: graphAttribute(body) })],
    }),
    inputs: [scalar('int64', turns), scalar('bool', 1), tensor('float32', [2], [1, -2])],
  };
}

function scanCase(length: number): EngineCase {
  const body: OnnxGraph = {
    inputs: [value('sum', 'float32', [2]), value('row', 'float32', [2])],
    outputs: [value('next', 'float32', [2]), value('out', 'float32', [2])],
    nodes: [node('Add', ['sum', 'row'], ['next']), node('Identity', ['next'], ['out'])],
  };
  return {
    operator: 'Scan',
    name: `${length} rows`,
    model: onnxModel({
      opsets: { '': 21 },
      inputs: [value('start', 'float32', [2]), value('rows', 'float32', [length, 2])],
      outputs: [value('last', 'float32', [2]), value('all', 'float32', [length, 2])],
      nodes: [
        node('Scan', ['start', 'rows'], ['last', 'all'], {
          body: graphAttribute(body),
          num_scan_inputs: int(1),
        }),
      ],
    }),
    inputs: [tensor('float32', [2], [0, 1]), new CaseValues('scan').float([length, 2])],
  };
}

const GATES: Readonly<Record<string, number>> = { RNN: 1, GRU: 3, LSTM: 4 };
const STEPS = 5;
const BATCH = 3;
const INPUT = 4;
const HIDDEN = 6;

function* recurrentCases(): Generator<EngineCase> {
  for (const [operator, gates] of Object.entries(GATES)) {
    for (const direction of ['forward', 'reverse', 'bidirectional']) {
      const ways = direction === 'bidirectional' ? 2 : 1;
      for (const form of ['plain', 'bias', 'start', 'lengths']) {
        const values = new CaseValues(operator + direction + form);
        const of = (...dims: number[]): OnnxTensor => values.float(dims, { low: -1, high: 1 });
        const inputs: (OnnxTensor | null)[] = [
          of(STEPS, BATCH, INPUT),
          of(ways, gates * HIDDEN, INPUT),
          of(ways, gates * HIDDEN, HIDDEN),
        ];
        if (form !== 'plain') inputs.push(of(ways, 2 * gates * HIDDEN));
        if (form === 'lengths') inputs.push(tensor('int32', [BATCH], [5, 2, 3]));
        if (form === 'start') inputs.push(null, of(ways, BATCH, HIDDEN));
        if (form === 'start' && operator === 'LSTM') inputs.push(of(ways, BATCH, HIDDEN));
        const attributes = { hidden_size: int(HIDDEN), direction };
        yield useOf(operator, `${direction}, ${form}`, {
          inputs,
          attributes,
          outputs: operator === 'LSTM' ? 3 : 2,
        });
      }
    }
    const values = new CaseValues(operator);
    yield useOf(operator, 'other activations', {
      inputs: [
        values.float([STEPS, BATCH, INPUT]),
        values.float([1, gates * HIDDEN, INPUT]),
        values.float([1, gates * HIDDEN, HIDDEN], { low: -1, high: 1 }),
      ],
      attributes: {
        hidden_size: int(HIDDEN),
        activations: texts(
          ['HardSigmoid', 'Relu', 'Tanh'].slice(0, operator === 'RNN' ? 1 : operator === 'GRU' ? 2 : 3),
        ),
      },
      outputs: 2,
    });
  }
}
