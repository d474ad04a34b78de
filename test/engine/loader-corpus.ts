import {
  float,
  floats,
  graphAttribute,
  int,
  ints,
  node,
  onnxModel,
  ProtobufWriter,
  scalar,
  tensor,
  tensorAttribute,
  texts,
  value,
  type OnnxGraph,
  type OnnxModel,
  type OnnxTensor,
} from '@indus/models';

/** A valid model and inputs that it takes. */
export interface LoaderModel {
  readonly file: Uint8Array;
  readonly inputs: readonly OnnxTensor[];
}

const x = tensor('float32', [2, 3], [1, -2, 3, -4, 5, -6]);

function model(parts: Partial<OnnxModel> & Pick<OnnxModel, 'nodes'>): Uint8Array {
  return onnxModel({
    opsets: { '': 17 },
    inputs: [value('x', 'float32', ['n', 3])],
    outputs: [value('y', 'float32')],
    ...parts,
  });
}

/** A graph in an attribute. */
export function body(parts: Partial<OnnxGraph> & Pick<OnnxGraph, 'nodes' | 'outputs'>): OnnxGraph {
  return { inputs: [], ...parts };
}

/** Adds a function `local.Twice` with an attribute and a graph in it, which calls `local.Plus`, to the bytes of a model. */
export function withFunctions(file: Uint8Array): Uint8Array {
  const named = (op: string, inputs: string[], outputs: string[], domain = ''): ProtobufWriter => {
    const writer = new ProtobufWriter();
    for (const input of inputs) writer.text(1, input);
    for (const output of outputs) writer.text(2, output);
    return writer.text(4, op).text(7, domain);
  };
  const reference = new ProtobufWriter().text(1, 'value').text(21, 'by').int(20, 4).finish();
  const opsets = (version: number): Uint8Array => new ProtobufWriter().text(1, '').int(2, version).finish();
  const plus = new ProtobufWriter()
    .text(1, 'Plus')
    .text(4, 'a')
    .text(5, 'sum')
    .text(6, 'by')
    .bytes(7, named('Constant', [], ['c']).bytes(5, reference).finish())
    .bytes(7, named('Add', ['a', 'c'], ['sum']).finish())
    .bytes(9, opsets(13))
    .text(10, 'local');
  const passed = new ProtobufWriter().text(1, 'by').text(21, 'by').int(20, 4).finish();
  const twice = new ProtobufWriter()
    .text(1, 'Twice')
    .text(4, 'a')
    .text(5, 'out')
    .text(5, 'same')
    .text(6, 'by')
    .bytes(7, named('Plus', ['a'], ['c'], 'local').bytes(5, passed).finish())
    .bytes(7, named('Plus', ['c'], ['out'], 'local').bytes(5, passed).finish())
    .bytes(7, named('Identity', ['a'], ['same']).finish())
    .bytes(9, opsets(13))
    .text(10, 'local');
  const functions = new ProtobufWriter().bytes(25, plus.finish()).bytes(25, twice.finish());
  return Buffer.concat([file, functions.finish()]);
}

const loopBody = body({
  inputs: [value('i', 'int64', []), value('go', 'bool', []), value('s', 'float32', ['n', 3])],
  outputs: [value('go', 'bool', []), value('t', 'float32', ['n', 3]), value('t', 'float32', ['n', 3])],
  nodes: [node('Add', ['s', 'x'], ['t'])],
});

const scanBody = body({
  inputs: [value('sum', 'float32', [3]), value('row', 'float32', [3])],
  outputs: [value('next', 'float32', [3]), value('out', 'float32', [3])],
  nodes: [node('Add', ['sum', 'row'], ['next']), node('Identity', ['next'], ['out'])],
});

/** Valid models of the kinds that a loader tells apart. */
export const LOADER_MODELS: Readonly<Record<string, LoaderModel>> = {
  layers: {
    inputs: [x],
    file: model({
      initializers: {
        w: tensor('float32', [3, 2], [1, 2, 3, 4, 5, 6]),
        b: tensor('float32', [2], [0.5, -0.5]),
        axes: tensor('int64', [1], [1]),
      },
      nodes: [
        node('MatMul', ['x', 'w'], ['m']),
        node('Add', ['m', 'b'], ['a']),
        node('Relu', ['a'], ['r']),
        node('Unsqueeze', ['r', 'axes'], ['u']),
        node('Flatten', ['u'], ['y'], { axis: int(1) }),
      ],
    }),
  },
  shapes: {
    inputs: [x],
    file: model({
      outputs: [value('y', 'float32'), value('k', 'int64')],
      nodes: [
        node('Shape', ['x'], ['s']),
        node('Constant', [], ['one'], { value_ints: ints([1]) }),
        node('Concat', ['one', 's'], ['k'], { axis: int(0) }),
        node('Reshape', ['x', 'k'], ['wide']),
        node('ConstantOfShape', ['k'], ['c'], { value: tensorAttribute(tensor('float32', [1], [2])) }),
        node('Mul', ['wide', 'c'], ['y']),
      ],
    }),
  },
  branches: {
    inputs: [x, scalar('bool', 1)],
    file: model({
      inputs: [value('x', 'float32', ['n', 3]), value('q', 'bool', [])],
      nodes: [
        node('If', ['q'], ['y'], {
          then_branch: graphAttribute(body({ nodes: [node('Neg', ['x'], ['a'])], outputs: ['a'] })),
          else_branch: graphAttribute(body({ nodes: [node('Identity', ['x'], ['b'])], outputs: ['b'] })),
        }),
      ],
    }),
  },
  loop: {
    inputs: [x, scalar('int64', 3)],
    file: model({
      inputs: [value('x', 'float32', ['n', 3]), value('count', 'int64', [])],
      outputs: [value('y', 'float32'), value('z', 'float32')],
      nodes: [node('Loop', ['count', '', 'x'], ['y', 'z'], { body: graphAttribute(loopBody) })],
    }),
  },
  scan: {
    inputs: [x],
    file: model({
      initializers: { zero: tensor('float32', [3], [0, 0, 0]) },
      outputs: [value('y', 'float32'), value('z', 'float32')],
      nodes: [
        node('Scan', ['zero', 'x'], ['y', 'z'], {
          body: graphAttribute(scanBody),
          num_scan_inputs: int(1),
          scan_input_axes: ints([0]),
          scan_output_axes: ints([1]),
        }),
      ],
    }),
  },
  sequences: {
    inputs: [x],
    file: model({
      initializers: { two: scalar('int64', 2), at: scalar('int64', -1), last: scalar('int64', 0) },
      nodes: [
        node('SplitToSequence', ['x', 'two'], ['s'], { axis: int(1) }),
        node('SequenceAt', ['s', 'at'], ['e']),
        node('SequenceInsert', ['s', 'e', 'at'], ['t']),
        node('SequenceErase', ['t', 'last'], ['u']),
        node('ConcatFromSequence', ['u'], ['y'], { axis: int(-1) }),
      ],
    }),
  },
  functions: {
    inputs: [x],
    file: withFunctions(
      model({
        opsets: { '': 17, local: 1 },
        outputs: [value('y', 'float32'), value('z', 'float32')],
        nodes: [
          node('local.Twice', ['x'], ['y', ''], { by: tensorAttribute(scalar('float32', 2)) }),
          node('local.Twice', ['y'], ['', 'z'], { by: tensorAttribute(scalar('float32', 1)) }),
        ],
      }),
    ),
  },
  tabular: {
    inputs: [tensor('string', [2], ['a', 'c'])],
    file: model({
      opsets: { '': 17, 'ai.onnx.ml': 2 },
      inputs: [value('x', 'string', [2])],
      nodes: [
        node('ai.onnx.ml.LabelEncoder', ['x'], ['k'], {
          keys_strings: texts(['a', 'b']),
          values_floats: floats([1, 2]),
          default_float: float(-1),
        }),
        node('Identity', ['k'], ['y']),
      ],
    }),
  },
};
