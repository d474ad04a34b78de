import { describe, expect, test } from 'vitest';
import { decodeTensor } from './decode-tensor.ts';
import { encodeTensor } from './encode-tensor.ts';
import { ModelFault } from './model-fault.ts';
import { int, floats, graphAttribute, tensorAttribute } from './onnx-attribute.ts';
import { node, value } from './onnx-graph.ts';
import { onnxModel } from './onnx-model.ts';
import { scalar, tensor, type OnnxTensor } from './onnx-tensor.ts';
import { ONNX_TYPE, type OnnxType } from './onnx-type.ts';
import { readOutline } from './read-outline.ts';
import { MalformedFile } from '../protobuf/protobuf-reader.ts';

const EDGES: Readonly<Record<Exclude<OnnxType, 'string'>, readonly (number | bigint)[]>> = {
  float32: [0, -0, NaN, Infinity, -Infinity, 1.5],
  float64: [0, -0, NaN, Infinity, -Infinity, 1e-300],
  float16: [0, 0x8000, 0x7e00, 0x3c00, 0xffff, 1],
  bfloat16: [0, 0x8000, 0x7fc0, 0x3f80, 0xffff, 1],
  bool: [0, 1, 0, 1, 1, 0],
  uint8: [0, 255, 128, 127, 1, 2],
  int8: [0, -1, -128, 127, 1, 2],
  uint16: [0, 65_535, 32_768, 1, 2, 3],
  int16: [0, -1, -32_768, 32_767, 1, 2],
  uint32: [0, 4_294_967_295, 2_147_483_648, 1, 2, 3],
  int32: [0, -1, -2_147_483_648, 2_147_483_647, 1, 2],
  uint64: [0n, 18_446_744_073_709_551_615n, 1n, 2n, 3n, 1n << 63n],
  int64: [0n, -1n, -(1n << 63n), (1n << 63n) - 1n, 1n, 2n],
};

describe('tensors', () => {
  for (const type of Object.keys(EDGES) as (keyof typeof EDGES)[]) {
    test(`${type} comes back from the bytes it was written as, in both forms`, () => {
      const given = tensor(type, [2, 3], EDGES[type] as number[]);
      expect(decodeTensor(encodeTensor(given, 'w', 'raw'))).toEqual(given);
      expect(decodeTensor(encodeTensor(given, 'w', 'listed'))).toEqual(given);
    });
  }

  test('strings, a scalar and a tensor without elements come back', () => {
    const given: OnnxTensor[] = [
      tensor('string', [2], ['لاہور', '']),
      scalar('int64', 7),
      tensor('float32', [0, 3], []),
    ];
    for (const one of given) expect(decodeTensor(encodeTensor(one))).toEqual(one);
  });

  test('a tensor is read from bytes that lie in the middle of others', () => {
    const given = tensor('float64', [2], [1, 2]);
    const file = encodeTensor(given);
    const among = Buffer.concat([Buffer.alloc(3), file, Buffer.alloc(5)]).subarray(3, 3 + file.length);
    expect(decodeTensor(among)).toEqual(given);
  });

  test('elements that do not fill the shape are refused when made and when read', () => {
    expect(() => tensor('float32', [2, 2], [1, 2, 3])).toThrow(ModelFault);
    const short = encodeTensor({ type: 'float32', dims: [2, 2], data: Float32Array.of(1) });
    expect(() => decodeTensor(short)).toThrow(MalformedFile);
  });

  test('a tensor cut off anywhere is refused, or says less than the whole', () => {
    const whole = encodeTensor(tensor('float32', [3], [1, 2, 3]), 'name');
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeTensor(whole.subarray(0, length))).toThrow(MalformedFile);
    }
  });
});

describe('models', () => {
  test('the smallest model has the bytes that the format lays down', () => {
    const file = onnxModel({
      opsets: { '': 13 },
      inputs: [value('x', 'float32', [1, 'N', null])],
      outputs: ['y'],
      nodes: [node('Neg', ['x'], ['y'])],
    });
    const hex = (text: string): string => Buffer.from(text).toString('hex');
    expect(Buffer.from(file).toString('hex')).toBe(
      [
        '0808', // ir_version
        `1205${hex('indus')}`, // producer_name
        '3a31', // graph
        `0a0b0a01781201792203${hex('Neg')}`, // node
        `1205${hex('graph')}`, // name
        '5a16', // input
        '0a0178',
        '12110a0f0801', // type, tensor_type, elem_type
        '120b0a020801', // shape, dim_value
        '0a03', // dim_param
        '12014e',
        '0a00',
        '62030a0179', // output
        '42040a00100d', // opset_import
      ].join(''),
    );
  });

  test('the outline of a written model names its operators once, with their domains', () => {
    const inner = { inputs: [], outputs: ['z'], nodes: [node('Identity', ['x'], ['z'])] };
    const file = onnxModel({
      opsets: { '': 17, 'ai.onnx.ml': 3 },
      inputs: [value('x', 'float32', [2])],
      outputs: [value('y', 'float32')],
      initializers: { w: tensor('float32', [2], [1, 2]) },
      nodes: [
        node('Add', ['x', 'w'], ['a']),
        node('Add', ['a', 'w'], ['b']),
        node('ai.onnx.ml.Scaler', ['b'], ['c'], { scale: floats([1, 2]) }),
        node('If', ['q'], ['y'], { then_branch: graphAttribute(inner), to: int(-1) }),
        node('ai.onnx.Constant', [], ['q'], { value: tensorAttribute(scalar('bool', 1)) }),
      ],
    });
    expect(readOutline(file)).toEqual({
      opsets: { '': 17, 'ai.onnx.ml': 3 },
      operators: ['Add', 'ai.onnx.ml.Scaler', 'If', 'Constant'],
    });
    expect(() => readOutline(file.subarray(0, file.length - 1))).toThrow(MalformedFile);
  });

  test('every type has a number of its own', () => {
    const codes = Object.values(ONNX_TYPE);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
