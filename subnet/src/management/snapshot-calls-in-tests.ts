import type { CanisterState } from '../canister/canister-state.ts';
import { expect } from 'vitest';
import type { PrincipalKey } from '../principal.ts';
import { of, ok } from './call-in-tests.ts';
import type { InMemoryHost } from './in-memory-host.ts';

/** `snapshot` of the interface, as decoded. */
export interface SnapshotView {
  readonly id: Uint8Array;
  readonly taken_at_timestamp: bigint;
  readonly total_size: bigint;
}

/** A module without metadata, as InMemoryHost takes it. */
export const EMPTY_MODULE = new Uint8Array(Buffer.from('\0asm[]'));

/** Argument of take_canister_snapshot. */
export function taking(canister: PrincipalKey, replace?: Uint8Array, uninstall?: boolean) {
  return {
    ...of(canister),
    replace_snapshot: replace === undefined ? [] : [replace],
    uninstall_code: uninstall === undefined ? [] : [uninstall],
    sender_canister_version: [],
  };
}

/** Argument of upload_canister_snapshot_metadata for a snapshot of one page and one global. */
export function uploading(canister: PrincipalKey, changes: Record<string, unknown> = {}) {
  return {
    ...of(canister),
    replace_snapshot: [],
    wasm_module_size: 10n,
    globals: [{ i32: -3 }],
    wasm_memory_size: 65_536n,
    stable_memory_size: 0n,
    certified_data: Uint8Array.of(1, 2),
    global_timer: [],
    on_low_wasm_memory_hook_status: [],
    ...changes,
  };
}

/** Installs a module without metadata. */
export async function installEmpty(host: InMemoryHost, key: PrincipalKey): Promise<void> {
  await ok(host, 'install_code', {
    ...of(key),
    mode: { install: null },
    wasm_module: EMPTY_MODULE,
    arg: new Uint8Array(0),
    sender_canister_version: [],
  });
}

/** Takes a snapshot and gives the reply. */
export async function take(
  host: InMemoryHost,
  key: PrincipalKey,
  replace?: Uint8Array,
): Promise<SnapshotView> {
  return (await ok(host, 'take_canister_snapshot', taking(key, replace))) as SnapshotView;
}

/** Uploads metadata and gives the id. */
export async function upload(
  host: InMemoryHost,
  key: PrincipalKey,
  changes: Record<string, unknown> = {},
): Promise<Uint8Array> {
  const reply = await ok(host, 'upload_canister_snapshot_metadata', uploading(key, changes));
  return (reply as { snapshot_id: Uint8Array }).snapshot_id;
}

/** The record of a canister that exists. */
export function recordOf(host: InMemoryHost, key: PrincipalKey): CanisterState {
  const canister = host.canisters.get(key);
  if (canister === undefined) expect.fail('expected the canister to exist');
  return canister;
}
