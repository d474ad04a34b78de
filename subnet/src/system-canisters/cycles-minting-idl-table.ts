import { IDL } from '@dfinity/candid';
import { canisterSettings } from '../management/management-idl-table.ts';
import { SUBNET_SELECTION } from './cycles-ledger-idl-table.ts';

/**
 * Types of the cycles minting canister.
 * Source: dfinity/ic rs/nns/cmc/cmc.did.
 */
const blob = IDL.Vec(IDL.Nat8);
const error = IDL.Variant({
  Refunded: IDL.Record({ reason: IDL.Text, block_index: IDL.Opt(IDL.Nat64) }),
  Processing: IDL.Null,
  TransactionTooOld: IDL.Nat64,
  InvalidTransaction: IDL.Text,
  Other: IDL.Record({ error_code: IDL.Nat64, error_message: IDL.Text }),
});

export const TOP_UP_ARGUMENT = IDL.Record({ block_index: IDL.Nat64, canister_id: IDL.Principal });
export const TOP_UP_RESULT = IDL.Variant({ Ok: IDL.Nat, Err: error });

export const NOTIFY_CREATE_ARGUMENT = IDL.Record({
  block_index: IDL.Nat64,
  controller: IDL.Principal,
  subnet_type: IDL.Opt(IDL.Text),
  subnet_selection: SUBNET_SELECTION,
  settings: IDL.Opt(canisterSettings),
});
export const NOTIFY_CREATE_RESULT = IDL.Variant({ Ok: IDL.Principal, Err: error });

export const MINT_ARGUMENT = IDL.Record({
  block_index: IDL.Nat64,
  to_subaccount: IDL.Opt(blob),
  deposit_memo: IDL.Opt(blob),
});
export const MINT_RESULT = IDL.Variant({
  Ok: IDL.Record({ block_index: IDL.Nat, minted: IDL.Nat, balance: IDL.Nat }),
  Err: error,
});

export const CONVERSION_RATE = IDL.Record({ timestamp_seconds: IDL.Nat64, xdr_permyriad_per_icp: IDL.Nat64 });
export const RATE_RESULT = IDL.Record({ data: CONVERSION_RATE, hash_tree: blob, certificate: blob });
export const SUBNETS = IDL.Vec(IDL.Principal);
export const SUBNETS_BY_TYPE = IDL.Record({ data: IDL.Vec(IDL.Tuple(IDL.Text, IDL.Vec(IDL.Principal))) });
