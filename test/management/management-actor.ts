import { Actor, type HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';

/**
 * Transcribed from the public interface for the tests alone, so that a reply that lacks a field or has another type is
 * not decoded. Source: IC interface specification, ic.did; `log_memory_limit` and `log_memory_store_size` as icp-cli 1.5.0 has them.
 */
const blob = IDL.Vec(IDL.Nat8);
const visibility = IDL.Variant({
  controllers: IDL.Null,
  public: IDL.Null,
  allowed_viewers: IDL.Vec(IDL.Principal),
});
const environment = IDL.Vec(IDL.Record({ name: IDL.Text, value: IDL.Text }));
const SETTINGS = {
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
  environment_variables: environment,
};
const settingsArgument: IDL.Type = IDL.Record(
  Object.fromEntries(Object.entries(SETTINGS).map(([name, type]) => [name, IDL.Opt(type as IDL.Type)])),
);
const status = IDL.Record({
  status: IDL.Variant({ running: IDL.Null, stopping: IDL.Null, stopped: IDL.Null }),
  ready_for_migration: IDL.Bool,
  version: IDL.Nat64,
  settings: IDL.Record(SETTINGS),
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
const consumed = IDL.Record({
  memory: IDL.Nat,
  compute_allocation: IDL.Nat,
  ingress_induction: IDL.Nat,
  instructions: IDL.Nat,
  request_and_response_transmission: IDL.Nat,
  uninstall: IDL.Nat,
  canister_creation: IDL.Nat,
  http_outcalls: IDL.Nat,
  burned_cycles: IDL.Nat,
});
const globals = IDL.Vec(
  IDL.Variant({ i32: IDL.Int32, i64: IDL.Int64, f32: IDL.Float32, f64: IDL.Float64, v128: IDL.Nat }),
);
const timer = IDL.Opt(IDL.Variant({ inactive: IDL.Null, active: IDL.Nat64 }));
const hook = IDL.Opt(IDL.Variant({ condition_not_satisfied: IDL.Null, ready: IDL.Null, executed: IDL.Null }));
const slice = IDL.Record({ offset: IDL.Nat64, size: IDL.Nat64 });
const place = IDL.Record({ offset: IDL.Nat64 });
const hash = IDL.Record({ hash: blob });
const id = { canister_id: IDL.Principal };
const ofSnapshot = { ...id, snapshot_id: blob };
const version = { sender_canister_version: IDL.Opt(IDL.Nat64) };
const snapshot = IDL.Record({ id: blob, taken_at_timestamp: IDL.Nat64, total_size: IDL.Nat64 });
const metadata = {
  wasm_module_size: IDL.Nat64,
  globals,
  wasm_memory_size: IDL.Nat64,
  stable_memory_size: IDL.Nat64,
  certified_data: blob,
  global_timer: timer,
  on_low_wasm_memory_hook_status: hook,
};

const service: IDL.InterfaceFactory = () =>
  IDL.Service({
    update_settings: IDL.Func([IDL.Record({ ...id, settings: settingsArgument, ...version })], [], []),
    upload_chunk: IDL.Func([IDL.Record({ ...id, chunk: blob })], [hash], []),
    stored_chunks: IDL.Func([IDL.Record(id)], [IDL.Vec(hash)], []),
    canister_status: IDL.Func([IDL.Record(id)], [status], []),
    canister_metrics: IDL.Func([IDL.Record(id)], [IDL.Record({ cycles_consumed: consumed })], []),
    provisional_top_up_canister: IDL.Func([IDL.Record({ ...id, amount: IDL.Nat })], [], []),
    take_canister_snapshot: IDL.Func(
      [IDL.Record({ ...id, replace_snapshot: IDL.Opt(blob), uninstall_code: IDL.Opt(IDL.Bool), ...version })],
      [snapshot],
      [],
    ),
    load_canister_snapshot: IDL.Func([IDL.Record({ ...ofSnapshot, ...version })], [], []),
    list_canister_snapshots: IDL.Func([IDL.Record(id)], [IDL.Vec(snapshot)], []),
    delete_canister_snapshot: IDL.Func([IDL.Record(ofSnapshot)], [], []),
    read_canister_snapshot_metadata: IDL.Func(
      [IDL.Record(ofSnapshot)],
      [
        IDL.Record({
          ...metadata,
          source: IDL.Variant({ taken_from_canister: IDL.Reserved, metadata_upload: IDL.Reserved }),
          taken_at_timestamp: IDL.Nat64,
          wasm_chunk_store: IDL.Vec(hash),
          canister_version: IDL.Nat64,
        }),
      ],
      [],
    ),
    read_canister_snapshot_data: IDL.Func(
      [
        IDL.Record({
          ...ofSnapshot,
          kind: IDL.Variant({
            wasm_module: slice,
            wasm_memory: slice,
            stable_memory: slice,
            wasm_chunk: hash,
          }),
        }),
      ],
      [IDL.Record({ chunk: blob })],
      [],
    ),
    upload_canister_snapshot_metadata: IDL.Func(
      [IDL.Record({ ...id, replace_snapshot: IDL.Opt(blob), ...metadata })],
      [IDL.Record({ snapshot_id: blob })],
      [],
    ),
    upload_canister_snapshot_data: IDL.Func(
      [
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
      [],
      [],
    ),
  });

/** Calls methods of the management canister about one canister, through a stock agent; `canister_id` is filled in. */
export function managementActor(agent: HttpAgent, canister: Principal) {
  const actor = Actor.createActor(service, {
    agent,
    canisterId: Principal.managementCanister(),
    effectiveCanisterId: canister,
  });
  return <T>(method: string, argument: object = {}): Promise<T> => {
    const call = actor[method] as (argument: object) => Promise<T>;
    return call({ canister_id: canister, ...argument });
  };
}

/** Settings for update_settings: what is given, and nothing else. */
export function settingsOf(given: Partial<Record<keyof typeof SETTINGS, unknown>>): object {
  const names = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];
  const settings = Object.fromEntries(names.map((name) => [name, name in given ? [given[name]] : []]));
  return { settings, sender_canister_version: [] };
}
