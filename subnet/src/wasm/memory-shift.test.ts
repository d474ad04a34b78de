import { describe, expect, it } from 'vitest';
import { PRIVATE_EXPORT } from './prepared-module.ts';
import { assemble, runWat } from './run-prepared.ts';

/** The same module as uploaded, with its memory (initialised by the engine) and its `run`. */
function plain(wat: string): { run: () => void; memory: () => Uint8Array; out: () => unknown } {
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(assemble(wat) as Uint8Array<ArrayBuffer>),
  );
  return {
    run: exports['canister_update run'] as () => void,
    memory: () => new Uint8Array((exports['memory'] as WebAssembly.Memory).buffer),
    out: () => (exports['out'] as WebAssembly.Global).value,
  };
}

function wat(body: string, index: 'i32' | 'i64', declared = '2 3'): string {
  return `(module (memory (export "memory") ${index} ${declared})
    (global $out (export "out") (mut ${index}) (${index}.const 0))
    (data (${index}.const 8) "abcdefgh") (data $d "0123456789")
    (func (export "canister_update run") ${body}))`;
}

/** Both runs end alike: same trap text or same memory and result. */
function expectSame(body: string, index: 'i32' | 'i64', declared?: string): string {
  const text = wat(body, index, declared);
  const running = runWat(text);
  const reference = plain(text);
  const attempt = (run: () => void): string => {
    try {
      run();
      return 'returned';
    } catch (error) {
      return String(error);
    }
  };
  const expected = attempt(reference.run);
  expect(
    attempt(() => void running.call()),
    body,
  ).toBe(expected);
  expect(running.global(0).value, body).toBe(reference.out());
  expect(Buffer.compare(running.memory(), reference.memory()), body).toBe(0);
  return expected;
}

describe.each(['i32', 'i64'] as const)(
  'the canister cannot tell that its memory is shifted (%s)',
  (index) => {
    const top = 2 * 65_536;
    const addresses = [
      0,
      1,
      top - 4,
      top - 3,
      top - 1,
      top,
      top + 1,
      2 ** 31 - 1,
      2 ** 31,
      2 ** 32 - 65_536 * 16,
      2 ** 32 - 4,
    ];
    const more =
      index === 'i64' ? [2n ** 32n, 2n ** 33n, 2n ** 63n, 2n ** 64n - 1_048_576n, 2n ** 64n - 4n] : [-1n];
    const all = [...addresses.map(BigInt), ...more];
    const literal = (value: bigint): string => String(BigInt.asIntN(index === 'i32' ? 32 : 64, value));

    it('loads and stores at every edge do the same or trap alike', () => {
      const seen = new Set<string>();
      for (const address of all) {
        for (const offset of [0, 1, 4, 65_536, 2 ** 32 - 1_048_577, 2 ** 32 - 1_048_576, 2 ** 32 - 1]) {
          const at = `offset=${offset} (${index}.const ${literal(address)})`;
          seen.add(expectSame(`(global.set $out (${index}.load8_u ${at}))`, index));
          expectSame(`(i32.store ${at} (i32.const -1))`, index);
          expectSame(`(v128.store ${at} (v128.const i64x2 -1 -1))`, index);
        }
      }
      expect([...seen]).toEqual(['returned', 'RuntimeError: memory access out of bounds']);
    });

    it('bulk instructions do the same or trap alike', () => {
      const lengths = [0n, 1n, 10n, 11n, BigInt(top), BigInt(top) + 1n, 2n ** 32n - 1n];
      for (const address of all) {
        for (const length of lengths) {
          const a = `(${index}.const ${literal(address)})`;
          const n = `(${index}.const ${literal(length)})`;
          expectSame(`(memory.fill ${a} (i32.const 9) ${n})`, index);
          expectSame(`(memory.copy ${a} (${index}.const 8) ${n})`, index);
          expectSame(`(memory.copy (${index}.const 8) ${a} ${n})`, index);
          expectSame(`(memory.init $d ${a} (i32.const 0) (i32.const ${BigInt.asIntN(32, length)}))`, index);
        }
      }
    });

    it("memory.size and memory.grow count the canister's pages only", () => {
      expectSame('(global.set $out (memory.size))', index);
      for (const pages of [0, 1, 2, 65_534, 65_535, 65_536, -1]) {
        expectSame(`(global.set $out (memory.grow (${index}.const ${pages})))`, index);
      }
      expectSame(
        `(drop (memory.grow (${index}.const 1))) (global.set $out (memory.size)) (i32.store (${index}.const 196604) (i32.const 1))`,
        index,
      );
      const running = runWat(wat(`(global.set $out (memory.grow (${index}.const 65517)))`, index, '2'));
      running.call();
      expect(BigInt(running.global(0).value as number | bigint)).toBe(2n);
      const beyond = runWat(wat(`(global.set $out (memory.grow (${index}.const 65518)))`, index, '2'));
      beyond.call();
      expect(BigInt(beyond.global(0).value as number | bigint)).toBe(-1n);
    });

    it('a store beyond 4 GiB cannot mark outside the map', () => {
      for (const address of all) {
        const running = runWat(
          wat(`(i32.store8 offset=3 (${index}.const ${literal(address)}) (i32.const 1))`, index),
        );
        const before = running.memory().slice();
        try {
          running.call();
        } catch {
          expect(Buffer.compare(running.memory(), before)).toBe(0);
        }
      }
    });
  },
);

describe('dropped segments', () => {
  const text = (body: string): string => wat(body, 'i32');

  it('are empty afterwards, as the engine has it', () => {
    const init = (n: number): string => `(memory.init $d (i32.const 0) (i32.const 0) (i32.const ${n}))`;
    expect(expectSame(`${init(10)} (data.drop $d) ${init(0)}`, 'i32')).toBe('returned');
    expect(expectSame(`(data.drop $d) (data.drop $d) ${init(1)}`, 'i32')).toMatch(/out of bounds/);
    expect(
      expectSame('(data.drop $d) (memory.init $d (i32.const 0) (i32.const 1) (i32.const 0))', 'i32'),
    ).toMatch(/out of bounds/);
    expect(expectSame('(memory.init 0 (i32.const 0) (i32.const 0) (i32.const 1))', 'i32')).toMatch(
      /out of bounds/,
    );
    expect(expectSame('(data.drop 0) (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0))', 'i32')).toBe(
      'returned',
    );
  });

  it('come back when their global is set back, so that a trap can undo a drop', () => {
    const running = runWat(
      text('(memory.init $d (i32.const 0) (i32.const 0) (i32.const 10)) (data.drop $d)'),
    );
    running.call();
    expect(() => running.call()).toThrow(/out of bounds/);
    const flag = running.info.globals.find(({ exportName }) =>
      exportName.startsWith(PRIVATE_EXPORT.droppedData),
    );
    (running.exports[flag?.exportName ?? ''] as WebAssembly.Global).value = 0;
    expect(() => running.call()).not.toThrow();
  });

  it('element segments likewise', () => {
    const running = runWat(
      `(module (memory 1) (table 2 funcref) (elem $e func $f $f) (func $f)
        (func (export "canister_update run") (table.init $e (i32.const 0) (i32.const 0) (i32.const 2)) (elem.drop $e)))`,
    );
    running.call();
    expect(() => running.call()).toThrow(/table index is out of bounds|table access out of bounds/);
    (running.exports[`${PRIVATE_EXPORT.droppedElements}0`] as WebAssembly.Global).value = 0;
    expect(() => running.call()).not.toThrow();
  });
});
