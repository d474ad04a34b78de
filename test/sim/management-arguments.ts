import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';

/** Arguments of the management canister's methods as the simulation uses them, in Candid. */

const CanisterId = IDL.Record({ canister_id: IDL.Principal });
const Create = IDL.Record({ amount: IDL.Opt(IDL.Nat) });
const Created = CanisterId;
const Install = IDL.Record({
  mode: IDL.Variant({ install: IDL.Null, reinstall: IDL.Null, upgrade: IDL.Opt(IDL.Record({})) }),
  canister_id: IDL.Principal,
  wasm_module: IDL.Vec(IDL.Nat8),
  arg: IDL.Vec(IDL.Nat8),
});
const Settings = IDL.Record({
  canister_id: IDL.Principal,
  settings: IDL.Record({ controllers: IDL.Opt(IDL.Vec(IDL.Principal)) }),
});
const Status = IDL.Record({
  cycles: IDL.Nat,
  module_hash: IDL.Opt(IDL.Vec(IDL.Nat8)),
  status: IDL.Variant({ running: IDL.Null, stopping: IDL.Null, stopped: IDL.Null }),
});

/** How code is installed. */
export type Mode = 'install' | 'reinstall' | 'upgrade';

const principal = (canister: Uint8Array) => Principal.fromUint8Array(canister);
const encode = (type: IDL.Type, value: unknown) => new Uint8Array(IDL.encode([type], [value]));

/** `record { canister_id }`, the argument of most methods. */
export const ofCanister = (canister: Uint8Array): Uint8Array =>
  encode(CanisterId, { canister_id: principal(canister) });

/** Units: cycles. */
export const creation = (cycles: bigint): Uint8Array => encode(Create, { amount: [cycles] });

/** The id in the answer to a creation. */
export function createdId(reply: Uint8Array): Uint8Array {
  const [created] = IDL.decode([Created], reply) as unknown as [{ readonly canister_id: Principal }];
  return created.canister_id.toUint8Array();
}

export const installation = (
  mode: Mode,
  canister: Uint8Array,
  wasm: Uint8Array,
  argument: Uint8Array,
): Uint8Array =>
  encode(Install, {
    mode: { [mode]: mode === 'upgrade' ? [] : null },
    canister_id: principal(canister),
    wasm_module: wasm,
    arg: argument,
  });

export const controllers = (canister: Uint8Array, list: readonly Uint8Array[]): Uint8Array =>
  encode(Settings, {
    canister_id: principal(canister),
    settings: { controllers: [list.map(principal)] },
  });

/** What canister_status tells. Units: cycles. */
export interface StatusAnswer {
  readonly cycles: bigint;
  readonly status: 'running' | 'stopping' | 'stopped';
  readonly hasCode: boolean;
}

/** Reads an answer of canister_status. */
export function statusOf(reply: Uint8Array): StatusAnswer {
  type Reply = {
    readonly cycles: bigint;
    readonly module_hash: [] | [Uint8Array];
    readonly status: Record<string, null>;
  };
  const [answer] = IDL.decode([Status], reply) as unknown as [Reply];
  const status = Object.keys(answer.status)[0] as StatusAnswer['status'];
  return { cycles: answer.cycles, status, hasCode: answer.module_hash.length > 0 };
}

/** The empty argument. */
export const NO_ARGUMENT = new Uint8Array(IDL.encode([], []));
