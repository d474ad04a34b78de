import type { ExecutionResult, MemoryDelta, PageSet } from './protocol.ts';
import type { Executed, Installed } from './sandbox.ts';
import type {
  PreparedModule,
  SandboxRequest,
  SandboxResponse,
  SandboxWorkerData,
} from './sandbox-message.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { CanisterHost } from './canister-host.ts';
import { collectGarbage } from './collect-garbage.ts';
import { ModuleStore } from './module-store.ts';
import { nextTurn } from '../real-time.ts';
import { assert, InvariantError } from '../assert.ts';
import { enableWasmFeatures } from '../wasm/enable-wasm-features.ts';
import { ModuleCache } from '../wasm/module-cache.ts';

enableWasmFeatures();
const port = parentPort;
assert(port !== null, 'this file runs as a worker');
const { cacheDir, withdrawn } = workerData as SandboxWorkerData;
const cache = new ModuleCache(cacheDir);
const modules = new ModuleStore((module) => cache.loadModule(module));
// Not at once: what the order in hand still refers to is collected as well then.
const host = new CanisterHost(modules, () => void nextTurn().then(collectGarbage));

port.on('message', (request: SandboxRequest) => {
  const { id } = request;
  if (Atomics.load(withdrawn, id % withdrawn.length) === id) return;
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
      return prepare(request.module);
    case 'install':
      return install(request);
    case 'load':
      return load(request);
    case 'unload':
      return host.unload(request.copy);
    case 'execute':
      return execute(request);
    case 'release':
      return host.release(request.copy, request.hold);
    case 'pages':
      return host.pages(request.copy, request.memory, request.from, request.pagesMax);
    case 'globals':
      return host.globals(request.copy);
    case 'read':
      return host.read(request.copy, request.memory, request.offset, request.length);
  }
}

function prepare(module: Uint8Array): PreparedModule {
  const result = host.prepare(module);
  const loaded = modules.get(result.moduleHash);
  return loaded === undefined ? result : { ...result, module: loaded.module };
}

function load({ copy, code }: Extract<SandboxRequest, { kind: 'load' }>): void {
  host.load(copy, code && { loaded: modules.accept(code.loaded), memory: code.memory });
}

function install({ copy, loaded, ...order }: Extract<SandboxRequest, { kind: 'install' }>): Installed {
  modules.accept(loaded);
  const result = host.install(copy, order.installation, order.system);
  const delta = result.trap === undefined ? host.takeDelta(copy) : undefined;
  return delta === undefined ? { result } : { result, delta };
}

/** Results go together, and apart only where they carry much: a message has its bounds. Units: bytes. */
const RESULTS_BYTES_MAX = 262_144;

function execute(order: Extract<SandboxRequest, { kind: 'execute' }>): Executed {
  const { id, copy, system, executions } = order;
  let results: ExecutionResult[] = [];
  let bytes = 0;
  let committed = false;
  host.execute(copy, system, executions, (result, index) => {
    results.push(result);
    bytes += sizeOf(result);
    committed ||= result.trap === undefined && executions[index]?.effect === 'commit';
    if (bytes < RESULTS_BYTES_MAX) return;
    send({ id, kind: 'results', results }, results.flatMap(answerBuffers));
    results = [];
    bytes = 0;
  });
  const delta = committed ? host.takeDelta(copy) : undefined;
  return delta === undefined ? { results } : { results, delta };
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
  if (kind === 'pages') return large([(value as PageSet).bytes]);
  if (kind === 'install') return deltaBuffers((value as Installed).delta);
  if (kind !== 'execute') return [];
  const { results, delta } = value as Executed;
  return [...results.flatMap(answerBuffers), ...deltaBuffers(delta)];
}

function deltaBuffers(delta: MemoryDelta | undefined): ArrayBuffer[] {
  return delta === undefined ? [] : large([delta.heap.pages.bytes, delta.stable.pages.bytes]);
}

function large(arrays: readonly Uint8Array[]): ArrayBuffer[] {
  return arrays
    .filter((bytes) => bytes.byteLength >= TRANSFER_BYTES_MIN && bytes.byteLength === bytes.buffer.byteLength)
    .map((bytes) => bytes.buffer as ArrayBuffer);
}
