import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { type Ending, replyOf } from './ending.ts';

/** Arguments and answers of the management canister. Source: ic.did of the interface specification. */

const { Opt, Vec, Nat, Nat8, Nat64, Text, Record, Variant, Null, Bool } = IDL;
const Blob = Vec(Nat8);
const Id = IDL.Principal;
const Visibility = Variant({ controllers: Null, public: Null, allowed_viewers: Vec(Id) });
const Variable = Record({ name: Text, value: Text });
const Settings = Record({
  controllers: Opt(Vec(Id)),
  compute_allocation: Opt(Nat),
  memory_allocation: Opt(Nat),
  freezing_threshold: Opt(Nat),
  reserved_cycles_limit: Opt(Nat),
  log_visibility: Opt(Visibility),
  wasm_memory_limit: Opt(Nat),
  wasm_memory_threshold: Opt(Nat),
  environment_variables: Opt(Vec(Variable)),
});
const Mode = Variant({
  install: Null,
  reinstall: Null,
  upgrade: Opt(
    Record({
      skip_pre_upgrade: Opt(Bool),
      wasm_memory_persistence: Opt(Variant({ keep: Null, replace: Null })),
    }),
  ),
});
const OfCanister = Record({ canister_id: Id });
const Install = Record({
  mode: Mode,
  canister_id: Id,
  wasm_module: Blob,
  arg: Blob,
  sender_canister_version: Opt(Nat64),
});
const InstallChunked = Record({
  mode: Mode,
  target_canister: Id,
  store_canister: Opt(Id),
  chunk_hashes_list: Vec(Record({ hash: Blob })),
  wasm_module_hash: Blob,
  arg: Blob,
});
const Create = Record({ amount: Opt(Nat), settings: Opt(Settings), specified_id: Opt(Id) });
const Update = Record({ canister_id: Id, settings: Settings, sender_canister_version: Opt(Nat64) });
const Status = Record({
  status: Variant({ running: Null, stopping: Null, stopped: Null }),
  version: Nat64,
  module_hash: Opt(Blob),
  memory_size: Nat,
  cycles: Nat,
  idle_cycles_burned_per_day: Nat,
  settings: Record({
    controllers: Vec(Id),
    compute_allocation: Nat,
    memory_allocation: Nat,
    freezing_threshold: Nat,
    reserved_cycles_limit: Nat,
    log_visibility: Visibility,
    wasm_memory_limit: Nat,
    wasm_memory_threshold: Nat,
    environment_variables: Vec(Variable),
  }),
  memory_metrics: Record({
    wasm_memory_size: Nat,
    stable_memory_size: Nat,
    global_memory_size: Nat,
    wasm_binary_size: Nat,
    custom_sections_size: Nat,
    canister_history_size: Nat,
    wasm_chunk_store_size: Nat,
    snapshots_size: Nat,
  }),
});
const Logs = Record({
  canister_log_records: Vec(Record({ idx: Nat64, timestamp_nanos: Nat64, content: Blob })),
});

/** Settings as the specification names them; a field that is not there is not changed. */
export interface SettingsArgument {
  readonly controllers?: readonly Principal[];
  readonly compute_allocation?: bigint;
  readonly memory_allocation?: bigint;
  readonly freezing_threshold?: bigint;
  readonly reserved_cycles_limit?: bigint;
  readonly log_visibility?: object;
  readonly wasm_memory_limit?: bigint;
  readonly wasm_memory_threshold?: bigint;
  readonly environment_variables?: readonly { readonly name: string; readonly value: string }[];
}

const SETTINGS = [
  'controllers',
  'compute_allocation',
  'memory_allocation',
  'freezing_threshold',
  'reserved_cycles_limit',
  'log_visibility',
  'wasm_memory_limit',
  'wasm_memory_threshold',
  'environment_variables',
] as const;

function settingsRecord(settings: SettingsArgument): object {
  return Object.fromEntries(SETTINGS.map((name) => [name, name in settings ? [settings[name]] : []]));
}

const encode = (type: IDL.Type, value: unknown): Uint8Array => new Uint8Array(IDL.encode([type], [value]));
const opt = <T>(value: T | undefined): [] | [T] => (value === undefined ? [] : [value]);

/** The empty argument. */
export const NOTHING: Uint8Array = new Uint8Array(IDL.encode([], []));

/** `record { canister_id }`. */
export const ofCanister = (canister_id: Principal): Uint8Array => encode(OfCanister, { canister_id });

/** Of provisional_create_canister_with_cycles. */
export const creation = (
  options: { amount?: bigint; settings?: SettingsArgument; specified?: Principal } = {},
): Uint8Array =>
  encode(Create, {
    amount: opt(options.amount),
    settings: opt(options.settings && settingsRecord(options.settings)),
    specified_id: opt(options.specified),
  });

/** How code is installed; `upgrade` may carry its options. */
export type ModeArgument =
  | 'install'
  | 'reinstall'
  | 'upgrade'
  | { readonly skipPreUpgrade?: boolean; readonly persistence?: 'keep' | 'replace' };

function modeVariant(mode: ModeArgument): object {
  if (mode === 'upgrade') return { upgrade: [] };
  if (typeof mode === 'string') return { [mode]: null };
  const persistence = mode.persistence && { [mode.persistence]: null };
  return {
    upgrade: [{ skip_pre_upgrade: opt(mode.skipPreUpgrade), wasm_memory_persistence: opt(persistence) }],
  };
}

/** Of install_code. */
export const installation = (
  canister_id: Principal,
  mode: ModeArgument,
  wasm_module: Uint8Array,
  arg: Uint8Array = new Uint8Array(),
  version?: bigint,
): Uint8Array =>
  encode(Install, {
    mode: modeVariant(mode),
    canister_id,
    wasm_module,
    arg,
    sender_canister_version: opt(version),
  });

/** Of install_chunked_code. */
export const chunkedInstallation = (
  target: Principal,
  hashes: readonly Uint8Array[],
  hash: Uint8Array,
  store?: Principal,
): Uint8Array =>
  encode(InstallChunked, {
    mode: { install: null },
    target_canister: target,
    store_canister: opt(store),
    chunk_hashes_list: hashes.map((one) => ({ hash: one })),
    wasm_module_hash: hash,
    arg: new Uint8Array(),
  });

/** Of upload_chunk. */
export const chunkUpload = (canister_id: Principal, chunk: Uint8Array): Uint8Array =>
  encode(Record({ canister_id: Id, chunk: Blob }), { canister_id, chunk });

/** Of update_settings. */
export const settingsUpdate = (
  canister_id: Principal,
  settings: SettingsArgument,
  version?: bigint,
): Uint8Array =>
  encode(Update, { canister_id, settings: settingsRecord(settings), sender_canister_version: opt(version) });

/** Of provisional_top_up_canister. */
export const topUp = (canister_id: Principal, amount: bigint): Uint8Array =>
  encode(Record({ canister_id: Id, amount: Nat }), { canister_id, amount });

/** Of canister_info. */
export const infoRequest = (canister_id: Principal, changes: bigint): Uint8Array =>
  encode(Record({ canister_id: Id, num_requested_changes: Opt(Nat64) }), {
    canister_id,
    num_requested_changes: [changes],
  });

/** The id in the answer to a creation. */
export function createdId(ending: Ending): Principal {
  return decode<{ canister_id: Principal }>(OfCanister, ending).canister_id;
}

/** The answer of canister_status, as far as the cases read it. */
export interface StatusAnswer {
  readonly status: Record<string, null>;
  readonly version: bigint;
  readonly module_hash: [] | [Uint8Array];
  readonly memory_size: bigint;
  readonly cycles: bigint;
  readonly idle_cycles_burned_per_day: bigint;
  readonly settings: Record<string, unknown> & { readonly controllers: Principal[] };
  readonly memory_metrics: Record<string, bigint>;
}

export const statusOf = (ending: Ending): StatusAnswer => decode<StatusAnswer>(Status, ending);

/** The records of a canister's log, oldest first. */
export function logRecords(ending: Ending): { idx: bigint; text: string }[] {
  const { canister_log_records } = decode<{ canister_log_records: { idx: bigint; content: Uint8Array }[] }>(
    Logs,
    ending,
  );
  return canister_log_records.map(({ idx, content }) => ({ idx, text: Buffer.from(content).toString() }));
}

/** The hash in the answer of upload_chunk. */
export const chunkHashOf = (ending: Ending): Uint8Array =>
  decode<{ hash: Uint8Array }>(Record({ hash: Blob }), ending).hash;

/** The hashes in the answer of stored_chunks. */
export const chunkHashesOf = (ending: Ending): Uint8Array[] =>
  decode<{ hash: Uint8Array }[]>(Vec(Record({ hash: Blob })), ending).map(({ hash }) => hash);

/** An answer that is a blob. */
export const blobOf = (ending: Ending): Uint8Array => decode<Uint8Array>(Blob, ending);

function decode<T>(type: IDL.Type, ending: Ending): T {
  return IDL.decode([type], replyOf(ending))[0] as T;
}
