import type { PrincipalKey } from '../principal.ts';
import type { ExecutionResult, MemoryDelta, PageSet, PrepareResult, Sandbox } from './protocol.ts';
import type { SandboxOrder, SandboxResponse, SandboxWorkerData } from './sandbox-message.ts';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** The worker is gone, and with it every instance: the canisters must be loaded again from storage. */
export class SandboxLost extends Error {
  override readonly name = 'SandboxLost';
}

/** The worker failed at an order by a mistake of this package; the message says which. */
export class SandboxFailure extends Error {
  override readonly name = 'SandboxFailure';
}

/** Options of `startSandbox`. */
export interface SandboxOptions {
  /** Where prepared modules are kept between runs; without it, nowhere. */
  readonly cacheDir?: string;
  /** JavaScript heap of the worker, without wasm memories. Units: MiB. */
  readonly heapMib?: number;
  /** Called once when the worker dies, other than by `close`. */
  readonly onLost?: (error: SandboxLost) => void;
}

/** Units: MiB. Deep wasm recursion needs far more than Node's default of 4. */
const STACK_MIB = 64;
const HEAP_MIB_DEFAULT = 8_192;

/** Starts a worker thread that owns wasm instances and their memories. */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const client = new SandboxClient(options);
  return client.ready.then(() => client);
}

interface Pending {
  readonly onResult: ((result: ExecutionResult, index: number) => void) | undefined;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

class SandboxClient implements Sandbox {
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #onLost: ((error: SandboxLost) => void) | undefined;
  #nextId = 1;
  #closing = false;
  #lost: SandboxLost | undefined;

  constructor(options: SandboxOptions) {
    this.#onLost = options.onLost;
    const workerData: SandboxWorkerData = { cacheDir: options.cacheDir };
    this.#worker = new Worker(bootstrap(), {
      eval: true,
      workerData,
      execArgv: [],
      resourceLimits: { stackSizeMb: STACK_MIB, maxOldGenerationSizeMb: options.heapMib ?? HEAP_MIB_DEFAULT },
    });
    this.ready = new Promise((resolve, reject) => {
      this.#pending.set(0, { onResult: undefined, resolve: () => resolve(), reject });
    });
    this.#worker.on('message', (message: SandboxResponse) => this.#receive(message));
    this.#worker.on('error', (error: Error) => this.#lose(error.message));
    this.#worker.on('exit', (code: number) => this.#lose(`the worker ended with code ${code}`));
  }

  prepare(module: Uint8Array): Promise<PrepareResult & { readonly moduleHash: string }> {
    return this.#ask({ kind: 'prepare', module });
  }

  install(...[canister, installation, system]: Parameters<Sandbox['install']>): Promise<ExecutionResult> {
    return this.#ask({ kind: 'install', canister, installation, system });
  }

  load(...[canister, module, memory]: Parameters<Sandbox['load']>): Promise<void> {
    return this.#ask({ kind: 'load', canister, module, memory });
  }

  unload(canister: PrincipalKey): Promise<void> {
    return this.#ask({ kind: 'unload', canister });
  }

  execute(...[canister, system, executions, onResult]: Parameters<Sandbox['execute']>): Promise<void> {
    return this.#ask({ kind: 'execute', canister, system, executions }, onResult);
  }

  release(canister: PrincipalKey): Promise<void> {
    return this.#ask({ kind: 'release', canister });
  }

  collect(canisters: readonly PrincipalKey[]): Promise<ReadonlyMap<PrincipalKey, MemoryDelta>> {
    return this.#ask({ kind: 'collect', canisters });
  }

  pages(...[canister, memory, from, pagesMax]: Parameters<Sandbox['pages']>): Promise<PageSet> {
    return this.#ask({ kind: 'pages', canister, memory, from, pagesMax });
  }

  globals(canister: PrincipalKey): Promise<Uint8Array> {
    return this.#ask({ kind: 'globals', canister });
  }

  replace(...[canister, module, memory]: Parameters<Sandbox['replace']>): Promise<void> {
    return this.#ask({ kind: 'replace', canister, module, memory });
  }

  fill(...[canister, memory, pages]: Parameters<Sandbox['fill']>): Promise<void> {
    return this.#ask({ kind: 'fill', canister, memory, pages });
  }

  read(...[canister, memory, offset, length]: Parameters<Sandbox['read']>): Promise<Uint8Array> {
    return this.#ask({ kind: 'read', canister, memory, offset, length });
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  #ask<T>(order: SandboxOrder, onResult?: Pending['onResult']): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#lost !== undefined) {
        reject(this.#lost);
        return;
      }
      const id = this.#nextId++;
      this.#pending.set(id, { onResult, resolve: resolve as (value: unknown) => void, reject });
      this.#worker.postMessage({ id, ...order });
    });
  }

  #receive(message: SandboxResponse): void {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    if (message.kind === 'results') {
      message.results.forEach((result, at) => pending.onResult?.(result, message.first + at));
      return;
    }
    this.#pending.delete(message.id);
    if (message.kind === 'done') pending.resolve(message.value);
    else pending.reject(new SandboxFailure(message.message));
  }

  #lose(reason: string): void {
    if (this.#lost !== undefined) return;
    const error = new SandboxLost(this.#closing ? 'the sandbox is closed' : `the sandbox is lost: ${reason}`);
    this.#lost = error;
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
    if (!this.#closing) this.#onLost?.(error);
  }
}

/**
 * The worker's first lines. A Node without type stripping of its own gets tsx, registered from inside the worker:
 * given as an argument it would not reach worker threads.
 */
function bootstrap(): string {
  const worker = JSON.stringify(new URL('./sandbox-worker.ts', import.meta.url).href);
  const features = process.features as { readonly typescript?: unknown };
  if (features.typescript !== undefined && features.typescript !== false) return `import(${worker});`;
  const commonJs = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api'));
  const tsx = JSON.stringify(new URL('./index.mjs', commonJs).href);
  return `import(${tsx}).then(({ register }) => { register(); return import(${worker}); });`;
}
