import { IDL } from '@dfinity/candid';

/**
 * Types of the methods that the ICP ledger has beside those of ICRC.
 * Source: dfinity/ic rs/ledger_suite/icp/ledger.did, commit 05093812ea1017354305ed8a95ea2a104173a40a.
 */
const blob = IDL.Vec(IDL.Nat8);
export const TOKENS = IDL.Record({ e8s: IDL.Nat64 });
const timestamp = IDL.Record({ timestamp_nanos: IDL.Nat64 });

export const ICP_TRANSFER_ARGUMENT = IDL.Record({
  memo: IDL.Nat64,
  amount: TOKENS,
  fee: TOKENS,
  from_subaccount: IDL.Opt(blob),
  to: blob,
  created_at_time: IDL.Opt(timestamp),
});
export const ICP_TRANSFER_RESULT = IDL.Variant({
  Ok: IDL.Nat64,
  Err: IDL.Variant({
    BadFee: IDL.Record({ expected_fee: TOKENS }),
    InsufficientFunds: IDL.Record({ balance: TOKENS }),
    TxTooOld: IDL.Record({ allowed_window_nanos: IDL.Nat64 }),
    TxCreatedInFuture: IDL.Null,
    TxDuplicate: IDL.Record({ duplicate_of: IDL.Nat64 }),
  }),
});
export const BALANCE_ARGUMENT = IDL.Record({ account: blob });
export const IDENTIFIER = blob;
export const FEE_ARGUMENT = IDL.Record({});
export const FEE_RESULT = IDL.Record({ transfer_fee: TOKENS });
