import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { BuildError } from './build-error.ts';
import type { StockBuild } from './bundle-canister.ts';
import { copyTwin } from './copy-twin.ts';
import { hashInputs } from './hash-inputs.ts';
import { readFreshRecord, sha256Hex, writeOutputs } from './build-record.ts';
import type { BuildRecord } from './build-record.ts';
import { readProject } from './read-project.ts';
import { BUILD_TIMEOUT_MS, runWorker } from './run-worker.ts';

/** Where outputs go, relative to the project's root. */
export const DEFAULT_OUT_DIR = '.indus/wasm';

/** What a running build tells: one canister's name and the step that begins. */
export type BuildProgress = (event: { readonly canister: string; readonly step: string }) => void;

/** One canister's build, by name; `root` holds `dfx.json`. */
export interface BuildCanisterOptions {
  readonly root: string;
  readonly name: string;
  /** Relative to `root` or absolute; {@link DEFAULT_OUT_DIR} unless given. */
  readonly outDir?: string;
  /** Builds even when no input changed. */
  readonly force?: boolean;
  /** How long the build may take; {@link BUILD_TIMEOUT_MS} unless given. */
  readonly timeoutMs?: number;
  /** Builds for a comparison with Azle, never for release. Give each kind an `outDir` of its own. */
  readonly asStock?: StockBuild;
  readonly onProgress?: BuildProgress;
}

/** A built canister and the figures by which it is known. */
export interface BuiltCanister {
  readonly name: string;
  readonly wasmGzPath: string;
  readonly didPath: string;
  /** SHA-256 (hex) of the installed bytes, that is of the `.wasm.gz`: what the IC reports as `module_hash`. */
  readonly moduleHash: string;
  /** SHA-256 (hex) of the module before compression. */
  readonly wasmSha256: string;
  readonly didSha256: string;
  readonly wasmSizeBytes: number;
  readonly wasmGzSizeBytes: number;
  /** SHA-256 (hex) of the hash kernel that the module contains; absent in a build for a comparison with Azle. */
  readonly kernelSha256?: string;
  /** True when no input had changed and the earlier outputs were kept. */
  readonly isUnchanged: boolean;
  readonly elapsedMs: number;
}

/**
 * Builds one canister of `dfx.json` into `<outDir>/<name>.wasm.gz`, `<name>.did` and `manifest.json`.
 * The bytes depend on the sources and the lock file only, not on the folder, the environment, the platform or Node's version.
 * Errors: {@link BuildError}; the earlier outputs are then untouched.
 */
export async function buildCanister(options: BuildCanisterOptions): Promise<BuiltCanister> {
  const started = performance.now();
  const root = resolve(options.root);
  const outDir = resolve(root, options.outDir ?? DEFAULT_OUT_DIR);
  const { name } = options;
  const report = (step: string): void => options.onProgress?.({ canister: name, step });

  const project = await readProject(root);
  const canister = project.find((entry) => entry.name === name);
  if (canister === undefined) {
    const known = project.map((entry) => entry.name).join(', ');
    throw new BuildError('canister-unknown', `expected a canister of dfx.json (${known}), got "${name}"`, {
      canister: name,
    });
  }
  const contract = await readContract(root, canister.didPath, name);
  if (!existsSync(join(root, canister.entryPath))) {
    throw new BuildError(
      'entry-missing',
      `expected the entry of canister "${name}" at ${canister.entryPath}, got no file`,
      {
        canister: name,
      },
    );
  }
  const fresh = options.force === true ? undefined : await readFreshRecord(root, outDir, name);
  if (fresh !== undefined) {
    report('unchanged');
    return toBuilt(fresh, outDir, true, started);
  }
  const mayCopy = options.force !== true && options.asStock === undefined;
  const copied = mayCopy ? await copyTwin({ root, outDir, project }, canister) : undefined;
  if (copied !== undefined) {
    report(`same as ${copied.twin}`);
    return toBuilt(copied.record, outDir, false, started);
  }
  const request = {
    root,
    entryPath: canister.entryPath,
    didPath: canister.didPath,
    contract,
    ...(options.asStock !== undefined && { asStock: options.asStock }),
  };
  const built = await runWorker(request, report, options.timeoutMs ?? BUILD_TIMEOUT_MS).catch(
    (error: unknown) => {
      throw error instanceof BuildError
        ? new BuildError(error.code, `canister ${name}: ${error.message}`, { canister: name, cause: error })
        : error;
    },
  );
  report('write');
  await mkdir(outDir, { recursive: true });
  const record: BuildRecord = {
    name,
    moduleHash: sha256Hex(built.wasmGz),
    wasmSha256: sha256Hex(built.wasm),
    didSha256: sha256Hex(Buffer.from(contract)),
    wasmSizeBytes: built.wasm.length,
    wasmGzSizeBytes: built.wasmGz.length,
    ...(built.kernelSha256 !== undefined && { kernelSha256: built.kernelSha256 }),
    inputs: await hashInputs(root, [...built.inputs, canister.didPath]),
  };
  const listed = project.map((entry) => entry.name);
  await writeOutputs(outDir, { record, wasmGz: built.wasmGz, did: contract, listed });
  return toBuilt(record, outDir, false, started);
}

async function readContract(root: string, didPath: string, name: string): Promise<string> {
  try {
    return (await readFile(join(root, didPath), 'utf8')).replaceAll('\r\n', '\n');
  } catch (cause) {
    throw new BuildError(
      'contract-missing',
      `expected the contract of canister "${name}" at ${didPath}, got no file`,
      {
        canister: name,
        cause,
      },
    );
  }
}

function toBuilt(record: BuildRecord, outDir: string, isUnchanged: boolean, started: number): BuiltCanister {
  return {
    name: record.name,
    wasmGzPath: join(outDir, `${record.name}.wasm.gz`),
    didPath: join(outDir, `${record.name}.did`),
    moduleHash: record.moduleHash,
    wasmSha256: record.wasmSha256,
    didSha256: record.didSha256,
    wasmSizeBytes: record.wasmSizeBytes,
    wasmGzSizeBytes: record.wasmGzSizeBytes,
    ...(record.kernelSha256 !== undefined && { kernelSha256: record.kernelSha256 }),
    isUnchanged,
    elapsedMs: performance.now() - started,
  };
}
