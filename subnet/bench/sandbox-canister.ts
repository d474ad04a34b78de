import { assert } from '../src/assert.ts';
import { INSTRUCTIONS_UPDATE_MAX, REPLY_BYTES_MAX } from '../src/limits.ts';
import type { PrincipalKey } from '../src/principal.ts';
import { CanisterHost } from '../src/sandbox/canister-host.ts';
import { ModuleStore } from '../src/sandbox/module-store.ts';
import { NO_CALL_CONTEXT } from '../src/sandbox/no-call-context.ts';
import type { Execution, ExecutionResult, Installation, SystemState } from '../src/sandbox/protocol.ts';
import { openSandboxPool } from '../src/sandbox/sandbox-pool.ts';
import type { Sandbox } from '../src/sandbox/sandbox.ts';
import { ModuleCache } from '../src/wasm/module-cache.ts';

const CANISTER = '00000000001000000101' as PrincipalKey;
const COPY = { canister: CANISTER, number: 1 };
const CALLER = new Uint8Array(29).fill(7);

const SYSTEM: SystemState = {
  timeNs: 1_700_000_000_000_000_000n,
  canisterVersion: 1n,
  cycles: 1_000_000_000_000n,
  cyclesFrozen: 0n,
  status: 'running',
  controllers: [CALLER],
  subnetId: CALLER,
  rootKeyDer: CALLER,
  environment: [],
  wasmMemoryLimit: 0n,
  queueUsed: [],
};

/** The message that the replica would send for a call; a query is rolled back, an update kept. */
function executionOf(kind: 'query' | 'update', method: string, payload: Uint8Array): Execution {
  return {
    entry: { kind, method },
    replicated: kind === 'update',
    caller: CALLER,
    payload,
    ...NO_CALL_CONTEXT,
    instructionLimit: INSTRUCTIONS_UPDATE_MAX,
    replyBytesMax: REPLY_BYTES_MAX,
    effect: kind === 'update' ? 'commit' : 'discard',
  };
}

function installationOf(moduleHash: string, argument: Uint8Array): Installation {
  return {
    mode: 'install',
    moduleHash,
    argument,
    caller: CALLER,
    skipPreUpgrade: false,
    keepHeap: false,
    instructionLimit: 300_000_000_000n,
  };
}

function replyOf(result: ExecutionResult | undefined): Uint8Array {
  assert(result?.trap === undefined, `no trap: ${result?.trap?.message ?? ''}`);
  assert(result?.answer?.kind === 'reply', 'the canister replied');
  return result.answer.data;
}

/** One canister in the sandbox's own code, on the thread of the caller. */
export class InThreadCanister {
  readonly #host: CanisterHost;

  constructor(module: Uint8Array, argument: Uint8Array) {
    const cache = new ModuleCache();
    this.#host = new CanisterHost(new ModuleStore((bytes) => cache.loadModule(bytes)));
    const prepared = this.#host.prepare(module);
    const result = this.#host.install(COPY, installationOf(prepared.moduleHash, argument), SYSTEM);
    assert(result.trap === undefined, 'the module of a benchmark installs');
  }

  /** Executes one message with everything that the sandbox does for it. */
  call(kind: 'query' | 'update', method: string, payload: Uint8Array): Uint8Array {
    let result: ExecutionResult | undefined;
    this.#host.execute(COPY, SYSTEM, [executionOf(kind, method, payload)], (ended) => (result = ended));
    return replyOf(result);
  }

  /** Takes the changed pages, as each round does; their number. */
  collect(): number {
    const delta = this.#host.takeDelta(COPY);
    return delta?.heap.pages.indexes.length ?? 0;
  }
}

/** One canister in a worker thread, as the subnet runs it. */
export class WorkerCanister implements AsyncDisposable {
  readonly #sandbox: Sandbox;

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  static async start(module: Uint8Array, argument: Uint8Array): Promise<WorkerCanister> {
    const nowhere = () => Promise.resolve(undefined);
    const sandbox = await openSandboxPool({
      source: nowhere,
      standInSource: nowhere,
      onChanged: () => undefined,
    });
    const prepared = await sandbox.prepare(module);
    const { result } = await sandbox.install(CANISTER, installationOf(prepared.moduleHash, argument), SYSTEM);
    assert(result.trap === undefined, 'the module of a benchmark installs');
    return new WorkerCanister(sandbox);
  }

  /** Executes the same message `count` times in one batch. */
  async call(
    kind: 'query' | 'update',
    method: string,
    options: { readonly payload: Uint8Array; readonly count: number },
  ): Promise<void> {
    const execution = executionOf(kind, method, options.payload);
    for (let left = options.count; left > 0;) {
      const batch = Array.from({ length: left }, () => execution);
      const { results } = await this.#sandbox.execute(CANISTER, SYSTEM, batch);
      results.forEach(replyOf);
      left -= results.length;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sandbox.close();
  }
}

/** An empty Candid argument list. */
export const EMPTY_ARGUMENT: Uint8Array = Uint8Array.from([...Buffer.from('DIDL'), 0, 0]);
