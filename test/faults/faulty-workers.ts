import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { TransferListItem, Worker, WorkerOptions } from 'node:worker_threads';
import type { FaultPoint } from './fault-point.ts';

/** First lines of a sandbox: every import of a canister is counted, and the one whose turn it is fails. */
const PATCH = `{
const { workerData: { hostCalls } } = require('node:worker_threads');
const counted = (body) => (...values) => {
  const turn = Atomics.add(hostCalls, 0, 1) + 1;
  const [breaks, traps] = [turn === Atomics.load(hostCalls, 1), turn === Atomics.load(hostCalls, 2)];
  if (breaks || traps) Atomics.add(hostCalls, 3, 1);
  if (breaks) throw new Error('a host call failed');
  if (traps) throw new WebAssembly.RuntimeError('unreachable');
  return body(...values);
};
const patched = (imports) => Object.fromEntries(Object.entries(imports).map(([module, fields]) => [
  module,
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, typeof field === 'function' ? counted(field) : field])),
]));
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct: (Instance, [module, imports]) => new Instance(module, imports && patched(imports)),
});
}
`;

/** Makes the workers of this process fail as the point says; `restore` ends it. Sandboxes are real threads all the same. */
export function useFaultyWorkers(point: FaultPoint): { restore(): void } {
  const threads = createRequire(import.meta.url)('node:worker_threads') as { Worker: typeof Worker };
  const Real = threads.Worker;
  threads.Worker = class extends Real {
    #ended = false;

    constructor(source: string | URL, options: WorkerOptions = {}) {
      const workerData = { ...(options.workerData as object), hostCalls: point.hostCalls };
      super(options.eval === true ? `${PATCH}${String(source)}` : source, { ...options, workerData });
    }

    override postMessage(message: unknown, transfer?: readonly TransferListItem[]): void {
      if (point.hits('order')) this.#end();
      if (!this.#ended) super.postMessage(message, transfer);
    }

    override emit(event: string | symbol, ...values: unknown[]): boolean {
      if (event === 'message' && point.hits('result')) this.#end();
      if (event === 'message' && this.#ended) return true;
      return super.emit(event as 'message', ...(values as [unknown]));
    }

    #end(): void {
      this.#ended = true;
      void this.terminate();
    }
  };
  syncBuiltinESMExports();
  return {
    restore: () => {
      threads.Worker = Real;
      syncBuiltinESMExports();
    },
  };
}
