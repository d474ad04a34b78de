import { describe, expect, test } from 'vitest';
import { describeTensor, parseShapes, sampleInputs } from './input-shapes.ts';

const metadata = (name: string, datatype: string, ...shape: bigint[]) => ({
  name,
  datatype,
  shape: BigInt64Array.from(shape),
});

describe('shapes on the command line', () => {
  test('are names with sizes; a scalar has none', () => {
    expect(parseShapes(['x=8,64', 'a=b=3', 's='])).toEqual({ x: [8, 64], 'a=b': [3], s: [] });
  });

  test.each(['x', '=1', 'x=-1', 'x=1,', 'x=1.5', 'x=a'])('%s is refused', (text) => {
    expect(() => parseShapes([text])).toThrow(expect.objectContaining({ code: 'bad_option' }));
  });

  test('a tensor is shown with its open dimensions', () => {
    expect(describeTensor(metadata('x', 'FP32', -1n, 4n))).toBe('x FP32[-1,4]');
  });
});

test('sample inputs have the shape asked for, or the model’s own with open dimensions as 1', () => {
  const inputs = [metadata('x', 'FP32', -1n, 3n), metadata('t', 'BYTES', 2n), metadata('n', 'INT64', -1n)];
  const samples = sampleInputs(inputs, { n: [4] });
  expect(samples.map(({ shape }) => shape)).toEqual([[1, 3], [2], [4]]);
  expect(samples.map(({ data }) => data.length)).toEqual([3, 2, 4]);
  expect(samples[2]!.data).toEqual(BigInt64Array.of(0n, 1n, 0n, 1n));
  expect(sampleInputs(inputs, { n: [4] })).toEqual(samples);
});
