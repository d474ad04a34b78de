import type { PrincipalKey } from '../principal.ts';
import type { ExecutionResult, MemoryDelta, PageSet } from './protocol.ts';
import type { SandboxRequest, SandboxResponse, SandboxWorkerData } from './sandbox-message.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { CanisterHost } from './canister-host.ts';
import { ModuleStore } from './module-store.ts';
import { assert, InvariantError } from '../assert.ts';
import { enableWasmFeatures } from '../wasm/enable-wasm-features.ts';
import { ModuleCache } from '../wasm/module-cache.ts';

enableWasmFeatures();
const port = parentPort;
assert(port !== null, 'this file runs as a worker');
const { cacheDir } = workerData as SandboxWorkerData;
const cache = new ModuleCache(cacheDir);
const host = new CanisterHost(new ModuleStore((module) => cache.loadModule(module)));

port.on('message', (request: SandboxRequest) => {
  const { id } = request;
  try {
    const value = perform(request);
    send({ id, kind: 'done', value }, buffersOf(request.kind, value));
  } catch (error) {
    // Anything else may have left a canister half committed: the worker dies, and the replica loads from storage.
    if (!(error instanceof InvariantError)) throw error;
    send({ id, kind: 'failed', message: error.message });
  }
});
send({ id: 0, kind: 'done', value: undefined });

function perform(request: SandboxRequest): unknown {
  switch (request.kind) {
    case 'prepare':
      return host.prepare(request.module);
    case 'install':
      return host.install(request.canister, request.installation, request.system);
    case 'load':
      return host.load(request.canister, request.module, request.memory);
    case 'unload':
      return host.unload(request.canister);
    case 'execute':
      return execute(request);
    case 'release':
      return host.release(request.canister);
    case 'collect':
      return host.collect(request.canisters);
    case 'pages':
      return host.pages(request.canister, request.memory, request.from, request.pagesMax);
    case 'globals':
      return host.globals(request.canister);
    case 'replace':
      return host.replace(request.canister, request.module, request.memory);
    case 'fill':
      return host.fill(request.canister, request.memory, request.pages);
    case 'read':
      return host.read(request.canister, request.memory, request.offset, request.length);
  }
}

/** Each message wakes the other thread: results go together, and apart only where they carry much. Units: bytes. */
const RESULTS_BYTES_MAX = 262_144;

function execute(order: Extract<SandboxRequest, { kind: 'execute' }>): void {
  const { id, canister, system, executions } = order;
  let results: ExecutionResult[] = [];
  let bytes = 0;
  host.execute(canister, system, executions, (result, index) => {
    results.push(result);
    bytes += sizeOf(result);
    if (bytes < RESULTS_BYTES_MAX && index < executions.length - 1) return;
    const first = index + 1 - results.length;
    send({ id, kind: 'results', first, results }, results.flatMap(answerBuffers));
    results = [];
    bytes = 0;
  });
}

/** About what a result takes on its way. Units: bytes. */
function sizeOf({ answer, calls, log }: ExecutionResult): number {
  const answered = answer?.kind === 'reply' ? answer.data.length : 0;
  const called = calls.reduce((sum, { payload }) => sum + payload.length, 0);
  return log.reduce((sum, { content }) => sum + content.length, answered + called);
}

function send(response: SandboxResponse, transfer: readonly ArrayBuffer[] = []): void {
  port?.postMessage(response, transfer);
}

/** Large data is handed over; small data is copied, which costs less. Units: bytes. */
const TRANSFER_BYTES_MIN = 65_536;

function answerBuffers({ answer }: ExecutionResult): ArrayBuffer[] {
  return answer?.kind === 'reply' ? large([answer.data]) : [];
}

function buffersOf(kind: SandboxRequest['kind'], value: unknown): ArrayBuffer[] {
  if (kind === 'collect') return deltaBuffers(value);
  return kind === 'pages' ? large([(value as PageSet).bytes]) : [];
}

function deltaBuffers(value: unknown): ArrayBuffer[] {
  const deltas = [...(value as ReadonlyMap<PrincipalKey, MemoryDelta>).values()];
  return large(deltas.flatMap(({ heap, stable }) => [heap.pages.bytes, stable.pages.bytes]));
}

function large(arrays: readonly Uint8Array[]): ArrayBuffer[] {
  return arrays
    .filter((bytes) => bytes.byteLength >= TRANSFER_BYTES_MIN && bytes.byteLength === bytes.buffer.byteLength)
    .map((bytes) => bytes.buffer as ArrayBuffer);
}
