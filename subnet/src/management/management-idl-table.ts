import { IDL } from '@dfinity/candid';
import { CYCLES_USES } from '../canister/cycles-consumed.ts';

/**
 * Argument and result types of the methods, transcribed from the published interface.
 * Source: IC interface specification, ic.did; `log_memory_limit` and `log_memory_store_size` from the newer interface
 * that icp-cli 1.5.0 decodes with.
 */
const canisterId = IDL.Principal;
const blob = IDL.Vec(IDL.Nat8);

const visibility = IDL.Variant({
  controllers: IDL.Null,
  public: IDL.Null,
  allowed_viewers: IDL.Vec(IDL.Principal),
});

const environmentVariable = IDL.Record({ name: IDL.Text, value: IDL.Text });

export const canisterSettings = IDL.Record({
  controllers: IDL.Opt(IDL.Vec(IDL.Principal)),
  compute_allocation: IDL.Opt(IDL.Nat),
  memory_allocation: IDL.Opt(IDL.Nat),
  freezing_threshold: IDL.Opt(IDL.Nat),
  reserved_cycles_limit: IDL.Opt(IDL.Nat),
  minimum_incoming_canister_call_cycles: IDL.Opt(IDL.Nat),
  log_visibility: IDL.Opt(visibility),
  log_memory_limit: IDL.Opt(IDL.Nat),
  snapshot_visibility: IDL.Opt(visibility),
  status_visibility: IDL.Opt(visibility),
  wasm_memory_limit: IDL.Opt(IDL.Nat),
  wasm_memory_threshold: IDL.Opt(IDL.Nat),
  environment_variables: IDL.Opt(IDL.Vec(environmentVariable)),
});

const definiteCanisterSettings = IDL.Record({
  controllers: IDL.Vec(IDL.Principal),
  compute_allocation: IDL.Nat,
  memory_allocation: IDL.Nat,
  freezing_threshold: IDL.Nat,
  reserved_cycles_limit: IDL.Nat,
  minimum_incoming_canister_call_cycles: IDL.Nat,
  log_visibility: visibility,
  log_memory_limit: IDL.Nat,
  snapshot_visibility: visibility,
  status_visibility: visibility,
  wasm_memory_limit: IDL.Nat,
  wasm_memory_threshold: IDL.Nat,
  environment_variables: IDL.Vec(environmentVariable),
});

const snapshotSource = IDL.Variant({ taken_from_canister: IDL.Reserved, metadata_upload: IDL.Reserved });

const changeOrigin = IDL.Variant({
  from_user: IDL.Record({ user_id: IDL.Principal }),
  from_canister: IDL.Record({ canister_id: canisterId, canister_version: IDL.Opt(IDL.Nat64) }),
});

const changeDetails = IDL.Variant({
  creation: IDL.Record({
    controllers: IDL.Vec(IDL.Principal),
    environment_variables_hash: IDL.Opt(blob),
  }),
  code_uninstall: IDL.Null,
  code_deployment: IDL.Record({
    mode: IDL.Variant({ install: IDL.Null, reinstall: IDL.Null, upgrade: IDL.Null }),
    module_hash: blob,
  }),
  load_snapshot: IDL.Record({
    from_canister_id: IDL.Opt(IDL.Principal),
    snapshot_id: blob,
    canister_version: IDL.Nat64,
    taken_at_timestamp: IDL.Nat64,
    source: snapshotSource,
  }),
  controllers_change: IDL.Record({ controllers: IDL.Vec(IDL.Principal) }),
  rename_canister: IDL.Record({
    canister_id: canisterId,
    total_num_changes: IDL.Nat64,
    rename_to: IDL.Record({
      canister_id: canisterId,
      version: IDL.Nat64,
      total_num_changes: IDL.Nat64,
    }),
    requested_by: IDL.Principal,
  }),
});

const change = IDL.Record({
  timestamp_nanos: IDL.Nat64,
  canister_version: IDL.Nat64,
  origin: changeOrigin,
  details: changeDetails,
});

const chunkHash = IDL.Record({ hash: blob });

const installMode = IDL.Variant({
  install: IDL.Null,
  reinstall: IDL.Null,
  upgrade: IDL.Opt(
    IDL.Record({
      skip_pre_upgrade: IDL.Opt(IDL.Bool),
      wasm_memory_persistence: IDL.Opt(IDL.Variant({ keep: IDL.Null, replace: IDL.Null })),
    }),
  ),
});

const statusResult = IDL.Record({
  status: IDL.Variant({ running: IDL.Null, stopping: IDL.Null, stopped: IDL.Null }),
  ready_for_migration: IDL.Bool,
  version: IDL.Nat64,
  settings: definiteCanisterSettings,
  module_hash: IDL.Opt(blob),
  memory_size: IDL.Nat,
  memory_metrics: IDL.Record({
    wasm_memory_size: IDL.Nat,
    stable_memory_size: IDL.Nat,
    global_memory_size: IDL.Nat,
    wasm_binary_size: IDL.Nat,
    custom_sections_size: IDL.Nat,
    canister_history_size: IDL.Nat,
    wasm_chunk_store_size: IDL.Nat,
    snapshots_size: IDL.Nat,
    log_memory_store_size: IDL.Nat,
  }),
  cycles: IDL.Nat,
  reserved_cycles: IDL.Nat,
  idle_cycles_burned_per_day: IDL.Nat,
  query_stats: IDL.Record({
    num_calls_total: IDL.Nat,
    num_instructions_total: IDL.Nat,
    request_payload_bytes_total: IDL.Nat,
    response_payload_bytes_total: IDL.Nat,
  }),
});

const ofOwner = { canister_id: IDL.Opt(canisterId) };
const ofPath = { derivation_path: IDL.Vec(blob) };
const ecdsaKey = { key_id: IDL.Record({ curve: IDL.Variant({ secp256k1: IDL.Null }), name: IDL.Text }) };
const schnorrAlgorithm = IDL.Variant({ bip340secp256k1: IDL.Null, ed25519: IDL.Null });
const schnorrKey = { key_id: IDL.Record({ algorithm: schnorrAlgorithm, name: IDL.Text }) };
const schnorrAux = IDL.Variant({ bip341: IDL.Record({ merkle_root_hash: blob }) });
const vetKdKey = { key_id: IDL.Record({ curve: IDL.Variant({ bls12_381_g2: IDL.Null }), name: IDL.Text }) };
const extendedKey = [IDL.Record({ public_key: blob, chain_code: blob })];
const signature = [IDL.Record({ signature: blob })];

const globals = IDL.Vec(
  IDL.Variant({ i32: IDL.Int32, i64: IDL.Int64, f32: IDL.Float32, f64: IDL.Float64, v128: IDL.Nat }),
);
const globalTimer = IDL.Opt(IDL.Variant({ inactive: IDL.Null, active: IDL.Nat64 }));
const hookStatus = IDL.Opt(
  IDL.Variant({ condition_not_satisfied: IDL.Null, ready: IDL.Null, executed: IDL.Null }),
);
const snapshot = IDL.Record({ id: blob, taken_at_timestamp: IDL.Nat64, total_size: IDL.Nat64 });
const ofSnapshot = { canister_id: canisterId, snapshot_id: blob };
const slice = IDL.Record({ offset: IDL.Nat64, size: IDL.Nat64 });
const place = IDL.Record({ offset: IDL.Nat64 });

const senderVersion = { sender_canister_version: IDL.Opt(IDL.Nat64) };
const ofCanister = [IDL.Record({ canister_id: canisterId })];
const created = [IDL.Record({ canister_id: canisterId })];

const httpHeaders = IDL.Vec(IDL.Record({ name: IDL.Text, value: IDL.Text }));

/** What an outcall brings, and what its transform takes. */
export const HTTP_REQUEST_RESULT = IDL.Record({ status: IDL.Nat, headers: httpHeaders, body: blob });
export const TRANSFORM_ARGUMENT = IDL.Record({ response: HTTP_REQUEST_RESULT, context: blob });

const httpTransform = IDL.Record({
  function: IDL.Func([TRANSFORM_ARGUMENT], [HTTP_REQUEST_RESULT], ['query']),
  context: blob,
});

const bitcoinNetwork = IDL.Variant({ mainnet: IDL.Null, testnet: IDL.Null });

/** Types of one method. */
export interface MethodTypes {
  readonly argument: IDL.Type[];
  readonly result: IDL.Type[];
}

/** Types by method name. */
export const MANAGEMENT_IDL = {
  create_canister: {
    argument: [IDL.Record({ settings: IDL.Opt(canisterSettings), ...senderVersion })],
    result: created,
  },
  update_settings: {
    argument: [IDL.Record({ canister_id: canisterId, settings: canisterSettings, ...senderVersion })],
    result: [],
  },
  upload_chunk: {
    argument: [IDL.Record({ canister_id: canisterId, chunk: blob })],
    result: [chunkHash],
  },
  clear_chunk_store: { argument: ofCanister, result: [] },
  stored_chunks: { argument: ofCanister, result: [IDL.Vec(chunkHash)] },
  install_code: {
    argument: [
      IDL.Record({
        mode: installMode,
        canister_id: canisterId,
        wasm_module: blob,
        arg: blob,
        ...senderVersion,
      }),
    ],
    result: [],
  },
  install_chunked_code: {
    argument: [
      IDL.Record({
        mode: installMode,
        target_canister: canisterId,
        store_canister: IDL.Opt(canisterId),
        chunk_hashes_list: IDL.Vec(chunkHash),
        wasm_module_hash: blob,
        arg: blob,
        ...senderVersion,
      }),
    ],
    result: [],
  },
  uninstall_code: {
    argument: [IDL.Record({ canister_id: canisterId, ...senderVersion })],
    result: [],
  },
  start_canister: { argument: ofCanister, result: [] },
  stop_canister: { argument: ofCanister, result: [] },
  canister_status: { argument: ofCanister, result: [statusResult] },
  canister_metrics: {
    argument: ofCanister,
    result: [
      IDL.Record({
        cycles_consumed: IDL.Record(Object.fromEntries(CYCLES_USES.map((use) => [use, IDL.Nat]))),
      }),
    ],
  },
  list_canisters: {
    argument: [],
    result: [IDL.Record({ canisters: IDL.Vec(IDL.Record({ start: canisterId, end: canisterId })) })],
  },
  subnet_info: {
    argument: [IDL.Record({ subnet_id: IDL.Principal })],
    result: [IDL.Record({ replica_version: IDL.Text, registry_version: IDL.Nat64 })],
  },
  node_metrics_history: {
    argument: [IDL.Record({ subnet_id: IDL.Principal, start_at_timestamp_nanos: IDL.Nat64 })],
    result: [
      IDL.Vec(
        IDL.Record({
          timestamp_nanos: IDL.Nat64,
          node_metrics: IDL.Vec(
            IDL.Record({
              node_id: IDL.Principal,
              num_blocks_proposed_total: IDL.Nat64,
              num_block_failures_total: IDL.Nat64,
            }),
          ),
        }),
      ),
    ],
  },
  delete_canister: { argument: ofCanister, result: [] },
  deposit_cycles: { argument: ofCanister, result: [] },
  raw_rand: { argument: [], result: [blob] },
  canister_info: {
    argument: [IDL.Record({ canister_id: canisterId, num_requested_changes: IDL.Opt(IDL.Nat64) })],
    result: [
      IDL.Record({
        total_num_changes: IDL.Nat64,
        recent_changes: IDL.Vec(change),
        module_hash: IDL.Opt(blob),
        controllers: IDL.Vec(IDL.Principal),
      }),
    ],
  },
  canister_metadata: {
    argument: [IDL.Record({ canister_id: canisterId, name: IDL.Text })],
    result: [IDL.Record({ value: blob })],
  },
  ecdsa_public_key: { argument: [IDL.Record({ ...ofOwner, ...ofPath, ...ecdsaKey })], result: extendedKey },
  sign_with_ecdsa: {
    argument: [IDL.Record({ message_hash: blob, ...ofPath, ...ecdsaKey })],
    result: signature,
  },
  schnorr_public_key: {
    argument: [IDL.Record({ ...ofOwner, ...ofPath, ...schnorrKey })],
    result: extendedKey,
  },
  sign_with_schnorr: {
    argument: [IDL.Record({ message: blob, ...ofPath, ...schnorrKey, aux: IDL.Opt(schnorrAux) })],
    result: signature,
  },
  vetkd_public_key: {
    argument: [IDL.Record({ ...ofOwner, context: blob, ...vetKdKey })],
    result: [IDL.Record({ public_key: blob })],
  },
  vetkd_derive_key: {
    argument: [IDL.Record({ input: blob, context: blob, transport_public_key: blob, ...vetKdKey })],
    result: [IDL.Record({ encrypted_key: blob })],
  },
  provisional_create_canister_with_cycles: {
    argument: [
      IDL.Record({
        amount: IDL.Opt(IDL.Nat),
        settings: IDL.Opt(canisterSettings),
        specified_id: IDL.Opt(canisterId),
        ...senderVersion,
      }),
    ],
    result: created,
  },
  provisional_top_up_canister: {
    argument: [IDL.Record({ canister_id: canisterId, amount: IDL.Nat })],
    result: [],
  },
  take_canister_snapshot: {
    argument: [
      IDL.Record({
        canister_id: canisterId,
        replace_snapshot: IDL.Opt(blob),
        uninstall_code: IDL.Opt(IDL.Bool),
        ...senderVersion,
      }),
    ],
    result: [snapshot],
  },
  load_canister_snapshot: { argument: [IDL.Record({ ...ofSnapshot, ...senderVersion })], result: [] },
  list_canister_snapshots: { argument: ofCanister, result: [IDL.Vec(snapshot)] },
  delete_canister_snapshot: { argument: [IDL.Record(ofSnapshot)], result: [] },
  read_canister_snapshot_metadata: {
    argument: [IDL.Record(ofSnapshot)],
    result: [
      IDL.Record({
        source: snapshotSource,
        taken_at_timestamp: IDL.Nat64,
        wasm_module_size: IDL.Nat64,
        globals,
        wasm_memory_size: IDL.Nat64,
        stable_memory_size: IDL.Nat64,
        wasm_chunk_store: IDL.Vec(chunkHash),
        canister_version: IDL.Nat64,
        certified_data: blob,
        global_timer: globalTimer,
        on_low_wasm_memory_hook_status: hookStatus,
      }),
    ],
  },
  read_canister_snapshot_data: {
    argument: [
      IDL.Record({
        ...ofSnapshot,
        kind: IDL.Variant({
          wasm_module: slice,
          wasm_memory: slice,
          stable_memory: slice,
          wasm_chunk: chunkHash,
        }),
      }),
    ],
    result: [IDL.Record({ chunk: blob })],
  },
  upload_canister_snapshot_metadata: {
    argument: [
      IDL.Record({
        canister_id: canisterId,
        replace_snapshot: IDL.Opt(blob),
        wasm_module_size: IDL.Nat64,
        globals,
        wasm_memory_size: IDL.Nat64,
        stable_memory_size: IDL.Nat64,
        certified_data: blob,
        global_timer: globalTimer,
        on_low_wasm_memory_hook_status: hookStatus,
      }),
    ],
    result: [IDL.Record({ snapshot_id: blob })],
  },
  upload_canister_snapshot_data: {
    argument: [
      IDL.Record({
        ...ofSnapshot,
        kind: IDL.Variant({
          wasm_module: place,
          wasm_memory: place,
          stable_memory: place,
          wasm_chunk: IDL.Null,
        }),
        chunk: blob,
      }),
    ],
    result: [],
  },
  bitcoin_get_balance: {
    argument: [
      IDL.Record({ address: IDL.Text, network: bitcoinNetwork, min_confirmations: IDL.Opt(IDL.Nat32) }),
    ],
    result: [IDL.Nat64],
  },
  bitcoin_get_utxos: {
    argument: [
      IDL.Record({
        address: IDL.Text,
        network: bitcoinNetwork,
        filter: IDL.Opt(IDL.Variant({ min_confirmations: IDL.Nat32, page: blob })),
      }),
    ],
    result: [
      IDL.Record({
        utxos: IDL.Vec(
          IDL.Record({
            outpoint: IDL.Record({ txid: blob, vout: IDL.Nat32 }),
            value: IDL.Nat64,
            height: IDL.Nat32,
          }),
        ),
        tip_block_hash: blob,
        tip_height: IDL.Nat32,
        next_page: IDL.Opt(blob),
      }),
    ],
  },
  bitcoin_send_transaction: {
    argument: [IDL.Record({ transaction: blob, network: bitcoinNetwork })],
    result: [],
  },
  bitcoin_get_current_fee_percentiles: {
    argument: [IDL.Record({ network: bitcoinNetwork })],
    result: [IDL.Vec(IDL.Nat64)],
  },
  bitcoin_get_block_headers: {
    argument: [
      IDL.Record({ start_height: IDL.Nat32, end_height: IDL.Opt(IDL.Nat32), network: bitcoinNetwork }),
    ],
    result: [IDL.Record({ tip_height: IDL.Nat32, block_headers: IDL.Vec(blob) })],
  },
  http_request: {
    argument: [
      IDL.Record({
        url: IDL.Text,
        max_response_bytes: IDL.Opt(IDL.Nat64),
        method: IDL.Variant({
          get: IDL.Null,
          head: IDL.Null,
          post: IDL.Null,
          put: IDL.Null,
          delete: IDL.Null,
          patch: IDL.Null,
        }),
        headers: httpHeaders,
        body: IDL.Opt(blob),
        transform: IDL.Opt(httpTransform),
        is_replicated: IDL.Opt(IDL.Bool),
      }),
    ],
    result: [HTTP_REQUEST_RESULT],
  },
  fetch_canister_logs: {
    argument: ofCanister,
    result: [
      IDL.Record({
        canister_log_records: IDL.Vec(
          IDL.Record({ idx: IDL.Nat64, timestamp_nanos: IDL.Nat64, content: blob }),
        ),
      }),
    ],
  },
} as const satisfies Record<string, MethodTypes>;
