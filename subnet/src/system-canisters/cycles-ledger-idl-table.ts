import { IDL } from '@dfinity/candid';
import { canisterSettings } from '../management/management-idl-table.ts';
import { ACCOUNT, ALLOWANCE_ERROR, FEE_ERROR, SUBACCOUNT, TRANSACTION_ERRORS } from './icrc-idl-table.ts';

/**
 * Types of the cycles ledger; settings are those of the management canister, as newer clients send them.
 * Source: dfinity/cycles-ledger, cycles-ledger/cycles-ledger.did, commit 0019e6e10c06901d58b0b7d2df28838f13509cdd.
 */
const blob = IDL.Vec(IDL.Nat8);
const blockOpt = IDL.Opt(IDL.Nat);
const createdAt = IDL.Opt(IDL.Nat64);

const rejectionCode = IDL.Variant({
  NoError: IDL.Null,
  CanisterError: IDL.Null,
  SysTransient: IDL.Null,
  DestinationInvalid: IDL.Null,
  Unknown: IDL.Null,
  SysFatal: IDL.Null,
  CanisterReject: IDL.Null,
});
const rejection = { rejection_code: rejectionCode, rejection_reason: IDL.Text };
const receiver = { InvalidReceiver: IDL.Record({ receiver: IDL.Principal }) };

export const SUBNET_SELECTION = IDL.Opt(
  IDL.Variant({
    Subnet: IDL.Record({ subnet: IDL.Principal }),
    Filter: IDL.Record({ subnet_type: IDL.Opt(IDL.Text) }),
  }),
);
const creation = IDL.Opt(
  IDL.Record({ settings: IDL.Opt(canisterSettings), subnet_selection: SUBNET_SELECTION }),
);
const created = IDL.Record({ block_id: IDL.Nat, canister_id: IDL.Principal });
const { Duplicate: _duplicate, ...createErrors } = TRANSACTION_ERRORS;
const createDuplicate = {
  Duplicate: IDL.Record({ duplicate_of: IDL.Nat, canister_id: IDL.Opt(IDL.Principal) }),
};

export const DEPOSIT_ARGUMENT = IDL.Record({ to: ACCOUNT, memo: IDL.Opt(blob) });
export const DEPOSIT_RESULT = IDL.Record({ balance: IDL.Nat, block_index: IDL.Nat });

export const WITHDRAW_ARGUMENT = IDL.Record({
  amount: IDL.Nat,
  from_subaccount: SUBACCOUNT,
  to: IDL.Principal,
  created_at_time: createdAt,
});
export const WITHDRAW_RESULT = IDL.Variant({
  Ok: IDL.Nat,
  Err: IDL.Variant({
    ...TRANSACTION_ERRORS,
    ...FEE_ERROR,
    ...receiver,
    FailedToWithdraw: IDL.Record({ fee_block: blockOpt, ...rejection }),
  }),
});

export const WITHDRAW_FROM_ARGUMENT = IDL.Record({
  spender_subaccount: SUBACCOUNT,
  from: ACCOUNT,
  to: IDL.Principal,
  amount: IDL.Nat,
  created_at_time: createdAt,
});
export const WITHDRAW_FROM_RESULT = IDL.Variant({
  Ok: IDL.Nat,
  Err: IDL.Variant({
    ...TRANSACTION_ERRORS,
    ...ALLOWANCE_ERROR,
    ...receiver,
    FailedToWithdrawFrom: IDL.Record({
      withdraw_from_block: blockOpt,
      refund_block: blockOpt,
      approval_refund_block: blockOpt,
      ...rejection,
    }),
  }),
});

export const CREATE_ARGUMENT = IDL.Record({
  from_subaccount: SUBACCOUNT,
  created_at_time: createdAt,
  amount: IDL.Nat,
  creation_args: creation,
});
export const CREATE_RESULT = IDL.Variant({
  Ok: created,
  Err: IDL.Variant({
    ...createErrors,
    ...createDuplicate,
    FailedToCreate: IDL.Record({ fee_block: blockOpt, refund_block: blockOpt, error: IDL.Text }),
  }),
});

export const CREATE_FROM_ARGUMENT = IDL.Record({
  from: ACCOUNT,
  spender_subaccount: SUBACCOUNT,
  created_at_time: createdAt,
  amount: IDL.Nat,
  creation_args: creation,
});
export const CREATE_FROM_RESULT = IDL.Variant({
  Ok: created,
  Err: IDL.Variant({
    ...createErrors,
    ...createDuplicate,
    ...ALLOWANCE_ERROR,
    FailedToCreateFrom: IDL.Record({
      create_from_block: blockOpt,
      refund_block: blockOpt,
      approval_refund_block: blockOpt,
      ...rejection,
    }),
  }),
});
