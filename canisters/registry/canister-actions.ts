import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Source } from './canister-record.ts';

/** An upgrade as it is proposed. */
export interface UpgradeApproval {
  readonly canister: Principal;
  readonly source: Source;
  readonly recipe: string;
  readonly expected_sha256: Uint8Array;
  readonly not_before_ns: bigint;
}

/** What the board may decide about canisters and builders. */
export type CanisterAction =
  | { readonly register_builder: { readonly organisation: bigint; readonly builder: Principal } }
  | { readonly remove_builder: Principal }
  | { readonly mark_critical: { readonly canister: Principal; readonly critical: boolean } }
  | { readonly approve_upgrade: UpgradeApproval }
  | { readonly retire_canister: { readonly canister: Principal; readonly reason: string } };

/** Candid cases of {@link CanisterAction}. */
export const CANISTER_ACTIONS = {
  register_builder: IDL.Record({ organisation: IDL.Nat64, builder: IDL.Principal }),
  remove_builder: IDL.Principal,
  mark_critical: IDL.Record({ canister: IDL.Principal, critical: IDL.Bool }),
  approve_upgrade: IDL.Record({
    canister: IDL.Principal,
    source: Source,
    recipe: IDL.Text,
    expected_sha256: IDL.Vec(IDL.Nat8),
    not_before_ns: IDL.Nat64,
  }),
  retire_canister: IDL.Record({ canister: IDL.Principal, reason: IDL.Text }),
} as const;
