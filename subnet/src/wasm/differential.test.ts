import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STORE_SLACK_BYTES } from './prepared-module.ts';
import { Interpreter, Trapped } from './program-interpreter.ts';
import { moduleText, program } from './random-program.ts';
import { assemble, runModule } from './run-prepared.ts';

describe('random programs', () => {
  it('end with the same memory, globals and trap as uploaded, cost what they executed, and mark all they wrote', () => {
    let returned = 0;
    fc.assert(
      fc.property(program, (functions) => {
        const bytes = assemble(moduleText(functions));
        const reference = new WebAssembly.Instance(new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>))
          .exports;
        const running = runModule(bytes);
        const interpreter = new Interpreter(functions);
        const expected = attempt(() => interpreter.run(0));
        const plain = attempt(reference['canister_update run'] as () => void);
        let cost = 0n;
        const prepared = attempt(() => void (cost = running.call()));
        expect(plain === 'returned').toBe(expected === 'returned');
        expect(prepared).toBe(plain);
        const memory = new Uint8Array((reference['memory'] as WebAssembly.Memory).buffer);
        expect(Buffer.compare(running.memory(), memory)).toBe(0);
        expect(Buffer.compare(memory, new Uint8Array(interpreter.memory.buffer))).toBe(0);
        for (const i of [0, 1])
          expect(running.global(i).value).toBe((reference[`g${i}`] as WebAssembly.Global).value);
        expectMarked(memory, running.dirty());
        if (prepared !== 'returned') return;
        returned++;
        expect(cost).toBe(BigInt(interpreter.cost));
      }),
      { numRuns: 400 },
    );
    expect(returned).toBeGreaterThan(100);
  });
});

function attempt(run: () => void): string {
  try {
    run();
    return 'returned';
  } catch (error) {
    if (error instanceof Trapped || error instanceof WebAssembly.RuntimeError) return error.message;
    throw error;
  }
}

/** Every byte that is not zero lies in a marked page or in the slack behind one. */
function expectMarked(memory: Uint8Array, dirty: readonly number[]): void {
  const rest = memory.slice();
  for (const page of dirty) rest.fill(0, page * 4096, page * 4096 + 4096 + STORE_SLACK_BYTES);
  expect(rest.some((byte) => byte !== 0)).toBe(false);
}
