import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { areInputsUnchanged } from './hash-inputs.ts';
import type { InputHashes } from './hash-inputs.ts';

/** What is kept of one build beside its outputs, as `<name>.build.json`. */
export interface BuildRecord {
  readonly name: string;
  readonly moduleHash: string;
  readonly wasmSha256: string;
  readonly didSha256: string;
  readonly wasmSizeBytes: number;
  readonly wasmGzSizeBytes: number;
  /** SHA-256 (hex) of the hash kernel that the module contains. */
  readonly kernelSha256?: string;
  readonly inputs: InputHashes;
}

const RECORD_SUFFIX = '.build.json';

/** The record of the last build, if its inputs and its outputs are still what they were. */
export async function readFreshRecord(
  root: string,
  outDir: string,
  name: string,
): Promise<BuildRecord | undefined> {
  const record = await readRecord(join(outDir, `${name}${RECORD_SUFFIX}`));
  if (record === undefined || !(await areInputsUnchanged(root, record.inputs))) {
    return undefined;
  }
  const wasmGz = await readFile(join(outDir, `${name}.wasm.gz`)).catch(() => undefined);
  const did = await readFile(join(outDir, `${name}.did`)).catch(() => undefined);
  const isIntact =
    wasmGz !== undefined &&
    did !== undefined &&
    sha256Hex(wasmGz) === record.moduleHash &&
    sha256Hex(did) === record.didSha256;
  return isIntact ? record : undefined;
}

/** What one build writes: the record with its two outputs, and the canisters that the manifest may name. */
export interface BuildOutputs {
  readonly record: BuildRecord;
  readonly wasmGz: Uint8Array;
  readonly did: string;
  readonly listed: readonly string[];
}

/** Writes one canister's outputs, each by rename, its record after them, and the manifest of all records last. */
export async function writeOutputs(outDir: string, outputs: BuildOutputs): Promise<void> {
  const { record, wasmGz, did, listed } = outputs;
  await replaceFile(join(outDir, `${record.name}.wasm.gz`), wasmGz);
  await replaceFile(join(outDir, `${record.name}.did`), did);
  await replaceFile(join(outDir, `${record.name}${RECORD_SUFFIX}`), toJson(record));
  await writeManifest(outDir, listed);
}

/**
 * Writes `manifest.json`: for each canister the SHA-256 of its module, compressed module, contract and hash kernel.
 * Builds of different canisters may run side by side, so the records are read again after writing, until nothing changed.
 */
async function writeManifest(outDir: string, listed: readonly string[]): Promise<void> {
  for (let written = ''; ;) {
    const manifest = await renderManifest(outDir, listed);
    if (manifest === written) {
      return;
    }
    await replaceFile(join(outDir, 'manifest.json'), manifest);
    written = manifest;
  }
}

async function renderManifest(outDir: string, listed: readonly string[]): Promise<string> {
  const names = [...listed].sort();
  const records = await Promise.all(names.map((name) => readRecord(join(outDir, `${name}${RECORD_SUFFIX}`))));
  const canisters = records
    .filter((record) => record !== undefined)
    .map((record) => [
      record.name,
      {
        wasm: record.wasmSha256,
        'wasm.gz': record.moduleHash,
        did: record.didSha256,
        ...(record.kernelSha256 !== undefined && { kernel: record.kernelSha256 }),
      },
    ]);
  return toJson({ hash: 'sha256', canisters: Object.fromEntries(canisters) as unknown });
}

async function readRecord(path: string): Promise<BuildRecord | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as BuildRecord;
  } catch {
    return undefined;
  }
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
