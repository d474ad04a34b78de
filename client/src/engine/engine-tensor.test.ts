import { describe, expect, test } from 'vitest';
import { type EngineTensor, fromWire, TensorUnknown, toWire } from './engine-tensor.ts';

const TENSORS: readonly EngineTensor[] = [
  { name: 'a', datatype: 'BOOL', shape: [2], data: Uint8Array.of(0, 1) },
  { name: 'b', datatype: 'INT8', shape: [3], data: Int8Array.of(-128, 0, 127) },
  { name: 'c', datatype: 'UINT16', shape: [1, 2], data: Uint16Array.of(0, 65_535) },
  { name: 'd', datatype: 'INT64', shape: [], data: BigInt64Array.of(-(2n ** 63n)) },
  { name: 'e', datatype: 'FP32', shape: [4], data: Float32Array.of(-0, NaN, Infinity, 1.5) },
  { name: 'f', datatype: 'FP64', shape: [0], data: new Float64Array() },
  { name: 'g', datatype: 'BYTES', shape: [2], data: ['', 'پاکستان'] },
];

describe('tensors', () => {
  test.each(TENSORS)('$datatype goes out and comes back', (tensor) => {
    expect(fromWire(toWire(tensor))).toEqual(tensor);
  });

  test('a part of a buffer is sent, not the whole', () => {
    const data = new Float32Array(Float32Array.of(1, 2, 3, 4).buffer, 4, 2);
    const { contents } = toWire({ name: 'x', datatype: 'FP32', shape: [2], data });
    expect(contents).toEqual({ raw: new Uint8Array(Float32Array.of(2, 3).buffer) });
  });

  test('contents by type are read into arrays of the datatype', () => {
    const shape = BigInt64Array.of(2n);
    const wire = { name: 'y', shape };
    expect(
      fromWire({ ...wire, datatype: 'INT8', contents: { int_contents: Int32Array.of(-1, 5) } }).data,
    ).toEqual(Int8Array.of(-1, 5));
    expect(fromWire({ ...wire, datatype: 'FP32', contents: { fp32_contents: [0.5, -1] } }).data).toEqual(
      Float32Array.of(0.5, -1),
    );
    expect(fromWire({ ...wire, datatype: 'BOOL', contents: { bool_contents: [true, false] } }).data).toEqual(
      Uint8Array.of(1, 0),
    );
  });

  test('what a newer engine may send is refused by name', () => {
    const wire = { name: 'y', shape: BigInt64Array.of(1n), contents: { fp32_contents: [1] } };
    expect(() => fromWire({ ...wire, datatype: 'FP8' })).toThrow(TensorUnknown);
    expect(() => fromWire({ ...wire, datatype: 'BYTES' })).toThrow(TensorUnknown);
  });
});
