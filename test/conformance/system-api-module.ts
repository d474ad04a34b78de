import { gzipSync } from 'node:zlib';
import wabt from 'wabt';
import type { Bench } from './bench.ts';
import { conformanceCase, type CaseGroup, type ConformanceCase } from './conformance-case.ts';
import { withSections } from './custom-sections.ts';
import { assertReject, REJECT, replyOf } from './ending.ts';
import { importText, SYSTEM_API } from './system-api-table.ts';

const SECTION = 'canister-interface, WebAssembly module requirements';

/** A module as WAT or as bytes, and whether it can be a canister. */
type Module = readonly [name: string, accepted: boolean, code: string | Uint8Array];

/** The types of the library do not know several memories. */
const FEATURES: object = { memory64: true, multi_memory: true };
const HEAD = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const functions = (count: number): string => '(func)'.repeat(count);
const globals = (count: number): string => '(global i32 (i32.const 0))'.repeat(count);
const exports = (count: number, name: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => `(export "${name(at)}" (func 0))`).join('');
const hooks = [
  'canister_init',
  'canister_inspect_message',
  'canister_pre_upgrade',
  'canister_post_upgrade',
  'canister_heartbeat',
  'canister_on_low_wasm_memory',
  'canister_global_timer',
];
const methods = ['canister_update', 'canister_query', 'canister_composite_query'];

function custom(...names: readonly string[]): Uint8Array {
  return sections(names.map((name) => [name, Buffer.from('content')] as const));
}

function sections(list: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  return withSections(HEAD, list);
}

const MODULES: readonly Module[] = [
  ['the empty module', true, HEAD],
  ['no bytes', false, new Uint8Array()],
  ['text', false, Uint8Array.from(Buffer.from('not a module'))],
  ['the magic number alone', false, HEAD.slice(0, 4)],
  ['a version that does not exist', false, Uint8Array.of(0, 0x61, 0x73, 0x6d, 2, 0, 0, 0)],
  ['a module that is cut off', false, Uint8Array.from([...HEAD, 1, 4, 1])],
  ['a gzipped module', true, Uint8Array.from(gzipSync(HEAD))],
  ['a gzip stream that is cut off', false, Uint8Array.from(gzipSync(HEAD)).slice(0, 12)],
  ['a gzipped text', false, Uint8Array.from(gzipSync('not a module'))],
  ['one memory', true, '(memory 1)'],
  ['one 64-bit memory', true, '(memory i64 1)'],
  ['two memories', false, '(memory 1) (memory 1)'],
  ['a (start) function', true, '(func) (start 0)'],
  ['a (start) function that traps', false, '(func unreachable) (start 0)'],
  ['code of the wrong type', false, '(func (result i32) i64.const 0)'],
  ['an import from another module', false, '(import "env" "time" (func (result i64)))'],
  ['an import that does not exist', false, '(import "ic0" "no_such_function" (func))'],
  ['an import with the wrong type', false, '(import "ic0" "time" (func (result i32)))'],
  ['an imported memory', false, '(import "ic0" "memory" (memory 1))'],
  ['an imported global', false, '(import "ic0" "global" (global i32))'],
  ['an imported table', false, '(import "ic0" "table" (table 1 funcref))'],
  ...hooks.flatMap((name): Module[] => [
    [`${name} of type () -> ()`, true, `(func (export "${name}"))`],
    [`${name} with a parameter`, false, `(func (export "${name}") (param i32))`],
    [`${name} with a result`, false, `(func (export "${name}") (result i32) i32.const 0)`],
  ]),
  ...methods.flatMap((name): Module[] => [
    [`${name} m of type () -> ()`, true, `(func (export "${name} m"))`],
    [`${name} m with a parameter`, false, `(func (export "${name} m") (param i32))`],
    [`${name} m with a result`, false, `(func (export "${name} m") (result i32) i32.const 0)`],
  ]),
  [
    'the same name as update and query',
    false,
    '(func) (export "canister_update m" (func 0)) (export "canister_query m" (func 0))',
  ],
  [
    'the same name as query and composite query',
    false,
    '(func) (export "canister_query m" (func 0)) (export "canister_composite_query m" (func 0))',
  ],
  ['a method that begins with canister_ and is not known', false, '(func (export "canister_unknown"))'],
  ['a known name with something after it', false, '(func (export "canister_heartbeats"))'],
  ['an export without the prefix', true, '(func (export "anything"))'],
  ['50,000 functions', true, functions(50_000)],
  ['50,001 functions', false, functions(50_001)],
  ['1,000 globals', true, globals(1000)],
  ['1,001 globals', false, globals(1001)],
  ['1,000 methods', true, `(func) ${exports(1000, (at) => `canister_update m${at}`)}`],
  ['1,001 methods', false, `(func) ${exports(1001, (at) => `canister_query m${at}`)}`],
  ['names of 20,000 bytes', true, `(func (export "canister_update ${'n'.repeat(20_000)}"))`],
  ['names of 20,001 bytes', false, `(func (export "canister_update ${'n'.repeat(20_001)}"))`],
  ['a public custom section', true, custom('icp:public name')],
  ['a private custom section', true, custom('icp:private name')],
  ['a custom section without the prefix', true, custom('name of a tool')],
  ['a custom section that is neither public nor private', false, custom('icp:secret name')],
  ['a section that is public and private', false, custom('icp:public name', 'icp:private name')],
  ['16 custom sections', true, custom(...Array.from({ length: 16 }, (_, at) => `icp:public s${at}`))],
  ['17 custom sections', false, custom(...Array.from({ length: 17 }, (_, at) => `icp:public s${at}`))],
  ['custom sections of 1 MiB', true, sections([['icp:public n', new Uint8Array(1024 * 1024 - 1)]])],
  ['custom sections of more than 1 MiB', false, sections([['icp:public n', new Uint8Array(1024 * 1024)]])],
];

const moduleOf = async (code: string | Uint8Array): Promise<Uint8Array> => {
  if (code instanceof Uint8Array) return code;
  const { parseWat } = await wabt();
  const module = parseWat('module.wat', `(module ${code})`, FEATURES);
  const { buffer } = module.toBinary({});
  module.destroy();
  return Uint8Array.from(buffer);
};

/** The sections "Canister module format" and "WebAssembly module requirements". */
export function moduleCases(): readonly CaseGroup[] {
  const modules = MODULES.map(([name, accepted, code]) => moduleCase(SECTION, name, accepted, code));
  const imports = SYSTEM_API.flatMap((api) => [
    moduleCase(IMPORTS, `ic0.${api.name} with 32-bit pointers`, true, importText(api, 'i32')),
    moduleCase(
      IMPORTS,
      `ic0.${api.name} with 64-bit pointers`,
      !api.only32,
      `${importText(api, 'i64')} (memory i64 1)`,
    ),
    ...(api.params.includes('I') || api.result === 'I'
      ? [
          moduleCase(
            IMPORTS,
            `ic0.${api.name} with 64-bit pointers in a module with 32-bit memory`,
            false,
            `${importText(api, 'i64')} (memory 1)`,
          ),
        ]
      : []),
  ]);
  return [
    { chapter: 'System API: modules', cases: modules },
    { chapter: 'System API: modules', cases: imports },
  ];
}

const IMPORTS = 'canister-interface, Overview of imports';

function moduleCase(
  section: string,
  name: string,
  accepted: boolean,
  code: string | Uint8Array,
): ConformanceCase {
  const title = `a module with ${name} is ${accepted ? 'installed' : 'refused'}`;
  return conformanceCase(section, title, async (bench: Bench) => {
    const canister = await bench.canister(`module ${section}`);
    const ending = await bench.install(canister, await moduleOf(code), undefined, 'reinstall');
    if (accepted) replyOf(ending);
    else assertReject(ending, { code: REJECT.canisterError });
  });
}
