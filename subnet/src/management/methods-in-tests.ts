import { Principal } from '@dfinity/principal';
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
  'canister_metrics',
  'delete_canister',
  'take_canister_snapshot',
  'load_canister_snapshot',
  'list_canister_snapshots',
  'delete_canister_snapshot',
  'read_canister_snapshot_metadata',
  'read_canister_snapshot_data',
  'upload_canister_snapshot_metadata',
  'upload_canister_snapshot_data',
];
export const CANISTER_METHODS: MethodName[] = [
  'create_canister',
  'raw_rand',
  'deposit_cycles',
  'canister_info',
  'canister_metadata',
  'subnet_info',
  'node_metrics_history',
  'ecdsa_public_key',
  'sign_with_ecdsa',
  'schnorr_public_key',
  'sign_with_schnorr',
  'vetkd_public_key',
  'vetkd_derive_key',
];
export const QUERIES: MethodName[] = [
  'canister_status',
  'canister_metrics',
  'fetch_canister_logs',
  'list_canisters',
];
export const VERSIONED: MethodName[] = [
  'create_canister',
  'update_settings',
  'install_code',
  'install_chunked_code',
  'uninstall_code',
  'take_canister_snapshot',
  'load_canister_snapshot',
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
    subnet_id: Principal.fromUint8Array(Uint8Array.of(9, 9, 9)),
    start_at_timestamp_nanos: 0n,
    ...SNAPSHOT_ARGUMENT,
    ...WEB_ARGUMENT,
    kind: { wasm_memory: { offset: 0n, size: 0n } },
    sender_canister_version: version === undefined ? [] : [version],
    ...(KEY_METHODS.test(method) ? keyArgument(method) : {}),
  };
}

const SNAPSHOT_ARGUMENT = {
  snapshot_id: new Uint8Array(18),
  replace_snapshot: [],
  uninstall_code: [],
  wasm_module_size: 0n,
  globals: [],
  wasm_memory_size: 0n,
  stable_memory_size: 0n,
  certified_data: new Uint8Array(0),
  global_timer: [],
  on_low_wasm_memory_hook_status: [],
};

const WEB_ARGUMENT = {
  url: 'https://example.org/',
  max_response_bytes: [],
  method: { get: null },
  headers: [],
  body: [],
  transform: [],
  is_replicated: [],
  network: { mainnet: null },
  address: '',
  min_confirmations: [],
  filter: [],
  transaction: new Uint8Array(0),
  start_height: 0,
  end_height: [],
};

const KEY_METHODS = /ecdsa|schnorr|vetkd/;

/** A compressed point of G1: the generator. */
const TRANSPORT_KEY = Buffer.from(
  '97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb',
  'hex',
);

/** Fields for any method of a threshold key; the caller's key is meant. */
export function keyArgument(method: MethodName): Record<string, unknown> {
  const scheme = method.includes('ecdsa')
    ? { curve: { secp256k1: null } }
    : { curve: { bls12_381_g2: null } };
  const key = method.includes('schnorr') ? { algorithm: { bip340secp256k1: null } } : scheme;
  return {
    canister_id: [],
    derivation_path: [Buffer.from('path')],
    key_id: { ...key, name: 'dfx_test_key' },
    message_hash: new Uint8Array(32).fill(1),
    message: Buffer.from('message'),
    aux: [],
    context: Buffer.from('context'),
    input: Buffer.from('input'),
    transport_public_key: TRANSPORT_KEY,
  };
}
