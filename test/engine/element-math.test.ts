import {
  float,
  fromHalf,
  int,
  node,
  onnxModel,
  tensor,
  toHalf,
  value,
  type OnnxAttributes,
  type OnnxTensor,
  type OnnxType,
} from '@indus/models';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CaseModule, compileCaseDoor, EngineRefused } from './case-module.ts';

let engine: CaseModule;

beforeAll(async () => {
  engine = CaseModule.plain(new WebAssembly.Module(await compileCaseDoor()));
});

/** Runs one operator on inputs that the request gives; its first output. */
function run(
  operator: string,
  opset: number,
  inputs: readonly OnnxTensor[],
  attributes: OnnxAttributes = {},
): OnnxTensor {
  const names = inputs.map((_, index) => `x${index}`);
  engine.load(
    onnxModel({
      opsets: { '': opset },
      inputs: inputs.map((input, index) => value(names[index] ?? '', input.type, input.dims)),
      outputs: ['y'],
      nodes: [node(operator, names, ['y'], attributes)],
    }),
  );
  const [output] = engine.run(inputs);
  if (output === undefined) throw new RangeError('expected an output, got none');
  return output;
}

const list = (type: OnnxType, ...elements: number[]): OnnxTensor => tensor(type, [elements.length], elements);

const floats = (...elements: number[]): OnnxTensor => list('float32', ...elements);

const elementsOf = (output: OnnxTensor): (number | string)[] =>
  [...(output.data as Iterable<number | bigint | string>)].map((one) =>
    typeof one === 'bigint' ? Number(one) : one,
  );

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof EngineRefused) return `${error.kind}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('arithmetic of whole numbers', () => {
  it('cuts quotients toward zero', () => {
    const quotients = run('Div', 14, [list('int32', 7, -7, 7, -7), list('int32', 2, 2, -2, -2)]);
    expect(elementsOf(quotients)).toStrictEqual([3, -3, -3, 3]);
  });

  it.each<[OnnxType, number]>([
    ['int8', -(2 ** 7)],
    ['int16', -(2 ** 15)],
    ['int32', -(2 ** 31)],
    ['int64', -(2 ** 63)],
  ])('wraps the quotient of the lowest %s and -1', (type, lowest) => {
    expect(elementsOf(run('Div', 14, [list(type, lowest), list(type, -1)]))).toStrictEqual([lowest]);
  });

  it.each(['Div', 'Mod'])('refuses a run of %s by 0', (operator) => {
    const refusal = refusalOf(() => run(operator, 14, [list('uint8', 4, 5), list('uint8', 1, 0)]));
    expect(refusal).toBe(`invalid-input: ${operator}: a whole number is divided by 0`);
  });

  it('takes the sign of a rest from the divisor, or with fmod from the dividend', () => {
    const inputs = [list('int16', -7, 7, -7, 6), list('int16', 3, -3, -3, 3)];
    expect(elementsOf(run('Mod', 13, inputs))).toStrictEqual([2, -2, -1, 0]);
    expect(elementsOf(run('Mod', 13, inputs, { fmod: int(1) }))).toStrictEqual([-1, 1, -1, 0]);
  });

  it('refuses a negative power of 0 and cuts those of others', () => {
    expect(
      elementsOf(run('Pow', 15, [list('int32', 1, -1, -1, 5), list('int32', -2, -3, -4, -1)])),
    ).toStrictEqual([1, -1, 1, 0]);
    expect(refusalOf(() => run('Pow', 15, [list('int32', 0), list('int32', -1)]))).toMatch(
      /^invalid-input: Pow/,
    );
  });

  const arrays = {
    int8: Int8Array,
    uint8: Uint8Array,
    int16: Int16Array,
    uint16: Uint16Array,
    int32: Int32Array,
  };
  it.each(Object.entries(arrays))(
    'sums, products and extremes of %s wrap as they do in the machine',
    (type, Numbers) => {
      const numbers = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
      const pairs = fc.array(fc.tuple(numbers, numbers), { minLength: 1, maxLength: 600 });
      const operations: Record<string, (a: number, b: number) => number> = {
        Add: (a, b) => a + b,
        Sub: (a, b) => a - b,
        Mul: (a, b) => Math.imul(a, b),
        Min: Math.min,
        Max: Math.max,
      };
      fc.assert(
        fc.property(
          fc.constantFrom(...Object.keys(operations)),
          pairs,
          fc.boolean(),
          (operator, drawn, isSpread) => {
            const a = Numbers.from(drawn.map(([one]) => one));
            const b = Numbers.from((isSpread ? drawn.slice(0, 1) : drawn).map(([, other]) => other));
            const got = run(operator, 14, [list(type as OnnxType, ...a), list(type as OnnxType, ...b)]);
            const combine = operations[operator]!;
            const expected = Numbers.from([...a].map((one, at) => combine(one, b[isSpread ? 0 : at]!)));
            expect(got.data).toStrictEqual(expected);
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});

describe('spreading before opset 7', () => {
  const grid = tensor('float32', [2, 3, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

  it('lays the second input under the axis that is named', () => {
    const sum = run('Add', 6, [grid, floats(10, 20, 30)], { broadcast: int(1), axis: int(1) });
    expect(elementsOf(sum)).toStrictEqual([10, 11, 22, 23, 34, 35, 16, 17, 28, 29, 40, 41]);
  });

  it('lays it under the last axes without one', () => {
    const sum = run('Add', 6, [grid, floats(10, 20)], { broadcast: int(1) });
    expect(elementsOf(sum)).toStrictEqual([10, 21, 12, 23, 14, 25, 16, 27, 18, 29, 20, 31]);
  });

  it('refuses other shapes unless it is asked for', () => {
    expect(refusalOf(() => run('Add', 6, [grid, floats(10, 20)]))).toMatch(/^invalid-input: Add: the shapes/);
  });

  it('gives a slope of PRelu to each channel', () => {
    const below = tensor('float32', [1, 2, 2], [-1, -2, -3, 4]);
    expect(elementsOf(run('PRelu', 6, [below, floats(2, 10)]))).toStrictEqual([-2, -4, -30, 4]);
  });

  it('takes bounds of Clip from attributes, and lets NaN pass', () => {
    const clipped = run('Clip', 6, [floats(-5, 0.5, NaN, 5)], { min: float(-1), max: float(2) });
    expect(elementsOf(clipped)).toStrictEqual([-1, 0.5, NaN, 2]);
  });

  it('takes all axes from the given one on as one in Softmax before opset 13', () => {
    const flat = run('Softmax', 11, [tensor('float32', [1, 2, 2], [0, 0, 0, 0])]);
    expect(elementsOf(flat)).toStrictEqual([0.25, 0.25, 0.25, 0.25]);
  });
});

describe('casts', () => {
  it('cut floats toward zero and hold them within the type; NaN becomes 0', () => {
    const numbers = floats(-1.9, 1.9, 300, -300, NaN, Infinity);
    expect(elementsOf(run('Cast', 13, [numbers], { to: int(3) }))).toStrictEqual([-1, 1, 127, -128, 0, 127]);
    expect(elementsOf(run('Cast', 13, [numbers], { to: int(2) }))).toStrictEqual([0, 1, 255, 0, 0, 255]);
  });

  it('drop the high bits of whole numbers', () => {
    expect(elementsOf(run('Cast', 13, [list('int16', 200, -200)], { to: int(3) }))).toStrictEqual([-56, 56]);
  });

  it('round to half precision as the writer of models does', () => {
    const sizes = fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(sizes, (drawn) => {
        const got = run('Cast', 13, [floats(...drawn)], { to: int(10) });
        expect(elementsOf(got)).toStrictEqual(drawn.map((one) => fromHalf(toHalf(one))));
      }),
      { numRuns: 100 },
    );
  });

  it('write numbers as text and read them again', () => {
    const doubles = fc.array(fc.double(), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(doubles, (drawn) => {
        const texts = run('Cast', 13, [list('float64', ...drawn)], { to: int(8) });
        const read = elementsOf(run('Cast', 13, [texts], { to: int(11) })) as number[];
        // Reading is exact to the last place or the one beside it.
        read.forEach((one, at) => {
          const expected = drawn[at]!;
          if (Object.is(one, expected)) return;
          expect(Math.abs(one - expected)).toBeLessThanOrEqual(Math.abs(expected) * 2 ** -50 + 2 ** -1073);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('refuse a text that is no number', () => {
    const refusal = refusalOf(() => run('Cast', 13, [tensor('string', [1], ['ten'])], { to: int(1) }));
    expect(refusal).toBe('invalid-input: Cast: expected a number, got "ten"');
  });

  it('refuse types that the engine does not hold', () => {
    expect(refusalOf(() => run('Cast', 19, [floats(1)], { to: int(17) }))).toMatch(/^unsupported: Cast/);
  });
});

describe('values that only a run knows', () => {
  it('refuse an axis that the tensor does not have', () => {
    const refusal = refusalOf(() => run('CumSum', 14, [floats(1, 2), tensor('int64', [], [1])]));
    expect(refusal).toBe('invalid-input: CumSum: the tensor has no axis 1');
  });

  it('refuse a label that is no class', () => {
    const scores = tensor('float32', [1, 3], [1, 2, 3]);
    const refusal = refusalOf(() => run('SoftmaxCrossEntropyLoss', 13, [scores, list('int64', 3)]));
    expect(refusal).toBe('invalid-input: SoftmaxCrossEntropyLoss: expected a label below 3, got 3');
  });

  it('refuse dropout that would be random', () => {
    const training = tensor('bool', [], [1]);
    const refusal = refusalOf(() => run('Dropout', 13, [floats(1), tensor('float32', [], [0.5]), training]));
    expect(refusal).toMatch(/^unsupported: Dropout: .*random/);
  });
});
