import { beforeAll, describe, expect, it } from 'vitest';
import { onnxModel, value } from '@indus/models';
import { CaseModule, compileCaseDoor } from './case-module.ts';
import { PATTERNS, type Pattern } from './fusion-patterns.ts';

let module: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  module = await compileCaseDoor();
});

function run(
  pattern: Pattern,
  isOptimised: boolean,
): { y: Float32Array; nodes: number; instructions: bigint } {
  const engine = CaseModule.metered(module);
  engine.optimise(isOptimised);
  engine.load(
    onnxModel({
      opsets: { '': pattern.opset ?? 17 },
      inputs: [value('x', 'float32', pattern.x.dims)],
      outputs: [value('y', 'float32')],
      initializers: pattern.initializers,
      nodes: pattern.nodes,
    }),
  );
  engine.give([pattern.x]);
  engine.execute();
  const before = engine.instructions;
  engine.execute();
  const instructions = engine.instructions - before;
  return { y: engine.outputs()[0]!.data as Float32Array, nodes: engine.nodeCount, instructions };
}

describe('fusion', () => {
  it.each(Object.keys(PATTERNS))('%s', (name) => {
    const pattern = PATTERNS[name]!;
    const fused = run(pattern, true);
    const plain = run(pattern, false);
    expect(plain.nodes).toBe(pattern.nodes.length);
    expect(fused.nodes).toBe(pattern.left);
    const isShorter = pattern.left < pattern.nodes.length && pattern.isEven !== true;
    if (isShorter) expect(fused.instructions).toBeLessThan(plain.instructions);
    if (pattern.tolerance === undefined) {
      expect(new Uint32Array(fused.y.buffer)).toEqual(new Uint32Array(plain.y.buffer));
      return;
    }
    const off = fused.y.map(
      (got, index) => Math.abs(got - plain.y[index]!) / (1 + Math.abs(plain.y[index]!)),
    );
    expect(Math.max(...off)).toBeLessThan(pattern.tolerance);
  });
});
