import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync } from 'node:zlib';
import { MODULE_BYTES_MAX } from '../limits.ts';
import { PASS_VERSION, prepareModule } from './prepare-module.ts';
import type { PreparedModule } from './prepared-module.ts';
import type { PreparedResult } from './prepare-module.ts';

/** `moduleHash` is the SHA-256 of the bytes as uploaded, compressed or not, in hexadecimal. */
export interface LoadedModule {
  readonly moduleHash: string;
  readonly result: PreparedResult;
}

const CHECKSUM_BYTES = 32;
const GZIP_MAGIC = [0x1f, 0x8b, 0x08];

/**
 * Prepared modules on disk, one file for each upload and version of the pass; without a directory nothing is kept.
 * A file that is not whole, or that cannot be read or written, is as if it were not there.
 */
export class ModuleCache {
  readonly #directory: string | undefined;

  constructor(directory?: string) {
    this.#directory = directory;
  }

  /**
   * The prepared form of an uploaded module, which may be compressed with gzip.
   * Bounds: MODULE_BYTES_MAX, before and after decompression. Errors: the result carries `IC0505`.
   */
  loadModule(bytes: Uint8Array): LoadedModule {
    const moduleHash = createHash('sha256').update(bytes).digest('hex');
    const kept = this.#read(moduleHash);
    if (kept) return { moduleHash, result: { ok: true, module: kept } };
    const raw = decompress(bytes);
    const result = typeof raw === 'string' ? refused(raw) : prepareModule(raw);
    if (result.ok) this.#write(moduleHash, result.module);
    return { moduleHash, result };
  }

  #path(directory: string, moduleHash: string): string {
    const key = createHash('sha256').update(moduleHash).update(PASS_VERSION).digest('hex');
    return join(directory, `${key}.prepared`);
  }

  #read(moduleHash: string): PreparedModule | undefined {
    if (this.#directory === undefined) return undefined;
    try {
      const file = readFileSync(this.#path(this.#directory, moduleHash));
      const payload = file.subarray(CHECKSUM_BYTES);
      if (!checksum(payload).equals(file.subarray(0, CHECKSUM_BYTES))) return undefined;
      const module = deserialize(payload) as PreparedModule;
      return module.info.passVersion === PASS_VERSION ? owned(module) : undefined;
    } catch {
      return undefined;
    }
  }

  #write(moduleHash: string, module: PreparedModule): void {
    if (this.#directory === undefined) return;
    const path = this.#path(this.#directory, moduleHash);
    const temporary = `${path}.${randomUUID()}`;
    try {
      mkdirSync(this.#directory, { recursive: true });
      const payload = serialize(module);
      writeFileSync(temporary, Buffer.concat([checksum(payload), payload]));
      renameSync(temporary, path);
    } catch {
      discard(temporary);
    }
  }
}

/** Removes a file if it can be removed. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What cannot be reached cannot be read as a module either.
  }
}

/** Byte arrays of their own: those read from the file share its buffer, and cloning one would clone the file. */
function owned({ binary, info }: PreparedModule): PreparedModule {
  const copy = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);
  return {
    binary: copy(binary),
    info: {
      ...info,
      dataSegments: info.dataSegments.map(({ offset, bytes }) => ({ offset, bytes: copy(bytes) })),
      metadata: info.metadata.map((section) => ({ ...section, content: copy(section.content) })),
    },
  };
}

function checksum(payload: Uint8Array): Buffer {
  return createHash('sha256').update(payload).digest();
}

function refused(message: string): PreparedResult {
  return { ok: false, trap: { errorCode: 'IC0505', message } };
}

/** The module's own bytes, or why they cannot be had. */
function decompress(bytes: Uint8Array): Uint8Array | string {
  const tooLarge = `Failed to decode wasm module: size exceeds the maximum allowed size of ${MODULE_BYTES_MAX} bytes`;
  if (bytes.length > MODULE_BYTES_MAX) return tooLarge;
  if (GZIP_MAGIC.some((byte, i) => bytes[i] !== byte)) return bytes;
  try {
    return new Uint8Array(gunzipSync(bytes, { maxOutputLength: MODULE_BYTES_MAX }));
  } catch (error) {
    if (error instanceof RangeError) return tooLarge;
    return `Failed to decode wasm module: ${error instanceof Error ? error.message : String(error)}`;
  }
}
