import mo from 'motoko';
import { describe, expect, it } from 'vitest';
import { uleb } from './helper-functions.ts';
import { prepareModule } from './prepare-module.ts';
import { PRIVATE_EXPORT, V128_ACCESSOR } from './prepared-module.ts';
import { assemble, prepareWat, runWat } from './run-prepared.ts';

function table64(body: string): string {
  return `(module (memory i64 1) (table $t i64 4 10 funcref) (type $v (func (result i32)))
    (elem (table $t) (offset (i64.const 1)) func $one $two) (elem $e func $two $one)
    (func $one (result i32) (i32.const 1)) (func $two (result i32) (i32.const 2))
    (global $out (mut i64) (i64.const 0)) (func (export "canister_update run") ${body}))`;
}

function result(body: string): bigint {
  const running = runWat(table64(body));
  running.call();
  return running.global(0).value as bigint;
}

describe('64-bit tables, which this V8 may lack', () => {
  const callAt = (index: string): string =>
    `(global.set $out (i64.extend_i32_u (call_indirect $t (type $v) (i64.const ${index}))))`;

  it('are called by 64-bit indexes', () => {
    expect(result(callAt('1'))).toBe(1n);
    expect(result(callAt('2'))).toBe(2n);
  });

  it('trap where the index is out of bounds, also when its low half is not', () => {
    for (const index of ['4', '4294967297', '-1', '-9223372036854775807']) {
      expect(() => result(callAt(index)), index).toThrow(/table (index|access).*out of bounds|out of bounds/);
    }
    expect(() => result(callAt('0'))).toThrow(WebAssembly.RuntimeError);
  });

  it('size and grow give 64-bit results', () => {
    expect(result('(global.set $out (table.size $t))')).toBe(4n);
    expect(result('(global.set $out (table.grow $t (ref.null func) (i64.const 6)))')).toBe(4n);
    expect(result('(global.set $out (table.grow $t (ref.null func) (i64.const 7)))')).toBe(-1n);
    expect(result('(global.set $out (table.grow $t (ref.null func) (i64.const 4294967296)))')).toBe(-1n);
  });

  it('get, set, fill, copy and init take 64-bit operands', () => {
    expect(result(`(table.set $t (i64.const 3) (table.get $t (i64.const 2))) ${callAt('3')}`)).toBe(2n);
    expect(result(`(table.fill $t (i64.const 0) (ref.func $one) (i64.const 4)) ${callAt('3')}`)).toBe(1n);
    expect(result(`(table.copy $t $t (i64.const 2) (i64.const 1) (i64.const 2)) ${callAt('3')}`)).toBe(2n);
    expect(result(`(table.init $t $e (i64.const 2) (i32.const 0) (i32.const 2)) ${callAt('2')}`)).toBe(2n);
    for (const body of [
      '(table.set $t (i64.const 4294967296) (ref.null func))',
      '(table.fill $t (i64.const 4294967296) (ref.null func) (i64.const 1))',
      '(table.fill $t (i64.const 0) (ref.null func) (i64.const 4294967296))',
      '(table.copy $t $t (i64.const 0) (i64.const 4294967296) (i64.const 1))',
      '(table.init $t $e (i64.const 4294967297) (i32.const 0) (i32.const 1))',
    ]) {
      expect(() => result(body), body).toThrow(/out of bounds/);
    }
  });

  it('a module with one is still checked in full', () => {
    expect(prepareWat(table64('')).ok).toBe(true);
    expect(prepareWat(table64('(drop)')).ok).toBe(false);
    expect(prepareWat(table64('(call_indirect $t (type $v) (i32.const 1)) (drop)')).ok).toBe(false);
  });
});

describe('tables that code changes', () => {
  it('are reported, with every function that can be in them exported and named by its index', () => {
    const { info, exports } = runWat(table64('(table.set $t (i64.const 0) (ref.func $two))'));
    expect(info.table).toEqual({
      exportName: '#table',
      mutated: true,
      elementType: 'funcref',
      functions: [0, 1],
    });
    const table = exports[PRIVATE_EXPORT.table] as WebAssembly.Table;
    expect((table.get(2) as () => number).name).toBe('1');
    expect(exports[`${PRIVATE_EXPORT.function}1`]).toBe(table.get(2));
    expect(runWat(table64('')).info.table?.mutated).toBe(false);
  });
});

describe('128-bit globals', () => {
  it('are read and set by halves', () => {
    const { exports } = runWat(
      '(module (global (mut i32) (i32.const 0)) (global (mut v128) (v128.const i64x2 5 -6)))',
    );
    const name = `${PRIVATE_EXPORT.global}1`;
    const call = (ending: string, ...args: bigint[]): unknown =>
      (exports[name + ending] as (...args: bigint[]) => unknown)(...args);
    expect([call(V128_ACCESSOR.low), call(V128_ACCESSOR.high)]).toEqual([5n, -6n]);
    call(V128_ACCESSOR.set, 7n, 8n);
    expect([call(V128_ACCESSOR.low), call(V128_ACCESSOR.high)]).toEqual([7n, 8n]);
  });
});

describe('Motoko', () => {
  const SOURCE = `persistent actor Counter {
    var n : Nat = 0;
    public func inc() : async Nat { n += 1; n };
    public query func get() : async Nat { n };
  }`;

  interface Compiler {
    write(path: string, source: string): void;
    wasm(path: string, mode: 'ic'): { readonly wasm: Uint8Array };
  }

  it('a canister with enhanced orthogonal persistence is prepared and compiles', () => {
    const compiler = mo as unknown as Compiler;
    compiler.write('Main.mo', SOURCE);
    const prepared = prepareModule(compiler.wasm('Main.mo', 'ic').wasm);
    if (!prepared.ok) expect.fail(prepared.trap.message);
    const { info, binary } = prepared.module;
    expect(info.methods.update).toContain('inc');
    expect(info.methods.query).toContain('get');
    expect(info.pointers64).toBe(true);
    expect(info.hasStart).toBe(true);
    expect(() => new WebAssembly.Module(binary as Uint8Array<ArrayBuffer>)).not.toThrow();
  });
});

describe('a 64-bit memory', () => {
  it('may be as large as V8 can address beside the map', () => {
    const declared = (min: number): Uint8Array => {
      const limits = [4, ...uleb(min)];
      return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, limits.length + 1, 1, ...limits]);
    };
    expect(prepareModule(declared(65_519)).ok).toBe(true);
    expect(prepareModule(declared(65_520)).ok).toBe(false);
    expect(prepareModule(assemble('(module (memory i64 1 98304))')).ok).toBe(true);
    expect(prepareModule(assemble('(module (memory i64 1 98305))')).ok).toBe(false);
  });
});
