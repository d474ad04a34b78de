import { beforeAll, describe, expect, it } from 'vitest';
import { int, node, onnxModel, scalar, tensor, value, type OnnxModel, type OnnxTensor } from '@indus/models';
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

describe('sequences', () => {
  const position = (at: number): OnnxTensor => scalar('int64', at);

  it('are lengthened, shortened and joined; positions count from either end', () => {
    const nodes = [
      node('SequenceConstruct', ['x', 'x'], ['s']),
      node('Neg', ['x'], ['m']),
      node('SequenceInsert', ['s', 'm', 'first'], ['t']),
      node('SequenceInsert', ['t', 'm'], ['u']),
      node('SequenceErase', ['u', 'second'], ['v']),
      node('SequenceLength', ['v'], ['n']),
      node('ConcatFromSequence', ['v'], ['y'], { axis: int(0) }),
      node('ConcatFromSequence', ['v'], ['z'], { axis: int(-1), new_axis: int(1) }),
    ];
    const [n, y, z] = run(
      {
        inputs: [value('x', 'float32', [2])],
        outputs: [value('n', 'int64'), value('y', 'float32'), value('z', 'float32')],
        initializers: { first: position(0), second: position(-2) },
        nodes,
      },
      [tensor('float32', [2], [1, 2])],
    );
    expect(plain(n)).toEqual({ dims: [], data: [3n] });
    expect(plain(y)).toEqual({ dims: [6], data: [-1, -2, 1, 2, -1, -2] });
    expect(plain(z)).toEqual({ dims: [2, 3], data: [-1, 1, -1, -2, 2, -2] });
  });

  it('positions outside of a sequence are refused', () => {
    const nodes = [node('SequenceConstruct', ['x'], ['s']), node('SequenceAt', ['s', 'p'], ['y'])];
    const model = {
      inputs: [value('x', 'float32', [2]), value('p', 'int64', [])],
      outputs: [value('y', 'float32')],
      nodes,
    };
    const x = tensor('float32', [2], [1, 2]);
    expect(plain(run(model, [x, position(-1)])[0])).toEqual({ dims: [2], data: [1, 2] });
    for (const at of [1, -2, 2 ** 40]) {
      expect(() => engine.run([x, position(at)])).toThrow(`SequenceAt: no position ${at} in a sequence of 1`);
    }
  });

  it('operators that take tensors refuse a sequence by name', () => {
    const model = {
      inputs: [value('x', 'float32', [2])],
      outputs: [value('y', 'float32')],
      nodes: [node('SequenceConstruct', ['x'], ['s']), node('Shape', ['s'], ['y'])],
    };
    expect(() => run(model, [tensor('float32', [2], [1, 2])])).toThrow(
      'Shape: the type sequence is not supported',
    );
  });
});
