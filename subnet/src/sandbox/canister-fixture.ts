import type { Execution, ExecutionResult, Installation, MemoryDelta, SystemState } from './protocol.ts';
import type { PrincipalKey } from '../principal.ts';
import wabtFactory from 'wabt';
import { CanisterHost } from './canister-host.ts';
import type { Copy } from './sandbox-message.ts';
import { ModuleStore } from './module-store.ts';
import { NO_CALL_CONTEXT } from './no-call-context.ts';
import { IMPORT_TABLE } from './system-api/import-table.ts';
import { ModuleCache } from '../wasm/module-cache.ts';
import { assert } from '../assert.ts';

const wabt = await wabtFactory();

/** A canister module in WebAssembly text. */
export interface CanisterText {
  /** System API functions, imported under `$name`. */
  readonly imports?: readonly string[];
  /** Everything but imports and the memory. */
  readonly body: string;
  /** Units: pages of 64 KiB. */
  readonly pages?: number;
  readonly pointers64?: boolean;
}

/** Assembles the module that a developer would upload. */
export function assemble({ imports = [], body, pages = 1, pointers64 = false }: CanisterText): Uint8Array {
  const pointer = pointers64 ? 'i64' : 'i32';
  const declarations = imports.map((name) => {
    const { params, result } = IMPORT_TABLE.get(name) ?? { params: [], result: undefined };
    const types = params.map((type) => (type === 'I' ? pointer : type)).join(' ');
    const resultType = result === undefined ? '' : `(result ${result === 'I' ? pointer : result})`;
    return `(import "ic0" "${name}" (func $${name} (param ${types}) ${resultType}))`;
  });
  const source = `(module ${declarations.join('\n')} (memory ${pointers64 ? 'i64' : ''} ${pages}) ${body})`;
  return wabt.parseWat('canister.wat', source, { memory64: true }).toBinary({}).buffer;
}

/** The canister that tests install. */
export const CANISTER = '00000000000000010101' as PrincipalKey;
export const COPY: Copy = { canister: CANISTER, number: 1 };

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
    ...NO_CALL_CONTEXT,
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

/** The text of a reply, or of a rejection. */
export function answerText(result: ExecutionResult): string | undefined {
  const { answer } = result;
  if (answer === undefined) return undefined;
  return answer.kind === 'reply' ? Buffer.from(answer.data).toString('utf8') : answer.message;
}

/** A canister host with one canister, and shorter ways to use it. */
export class OneCanister {
  readonly host: CanisterHost;
  readonly #modules: ModuleStore;
  /** The bytes that were installed last. */
  lastModule: Uint8Array | undefined;

  constructor() {
    const cache = new ModuleCache();
    this.#modules = new ModuleStore((module) => cache.loadModule(module));
    this.host = new CanisterHost(this.#modules);
    this.host.load(COPY);
  }

  /** Prepares and installs. */
  install(
    text: CanisterText,
    changes: Partial<Installation> = {},
    state: Partial<SystemState> = {},
  ): ExecutionResult {
    this.lastModule = assemble(text);
    const prepared = this.host.prepare(this.lastModule);
    assert(prepared.ok, prepared.ok ? '' : prepared.trap.message);
    return this.host.install(COPY, installation(prepared.moduleHash, changes), systemState(state));
  }

  /** Brings a stored canister back. */
  load(module: Uint8Array, memory: MemoryDelta): void {
    const loaded = this.#modules.get(this.#modules.prepare(module).moduleHash);
    assert(loaded !== undefined, 'a stored module is still accepted');
    this.host.unload(COPY);
    this.host.load(COPY, { loaded, memory });
  }

  /** Executes one message. */
  run(method: string, changes: Partial<Execution> = {}, state: Partial<SystemState> = {}): ExecutionResult {
    const [result] = this.runAll([execution(method, changes)], state);
    assert(result !== undefined, 'one result for one execution');
    return result;
  }

  /** Executes messages as one batch. */
  runAll(executions: readonly Execution[], state: Partial<SystemState> = {}): ExecutionResult[] {
    const results: ExecutionResult[] = [];
    this.host.execute(COPY, systemState(state), executions, (result) => results.push(result));
    return results;
  }

  /** One committed byte. */
  byte(memory: 'heap' | 'stable', offset: number): number {
    return this.host.read(COPY, memory, BigInt(offset), 1)[0] ?? -1;
  }
}
