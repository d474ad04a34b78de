import {
  ints,
  node,
  onnxModel,
  ONNX_TYPE,
  ProtobufWriter,
  tensor,
  texts,
  value,
  type OnnxModel,
  type OnnxType,
} from '@indus/models';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseModule, compileCaseDoor, EngineRefused } from './case-module.ts';

let engine: CaseModule;
beforeAll(async () => {
  engine = CaseModule.plain(new WebAssembly.Module(await compileCaseDoor()));
});

const OPSETS = { '': 17, 'ai.onnx.ml': 1 };
const scores = tensor('float32', [2, 2], [0.25, 0.75, 0.5, 0.5]);

function zipped(labels: OnnxModel['nodes'][number]['attributes'], after: OnnxModel['nodes'] = []): OnnxModel {
  return {
    opsets: OPSETS,
    inputs: [value('x', 'float32', [null, 2])],
    outputs: [after[0]?.outputs[0] ?? 'maps'],
    nodes: [node('ai.onnx.ml.ZipMap', ['x'], ['maps'], labels), ...after],
  };
}

describe('ZipMap', () => {
  test('gives the labels and the scores as two outputs', () => {
    engine.load(onnxModel(zipped({ classlabels_strings: texts(['no', 'yes']) })));
    const [keys, values] = engine.run([scores]);
    expect([keys!.dims, keys!.data]).toEqual([[2], ['no', 'yes']]);
    expect([values!.dims, values!.data]).toEqual([[2, 2], scores.data]);
    engine.load(onnxModel(zipped({ classlabels_int64s: ints([4, -9]) })));
    expect(engine.run([scores])[0]!.data).toEqual(BigInt64Array.of(4n, -9n));
  });

  test('refuses labels that are not as many as columns, and readers that take no map', () => {
    engine.load(onnxModel(zipped({ classlabels_int64s: ints([1, 2, 3]) })));
    expect(() => engine.run([scores])).toThrow('2 columns for 3 labels');
    const read = zipped({ classlabels_int64s: ints([1, 2]) }, [node('Identity', ['maps'], ['y'])]);
    expect(() => engine.load(onnxModel(read))).toThrow('Identity reads the map "maps"');
  });
});

/** A model of one operator that reads a map; attributes are texts, or lists of them. Source: onnx.proto, TypeProto.Map. */
function reader(
  op: string,
  [key, element]: readonly [OnnxType, OnnxType],
  attributes: Readonly<Record<string, number | string | readonly string[]>>,
): Uint8Array {
  const use = new ProtobufWriter().text(1, 'm').text(2, 'y').text(4, op).text(7, 'ai.onnx.ml');
  for (const [name, given] of Object.entries(attributes)) {
    const attribute = new ProtobufWriter().text(1, name);
    if (typeof given === 'number') attribute.int(3, given).int(20, 2);
    else if (typeof given === 'string') attribute.text(4, given).int(20, 3);
    else given.reduce((writer, one) => writer.text(9, one), attribute).int(20, 8);
    use.bytes(5, attribute.finish());
  }
  const tensorType = new ProtobufWriter().int(1, ONNX_TYPE[element]);
  const map = new ProtobufWriter()
    .int(1, ONNX_TYPE[key])
    .bytes(2, new ProtobufWriter().bytes(1, tensorType.finish()).finish());
  const type = new ProtobufWriter().bytes(5, map.finish());
  const graph = new ProtobufWriter()
    .bytes(1, use.finish())
    .bytes(11, new ProtobufWriter().text(1, 'm').bytes(2, type.finish()).finish())
    .bytes(12, new ProtobufWriter().text(1, 'y').finish());
  const opset = new ProtobufWriter().text(1, 'ai.onnx.ml').int(2, 1);
  return new ProtobufWriter().int(1, 8).bytes(7, graph.finish()).bytes(8, opset.finish()).finish();
}

describe('DictVectorizer', () => {
  test('puts values where the vocabulary has their keys', () => {
    engine.load(reader('DictVectorizer', ['string', 'float32'], { string_vocabulary: ['a', 'c', 'b', 'z'] }));
    const [output] = engine.run([tensor('string', [3], ['c', 'a', 'x']), tensor('float32', [3], [8, 4, 1])]);
    expect([output!.dims, [...(output!.data as Float32Array)]]).toEqual([[1, 4], [4, 8, 0, 0]]); // prettier-ignore
  });

  test('refuses keys without values', () => {
    engine.load(reader('DictVectorizer', ['string', 'float32'], { string_vocabulary: ['a'] }));
    const given = [tensor('string', [2], ['a', 'b']), tensor('float32', [1], [1])];
    expect(() => engine.run(given)).toThrow('expected a value for each key, got 2 keys and 1 values');
  });
});

describe('CastMap', () => {
  const keys = tensor('int64', [2], [1, 3]);
  const cast = (attributes: Readonly<Record<string, number | string>>): unknown[] => {
    engine.load(reader('CastMap', ['int64', 'string'], attributes));
    const [output] = engine.run([keys, tensor('string', [2], ['2.5', '-1'])]);
    return [output!.dims, Array.from(output!.data as Iterable<unknown>)];
  };

  test('gives values in the order of keys, or at their places', () => {
    expect(cast({ cast_to: 'TO_FLOAT' })).toEqual([[1, 2], [2.5, -1]]); // prettier-ignore
    expect(cast({ cast_to: 'TO_STRING' })).toEqual([[1, 2], ['2.5', '-1']]); // prettier-ignore
    expect(cast({ cast_to: 'TO_FLOAT', map_form: 'SPARSE', max_map: 5 })).toEqual([[1, 5], [0, 2.5, 0, -1, 0]]); // prettier-ignore
  });

  test('refuses keys beyond the map, keys out of order, and values that are no numbers', () => {
    expect(() => cast({ map_form: 'SPARSE', max_map: 3 })).toThrow('the key 3 is not below max_map');
    engine.load(reader('CastMap', ['int64', 'string'], {}));
    const words = tensor('string', [2], ['1', 'word']);
    expect(() => engine.run([keys, words])).toThrow('the value 1 is not a number');
    expect(() => engine.run([tensor('int64', [2], [3, 1]), words])).toThrow(EngineRefused);
  });
});
