import type { Principal } from '@dfinity/principal';
import { createHash } from 'node:crypto';
import type { CanisterState } from '../canister/canister-state.ts';
import { MODULE_BYTES_MAX } from '../limits.ts';
import { findControlled, findOwn } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { CHUNKS_IN_LARGE_WASM_MAX } from './management-limits.ts';
import { DONE, type ManagementMethod, type MethodRequest } from './management-method.ts';
import { chunkStoreError, ManagementRefused } from './management-refused.ts';
import { runInstallation, type InstallModeArgument } from './run-installation.ts';

interface InstallChunkedCodeArgument {
  readonly mode: InstallModeArgument;
  readonly target_canister: Principal;
  readonly store_canister: [] | [Principal];
  readonly chunk_hashes_list: readonly { readonly hash: Uint8Array }[];
  readonly wasm_module_hash: Uint8Array;
  readonly arg: Uint8Array;
  readonly sender_canister_version: [] | [bigint];
}

const HASH_BYTES = 32;

/**
 * Installs a module that lies in a chunk store.
 * Errors: IC0504 for missing chunks and other hashes than said; those of runInstallation.
 * Source: interface specification, "install_chunked_code".
 */
export const installChunkedCode: ManagementMethod<InstallChunkedCodeArgument> = {
  name: 'install_chunked_code',
  types: MANAGEMENT_IDL.install_chunked_code,
  ingress: 'controllers',
  query: false,
  effectiveId: 'target_canister',
  async handle(request, argument) {
    findControlled(request, argument.target_canister);
    const store = findOwn(request, argument.store_canister[0] ?? argument.target_canister);
    const moduleHash = hex(argument.wasm_module_hash);
    if (argument.wasm_module_hash.length !== HASH_BYTES) {
      throw new ManagementRefused('IC0504', `Invalid wasm hash ${moduleHash}`);
    }
    const module = await assemble(request, store, argument.chunk_hashes_list);
    const actual = createHash('sha256').update(module).digest('hex');
    if (actual !== moduleHash) {
      throw chunkStoreError(`Wasm module hash ${actual} does not match given hash ${moduleHash}`);
    }
    await runInstallation(request, {
      mode: argument.mode,
      target: argument.target_canister,
      module,
      argument: argument.arg,
      senderVersion: argument.sender_canister_version,
    });
    return DONE;
  },
};

async function assemble(
  { host }: MethodRequest,
  store: CanisterState,
  list: readonly { readonly hash: Uint8Array }[],
): Promise<Uint8Array> {
  if (list.length > CHUNKS_IN_LARGE_WASM_MAX) {
    throw chunkStoreError(
      `expected at most ${CHUNKS_IN_LARGE_WASM_MAX} chunks in a module, got ${list.length}`,
    );
  }
  const hashes = list.map(({ hash }) => {
    if (hash.length !== HASH_BYTES) {
      throw chunkStoreError(`Chunk hash is invalid. The length is not ${HASH_BYTES}`);
    }
    return hex(hash);
  });
  let total = 0;
  for (const hash of hashes) {
    const size = store.chunks.get(hash);
    if (size === undefined) throw chunkMissing(hash);
    total += size;
  }
  if (total > MODULE_BYTES_MAX) {
    throw chunkStoreError(`expected a module of at most ${MODULE_BYTES_MAX} bytes, got ${total}`);
  }
  const module = new Uint8Array(total);
  let at = 0;
  for (const hash of hashes) {
    const chunk = await host.readChunk(store, hash);
    // The store may have been cleared while an earlier chunk was read.
    if (chunk === undefined || at + chunk.length > total) throw chunkMissing(hash);
    module.set(chunk, at);
    at += chunk.length;
  }
  return module;
}

function chunkMissing(hash: string): ManagementRefused {
  return chunkStoreError(`Chunk hash ${hash} was not found`);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
