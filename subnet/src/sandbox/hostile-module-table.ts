import wabtFactory from 'wabt';
import { assemble } from './canister-fixture.ts';
import type { EntryPoint } from './protocol.ts';

const wabt = await wabtFactory();

/** A module that is all its text says, without a memory of the fixture's. */
function whole(text: string): Uint8Array {
  return wabt
    .parseWat('hostile.wat', `(module ${text})`, { memory64: true })
    .toBinary({ write_debug_names: false }).buffer;
}

/** A module with one page of memory and an update `run`. */
function running(body: string, rest = '', pointers64 = false): Uint8Array {
  return assemble({ body: `${rest} (func (export "canister_update run") ${body})`, pointers64 });
}

/** As `running`, with System API functions. */
function asking(imports: string[], body: string, pointers64 = false): Uint8Array {
  return assemble({ imports, body: `(func (export "canister_update run") ${body})`, pointers64 });
}

/** How it ends: at its preparation, its installation or its call, with a code; `well`: it does no harm. */
export interface Hostile {
  readonly module: () => Uint8Array;
  readonly ends: 'refused' | readonly ['installation' | 'call', string] | 'well';
  /** Instead of the update `run`. */
  readonly entry?: EntryPoint;
}

const OUT_OF_BOUNDS = ['call', 'IC0502'] as const;
const LIMIT = ['call', 'IC0522'] as const;
const at32 = (address: number | string, offset = 0) => `offset=${offset} (i32.const ${address})`;
const at64 = (address: string, offset = '0') => `offset=${offset} (i64.const ${address})`;
const MIB = 1_048_576;
const MAX32 = 4_294_967_295;

/** Reads and writes that must not wrap around into the dirty map, which lies before address 0. */
function memoryAccesses(): Record<string, Hostile> {
  const rows: Record<string, Hostile> = {};
  const places32 = [
    [-MIB],
    [-1],
    [-4],
    [0, MAX32],
    [0, MAX32 + 1 - MIB],
    [MIB, MAX32 + 1 - MIB],
    [-1, MAX32],
    [65_533],
  ];
  for (const [address = 0, offset = 0] of places32) {
    const where = at32(address, offset);
    rows[`32 bit: load ${where}`] = {
      module: () => running(`(drop (i32.load ${where}))`),
      ends: OUT_OF_BOUNDS,
    };
    rows[`32 bit: store ${where}`] = {
      module: () => running(`(i32.store ${where} (i32.const 1))`),
      ends: OUT_OF_BOUNDS,
    };
  }
  const places64 = [
    ['-1048576'],
    ['-1'],
    ['4294967296'],
    ['0', '18446744073709551615'],
    ['-1', '1048576'],
    ['9223372036854775807', '9223372036854775807'],
  ];
  for (const [address = '0', offset] of places64) {
    const where = at64(address, offset);
    rows[`64 bit: load ${where}`] = {
      module: () => running(`(drop (i32.load ${where}))`, '', true),
      ends: OUT_OF_BOUNDS,
    };
    rows[`64 bit: store ${where}`] = {
      module: () => running(`(i64.store ${where} (i64.const 1))`, '', true),
      ends: OUT_OF_BOUNDS,
    };
  }
  const bulk = {
    'memory.fill before 0': `(memory.fill (i32.const ${-MIB}) (i32.const 1) (i32.const 16))`,
    'memory.fill over the end': '(memory.fill (i32.const 65535) (i32.const 1) (i32.const 2))',
    'memory.fill of everything': '(memory.fill (i32.const 0) (i32.const 0) (i32.const -1))',
    'memory.fill of nothing behind the end': '(memory.fill (i32.const 65537) (i32.const 1) (i32.const 0))',
    'memory.copy from before 0': `(memory.copy (i32.const 0) (i32.const ${-MIB}) (i32.const 4096))`,
    'memory.copy to before 0': `(memory.copy (i32.const ${-MIB}) (i32.const 0) (i32.const 4096))`,
    'memory.copy of a length that wraps': '(memory.copy (i32.const 1) (i32.const 2) (i32.const -1))',
    'memory.init behind its segment': '(memory.init 0 (i32.const 0) (i32.const 3) (i32.const 2))',
    'memory.init before 0': `(memory.init 0 (i32.const ${-MIB}) (i32.const 0) (i32.const 4))`,
  };
  const charged = ['memory.fill of everything', 'memory.copy of a length that wraps'];
  for (const [name, body] of Object.entries(bulk))
    rows[name] = {
      module: () => running(body, '(data "salt")'),
      ends: charged.includes(name) ? LIMIT : OUT_OF_BOUNDS,
    };
  return rows;
}

/** Host calls with pointers and lengths at the edges. A length is charged for before it is looked at. */
function hostCalls(): Record<string, Hostile> {
  const violation = ['call', 'IC0504'] as const;
  const calls: Record<string, readonly (readonly [readonly (number | string)[], Hostile['ends']])[]> = {
    msg_reply_data_append: [
      [[-1, 1], violation],
      [[65_536, 1], violation],
      [[-MIB, 16], violation],
      [[0, -1], LIMIT],
    ],
    // Neither of the two fails: what cannot be read is not shown.
    debug_print: [
      [[-1, 2], 'well'],
      [[-MIB, 16], 'well'],
    ],
    trap: [
      [
        [-1, 1],
        ['call', 'IC0503'],
      ],
      [
        [65_535, 2],
        ['call', 'IC0503'],
      ],
    ],
    certified_data_set: [
      [[-1, 32], violation],
      [[65_535, 32], violation],
    ],
    canister_self_copy: [
      [[65_536, 0, 1], violation],
      [[-MIB, 0, 1], violation],
      [[0, -1, 1], violation],
      [[0, 0, -1], LIMIT],
    ],
    stable64_read: [
      [[0, 0, -1], LIMIT],
      [
        ['9223372036854775807', 0, 1],
        ['call', 'IC0502'],
      ],
    ],
    stable64_write: [
      [
        [0, -1, 1],
        ['call', 'IC0502'],
      ],
      [[0, 0, -1], LIMIT],
    ],
  };
  const rows: Record<string, Hostile> = {};
  for (const [name, all] of Object.entries(calls)) {
    for (const [values, ends] of all) {
      const type = name.startsWith('stable64') ? 'i64' : 'i32';
      const body = `(call $${name} ${values.map((value) => `(${type}.const ${value})`).join(' ')})`;
      rows[`${name}(${values.join(', ')})`] = { module: () => asking([name], body), ends };
      if (type === 'i64') continue;
      const body64 = body.replaceAll('i32.const', 'i64.const');
      rows[`64 bit: ${name}(${values.join(', ')})`] = { module: () => asking([name], body64, true), ends };
    }
  }
  return rows;
}

/** Code that never ends, wherever a canister has code. */
function endless(): Record<string, Hostile> {
  const loop = '(loop (br 0))';
  const exported = (name: string) => assemble({ body: `(func (export "${name}") ${loop})` });
  const callback = (kind: 'reply_callback' | 'reject_callback' | 'cleanup_callback'): Hostile => ({
    module: () =>
      assemble({ body: `(table 1 funcref) (elem (i32.const 0) $f) (func $f (param i32) ${loop})` }),
    ends: LIMIT,
    entry: { kind, closure: { fun: 0n, env: 0n } },
  });
  return {
    'loop in start': {
      module: () => whole(`(memory 1) (func $s ${loop}) (start $s)`),
      ends: ['installation', 'IC0522'],
    },
    'loop in init': { module: () => exported('canister_init'), ends: ['installation', 'IC0522'] },
    'loop in an update': { module: () => exported('canister_update run'), ends: LIMIT },
    'loop in a query': {
      module: () => exported('canister_query run'),
      ends: LIMIT,
      entry: { kind: 'query', method: 'run' },
    },
    'loop in inspect_message': {
      module: () => exported('canister_inspect_message'),
      ends: LIMIT,
      entry: { kind: 'inspect_message', method: 'run' },
    },
    'loop in heartbeat': {
      module: () => exported('canister_heartbeat'),
      ends: LIMIT,
      entry: { kind: 'heartbeat' },
    },
    'loop in global_timer': {
      module: () => exported('canister_global_timer'),
      ends: LIMIT,
      entry: { kind: 'global_timer' },
    },
    'loop in on_low_wasm_memory': {
      module: () => exported('canister_on_low_wasm_memory'),
      ends: LIMIT,
      entry: { kind: 'on_low_wasm_memory' },
    },
    'loop in a reply callback': callback('reply_callback'),
    'loop in a reject callback': callback('reject_callback'),
    'loop in a clean-up': callback('cleanup_callback'),
    'recursion without end': {
      module: () => running('(call $f)', '(func $f (call $f))'),
      ends: OUT_OF_BOUNDS,
    },
    'recursion with a thousand locals': {
      module: () => running('(call $f)', `(func $f (local ${'i64 '.repeat(1_000)}) (call $f))`),
      ends: OUT_OF_BOUNDS,
    },
    'memory.grow without end': {
      module: () => running('(loop (drop (memory.grow (i32.const 1))) (br 0))'),
      ends: LIMIT,
    },
    'table.grow without end': {
      module: () =>
        running(
          '(loop (drop (table.grow 0 (ref.null func) (i32.const 1000000))) (br 0))',
          '(table 1 funcref)',
        ),
      ends: LIMIT,
    },
  };
}

/** Imports that nobody offers. */
function imports(): Record<string, Hostile> {
  const texts = {
    'a function of another module': '(import "env" "print" (func (param i32)))',
    'a module named as a path': '(import "node:fs" "readFileSync" (func (param i32)))',
    'an unknown function of ic0': '(import "ic0" "exit" (func (param i32)))',
    'a name of every object': '(import "ic0" "constructor" (func))',
    'the name __proto__': '(import "ic0" "__proto__" (func))',
    'the module __proto__': '(import "__proto__" "msg_reply" (func))',
    'the wrong signature': '(import "ic0" "msg_reply" (func (param i64)))',
    'a memory': '(import "ic0" "memory" (memory 1))',
    'a table': '(import "ic0" "table" (table 1 funcref))',
    'a global': '(import "ic0" "global" (global i32))',
    'a mutable global': '(import "ic0" "global" (global (mut i64)))',
    'the memory by our private name': '(import "ic0" "#memory" (memory 1))',
  };
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      `import: ${name}`,
      { module: () => whole(text), ends: 'refused' },
    ]),
  );
}

/** Names that are something else to JavaScript, or to us. */
function names(): Record<string, Hostile> {
  const rows: Record<string, Hostile> = {};
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '#memory', 'run\\00']) {
    const method = name.replace('\\00', '\0');
    rows[`the method ${name}`] = {
      module: () => whole(`(memory 1) (func (export "canister_update ${name}"))`),
      ends: 'well',
      entry: { kind: 'update', method },
    };
    rows[`no method ${name}`] = {
      module: () => running(''),
      ends: ['call', 'IC0536'],
      entry: { kind: 'update', method },
    };
    rows[`no query ${name}`] = {
      module: () => running(''),
      ends: ['call', 'IC0536'],
      entry: { kind: 'query', method },
    };
  }
  for (const name of [
    '#memory',
    '#table',
    '#instructions',
    '#start',
    '#global:0',
    '#function:0',
    '__proto__',
    'then',
  ]) {
    rows[`a function exported as ${name}`] = {
      module: () => whole(`(memory 1) (func (export "${name}")) (func (export "canister_update run"))`),
      ends: 'well',
    };
    rows[`a memory exported as ${name}`] = {
      module: () => whole(`(memory (export "${name}") 1) (func (export "canister_update run"))`),
      ends: 'well',
    };
  }
  rows['instructions that are given back by a global of our name'] = {
    module: () =>
      whole(`(memory 1) (global $g (export "#instructions") (mut i64) (i64.const 0))
        (func (export "canister_update run") (loop (global.set $g (i64.const 9000000000)) (br 0)))`),
    ends: LIMIT,
  };
  return rows;
}

/** Tables, segments and shapes. */
function shapes(): Record<string, Hostile> {
  return {
    'a data segment before 0': {
      module: () => whole(`(memory 1) (data (i32.const ${-MIB}) "x")`),
      ends: 'refused',
    },
    'a data segment over the end': {
      module: () => whole('(memory 1) (data (i32.const 65535) "xy")'),
      ends: 'refused',
    },
    '64 bit: a data segment before 0': {
      module: () => whole(`(memory i64 1) (data (i64.const ${-MIB}) "x")`),
      ends: 'refused',
    },
    'an element segment over the end': {
      module: () => whole('(memory 1) (table 1 funcref) (func $f) (elem (i32.const 1) $f)'),
      ends: ['installation', 'IC0502'],
    },
    'start speaks to the caller': {
      module: () => whole('(import "ic0" "msg_reply" (func $r)) (memory 1) (start $r)'),
      ends: ['installation', 'IC0504'],
    },
    'start traps': {
      module: () => whole('(memory 1) (func $s unreachable) (start $s)'),
      ends: ['installation', 'IC0502'],
    },
    'a call through an empty slot': {
      module: () => running('(call_indirect (i32.const 1))', '(table 2 funcref)'),
      ends: OUT_OF_BOUNDS,
    },
    'a call behind the table': {
      module: () => running('(call_indirect (i32.const -1))', '(table 2 funcref)'),
      ends: OUT_OF_BOUNDS,
    },
    'a call by another signature': {
      module: () =>
        running(
          '(call_indirect (param i64) (i64.const 1) (i32.const 0))',
          '(table 1 funcref) (elem (i32.const 0) $f) (func $f (param i32))',
        ),
      ends: OUT_OF_BOUNDS,
    },
    'a callback that is a host function': {
      module: () =>
        whole('(import "ic0" "msg_reply" (func $r)) (memory 1) (table 1 funcref) (elem (i32.const 0) $r)'),
      ends: OUT_OF_BOUNDS,
      entry: { kind: 'reply_callback', closure: { fun: 0n, env: 0n } },
    },
    'a callback behind the table': {
      module: () => whole('(memory 1) (table 1 funcref)'),
      ends: ['call', 'IC0513'],
      entry: { kind: 'reply_callback', closure: { fun: 1n << 63n, env: 0n } },
    },
    'table.set over the end': {
      module: () => running('(table.set 0 (i32.const 9) (ref.null func))', '(table 1 funcref)'),
      ends: OUT_OF_BOUNDS,
    },
    'two memories': { module: () => whole('(memory 1) (memory 1)'), ends: 'refused' },
    'a memory above 4 GiB': { module: () => whole('(memory i64 65537)'), ends: 'refused' },
    'a shared memory': { module: () => withHeader(5, [1, 3, 1, 1]), ends: 'refused' },
    'a tag': { module: () => withHeader(13, [1, 0, 0]), ends: 'refused' },
    'two billion locals': {
      module: () => oneFunction([1, 0xff, 0xff, 0xff, 0xff, 7, 0x7f, 0x0b]),
      ends: 'refused',
    },
    'code after the end': { module: () => oneFunction([0, 0x0b, 0x0b]), ends: 'refused' },
    // It has no method; that it was compiled in time is the point.
    'blocks in blocks, 100,000 deep': {
      module: () => oneFunction([0, ...repeat([0x02, 0x40], 100_000), ...repeat([0x0b], 100_001)]),
      ends: ['call', 'IC0536'],
    },
    'a branch table of 100,000': {
      module: () =>
        oneFunction([0, 0x02, 0x40, 0x41, 1, 0x0e, ...leb(100_000), ...repeat([0], 100_001), 0x0b, 0x0b]),
      ends: 'refused',
    },
    nothing: { module: () => new Uint8Array(), ends: 'refused' },
  };
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...leb(content.length), ...content];
}

/** Source: WebAssembly core specification, "LEB128". */
function leb(value: number): number[] {
  return value < 128 ? [value] : [128 | (value & 127), ...leb(value >>> 7)];
}

function repeat(bytes: readonly number[], count: number): number[] {
  return Array.from({ length: count }, () => bytes).flat();
}

function withHeader(id: number, content: readonly number[]): Uint8Array {
  const types = section(1, [1, 0x60, 0, 0]);
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...types, ...section(id, content)]);
}

function oneFunction(body: readonly number[]): Uint8Array {
  const [types, functions] = [section(1, [1, 0x60, 0, 0]), section(3, [1, 0])];
  const code = section(10, [1, ...leb(body.length), ...body]);
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...types, ...functions, ...code]);
}

/** For tests: modules that try to reach the host or their neighbours, by what they try. */
export const HOSTILE_MODULES: Readonly<Record<string, Hostile>> = {
  ...memoryAccesses(),
  ...hostCalls(),
  ...endless(),
  ...imports(),
  ...names(),
  ...shapes(),
};
