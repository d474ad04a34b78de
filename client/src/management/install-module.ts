import { sha256 } from '@noble/hashes/sha2';
import type { Principal } from '@dfinity/principal';
import { exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import type { ChunkHash, InstallMode } from '../generated/management.ts';
import { managementFor } from './management.ts';

/** What becomes of the canister's state. */
export type InstallKind = 'install' | 'reinstall' | 'upgrade';

/** A module and where it goes. */
export interface InstallModule {
  readonly canisterId: Principal;
  readonly kind: InstallKind;
  /** WebAssembly, plain or gzip. */
  readonly module: Uint8Array;
  /** Candid message for the canister's `init` or `post_upgrade`. */
  readonly arg: Uint8Array;
  /** Told before each chunk of a large module. Units: bytes. */
  readonly onProgress?: (sentBytes: number, totalBytes: number) => void;
}

/** Bounds: module and argument that still fit one message beside its envelope. */
export const ONE_MESSAGE_BYTES_MAX = 2 * 1024 * 1024 - 64 * 1024;
/** Bounds: one chunk. Source: IC interface specification, "upload_chunk". */
export const CHUNK_BYTES_MAX = 1024 * 1024;

/**
 * Installs a module in one message, or in chunks when it is too large for one. The state is as before when it fails.
 * Errors: CallFailed, ProofInvalid.
 * Source: IC interface specification, "install_code" and "install_chunked_code".
 */
export async function installModule(connection: Connection, install: InstallModule): Promise<void> {
  const { canisterId, module, arg } = install;
  const management = managementFor(connection, canisterId);
  const mode: InstallMode = install.kind === 'upgrade' ? { upgrade: [] } : modeOf(install.kind);
  if (module.length + arg.length <= ONE_MESSAGE_BYTES_MAX) {
    await exchange('install_code', () =>
      management.install_code({ mode, canister_id: canisterId, wasm_module: module, arg }),
    );
    return;
  }
  const chunks = await uploadChunks(connection, install);
  await exchange('install_chunked_code', () =>
    management.install_chunked_code({
      mode,
      target_canister: canisterId,
      store_canister: [],
      chunk_hashes_list: chunks,
      wasm_module_hash: sha256(module),
      arg,
    }),
  );
  await exchange('clear_chunk_store', () => management.clear_chunk_store({ canister_id: canisterId }));
}

async function uploadChunks(connection: Connection, install: InstallModule): Promise<ChunkHash[]> {
  const { canisterId, module, onProgress } = install;
  const management = managementFor(connection, canisterId);
  await exchange('clear_chunk_store', () => management.clear_chunk_store({ canister_id: canisterId }));
  const hashes: ChunkHash[] = [];
  for (let at = 0; at < module.length; at += CHUNK_BYTES_MAX) {
    onProgress?.(at, module.length);
    const chunk = module.subarray(at, at + CHUNK_BYTES_MAX);
    hashes.push(
      await exchange('upload_chunk', () => management.upload_chunk({ canister_id: canisterId, chunk })),
    );
  }
  return hashes;
}

function modeOf(kind: 'install' | 'reinstall'): InstallMode {
  return kind === 'install' ? { install: null } : { reinstall: null };
}
