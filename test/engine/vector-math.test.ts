import { beforeAll, describe, expect, it } from 'vitest';
import { startDoor } from './kernel-module.ts';
import type { KernelModule } from './kernel-module.ts';

type FourLanes = 'exp' | 'log' | 'log1pOfUnit' | 'tanh' | 'sigmoid' | 'softplus' | 'erf';

interface MathDoor extends KernelModule, Record<FourLanes, (from: number, to: number, end: number) => void> {
  softmaxRows(from: number, to: number, rows: number, count: number): void;
  logSoftmaxRows(from: number, to: number, rows: number, count: number): void;
  normaliseRows(
    ...args: [
      from: number,
      to: number,
      rows: number,
      count: number,
      epsilon: number,
      scale: number,
      bias: number,
      mean: number,
      deviation: number,
      isCentred: number,
    ]
  ): void;
}

/** Every so many bit patterns of a float are tried; a prime, so that all low bits are met. */
const STRIDE = 4099;

let door: MathDoor;

beforeAll(async () => {
  door = await startDoor<MathDoor>('math-door.ts');
});

function compute(name: FourLanes, inputs: Float32Array): Float32Array {
  const count = Math.ceil(inputs.length / 4) * 4;
  const from = door.allocate(count * 4) >>> 0;
  const to = door.allocate(count * 4) >>> 0;
  new Float32Array(door.memory.buffer, from, inputs.length).set(inputs);
  door[name](from, to, to + count * 4);
  const outputs = new Float32Array(door.memory.buffer, to, inputs.length).slice();
  door.release(from);
  door.release(to);
  return outputs;
}

/** Distance of neighbouring floats around a number. */
function ulpOf(value: number): number {
  const size = Math.abs(value);
  if (size < 2 ** -126) return 2 ** -149;
  return 2 ** (Math.floor(Math.log2(size)) - 23);
}

/** Floats of all sizes between two bounds, from all over their bit patterns. */
function floatsBetween(low: number, high: number): Float32Array {
  const bits = new Uint32Array(1);
  const view = new Float32Array(bits.buffer);
  const found: number[] = [];
  for (let pattern = 0; pattern < 2 ** 32; pattern += STRIDE) {
    bits[0] = pattern;
    const value = view[0] ?? NaN;
    if (value >= low && value <= high) found.push(value);
  }
  return Float32Array.from(found);
}

/** The largest error in units of the last place, and where it is. */
function worst(name: FourLanes, exact: (x: number) => number, low: number, high: number): [number, number] {
  const inputs = floatsBetween(low, high);
  const outputs = compute(name, inputs);
  let error = 0;
  let place = NaN;
  inputs.forEach((x, index) => {
    const expected = exact(x);
    const got = outputs[index] ?? NaN;
    if (Math.fround(expected) === got) return;
    const distance = Math.abs(got - expected) / ulpOf(expected);
    if (distance <= error) return;
    error = distance;
    place = x;
  });
  return [error, place];
}

/** Error function by its series of positive terms, and by its continued fraction far from 0. */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  if (size < 2.5) {
    let term = size;
    let sum = size;
    for (let n = 1; n < 120; n++) sum += term *= (2 * size * size) / (2 * n + 1);
    return (Math.sign(x) * 2 * Math.exp(-size * size) * sum) / Math.sqrt(Math.PI);
  }
  let fraction = 0;
  for (let n = 120; n >= 1; n--) fraction = n / 2 / (size + fraction);
  return Math.sign(x) * (1 - Math.exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction));
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

describe('functions of four floats', () => {
  it.each<[FourLanes, (x: number) => number, number, number, number]>([
    ['exp', Math.exp, -87.3, 88.72, 1],
    ['exp', Math.exp, -103.9, -87.3, 1],
    ['log', Math.log, 1e-45, 3.4e38, 1],
    ['log1pOfUnit', Math.log1p, 0, 1, 2],
    ['tanh', Math.tanh, -3.4e38, 3.4e38, 1.5],
    ['sigmoid', sigmoid, -103, 3.4e38, 2.5],
    ['softplus', softplus, -103, 3.4e38, 2.5],
    ['erf', erf, -3.4e38, 3.4e38, 1.5],
  ])('%s is within its error (%#)', (name, exact, low, high, bound) => {
    const [error, place] = worst(name, exact, low, high);
    expect(error, `at ${place}`).toBeLessThanOrEqual(bound);
  });

  it.each<[FourLanes, [number, number][]]>([
    [
      'exp',
      [
        [NaN, NaN],
        [Infinity, Infinity],
        [-Infinity, 0],
        [0, 1],
        [-0, 1],
        [89, Infinity],
        [-104, 0],
      ],
    ],
    [
      'log',
      [
        [NaN, NaN],
        [Infinity, Infinity],
        [-Infinity, NaN],
        [0, -Infinity],
        [-0, -Infinity],
        [-1, NaN],
        [1, 0],
      ],
    ],
    [
      'tanh',
      [
        [NaN, NaN],
        [Infinity, 1],
        [-Infinity, -1],
        [0, 0],
        [-0, -0],
        [1e-40, Math.fround(1e-40)],
      ],
    ],
    [
      'sigmoid',
      [
        [NaN, NaN],
        [Infinity, 1],
        [-Infinity, 0],
        [0, 0.5],
        [-0, 0.5],
        [-200, 0],
      ],
    ],
    [
      'softplus',
      [
        [NaN, NaN],
        [Infinity, Infinity],
        [-Infinity, 0],
        [200, 200],
      ],
    ],
    [
      'erf',
      [
        [NaN, NaN],
        [Infinity, 1],
        [-Infinity, -1],
        [0, 0],
        [-0, -0],
        [5, 1],
      ],
    ],
  ])('%s of special values', (name, pairs) => {
    const outputs = compute(name, Float32Array.from(pairs.map(([x]) => x)));
    expect([...outputs]).toStrictEqual(pairs.map(([, y]) => y));
  });

  it('gives a value the same bits in every lane', () => {
    const inputs = floatsBetween(-20, 20).slice(0, 4096);
    for (const name of ['exp', 'log', 'tanh', 'sigmoid', 'softplus', 'erf'] as const) {
      const among = new Uint32Array(compute(name, inputs).buffer);
      const repeated = Float32Array.from(
        { length: inputs.length * 4 },
        (_, index) => inputs[index >> 2] ?? NaN,
      );
      const alone = new Uint32Array(compute(name, repeated).buffer);
      expect(alone.every((bits, index) => bits === among[index >> 2])).toBe(true);
    }
  });
});

/** Numbers that are not round, the same on every run. */
function numbers(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => Math.sin(index * 12.9898) * 3 + 1.7);
}

function place(values: Float32Array): number {
  const address = door.allocate(values.length * 4 + 16) >>> 0;
  new Float32Array(door.memory.buffer, address, values.length).set(values);
  return address;
}

const taken = (address: number, count: number): Float32Array =>
  new Float32Array(door.memory.buffer, address, count).slice();

describe('kernels of rows sum in order, however many rows there are', () => {
  const shapes = [1, 3, 4, 5, 9].flatMap((rows) =>
    [1, 2, 4, 7, 16, 33].map((count) => [rows, count] as const),
  );

  it.each(shapes)('softmax of %i rows of %i', (rows, count) => {
    const values = numbers(rows * count);
    const from = place(values);
    const to = place(new Float32Array(rows * count));
    door.softmaxRows(from, to, rows, count);
    const expected = new Float32Array(rows * count);
    for (let row = 0; row < rows; row++) {
      const part = values.subarray(row * count, (row + 1) * count);
      const largest = Math.max(...part);
      const powers = compute(
        'exp',
        part.map((x) => x - largest),
      );
      const sum = powers.reduce((total, x) => Math.fround(total + x), 0);
      expected.set(
        powers.map((x) => x / sum),
        row * count,
      );
    }
    expect(taken(to, rows * count)).toStrictEqual(expected);
  });

  it.each(shapes)('logarithm of softmax of %i rows of %i', (rows, count) => {
    const values = numbers(rows * count);
    const from = place(values);
    const to = place(new Float32Array(rows * count));
    door.logSoftmaxRows(from, to, rows, count);
    const expected = new Float32Array(rows * count);
    for (let row = 0; row < rows; row++) {
      const part = values.subarray(row * count, (row + 1) * count);
      const largest = Math.max(...part);
      const powers = compute(
        'exp',
        part.map((x) => x - largest),
      );
      const sum = powers.reduce((total, x) => Math.fround(total + x), 0);
      const logarithm = compute('log', Float32Array.of(sum))[0] ?? NaN;
      expected.set(
        part.map((x) => Math.fround(x - largest) - logarithm),
        row * count,
      );
    }
    expect(taken(to, rows * count)).toStrictEqual(expected);
  });

  it.each(shapes)('layer normalisation of %i rows of %i', (rows, count) => {
    const round = Math.fround;
    const values = numbers(rows * count);
    const scale = numbers(count).map((x) => x / 2);
    const bias = numbers(count).map((x) => x - 1);
    const epsilon = round(1e-5);
    const to = place(new Float32Array(rows * count));
    const means = place(new Float32Array(rows));
    const factors = place(new Float32Array(rows));
    const sources = [place(scale), place(bias)] as const;
    door.normaliseRows(place(values), to, rows, count, epsilon, ...sources, means, factors, 1);
    const expected = new Float32Array(rows * count);
    for (let row = 0; row < rows; row++) {
      const part = values.subarray(row * count, (row + 1) * count);
      const mean = round(part.reduce((total, x) => round(total + x), 0) / count);
      const squares = part.reduce((total, x) => round(total + round(round(x - mean) ** 2)), 0);
      const factor = round(1 / round(Math.sqrt(round(round(squares / count) + epsilon))));
      const stretched = part.map((x, at) => round(round(round(x - mean) * factor) * (scale[at] ?? NaN)));
      expected.set(
        stretched.map((x, at) => x + (bias[at] ?? NaN)),
        row * count,
      );
      expect(taken(means + row * 4, 1)[0]).toBe(mean);
      expect(taken(factors + row * 4, 1)[0]).toBe(factor);
    }
    expect(taken(to, rows * count)).toStrictEqual(expected);
  });
});
