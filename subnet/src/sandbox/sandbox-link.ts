import type { ExecutionResult } from './protocol.ts';
import type { Executed } from './sandbox.ts';
import type { SandboxAnswers, SandboxOrder, SandboxResponse, SandboxWorkerData } from './sandbox-message.ts';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** The worker is gone, and with it every instance: its canisters must be loaded again. */
export class SandboxLost extends Error {
  override readonly name = 'SandboxLost';
}

/** The worker failed at an order by a mistake of this package; the message says which. */
export class SandboxFailure extends Error {
  override readonly name = 'SandboxFailure';
}

/** Options of a worker. */
export interface LinkOptions {
  /** Where prepared modules are kept between runs; without it, nowhere. */
  readonly cacheDir?: string;
  /** JavaScript heap of the worker, without wasm memories. Units: MiB. */
  readonly heapMib?: number;
}

/** An order on its way: it may be given to one worker after another until one carries it out. */
export interface Entry {
  readonly order: SandboxOrder;
  /** Workers that died while they had it. */
  losses: number;
  /** Of an `execute`: results that came ahead of its end. */
  results: ExecutionResult[];
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * An entry for an order, and the promise of its end. `onEnd` is called at the moment the answer arrives, before anything
 * else can happen.
 */
export function entryFor<K extends SandboxOrder['kind']>(
  order: Extract<SandboxOrder, { readonly kind: K }>,
  onEnd?: (answer: SandboxAnswers[K]) => void,
): { readonly entry: Entry; readonly answer: Promise<SandboxAnswers[K]> } {
  let entry!: Entry;
  const answer = new Promise<SandboxAnswers[K]>((settle, reject) => {
    const resolve = (value: unknown) => {
      onEnd?.(value as SandboxAnswers[K]);
      settle(value as SandboxAnswers[K]);
    };
    entry = { order, losses: 0, results: [], resolve, reject };
  });
  return { entry, answer };
}

/** The number of the copy that an order is about; undefined for the preparation of a module. */
export function copyOf({ order }: Entry): number | undefined {
  return order.kind === 'prepare' ? undefined : order.copy.number;
}

/** Units: MiB. Deep wasm recursion needs far more than Node's default of 4. */
const STACK_MIB = 64;
const HEAP_MIB_DEFAULT = 8_192;
/** Bounds: orders on their way to one worker whose withdrawal it is sure to see. */
const WITHDRAWN_SLOTS = 4_096;

/** One worker thread that owns wasm instances and their memories, and the orders on their way to it, in order. */
export class SandboxLink {
  /** Settles when the worker takes orders. Errors: SandboxLost when it never will. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #inFlight = new Map<number, Entry>();
  readonly #withdrawn = new Int32Array(new SharedArrayBuffer(4 * WITHDRAWN_SLOTS));
  readonly #onLost: (lost: SandboxLost, entries: readonly Entry[]) => void;
  #started!: { resolve: () => void; reject: (error: Error) => void };
  #nextId = 1;
  #lost: SandboxLost | undefined;

  /** `onLost` is called once when the worker is gone, with the orders that it had not carried out. */
  constructor(
    options: LinkOptions,
    onLost: (lost: SandboxLost, entries: readonly Entry[]) => void = rejectAll,
  ) {
    this.#onLost = onLost;
    const workerData: SandboxWorkerData = { cacheDir: options.cacheDir, withdrawn: this.#withdrawn };
    this.#worker = new Worker(bootstrap(), {
      eval: true,
      workerData,
      execArgv: [],
      resourceLimits: { stackSizeMb: STACK_MIB, maxOldGenerationSizeMb: options.heapMib ?? HEAP_MIB_DEFAULT },
    });
    this.ready = new Promise((resolve, reject) => {
      this.#started = { resolve, reject };
    });
    // Who waits for the start hears of its failure; where nobody waits, the loss is told all the same.
    this.ready.catch(() => undefined);
    this.#worker.on('message', (message: SandboxResponse) => this.#receive(message));
    this.#worker.on('error', (error: Error) => this.#lose(error.message));
    this.#worker.on('exit', (code: number) => this.#lose(`the worker ended with code ${code}`));
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** Orders that the worker has not carried out; the first of them is the one it is at. */
  get inFlight(): ReadonlyMap<number, Entry> {
    return this.#inFlight;
  }

  /** Sends an order. */
  post(entry: Entry): void {
    if (this.#lost !== undefined) {
      entry.reject(this.#lost);
      return;
    }
    const id = this.#nextId++;
    entry.results = [];
    this.#inFlight.set(id, entry);
    this.#worker.postMessage({ id, ...entry.order });
  }

  /** Sends an order and waits for its end. */
  ask<K extends SandboxOrder['kind']>(
    order: Extract<SandboxOrder, { readonly kind: K }>,
  ): Promise<SandboxAnswers[K]> {
    const { entry, answer } = entryFor(order);
    this.post(entry);
    return answer;
  }

  /**
   * Takes back orders that another worker is to carry out, in their order. What this worker does of them all the same
   * has no effect, as long as its copy of their canister is unloaded next.
   */
  withdraw(which: (entry: Entry) => boolean): Entry[] {
    const taken: Entry[] = [];
    for (const [id, entry] of this.#inFlight) {
      if (!which(entry)) continue;
      Atomics.store(this.#withdrawn, id % WITHDRAWN_SLOTS, id);
      this.#inFlight.delete(id);
      taken.push(entry);
    }
    return taken;
  }

  /** Ends the worker, in the middle of an execution too. What is on its way is rejected with SandboxLost. */
  async close(): Promise<void> {
    const entries = this.#end('the sandbox is closed');
    if (entries !== undefined) rejectAll(this.#lost as SandboxLost, entries);
    await this.#worker.terminate();
  }

  /** Ends the worker as if it had died. */
  abort(reason: string): void {
    this.#lose(reason);
    void this.#worker.terminate();
  }

  #receive(message: SandboxResponse): void {
    if (message.id === 0) {
      this.#started.resolve();
      return;
    }
    const entry = this.#inFlight.get(message.id);
    if (entry === undefined) return;
    if (message.kind === 'results') {
      entry.results.push(...message.results);
      return;
    }
    this.#inFlight.delete(message.id);
    if (message.kind === 'failed') entry.reject(new SandboxFailure(message.message));
    else entry.resolve(entry.results.length === 0 ? message.value : completed(entry, message.value));
  }

  #lose(reason: string): void {
    const entries = this.#end(`the sandbox is lost: ${reason}`);
    if (entries !== undefined) this.#onLost(this.#lost as SandboxLost, entries);
  }

  /** The orders that nobody will carry out; undefined when the end came before. */
  #end(reason: string): Entry[] | undefined {
    if (this.#lost !== undefined) return undefined;
    this.#lost = new SandboxLost(reason);
    this.#started.reject(this.#lost);
    const entries = [...this.#inFlight.values()];
    this.#inFlight.clear();
    return entries;
  }
}

function completed({ results }: Entry, value: unknown): Executed {
  const last = value as Executed;
  return { ...last, results: [...results, ...last.results] };
}

function rejectAll(lost: SandboxLost, entries: readonly Entry[]): void {
  for (const entry of entries) entry.reject(lost);
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
