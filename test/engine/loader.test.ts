import { beforeAll, describe, expect, it } from 'vitest';
import {
  graphAttribute,
  node,
  onnxModel,
  ProtobufWriter,
  tensor,
  texts,
  value,
  type OnnxModel,
} from '@indus/models';
import { CaseModule, compileCaseDoor, EngineRefused } from './case-module.ts';
import { body, LOADER_MODELS, withFunctions } from './loader-corpus.ts';

const MIB = 1 << 20;

let compiled: WebAssembly.Module;

beforeAll(async () => {
  compiled = new WebAssembly.Module(await compileCaseDoor());
});

function model(parts: Partial<OnnxModel> & Pick<OnnxModel, 'nodes'>): Uint8Array {
  return onnxModel({
    opsets: { '': 17 },
    inputs: [value('x', 'float32', [3])],
    outputs: [value('y', 'float32')],
    ...parts,
  });
}

function refusalOf(file: Uint8Array): string {
  const engine = CaseModule.plain(compiled);
  try {
    engine.load(file);
  } catch (error) {
    if (error instanceof EngineRefused) return `${error.kind}: ${error.message}`;
    throw error;
  }
  return 'loaded';
}

describe('the loader: models that are valid', () => {
  it.each(Object.keys(LOADER_MODELS))('%s loads and runs', (name) => {
    const engine = CaseModule.plain(compiled);
    const { file, inputs } = LOADER_MODELS[name]!;
    engine.load(file);
    expect(engine.run(inputs).length).toBeGreaterThan(0);
  });

  it('a function stands for its nodes, with the attributes of each call and the operator sets of its own', () => {
    const engine = CaseModule.plain(compiled);
    const { file, inputs } = LOADER_MODELS['functions']!;
    engine.load(file);
    const [y, z] = engine.run(inputs);
    expect([...y!.data]).toEqual([5, 2, 7, 0, 9, -2]);
    expect([...z!.data]).toEqual([5, 2, 7, 0, 9, -2]);
  });

  it('a value of a body hides one of the same name around it', () => {
    const inner = body({ nodes: [node('Neg', ['x'], ['a'])], outputs: ['a'] });
    const other = body({ nodes: [node('Identity', ['x'], ['a'])], outputs: ['a'] });
    const engine = CaseModule.plain(compiled);
    engine.load(
      model({
        inputs: [value('x', 'float32', [1]), value('q', 'bool', [])],
        nodes: [
          node('Add', ['x', 'x'], ['a']),
          node('If', ['q'], ['b'], {
            then_branch: graphAttribute(inner),
            else_branch: graphAttribute(other),
          }),
          node('Add', ['a', 'b'], ['y']),
        ],
      }),
    );
    const one = tensor('float32', [1], [3]);
    expect([...engine.run([one, tensor('bool', [], [1])])[0]!.data]).toEqual([3]);
    expect([...engine.run([one, tensor('bool', [], [0])])[0]!.data]).toEqual([9]);
  });

  it('outputs of half precision are rounded to it', () => {
    const engine = CaseModule.plain(compiled);
    const outputs = [value('y', 'float16'), value('z', 'bfloat16'), value('w', 'float32')];
    const nodes = ['y', 'z', 'w'].map((name) => node('Add', ['x', 'x'], [name]));
    engine.load(model({ inputs: [value('x', 'float32', [1])], outputs, nodes }));
    const rounded = engine.run([tensor('float32', [1], [0.6])]).map(({ data }) => data[0]);
    expect(rounded).toEqual([1.2001953125, 1.203125, Math.fround(1.2)]);
  });

  it('memory is returned: a thousand loads and refusals take no more than the first ones', () => {
    const engine = CaseModule.plain(compiled);
    const models = Object.values(LOADER_MODELS);
    const round = (): void => {
      for (const { file, inputs } of models) {
        engine.load(file);
        engine.run(inputs);
        const cut = file.subarray(0, file.length - 3);
        expect(() => engine.load(cut)).toThrow(EngineRefused);
      }
    };
    for (let index = 0; index < 5; index++) round();
    const before = engine.memoryBytes;
    for (let loads = 0; loads < 1000; loads += models.length) round();
    expect(engine.memoryBytes).toBe(before);
  });
});

describe('the loader: models that are refused', () => {
  const neg = node('Neg', ['x'], ['y']);
  const attribute = new ProtobufWriter().text(1, 'axis').int(3, 1).int(20, 2).finish();
  const opsets = new ProtobufWriter().bytes(8, new ProtobufWriter().text(1, '').int(2, 17).finish()).finish();
  const ofGraph = (graph: ProtobufWriter): Uint8Array =>
    Buffer.concat([opsets, new ProtobufWriter().bytes(7, graph.finish()).finish()]);
  const twice = new ProtobufWriter().text(4, 'Flatten').bytes(5, attribute).bytes(5, attribute);
  const complex = new ProtobufWriter().bytes(1, new ProtobufWriter().int(1, 14).finish());
  const port = new ProtobufWriter().text(1, 'z').bytes(2, complex.finish());
  const deep = (depth: number): OnnxModel['nodes'] => [
    node('If', ['q'], ['y'], {
      then_branch: graphAttribute(body({ nodes: depth > 0 ? deep(depth - 1) : [neg], outputs: ['y'] })),
      else_branch: graphAttribute(body({ nodes: [neg], outputs: ['y'] })),
    }),
  ];
  const recursive = new ProtobufWriter()
    .text(1, 'Again')
    .text(4, 'a')
    .text(5, 'b')
    .bytes(7, new ProtobufWriter().text(1, 'a').text(2, 'b').text(4, 'Again').text(7, 'local').finish())
    .text(10, 'local');
  const q = value('q', 'bool', []);
  const cases: Record<string, [Uint8Array, RegExp]> = {
    'an operator that the engine does not have': [
      model({ nodes: [node('Frobnicate', ['x'], ['y'])] }),
      /^unsupported: the operator Frobnicate \(opset 17\) is not supported$/,
    ],
    'an operator set that is too new': [
      model({ opsets: { '': 1000 }, nodes: [neg] }),
      /^unsupported: opset 1000 is newer than \d+$/,
    ],
    'a type that the engine does not hold': [
      ofGraph(new ProtobufWriter().bytes(11, port.finish())),
      /^unsupported: input "z": the type complex64 is not supported$/,
    ],
    'an attribute that is given twice': [
      ofGraph(new ProtobufWriter().bytes(1, twice.finish())),
      /^malformed: not a valid ONNX file: a node has the attribute "axis" twice$/,
    ],
    'a type that an operator does not take': [
      model({ inputs: [value('x', 'string', [3])], nodes: [neg] }),
      /^unsupported: Neg: the type string is not supported$/,
    ],
    'nodes in a cycle': [
      model({ nodes: [node('Add', ['x', 'b'], ['y']), node('Neg', ['y'], ['b'])] }),
      /^malformed: the nodes of the graph read each other in a cycle$/,
    ],
    'a node that reads itself': [
      model({ nodes: [node('Add', ['x', 'y'], ['y'])] }),
      /^malformed: the nodes of the graph read each other in a cycle$/,
    ],
    'a value that nothing defines': [
      model({ nodes: [node('Add', ['x', 'nowhere'], ['y'])] }),
      /^malformed: the value "nowhere" is an input of Add "" and nothing defines it$/,
    ],
    'an output that nothing defines': [
      model({ nodes: [node('Neg', ['x'], ['z'])] }),
      /^malformed: the value "y" is an output of the graph and nothing defines it$/,
    ],
    'a value that is defined twice': [
      model({ nodes: [neg, neg] }),
      /^malformed: the value "y" is defined twice$/,
    ],
    'an output that the operator does not have': [
      model({ nodes: [node('Neg', ['x'], ['y', 'z'])] }),
      /^malformed: Neg: it has no output 1$/,
    ],
    'too few inputs': [
      model({ nodes: [node('Add', ['x'], ['y'])] }),
      /^malformed: Add: it lacks its input 1$/,
    ],
    'too many inputs': [
      model({ nodes: [node('Neg', ['x', 'x'], ['y'])] }),
      /^malformed: Neg: expected at most 1 inputs, got 2$/,
    ],
    'an attribute of another kind': [
      model({ nodes: [node('Flatten', ['x'], ['y'], { axis: texts(['1']) })] }),
      /^malformed: Flatten: attribute "axis": expected kind int, got strings$/,
    ],
    'two graphs': [
      Buffer.concat([model({ nodes: [neg] }), model({ nodes: [neg] })]),
      /^malformed: not a valid ONNX file: it has two graphs$/,
    ],
    'graphs that lie too deep in each other': [
      model({ inputs: [value('x', 'float32', [3]), q], nodes: deep(12) }),
      /^too-large: graphs lie deeper in each other than 8$/,
    ],
    'a function that calls itself': [
      Buffer.concat([
        model({ opsets: { '': 17, local: 1 }, nodes: [node('local.Again', ['x'], ['y'])] }),
        new ProtobufWriter().bytes(25, recursive.finish()).finish(),
      ]),
      /^too-large: the function Again is called deeper than 16 calls$/,
    ],
    'functions of one name': [
      withFunctions(withFunctions(model({ nodes: [neg] }))),
      /^malformed: the function "local.Plus" is defined twice$/,
    ],
    'a name that is longer than names may be': [
      model({ nodes: [{ ...neg, name: 'n'.repeat(5000) }] }),
      /^too-large: expected names of at most 4096 bytes, got 5000$/,
    ],
    'an empty file': [new Uint8Array(), /^malformed: not a valid ONNX file: it has no graph$/],
  };

  it.each(Object.keys(cases))('%s', (name) => {
    const [file, reason] = cases[name]!;
    expect(refusalOf(file)).toMatch(reason);
  });
});

describe('the loader: small files that ask for much', () => {
  const filled = (count: number): Uint8Array =>
    model({
      initializers: { s: tensor('int64', [1], [count]) },
      nodes: [node('ConstantOfShape', ['s'], ['y'])],
    });

  it('a constant that would be large is not made while the model is loaded', () => {
    const engine = CaseModule.plain(compiled);
    const before = engine.memoryBytes;
    try {
      engine.load(filled(200 * MIB));
    } catch (error) {
      expect(error).toBeInstanceOf(EngineRefused);
    }
    expect(engine.memoryBytes - before).toBeLessThan(900 * MIB);
  });

  it('values of a run that pass the bound are refused by number, before memory is taken', () => {
    const engine = CaseModule.plain(compiled);
    const before = engine.memoryBytes;
    const nodes = ['a', 'b', 'c'].map((name) => node('ConstantOfShape', ['s'], [name]));
    const file = model({
      initializers: { s: tensor('int64', [1], [100 * MIB]) },
      nodes: [...nodes, node('Sum', ['a', 'b', 'c'], ['y'])],
    });
    expect(() => engine.load(file)).toThrow(/^the values of a run take more than 1073741824 bytes$/);
    expect(engine.memoryBytes).toBe(before);
  });

  it('a loop without an end ends', { timeout: 60_000 }, () => {
    const engine = CaseModule.plain(compiled);
    const forever = body({
      inputs: [value('i', 'int64', []), value('go', 'bool', []), value('s', 'float32', [3])],
      outputs: ['go', 's'],
      nodes: [],
    });
    engine.load(model({ nodes: [node('Loop', ['', '', 'x'], ['y'], { body: graphAttribute(forever) })] }));
    expect(() => engine.run([tensor('float32', [3], [1, 2, 3])])).toThrow(
      /^loops run more than 1048576 times in one run$/,
    );
  });
});
