import { assert } from '../src/assert.ts';
import { INSTRUCTIONS_UPDATE_MAX, REPLY_BYTES_MAX, WASM_PAGE_BYTES } from '../src/limits.ts';
import type { PrincipalKey } from '../src/principal.ts';
import { beginBatch, type CanisterBox } from '../src/sandbox/canister-box.ts';
import { installCode } from '../src/sandbox/install-code.ts';
import { ModuleStore } from '../src/sandbox/module-store.ts';
import { NO_CALL_CONTEXT } from '../src/sandbox/no-call-context.ts';
import type { Execution, ExecutionResult, SystemState } from '../src/sandbox/protocol.ts';
import { ModuleCache } from '../src/wasm/module-cache.ts';

const SELF = '00000000001000000101' as PrincipalKey;
const CONTROLLER = new Uint8Array(29).fill(7);
const INSTALL_INSTRUCTIONS_MAX = 300_000_000_000n;

/** One call as it was measured. */
export interface MeteredCall {
  readonly reply: Uint8Array;
  /** What the subnet charges for, system calls and dirty pages included. */
  readonly instructions: number;
  readonly milliseconds: number;
  readonly argumentBytes: number;
  readonly certified: Uint8Array | undefined;
  /** Units: bytes after the call. */
  readonly heapBytes: number;
  readonly stableBytes: number;
}

/** A message from a principal at a time. */
export interface MeteredMessage {
  readonly kind: 'query' | 'update';
  readonly method: string;
  readonly argument: Uint8Array;
  readonly caller: Uint8Array;
  readonly timeNs: bigint;
  /** What a query finds as the certificate. */
  readonly certificate?: Uint8Array;
}

/**
 * A canister in the sandbox's own code on the thread of the caller, with the subnet's metering, whose stable memory can be
 * given and taken whole.
 */
export class MeteredCanister {
  readonly #modules: ModuleStore;
  readonly #hash: string;
  readonly #nowMs: () => number;
  #box: CanisterBox | undefined;

  /** Prepares a gzipped module; calls are timed by the clock given. Units: milliseconds. */
  constructor(module: Uint8Array, nowMs: () => number) {
    this.#nowMs = nowMs;
    const cache = new ModuleCache();
    this.#modules = new ModuleStore((bytes) => cache.loadModule(bytes));
    const prepared = this.#modules.prepare(module);
    assert(prepared.ok, 'the module of a benchmark is valid');
    this.#hash = prepared.moduleHash;
  }

  /** Installs or upgrades; the certified data that it set. */
  install(mode: 'install' | 'upgrade', argument: Uint8Array, timeNs: bigint): MeteredCall {
    const loaded = this.#modules.get(this.#hash);
    assert(loaded !== undefined, 'the module is prepared');
    const installation = {
      mode,
      moduleHash: this.#hash,
      argument,
      caller: CONTROLLER,
      skipPreUpgrade: false,
      keepHeap: false,
      instructionLimit: INSTALL_INSTRUCTIONS_MAX,
    };
    const started = this.#nowMs();
    const { result, box } = installCode({
      key: SELF,
      installation,
      system: systemAt(timeNs),
      loaded,
      old: this.#box,
    });
    const milliseconds = this.#nowMs() - started;
    assert(box !== undefined, `the module installs: ${result.trap?.message ?? ''}`);
    this.#box = box;
    return measured(result, { reply: new Uint8Array(0), milliseconds, argumentBytes: argument.length });
  }

  /** Executes one message; a query leaves nothing behind. */
  call(message: MeteredMessage): MeteredCall {
    const { kind, method, argument, caller, timeNs, certificate } = message;
    const execution: Execution = {
      entry: { kind, method },
      replicated: kind === 'update',
      caller,
      payload: argument,
      ...NO_CALL_CONTEXT,
      instructionLimit: INSTRUCTIONS_UPDATE_MAX,
      replyBytesMax: REPLY_BYTES_MAX,
      effect: kind === 'update' ? 'commit' : 'discard',
      ...(certificate !== undefined && { dataCertificate: certificate }),
    };
    const box = this.#installed();
    const started = this.#nowMs();
    const result = box.execute(beginBatch(systemAt(timeNs)), execution);
    const milliseconds = this.#nowMs() - started;
    assert(result.trap === undefined, `${method} does not trap: ${result.trap?.message ?? ''}`);
    assert(result.answer?.kind === 'reply', `${method} replies`);
    return measured(result, { reply: result.answer.data, milliseconds, argumentBytes: argument.length });
  }

  /** The first bytes of the stable memory. */
  stableBytes(sizeBytes: number): Uint8Array {
    return this.#installed().read('stable', 0n, sizeBytes);
  }

  /**
   * Puts pages of 4 KiB into the stable memory, which is then as large as said. The code has to be upgraded afterwards:
   * what it holds in its heap is of the memory before.
   */
  putStablePages(pages: Iterable<readonly [page: number, bytes: Buffer]>, sizeBytes: number): void {
    const { stable } = this.#installed().state;
    for (const [page, bytes] of pages) stable.pages.set(page, bytes);
    stable.size = Math.ceil(sizeBytes / WASM_PAGE_BYTES);
    this.#installed().park();
  }

  #installed(): CanisterBox {
    assert(this.#box !== undefined, 'the module is installed');
    return this.#box;
  }
}

function measured(
  result: ExecutionResult,
  seen: Pick<MeteredCall, 'reply' | 'milliseconds' | 'argumentBytes'>,
): MeteredCall {
  return {
    ...seen,
    instructions: Number(result.instructions),
    certified: result.certifiedData,
    heapBytes: result.memory.wasm,
    stableBytes: Number(result.memory.stable),
  };
}

function systemAt(timeNs: bigint): SystemState {
  return {
    timeNs,
    canisterVersion: 1n,
    cycles: 1_000_000_000_000_000n,
    cyclesFrozen: 0n,
    status: 'running',
    controllers: [CONTROLLER],
    subnetId: CONTROLLER,
    rootKeyDer: CONTROLLER,
    environment: [],
    wasmMemoryLimit: 0n,
    queueUsed: [],
  };
}
