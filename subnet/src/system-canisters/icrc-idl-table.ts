import { IDL } from '@dfinity/candid';

/** Candid types of the ICRC standards. Source: ICRC-1.did, ICRC-2.did, ICRC-3.did of dfinity/ICRC-1. */
const blob = IDL.Vec(IDL.Nat8);
export const SUBACCOUNT = IDL.Opt(blob);
export const ACCOUNT = IDL.Record({ owner: IDL.Principal, subaccount: SUBACCOUNT });

const timed = { TooOld: IDL.Null, CreatedInFuture: IDL.Record({ ledger_time: IDL.Nat64 }) };
const duplicate = { Duplicate: IDL.Record({ duplicate_of: IDL.Nat }) };
const funds = { InsufficientFunds: IDL.Record({ balance: IDL.Nat }) };
const fee = { BadFee: IDL.Record({ expected_fee: IDL.Nat }) };
const general = {
  TemporarilyUnavailable: IDL.Null,
  GenericError: IDL.Record({ message: IDL.Text, error_code: IDL.Nat }),
};
const burn = { BadBurn: IDL.Record({ min_burn_amount: IDL.Nat }) };
const allowance = { InsufficientAllowance: IDL.Record({ allowance: IDL.Nat }) };

/** Cases that the errors of all transactions share. */
export const TRANSACTION_ERRORS = { ...timed, ...duplicate, ...funds, ...general };
export const FEE_ERROR = fee;
export const ALLOWANCE_ERROR = allowance;

export const TRANSFER_ARGUMENT = IDL.Record({
  from_subaccount: SUBACCOUNT,
  to: ACCOUNT,
  amount: IDL.Nat,
  fee: IDL.Opt(IDL.Nat),
  memo: IDL.Opt(blob),
  created_at_time: IDL.Opt(IDL.Nat64),
});
export const TRANSFER_RESULT = IDL.Variant({
  Ok: IDL.Nat,
  Err: IDL.Variant({ ...fee, ...burn, ...TRANSACTION_ERRORS }),
});

export const APPROVE_ARGUMENT = IDL.Record({
  from_subaccount: SUBACCOUNT,
  spender: ACCOUNT,
  amount: IDL.Nat,
  expected_allowance: IDL.Opt(IDL.Nat),
  expires_at: IDL.Opt(IDL.Nat64),
  fee: IDL.Opt(IDL.Nat),
  memo: IDL.Opt(blob),
  created_at_time: IDL.Opt(IDL.Nat64),
});
export const APPROVE_RESULT = IDL.Variant({
  Ok: IDL.Nat,
  Err: IDL.Variant({
    ...fee,
    AllowanceChanged: IDL.Record({ current_allowance: IDL.Nat }),
    Expired: IDL.Record({ ledger_time: IDL.Nat64 }),
    ...TRANSACTION_ERRORS,
  }),
});

export const TRANSFER_FROM_ARGUMENT = IDL.Record({
  spender_subaccount: SUBACCOUNT,
  from: ACCOUNT,
  to: ACCOUNT,
  amount: IDL.Nat,
  fee: IDL.Opt(IDL.Nat),
  memo: IDL.Opt(blob),
  created_at_time: IDL.Opt(IDL.Nat64),
});
export const TRANSFER_FROM_RESULT = IDL.Variant({
  Ok: IDL.Nat,
  Err: IDL.Variant({ ...fee, ...burn, ...allowance, ...TRANSACTION_ERRORS }),
});

export const ALLOWANCE_ARGUMENT = IDL.Record({ account: ACCOUNT, spender: ACCOUNT });
export const ALLOWANCE_RESULT = IDL.Record({ allowance: IDL.Nat, expires_at: IDL.Opt(IDL.Nat64) });

export const METADATA = IDL.Vec(
  IDL.Tuple(IDL.Text, IDL.Variant({ Nat: IDL.Nat, Int: IDL.Int, Text: IDL.Text, Blob: blob })),
);
export const STANDARDS = IDL.Vec(IDL.Record({ url: IDL.Text, name: IDL.Text }));

export const ICRC3_VALUE = IDL.Rec();
ICRC3_VALUE.fill(
  IDL.Variant({
    Int: IDL.Int,
    Map: IDL.Vec(IDL.Tuple(IDL.Text, ICRC3_VALUE)),
    Nat: IDL.Nat,
    Blob: blob,
    Text: IDL.Text,
    Array: IDL.Vec(ICRC3_VALUE),
  }),
);
export const GET_BLOCKS_ARGUMENT = IDL.Vec(IDL.Record({ start: IDL.Nat, length: IDL.Nat }));
export const GET_BLOCKS_RESULT = IDL.Record({
  log_length: IDL.Nat,
  blocks: IDL.Vec(IDL.Record({ id: IDL.Nat, block: ICRC3_VALUE })),
  archived_blocks: IDL.Vec(IDL.Empty),
});
export const TIP_CERTIFICATE = IDL.Opt(IDL.Record({ certificate: blob, hash_tree: blob }));
export const BLOCK_TYPES = IDL.Vec(IDL.Record({ block_type: IDL.Text, url: IDL.Text }));
