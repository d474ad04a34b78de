import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';

/** Arguments and answers of the management canister's methods that the simulation does not use, in Candid. */

const id = { canister_id: IDL.Principal };
const blob = IDL.Vec(IDL.Nat8);
const Take = IDL.Record({ ...id, replace_snapshot: IDL.Opt(blob) });
const Snapshot = IDL.Record({ id: blob });
const OfSnapshot = IDL.Record({ ...id, snapshot_id: blob });
const Chunk = IDL.Record({ ...id, chunk: blob });
const Hash = IDL.Record({ hash: blob });
const Settings = IDL.Record({ ...id, settings: IDL.Record({ freezing_threshold: IDL.Opt(IDL.Nat) }) });
const Status = IDL.Record({
  module_hash: IDL.Opt(blob),
  settings: IDL.Record({ freezing_threshold: IDL.Nat }),
});
const InstallChunked = IDL.Record({
  mode: IDL.Variant({ install: IDL.Null, reinstall: IDL.Null, upgrade: IDL.Opt(IDL.Record({})) }),
  target_canister: IDL.Principal,
  chunk_hashes_list: IDL.Vec(Hash),
  wasm_module_hash: blob,
  arg: blob,
});

const principal = (canister: Uint8Array) => Principal.fromUint8Array(canister);
const encode = (type: IDL.Type, value: unknown) => new Uint8Array(IDL.encode([type], [value]));
const decode = <T>(type: IDL.Type, reply: Uint8Array): T => (IDL.decode([type], reply) as unknown as [T])[0];

export const taking = (canister: Uint8Array, replaced?: Uint8Array): Uint8Array =>
  encode(Take, {
    canister_id: principal(canister),
    replace_snapshot: replaced === undefined ? [] : [replaced],
  });

/** The id in the answer to take_canister_snapshot. */
export const takenId = (reply: Uint8Array): Uint8Array => decode<{ id: Uint8Array }>(Snapshot, reply).id;

/** The ids in the answer to list_canister_snapshots. */
export const listedIds = (reply: Uint8Array): Uint8Array[] =>
  decode<{ id: Uint8Array }[]>(IDL.Vec(Snapshot), reply).map((snapshot) => snapshot.id);

export const ofSnapshot = (canister: Uint8Array, snapshot: Uint8Array): Uint8Array =>
  encode(OfSnapshot, { canister_id: principal(canister), snapshot_id: snapshot });

export const chunkOf = (canister: Uint8Array, chunk: Uint8Array): Uint8Array =>
  encode(Chunk, { canister_id: principal(canister), chunk });

/** Units: seconds. */
export const freezingThreshold = (canister: Uint8Array, seconds: number): Uint8Array =>
  encode(Settings, {
    canister_id: principal(canister),
    settings: { freezing_threshold: [BigInt(seconds)] },
  });

/** What canister_status tells of code and settings. */
export function statusOf(reply: Uint8Array): { readonly hasCode: boolean; readonly freezing: number } {
  type Reply = {
    readonly module_hash: [] | [Uint8Array];
    readonly settings: { readonly freezing_threshold: bigint };
  };
  const answer = decode<Reply>(Status, reply);
  return { hasCode: answer.module_hash.length > 0, freezing: Number(answer.settings.freezing_threshold) };
}

/** Code in chunks that the canister's own chunk store holds. */
export const chunkedInstallation = (
  canister: Uint8Array,
  code: {
    readonly mode: 'install' | 'reinstall' | 'upgrade';
    readonly chunks: readonly Uint8Array[];
    readonly moduleHash: Uint8Array;
    readonly argument: Uint8Array;
  },
): Uint8Array =>
  encode(InstallChunked, {
    mode: { [code.mode]: code.mode === 'upgrade' ? [] : null },
    target_canister: principal(canister),
    chunk_hashes_list: code.chunks.map((hash) => ({ hash })),
    wasm_module_hash: code.moduleHash,
    arg: code.argument,
  });
