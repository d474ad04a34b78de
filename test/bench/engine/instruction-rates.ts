import { node, onnxModel, scalar, tensor, value, type OnnxTensor } from '@indus/models';
import { CaseModule } from '../../engine/case-module.ts';
import { Random } from '../../sim/random.ts';
import type { BenchModel } from './bench-model.ts';

/** What one run of a model takes by the subnet's metering, the message around it and touched pages not counted. */
export interface InstructionRate {
  readonly name: string;
  readonly instructions: number;
  readonly products: number;
}

const SIDE = 512;

/** Runs each model that multiplies, and a product of bytes, in a metered engine. */
export function instructionRates(module: Uint8Array, models: readonly BenchModel[]): InstructionRate[] {
  const engine = CaseModule.metered(module);
  const multiplying = models.filter(({ products }) => products > 0);
  const asked = [
    ...multiplying.map((one) => ({ ...one, inputs: Object.values(one.inputs) })),
    productOfBytes(),
  ];
  return asked.map(({ name, file, inputs, products }) => {
    engine.load(file);
    engine.give(inputs);
    // The plan is made in the first run.
    engine.execute();
    const before = engine.instructions;
    engine.execute();
    return { name, instructions: Number(engine.instructions - before), products };
  });
}

/** As dynamic quantisation exports it: unsigned bytes with a zero point by signed weights. */
function productOfBytes(): { name: string; file: Uint8Array; inputs: OnnxTensor[]; products: number } {
  const random = new Random(9);
  const bytes = Uint8Array.from({ length: SIDE * SIDE }, () => random.below(256));
  const weight = Int8Array.from({ length: SIDE * SIDE }, () => random.below(255) - 127);
  const file = onnxModel({
    opsets: { '': 17 },
    inputs: [value('x', 'uint8', [SIDE, SIDE])],
    outputs: [value('y', 'int32', [SIDE, SIDE])],
    nodes: [node('MatMulInteger', ['x', 'w', 'zero'], ['y'])],
    initializers: { w: tensor('int8', [SIDE, SIDE], weight), zero: scalar('uint8', 128) },
  });
  const name = `product of two matrices of bytes of ${SIDE} by ${SIDE}`;
  return { name, file, inputs: [tensor('uint8', [SIDE, SIDE], bytes)], products: SIDE ** 3 };
}

/** The rate of the products that the bars are about. */
export function rateOf(rates: readonly InstructionRate[], kind: 'float32' | 'int8'): number {
  const of = rates.find(
    ({ name }) => name.includes('matrices') && name.includes('bytes') === (kind === 'int8'),
  );
  return of === undefined ? NaN : of.instructions / of.products;
}
