import { describe, expect, it } from 'vitest';
import { prepareModule } from './prepare-module.ts';
import { prepareWat } from './run-prepared.ts';
import type { PreparedResult } from './prepare-module.ts';

const PREAMBLE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

function refusal(result: PreparedResult): string {
  if (result.ok) return 'accepted';
  expect(result.trap.errorCode).toBe('IC0505');
  return result.trap.message;
}

function accepted(result: PreparedResult): boolean {
  if (result.ok) expect(WebAssembly.validate(result.module.binary as Uint8Array<ArrayBuffer>)).toBe(true);
  return result.ok;
}

describe('what the engine of the IC does not know is refused', () => {
  it.each([
    [
      'relaxed SIMD',
      '(module (func (drop (i8x16.relaxed_swizzle (v128.const i64x2 0 0) (v128.const i64x2 0 0)))))',
    ],
    ['threads', '(module (memory 1 1 shared))'],
    ['atomics', '(module (memory 1) (func (drop (i32.atomic.load (i32.const 0)))))'],
    ['exceptions', '(module (tag $t) (func (throw $t)))'],
    ['two memories', '(module (memory 1) (memory 1))'],
    ['two tables', '(module (table 1 funcref) (table 1 funcref))'],
  ])('%s', (_, wat) => {
    expect(accepted(prepareWat(wat))).toBe(false);
  });

  it('extended constant expressions', () => {
    const global = [6, 9, 1, 0x7f, 0, 0x41, 0, 0x41, 0, 0x6a, 0x0b];
    expect(refusal(prepareModule(Uint8Array.from([...PREAMBLE, ...global])))).toContain(
      'constant expression required',
    );
  });

  it('types of later proposals, in locals, blocks and code', () => {
    const withCode = (...code: readonly number[]): PreparedResult => {
      const section = [10, code.length + 2, 1, code.length, ...code];
      return prepareModule(Uint8Array.from([...PREAMBLE, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, ...section]));
    };
    expect(accepted(withCode(1, 1, 0x70, 0x02, 0x70, 0xd0, 0x70, 0x0b, 0x1a, 0x0b))).toBe(true);
    expect(refusal(withCode(1, 1, 0x6e, 0x0b))).toContain('unsupported value type 0x6e');
    expect(refusal(withCode(0, 0x02, 0x6e, 0xd0, 0x6e, 0x0b, 0x1a, 0x0b))).toContain(
      'unsupported value type 0x6e',
    );
    expect(refusal(withCode(0, 0xd0, 0x6e, 0x1a, 0x0b))).toContain('unsupported heap type');
    expect(refusal(withCode(0, 0xd3, 0x0b))).toContain('unsupported instruction 0xd3');
  });

  it('code that does not fit its types', () => {
    expect(
      accepted(
        prepareModule(Uint8Array.from([...PREAMBLE, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0b])),
      ),
    ).toBe(true);
    expect(
      refusal(
        prepareModule(
          Uint8Array.from([...PREAMBLE, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 6, 1, 4, 0, 0x41, 0, 0x0b]),
        ),
      ),
    ).toMatch(/^Wasmtime failed to validate wasm module wasmtime::Module::validate\(\) failed with /);
  });

  it('bytes that are no module', () => {
    for (const bytes of [
      [],
      [0],
      PREAMBLE.slice(0, 7),
      [...PREAMBLE.slice(0, 4), 2, 0, 0, 0],
      [...PREAMBLE, 1],
      [...PREAMBLE, 99, 0],
    ]) {
      expect(accepted(prepareModule(Uint8Array.from(bytes)))).toBe(false);
    }
    expect(accepted(prepareModule(Uint8Array.from(PREAMBLE)))).toBe(true);
  });

  it('data outside of the first memory', () => {
    const data = (offset: number): PreparedResult =>
      prepareWat(`(module (memory 1) (data (i32.const ${offset}) "abcd"))`);
    expect(accepted(data(65_532))).toBe(true);
    expect(refusal(data(65_533))).toBe('Wasm module has invalid data segment of 4 bytes at 65533');
  });
});

it('a module that ends inside the local declarations of its last function is refused', () => {
  const header = [1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0];
  const codeThatClaimsMoreLocals = [10, 5, 1, 3, 0xb4, 0, 0];
  const module = Uint8Array.from([...PREAMBLE, ...header, ...codeThatClaimsMoreLocals]);
  expect(refusal(prepareModule(module))).toMatch(/unsupported value type|unexpected end/);
  const atTheEnd = Uint8Array.from([...PREAMBLE, ...header, 10, 4, 1, 2, 1, 1]);
  expect(refusal(prepareModule(atTheEnd))).toMatch(/unexpected end/);
});
