import type { PrincipalKey } from '../principal.ts';
import { NO_SETTINGS, of } from './call-in-tests.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';

/** A name in the interface. */
export type MethodName = keyof typeof MANAGEMENT_IDL;

/** All names, and those by who may call. */
export const NAMES = Object.keys(MANAGEMENT_IDL) as MethodName[];
export const CONTROLLER_METHODS: MethodName[] = [
  'update_settings',
  'upload_chunk',
  'clear_chunk_store',
  'stored_chunks',
  'install_code',
  'install_chunked_code',
  'uninstall_code',
  'start_canister',
  'stop_canister',
  'canister_status',
  'delete_canister',
];
export const CANISTER_METHODS: MethodName[] = [
  'create_canister',
  'raw_rand',
  'deposit_cycles',
  'canister_info',
  'canister_metadata',
];
export const VERSIONED: MethodName[] = [
  'create_canister',
  'update_settings',
  'install_code',
  'install_chunked_code',
  'uninstall_code',
  'provisional_create_canister_with_cycles',
];

/** Fields for any method on a canister; an encoder takes those it needs. */
export function argumentFor(
  canister: PrincipalKey,
  method: MethodName,
  version?: bigint,
): Record<string, unknown> {
  const id = of(canister).canister_id;
  return {
    canister_id: id,
    target_canister: id,
    store_canister: [],
    chunk_hashes_list: [],
    wasm_module_hash: new Uint8Array(32),
    mode: { install: null },
    wasm_module: new Uint8Array(0),
    arg: new Uint8Array(0),
    chunk: new Uint8Array(0),
    amount: method === 'provisional_top_up_canister' ? 1n : [],
    specified_id: [],
    settings: method === 'update_settings' ? NO_SETTINGS : [],
    name: 'name',
    num_requested_changes: [],
    sender_canister_version: version === undefined ? [] : [version],
  };
}
