import { join, dirname } from 'node:path';

import { assembleModule } from './assemble-module.ts';
import type { AssembledModule } from './assemble-module.ts';
import { compileAssembly } from './compile-assembly.ts';
import { findAzleToolchain } from './azle-toolchain.ts';
import type { AzleToolchain } from './azle-toolchain.ts';
import { BuildError } from './build-error.ts';
import type { BuildErrorCode } from './build-error.ts';
import { bundleCanister, type StockBuild } from './bundle-canister.ts';
import { readCandidInterface } from './candid-interface.ts';
import type { CandidFunc, CandidInterface } from './candid-interface.ts';
import { compareInterfaces } from './compare-interfaces.ts';
import { KERNEL_SHA256, readKernel } from './compile-kernel.ts';
import { appendPublicMetadata } from './custom-section.ts';
import { gzipModule } from './gzip-module.ts';
import { withKernel } from './interpose-kernel.ts';
import { compareMethods, nameMethods } from './name-methods.ts';
import { nameRepeatedTypes } from './name-repeated-types.ts';
import { isAssembly } from './read-project.ts';

/** What the driver asks of the process that builds one canister. */
export interface WorkerRequest {
  readonly root: string;
  readonly entryPath: string;
  readonly didPath: string;
  readonly contract: string;
  readonly asStock?: StockBuild;
}

/** What the process sends: any number of steps, then one result or one failure. */
export type WorkerMessage =
  | { readonly kind: 'step'; readonly step: string }
  | {
      readonly kind: 'built';
      readonly wasm: Uint8Array;
      readonly wasmGz: Uint8Array;
      readonly inputs: readonly string[];
      /** SHA-256 (hex) of the hash kernel; absent in a build for a comparison with Azle. */
      readonly kernelSha256?: string;
    }
  | { readonly kind: 'failed'; readonly code: BuildErrorCode; readonly message: string };

/** Builds one canister; runs in a process of its own, since it executes the canister's code or takes a compiler's memory. */
async function buildInWorker(request: WorkerRequest): Promise<WorkerMessage> {
  return isAssembly(request) ? buildAssembly(request) : buildAzle(request);
}

async function buildAssembly(request: WorkerRequest): Promise<WorkerMessage> {
  send({ kind: 'step', step: 'compile' });
  const { wasm: compiled, inputs } = await compileAssembly(request);
  const wasm = nameMethods(compiled);
  send({ kind: 'step', step: 'check contract' });
  const toolchain = await findAzleToolchain(dirname(join(request.root, request.entryPath)));
  const contract = await readCandidInterface({ path: request.didPath, text: request.contract }, toolchain);
  refuseDifferences(request, compareMethods(contract, wasm));
  return pack(request, wasm, inputs);
}

async function buildAzle(request: WorkerRequest): Promise<WorkerMessage> {
  const toolchain = await findAzleToolchain(dirname(join(request.root, request.entryPath)));
  send({ kind: 'step', step: 'bundle' });
  const [bundle, kernel] = await Promise.all([
    bundleCanister(request, toolchain),
    request.asStock === undefined ? readKernel() : undefined,
  ]);
  send({ kind: 'step', step: 'assemble' });
  const module =
    kernel === undefined
      ? await assembleModule(bundle.javaScript, toolchain, request.asStock === 'recording')
      : await withKernel(kernel, toolchain, (extended) => assembleModule(bundle.javaScript, extended));
  send({ kind: 'step', step: 'check contract' });
  await checkContract(request, module, toolchain);
  const packed = pack(request, module.wasm, bundle.inputs);
  return kernel === undefined ? packed : { ...packed, kernelSha256: KERNEL_SHA256 };
}

/** The module with its contract in it, as it is and as it is sent. */
function pack(
  request: WorkerRequest,
  module: Uint8Array,
  inputs: readonly string[],
): Extract<WorkerMessage, { kind: 'built' }> {
  send({ kind: 'step', step: 'compress' });
  const contract = new TextEncoder().encode(request.contract);
  const wasm = appendPublicMetadata(module, 'candid:service', contract);
  return { kind: 'built', wasm, wasmGz: gzipModule(wasm), inputs };
}

async function checkContract(
  request: WorkerRequest,
  module: AssembledModule,
  toolchain: AzleToolchain,
): Promise<void> {
  const contract = await readCandidInterface({ path: request.didPath, text: request.contract }, toolchain);
  const built = withCompositeQueries(
    await readCandidInterface(
      { path: 'the interface that Azle computed', text: nameRepeatedTypes(module.candid) },
      toolchain,
    ),
    module,
  );
  refuseDifferences(request, compareInterfaces(contract, built));
}

function refuseDifferences(request: WorkerRequest, differences: readonly string[]): void {
  if (differences.length > 0) {
    throw new BuildError(
      'contract-mismatch',
      `the module does not keep its contract ${request.didPath}:\n${differences.map((line) => `  ${line}`).join('\n')}`,
    );
  }
}

/** Azle writes a composite query as `query`; its method table knows better. */
function withCompositeQueries(
  built: CandidInterface,
  { compositeQueries }: AssembledModule,
): CandidInterface {
  const methods = [...built.methods].map(([name, type]): [string, CandidFunc] =>
    compositeQueries.includes(name)
      ? [name, Object.assign(Object.create(type) as CandidFunc, { annotations: ['composite_query'] })]
      : [name, type],
  );
  return { ...built, methods: new Map(methods) };
}

function send(message: WorkerMessage): void {
  process.send?.(message);
}

process.once('message', (request: WorkerRequest) => {
  process.env['AZLE_DFX_ROOT'] = request.root;
  void buildInWorker(request)
    .catch((error: unknown): WorkerMessage => {
      const code = error instanceof BuildError ? error.code : 'build-crashed';
      return { kind: 'failed', code, message: error instanceof Error ? error.message : String(error) };
    })
    .then((message) => process.send?.(message, () => process.exit(0)));
});
