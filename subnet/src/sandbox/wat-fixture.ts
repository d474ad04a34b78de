import type { CanisterHook, DataSegment, PreparedModule } from '../wasm/prepared-module.ts';
import type { Execution, Installation, SystemState } from './protocol.ts';
import type { PrincipalKey } from '../principal.ts';
import { createHash } from 'node:crypto';
import wabtFactory from 'wabt';
import { CanisterHost } from './canister-host.ts';
import { ModuleStore } from './module-store.ts';
import { IMPORT_TABLE } from './system-api/import-table.ts';
import { WASM_PAGE_BYTES } from '../limits.ts';

const wabt = await wabtFactory();

/** Bytes [0, SHIFT) of a fixture's memory are the dirty map: stores in WAT add `offset=65536` and mark by hand. */
export const SHIFT = WASM_PAGE_BYTES;

/** A prepared module written by hand, for tests that need no wasm pass. */
export interface WatModule {
  readonly imports?: readonly string[];
  /** Functions, tables, globals; exports of methods and hooks are found by their names. */
  readonly body: string;
  readonly pages?: number;
  readonly pointers64?: boolean;
  readonly data?: readonly DataSegment[];
  readonly globals?: PreparedModule['info']['globals'];
  readonly table?: PreparedModule['info']['table'];
  readonly hasStart?: boolean;
}

/** Assembles a prepared module. */
export function prepareWat(wat: WatModule): PreparedModule {
  const { imports = [], body, pages = 1, pointers64 = false } = wat;
  const pointer = pointers64 ? 'i64' : 'i32';
  const declarations = imports.map((name) => {
    const { params, result } = IMPORT_TABLE.get(name) ?? { params: [], result: undefined };
    const types = params.map((type) => (type === 'I' ? pointer : type)).join(' ');
    const resultType = result === undefined ? '' : `(result ${result === 'I' ? pointer : result})`;
    return `(import "ic0" "${name}" (func $${name} (param ${types}) ${resultType}))`;
  });
  const source = `(module ${declarations.join('\n')}
    (memory (export "#memory") ${pointers64 ? 'i64' : ''} ${pages + 1})
    (global $instructions (export "#instructions") (mut i64) (i64.const 0))
    ${body})`;
  const module = wabt.parseWat('fixture.wat', source, { memory64: true, mutable_globals: true });
  const binary = module.toBinary({}).buffer;
  const names = [...body.matchAll(/export "(canister_[^"]+)"/g)].map((match) => match[1] ?? '');
  const methods = (kind: string): string[] =>
    names.filter((name) => name.startsWith(`${kind} `)).map((name) => name.slice(kind.length + 1));
  return {
    binary,
    info: {
      passVersion: 'fixture',
      shiftBytes: SHIFT,
      memory: { index64: pointers64, minPages: pages, maxPages: undefined },
      dataSegments: wat.data ?? [],
      imports,
      pointers64,
      methods: {
        update: methods('canister_update'),
        query: methods('canister_query'),
        composite_query: methods('canister_composite_query'),
      },
      hooks: names.filter((name): name is CanisterHook => !name.includes(' ')),
      hasStart: wat.hasStart ?? false,
      globals: wat.globals ?? [],
      table: wat.table,
      metadata: [],
    },
  };
}

/** Text as a data segment. */
export function text(offset: number, content: string): DataSegment {
  return { offset, bytes: new Uint8Array(Buffer.from(content, 'utf8')) };
}

/** The canister that fixtures are installed as. */
export const CANISTER = '00000000000000010101' as PrincipalKey;

/** A system state in which nothing is special. */
export function systemState(changes: Partial<SystemState> = {}): SystemState {
  return {
    timeNs: 1_700_000_000_000_000_000n,
    canisterVersion: 7n,
    cycles: 1_000_000_000_000n,
    cyclesFrozen: 0n,
    status: 'running',
    controllers: [Uint8Array.of(1, 2, 3)],
    subnetId: Uint8Array.of(9, 9),
    rootKeyDer: Uint8Array.of(8, 8, 8),
    environment: [['NAME', 'value']],
    wasmMemoryLimit: 0n,
    queueUsed: [],
    ...changes,
  };
}

/** An update call of `method`, unless told otherwise. */
export function execution(method: string, changes: Partial<Execution> = {}): Execution {
  return {
    entry: { kind: 'update', method },
    replicated: true,
    caller: Uint8Array.of(4),
    payload: new Uint8Array(0),
    cyclesAvailable: 0n,
    cyclesRefunded: 0n,
    deadlineNs: 0n,
    answered: false,
    contextInstructions: 0n,
    instructionLimit: 1_000_000_000n,
    replyBytesMax: 2 * 1024 * 1024,
    effect: 'commit',
    ...changes,
  };
}

/** An installation in mode `install`, unless told otherwise. */
export function installation(moduleHash: string, changes: Partial<Installation> = {}): Installation {
  return {
    mode: 'install',
    moduleHash,
    argument: new Uint8Array(0),
    caller: Uint8Array.of(4),
    skipPreUpgrade: false,
    keepHeap: false,
    instructionLimit: 1_000_000_000n,
    ...changes,
  };
}

/** A canister host whose modules are fixtures: "uploaded" bytes are a fixture's number. */
export class WatHost extends CanisterHost {
  readonly #fixtures: PreparedModule[];

  constructor() {
    const fixtures: PreparedModule[] = [];
    super(
      new ModuleStore((bytes) => ({
        moduleHash: createHash('sha256').update(bytes).digest('hex'),
        result: { ok: true, module: fixtures[bytes[0] ?? 0] as PreparedModule },
      })),
    );
    this.#fixtures = fixtures;
  }

  /** Hash of a prepared fixture. */
  module(wat: WatModule): string {
    this.#fixtures.push(prepareWat(wat));
    const bytes = Uint8Array.of(this.#fixtures.length - 1);
    return this.prepare(bytes).moduleHash;
  }

  /** Installs a fixture; result of the installation. */
  installWat(wat: WatModule, changes: Partial<Installation> = {}, state: Partial<SystemState> = {}) {
    return this.install(CANISTER, installation(this.module(wat), changes), systemState(state));
  }

  /** Executes one message; its result. */
  run(method: string, changes: Partial<Execution> = {}, state: Partial<SystemState> = {}) {
    return this.runAll([execution(method, changes)], state)[0] as ReturnType<WatHost['runAll']>[0];
  }

  /** Executes messages as one batch; their results. */
  runAll(executions: readonly Execution[], state: Partial<SystemState> = {}) {
    const results: Parameters<Parameters<CanisterHost['execute']>[3]>[0][] = [];
    this.execute(CANISTER, systemState(state), executions, (result) => results.push(result));
    return results;
  }
}
