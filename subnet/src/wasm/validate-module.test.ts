import { describe, expect, it } from 'vitest';
import {
  CODE_SECTION_BYTES_MAX,
  EXPORTED_METHODS_MAX,
  EXPORTED_NAME_BYTES_MAX,
  FUNCTIONS_MAX,
  FUNCTION_INSTRUCTIONS_MAX,
  GLOBALS_MAX,
  METADATA_BYTES_MAX,
  METADATA_SECTIONS_MAX,
} from './module-limits.ts';
import { prepareModule } from './prepare-module.ts';
import { assemble, prepareWat } from './run-prepared.ts';
import { SYSTEM_API_SIGNATURES, SYSTEM_API_SIGNATURES_32 } from './system-api-signatures.ts';
import { uleb } from './helper-functions.ts';
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

function repeat(count: number, make: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => make(i)).join('');
}

function custom(name: string, bytes: number): Uint8Array {
  const content = [...uleb(name.length), ...Buffer.from(name)];
  const header = [0, ...uleb(content.length + bytes), ...content];
  const section = new Uint8Array(header.length + bytes);
  section.set(header);
  return section;
}

function withCustom(...sections: readonly Uint8Array[]): PreparedResult {
  return prepareModule(new Uint8Array(Buffer.concat([Uint8Array.from(PREAMBLE), ...sections])));
}

describe('imports', () => {
  it('every System API function is accepted with its 32-bit signature, and those of 64-bit memories with theirs', () => {
    const names = { i: 'i32', l: 'i64' } as Record<string, string>;
    const wat = (name: string, short: string, index: 'i32' | 'i64'): string => {
      const [params = '', results = ''] = short.split('>');
      const types = (letters: string): string => Array.from(letters, (l) => names[l] ?? index).join(' ');
      return `(module (memory ${index} 1) (import "ic0" "${name}" (func (param ${types(params)}) (result ${types(results)}))))`.replace(
        /\(module \(memory (i32|i64) 1\) (.*)\)$/,
        '(module $2 (memory $1 1))',
      );
    };
    for (const [name, short] of Object.entries(SYSTEM_API_SIGNATURES)) {
      expect(accepted(prepareWat(wat(name, short, 'i32'))), name).toBe(true);
      expect(accepted(prepareWat(wat(name, short, 'i64'))), name).toBe(true);
      if (short.includes('I')) {
        const crossed = wat(name, short, 'i64').replace('(memory i64 1)', '(memory 1)');
        expect(refusal(prepareWat(crossed)), name).toMatch(
          /^Wasm module has an invalid function signature\. Expected /,
        );
      }
    }
    for (const [name, short] of Object.entries(SYSTEM_API_SIGNATURES_32)) {
      expect(accepted(prepareWat(wat(name, short, 'i32'))), name).toBe(true);
      expect(refusal(prepareWat(wat(name, short, 'i64')))).toContain(`'${name}' from 'ic0'`);
    }
  });

  it('an unknown one is refused by name', () => {
    expect(refusal(prepareWat('(module (import "ic0" "msg_replay" (func)))'))).toBe(
      "Wasm module has an invalid import section. Module imports function 'msg_replay' from 'ic0' that is not exported by the runtime.",
    );
    expect(refusal(prepareWat('(module (import "ic0" "toString" (func)))'))).toContain("'toString'");
    expect(refusal(prepareWat('(module (import "env" "msg_reply" (func)))'))).toContain(
      'expected to be imported from one of ["ic0"]',
    );
  });

  it('memories, tables and globals cannot be imported', () => {
    for (const what of ['(memory 1)', '(table 1 funcref)', '(global i32)']) {
      expect(refusal(prepareWat(`(module (import "env" "x" ${what}))`)), what).toContain("'x' from 'env'");
    }
  });
});

describe('exports', () => {
  it('a method name is used once among all kinds', () => {
    const both = (a: string, b: string): PreparedResult =>
      prepareWat(`(module (func $f) (export "${a}" (func $f)) (export "${b}" (func $f)))`);
    expect(refusal(both('canister_update x', 'canister_query x'))).toContain("Duplicate function export 'x'");
    expect(refusal(both('canister_query x', 'canister_composite_query x'))).toContain("'x'");
    expect(accepted(both('canister_update x', 'canister_query y'))).toBe(true);
  });

  it('the prefix canister_ is reserved', () => {
    const named = (name: string): PreparedResult => prepareWat(`(module (func (export "${name}")))`);
    for (const hook of [
      'init',
      'pre_upgrade',
      'post_upgrade',
      'inspect_message',
      'heartbeat',
      'global_timer',
      'on_low_wasm_memory',
    ]) {
      const result = named(`canister_${hook}`);
      expect(result.ok && result.module.info.hooks).toEqual([`canister_${hook}`]);
    }
    expect(refusal(named('canister_foo'))).toBe(
      `Wasm module has an invalid export section. Exporting reserved function 'canister_foo' with "canister_" prefix`,
    );
    expect(refusal(named('canister_update'))).toContain("'canister_update'");
    expect(accepted(named('canister'))).toBe(true);
    expect(accepted(named('#memory'))).toBe(true);
  });

  it('entry points take and return nothing', () => {
    expect(refusal(prepareWat('(module (func (export "canister_init") (param i32)))'))).toMatch(
      /invalid function signature.*canister_init/,
    );
    expect(
      refusal(prepareWat('(module (func (export "canister_query q") (result i64) (i64.const 1)))')),
    ).toMatch(/invalid function signature/);
  });

  it('the number of methods is bounded', () => {
    const methods = (count: number): PreparedResult =>
      prepareWat(`(module (func $f) ${repeat(count, (i) => `(export "canister_query ${i}" (func $f))`)})`);
    expect(accepted(methods(EXPORTED_METHODS_MAX))).toBe(true);
    expect(refusal(methods(EXPORTED_METHODS_MAX + 1))).toMatch(/exports 1001 functions/);
  });

  it('the length of their names is bounded', () => {
    const named = (bytes: number): PreparedResult =>
      prepareWat(`(module (func (export "canister_update ${'n'.repeat(bytes)}")))`);
    expect(accepted(named(EXPORTED_NAME_BYTES_MAX))).toBe(true);
    expect(refusal(named(EXPORTED_NAME_BYTES_MAX + 1))).toMatch(/lengths is 20001 which exceeds 20000/);
  });
});

describe('sizes', () => {
  it('functions', () => {
    expect(accepted(prepareWat(`(module ${'(func)'.repeat(FUNCTIONS_MAX)})`))).toBe(true);
    expect(refusal(prepareWat(`(module ${'(func)'.repeat(FUNCTIONS_MAX + 1)})`))).toContain(
      'defined 50001 functions',
    );
  });

  it('globals', () => {
    const globals = (count: number): PreparedResult =>
      prepareWat(`(module ${'(global i32 (i32.const 0))'.repeat(count)})`);
    expect(accepted(globals(GLOBALS_MAX))).toBe(true);
    expect(refusal(globals(GLOBALS_MAX + 1))).toContain('defined 1001 globals');
    expect(refusal(prepareWat('(module (global funcref (ref.null func)))'))).toContain(
      'Unsupported global type: FuncRef',
    );
  });

  it('instructions of one function, its last end among them', () => {
    const nops = (count: number): PreparedResult => prepareModule(oneFunction(new Uint8Array(count).fill(1)));
    expect(accepted(nops(FUNCTION_INSTRUCTIONS_MAX - 1))).toBe(true);
    expect(refusal(nops(FUNCTION_INSTRUCTIONS_MAX))).toContain(`of size ${FUNCTION_INSTRUCTIONS_MAX + 1}`);
  });

  it('the code section', () => {
    const functions = (bytes: number): Uint8Array => {
      const third = Math.floor(bytes / 3);
      const sizes = [third, third, bytes - 2 * third - 1 - 3 * 4];
      const bodies = sizes.map((size) =>
        Buffer.concat([Uint8Array.from([...uleb(size), 0]), constants(size - 2), Uint8Array.of(0x0b)]),
      );
      const section = Buffer.concat([Uint8Array.of(3), ...bodies]);
      expect(section.length).toBe(bytes);
      const head = [...PREAMBLE, 1, 4, 1, 0x60, 0, 0, 3, 4, 3, 0, 0, 0, 10, ...uleb(bytes)];
      return new Uint8Array(Buffer.concat([Uint8Array.from(head), section]));
    };
    expect(accepted(prepareModule(functions(CODE_SECTION_BYTES_MAX)))).toBe(true);
    expect(refusal(prepareModule(functions(CODE_SECTION_BYTES_MAX + 1)))).toBe(
      `Wasm module code section size of ${CODE_SECTION_BYTES_MAX + 1} exceeds the maximum allowed size of ${CODE_SECTION_BYTES_MAX}`,
    );
  });

  /** Code of that many bytes: long constants dropped, then nops. */
  function constants(bytes: number): Uint8Array {
    const code = new Uint8Array(bytes).fill(1);
    const unit = [0x44, 0, 0, 0, 0, 0, 0, 0, 0, 0x1a];
    for (let at = 0; at + unit.length <= bytes; at += unit.length) code.set(unit, at);
    return code;
  }

  function oneFunction(code: Uint8Array): Uint8Array {
    const body = [...uleb(code.length + 2), 0];
    const head = [
      ...PREAMBLE,
      1,
      4,
      1,
      0x60,
      0,
      0,
      3,
      2,
      1,
      0,
      10,
      ...uleb(1 + body.length + code.length + 1),
      1,
      ...body,
    ];
    return new Uint8Array(Buffer.concat([Uint8Array.from(head), code, Uint8Array.of(0x0b)]));
  }
});

describe('metadata sections', () => {
  it('are kept with their visibility', () => {
    const result = withCustom(
      custom('icp:public candid:service', 2),
      custom('icp:private x', 0),
      custom('name', 3),
    );
    expect(result.ok && result.module.info.metadata).toEqual([
      { name: 'candid:service', visibility: 'public', content: new Uint8Array(2) },
      { name: 'x', visibility: 'private', content: new Uint8Array(0) },
    ]);
  });

  it('are bounded in number and size', () => {
    const sections = (count: number): PreparedResult =>
      withCustom(...Array.from({ length: count }, (_, i) => custom(`icp:public ${i}`, 1)));
    expect(accepted(sections(METADATA_SECTIONS_MAX))).toBe(true);
    expect(refusal(sections(METADATA_SECTIONS_MAX + 1))).toContain('defined 17 custom sections');
    expect(accepted(withCustom(custom('icp:public ab', METADATA_BYTES_MAX - 2)))).toBe(true);
    expect(refusal(withCustom(custom('icp:public ab', METADATA_BYTES_MAX - 1)))).toContain('total size');
  });

  it('need a scope and a name of their own', () => {
    expect(refusal(withCustom(custom('icp:shared x', 0)))).toContain('no public/private scope');
    expect(refusal(withCustom(custom('icp:public', 0)))).toContain('must have a space');
    expect(refusal(withCustom(custom('icp:public a', 0), custom('icp:private a', 0)))).toContain(
      'name a already exists',
    );
  });
});

describe('facts', () => {
  it('are those of the upload', () => {
    const result = prepareModule(
      assemble(`(module (import "ic0" "msg_reply" (func $r)) (memory 2 9) (table 3 funcref)
        (global (mut i32) (i32.const 5)) (global i64 (i64.const 1)) (global (mut f64) (f64.const 2)) (global (mut v128) (v128.const i64x2 1 2))
        (data (i32.const 7) "abc") (start $s) (func $s (call $r))
        (func (export "canister_update u")) (func (export "canister_query q")) (func (export "canister_composite_query c")))`),
    );
    expect(result.ok && result.module.info).toMatchObject({
      memory: { index64: false, minPages: 2, maxPages: 9 },
      dataSegments: [{ offset: 7, bytes: Uint8Array.from(Buffer.from('abc')) }],
      imports: ['msg_reply'],
      pointers64: false,
      methods: { update: ['u'], query: ['q'], composite_query: ['c'] },
      hasStart: true,
      globals: [
        { exportName: '#global:0', type: 'i32' },
        { exportName: '#global:2', type: 'f64' },
        { exportName: '#global:3', type: 'v128' },
      ],
      table: { exportName: '#table', mutated: false, functions: [] },
    });
  });
});
