import { beforeAll, describe, expect, it } from 'vitest';
import {
  graphAttribute,
  int,
  ints,
  node,
  onnxModel,
  scalar,
  tensor,
  value,
  type OnnxGraph,
  type OnnxModel,
  type OnnxTensor,
} from '@indus/models';
import { CaseModule, compileCaseDoor } from './case-module.ts';

let engine: CaseModule;

beforeAll(async () => {
  engine = CaseModule.plain(new WebAssembly.Module(await compileCaseDoor()));
});

function run(
  model: Omit<OnnxModel, 'opsets'> & { opset?: number },
  inputs: readonly OnnxTensor[],
): OnnxTensor[] {
  engine.load(onnxModel({ opsets: { '': model.opset ?? 17 }, ...model }));
  return engine.run(inputs);
}

const plain = (made: OnnxTensor | undefined): unknown => ({
  dims: made?.dims,
  data: [...(made?.data ?? [])],
});
const turn = [value('i', 'int64', []), value('go', 'bool', [])];
const count = (turns: number): OnnxTensor => scalar('int64', turns);

/** A loop whose carried values are `s`, … and whose stacked ones follow them. */
function loopOf(body: OnnxGraph, inputs: readonly string[], outputs: readonly string[]) {
  return node('Loop', inputs, outputs, { body: graphAttribute(body) });
}

describe('Loop', () => {
  const swap: OnnxGraph = {
    inputs: [...turn, value('a', 'float32', [2]), value('b', 'float32', [2])],
    outputs: ['go', 'b', 'a'],
    nodes: [],
  };

  it('values handed on as they came in change places, turn by turn', () => {
    const model = {
      inputs: [value('n', 'int64', []), value('p', 'float32', [2]), value('q', 'float32', [2])],
      outputs: [value('x', 'float32'), value('y', 'float32')],
      nodes: [loopOf(swap, ['n', '', 'p', 'q'], ['x', 'y'])],
    };
    const p = tensor('float32', [2], [1, 2]);
    const q = tensor('float32', [2], [3, 4]);
    expect(run(model, [count(3), p, q]).map(plain)).toEqual([q, p].map(plain));
    expect(run(model, [count(4), p, q]).map(plain)).toEqual([p, q].map(plain));
    expect(run(model, [count(0), p, q]).map(plain)).toEqual([p, q].map(plain));
  });

  const growing: OnnxGraph = {
    inputs: [...turn, value('s', 'float32', ['n'])],
    outputs: [value('next', 'bool', []), value('t', 'float32', ['m']), value('sum', 'float32', [])],
    nodes: [
      node('Concat', ['s', 'x'], ['t'], { axis: int(0) }),
      node('ReduceSum', ['t'], ['sum'], { keepdims: int(0) }),
      node('Less', ['sum', 'limit'], ['next']),
    ],
  };

  it('a value grows from turn to turn until the condition fails; a scalar of each turn is stacked', () => {
    const [y, sums] = run(
      {
        inputs: [value('x', 'float32', [1]), value('limit', 'float32', [])],
        outputs: [value('y', 'float32'), value('sums', 'float32')],
        nodes: [loopOf(growing, ['', '', 'x'], ['y', 'sums'])],
      },
      [tensor('float32', [1], [2]), scalar('float32', 9)],
    );
    expect(plain(y)).toEqual({ dims: [5], data: [2, 2, 2, 2, 2] });
    expect(plain(sums)).toEqual({ dims: [4], data: [4, 6, 8, 10] });
  });

  it('a loop without a turn gives its inputs, and stacks of the shape that its body names', () => {
    const body: OnnxGraph = {
      inputs: [...turn, value('s', 'float32', [3])],
      outputs: [value('go', 'bool', []), value('t', 'float32', [3]), value('u', 'float32', [3, 2])],
      nodes: [node('Neg', ['s'], ['t']), node('Tile', ['column', 'r'], ['u'])],
    };
    const [y, stack] = run(
      {
        inputs: [value('x', 'float32', [3]), value('c', 'bool', [])],
        outputs: [value('y', 'float32'), value('z', 'float32')],
        initializers: {
          column: tensor('float32', [3, 1], [1, 2, 3]),
          r: tensor('int64', [2], [1, 2]),
          ten: count(10),
        },
        nodes: [loopOf(body, ['ten', 'c', 'x'], ['y', 'z'])],
      },
      [tensor('float32', [3], [1, 2, 3]), scalar('bool', 0)],
    );
    expect(plain(y)).toEqual({ dims: [3], data: [1, 2, 3] });
    expect(stack!.dims).toEqual([0, 3, 2]);
  });

  it('a loop in a loop reads values of both graphs around it', () => {
    const inner: OnnxGraph = {
      inputs: [value('j', 'int64', []), value('go2', 'bool', []), value('u', 'float32', [2])],
      outputs: ['go2', 'w'],
      nodes: [
        node('Add', ['u', 'x'], ['ux']),
        node('Cast', ['i'], ['f'], { to: int(1) }),
        node('Add', ['ux', 'f'], ['w']),
      ],
    };
    const outer: OnnxGraph = {
      inputs: [...turn, value('s', 'float32', [2])],
      outputs: ['go', 't'],
      nodes: [loopOf(inner, ['n', '', 's'], ['t'])],
    };
    const [y] = run(
      {
        inputs: [value('x', 'float32', [2]), value('n', 'int64', [])],
        outputs: [value('y', 'float32')],
        nodes: [loopOf(outer, ['n', '', 'x'], ['y'])],
      },
      [tensor('float32', [2], [1, 10]), count(3)],
    );
    const expected = [1, 10].map((x) => {
      let sum = x;
      for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) sum += x + i;
      return sum;
    });
    expect(plain(y)).toEqual({ dims: [2], data: expected });
  });

  it('texts are handed on, and another run begins anew', () => {
    const body: OnnxGraph = {
      inputs: [...turn, value('s', 'string', ['n'])],
      outputs: ['go', 't'],
      nodes: [node('Concat', ['x', 's'], ['t'], { axis: int(0) })],
    };
    const model = {
      inputs: [value('x', 'string', [1]), value('n', 'int64', [])],
      outputs: [value('y', 'string')],
      nodes: [loopOf(body, ['n', '', 'x'], ['y'])],
    };
    const [y] = run(model, [tensor('string', [1], ['کراچی']), count(3)]);
    expect(plain(y)).toEqual({ dims: [4], data: Array(4).fill('کراچی') });
    expect(plain(engine.run([tensor('string', [1], ['b']), count(1)])[0])).toEqual({
      dims: [2],
      data: ['b', 'b'],
    });
  });

  it('memory does not grow with the turns', () => {
    const body: OnnxGraph = {
      inputs: [...turn, value('s', 'float32', [1000])],
      outputs: ['go', 't'],
      nodes: [node('Add', ['s', 'x'], ['t'])],
    };
    const model = {
      inputs: [value('x', 'float32', [1000]), value('n', 'int64', [])],
      outputs: [value('y', 'float32')],
      nodes: [loopOf(body, ['n', '', 'x'], ['y'])],
    };
    const ones = tensor('float32', [1000], new Float32Array(1000).fill(1));
    run(model, [ones, count(10)]);
    const before = engine.memoryBytes;
    const [y] = engine.run([ones, count(20_000)]);
    expect(y!.data[999]).toBe(20_001);
    expect(engine.memoryBytes).toBe(before);
  });

  it('shapes that differ from turn to turn cannot be stacked', () => {
    const body = {
      ...growing,
      outputs: [value('next', 'bool', []), value('t', 'float32'), value('t', 'float32')],
    };
    const model = {
      inputs: [value('x', 'float32', [1]), value('limit', 'float32', [])],
      outputs: [value('y', 'float32'), value('z', 'float32')],
      nodes: [loopOf(body, ['', '', 'x'], ['y', 'z'])],
    };
    expect(() => run(model, [tensor('float32', [1], [2]), scalar('float32', 9)])).toThrow(
      'Loop: expected values of the shape [2] in every turn, got [3]',
    );
  });
});

describe('If', () => {
  it('the branches may give other shapes, and only the chosen one runs', () => {
    const branch = (nodes: OnnxGraph['nodes'], output: string): OnnxGraph => ({
      inputs: [],
      outputs: [output],
      nodes,
    });
    const model = {
      inputs: [value('q', 'bool', []), value('x', 'float32', ['n'])],
      outputs: [value('y', 'float32')],
      initializers: { three: tensor('int64', [1], [3]), one: tensor('int64', [2], [1, 4]) },
      nodes: [
        node('If', ['q'], ['z'], {
          then_branch: graphAttribute(branch([node('Tile', ['x', 'three'], ['a'])], 'a')),
          else_branch: graphAttribute(branch([node('Reshape', ['x', 'one'], ['b'])], 'b')),
        }),
        node('Neg', ['z'], ['y']),
      ],
    };
    const two = tensor('float32', [2], [1, 2]);
    expect(plain(run(model, [scalar('bool', 1), two])[0])).toEqual({
      dims: [6],
      data: [-1, -2, -1, -2, -1, -2],
    });
    const four = tensor('float32', [4], [1, 2, 3, 4]);
    expect(plain(engine.run([scalar('bool', 0), four])[0])).toEqual({ dims: [1, 4], data: [-1, -2, -3, -4] });
    expect(() => engine.run([scalar('bool', 0), two])).toThrow(/^Reshape/);
    expect(plain(engine.run([scalar('bool', 1), two])[0])).toEqual({
      dims: [6],
      data: [-1, -2, -1, -2, -1, -2],
    });
  });
});

describe('Scan', () => {
  const body: OnnxGraph = {
    inputs: [value('sum', 'float32', [2]), value('row', 'float32', [2])],
    outputs: [value('next', 'float32', [2]), value('out', 'float32', [2])],
    nodes: [node('Add', ['sum', 'row'], ['next']), node('Identity', ['next'], ['out'])],
  };
  const x = tensor('float32', [2, 3], [1, 2, 3, 10, 20, 30]);
  const scan = (attributes: Record<string, ReturnType<typeof ints>>) => ({
    inputs: [value('x', 'float32', [2, 3])],
    outputs: [value('y', 'float32'), value('z', 'float32')],
    initializers: { zero: tensor('float32', [2], [0, 0]) },
    nodes: [
      node('Scan', ['zero', 'x'], ['y', 'z'], {
        body: graphAttribute(body),
        num_scan_inputs: int(1),
        ...attributes,
      }),
    ],
  });

  it('goes along an axis counted from the end and stacks along another one', () => {
    const [y, z] = run(scan({ scan_input_axes: ints([-1]), scan_output_axes: ints([-1]) }), [x]);
    expect(plain(y)).toEqual({ dims: [2], data: [6, 60] });
    expect(plain(z)).toEqual({ dims: [2, 3], data: [1, 3, 6, 10, 30, 60] });
  });

  it('goes backwards, and stacks backwards', () => {
    const back = { scan_input_axes: ints([1]), scan_input_directions: ints([1]) };
    expect(plain(run(scan(back), [x])[1])).toEqual({ dims: [3, 2], data: [3, 30, 5, 50, 6, 60] });
    const both = { ...back, scan_output_directions: ints([1]) };
    expect(plain(run(scan(both), [x])[1])).toEqual({ dims: [3, 2], data: [6, 60, 5, 50, 3, 30] });
  });

  it('opset 8: each row of the batch has its length, and what lies behind it is 0', () => {
    const rows = tensor('float32', [2, 3, 2], [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]);
    const [y, z] = run(
      {
        opset: 8,
        inputs: [value('lengths', 'int64', [2]), value('x', 'float32', [2, 3, 2])],
        outputs: [value('y', 'float32'), value('z', 'float32')],
        initializers: { zero: tensor('float32', [2, 2], [0, 0, 0, 0]) },
        nodes: [
          node('Scan', ['lengths', 'zero', 'x'], ['y', 'z'], {
            body: graphAttribute(body),
            num_scan_inputs: int(1),
            directions: ints([0]),
          }),
        ],
      },
      [tensor('int64', [2], [3, 1]), rows],
    );
    expect(plain(y)).toEqual({ dims: [2, 2], data: [9, 12, 10, 20] });
    expect(plain(z)).toEqual({ dims: [2, 3, 2], data: [1, 2, 4, 6, 9, 12, 10, 20, 0, 0, 0, 0] });
  });
});
