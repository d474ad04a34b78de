import { ints, node, onnxModel, tensor, texts, value, type OnnxModel } from '@indus/models';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseModule, compileCaseDoor } from './case-module.ts';

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
