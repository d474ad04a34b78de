import { Actor, type HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

/** Ids that tools have built in. */
export const ID = {
  cyclesLedger: 'um5iw-rqaaa-aaaaq-qaaba-cai',
  cyclesMinting: 'rkp4c-7iaaa-aaaaa-aaaca-cai',
  icpLedger: 'ryjl3-tyaaa-aaaaa-aaaba-cai',
} as const;

const blob = IDL.Vec(IDL.Nat8);
const account = IDL.Record({ owner: IDL.Principal, subaccount: IDL.Opt(blob) });
/** Errors are read as whatever case they are: the tests look at the names of the cases they expect. */
const transferError = IDL.Variant({
  BadFee: IDL.Record({ expected_fee: IDL.Nat }),
  BadBurn: IDL.Record({ min_burn_amount: IDL.Nat }),
  InsufficientFunds: IDL.Record({ balance: IDL.Nat }),
  TooOld: IDL.Null,
  CreatedInFuture: IDL.Record({ ledger_time: IDL.Nat64 }),
  TemporarilyUnavailable: IDL.Null,
  Duplicate: IDL.Record({ duplicate_of: IDL.Nat }),
  GenericError: IDL.Record({ error_code: IDL.Nat, message: IDL.Text }),
});
const notifyError = IDL.Variant({
  Refunded: IDL.Record({ reason: IDL.Text, block_index: IDL.Opt(IDL.Nat64) }),
  InvalidTransaction: IDL.Text,
  TransactionTooOld: IDL.Nat64,
  Processing: IDL.Null,
  Other: IDL.Record({ error_code: IDL.Nat64, error_message: IDL.Text }),
});

const services = {
  cyclesLedger: IDL.Service({
    icrc1_balance_of: IDL.Func([account], [IDL.Nat], ['query']),
    icrc1_total_supply: IDL.Func([], [IDL.Nat], ['query']),
    icrc1_transfer: IDL.Func(
      [
        IDL.Record({
          to: account,
          amount: IDL.Nat,
          fee: IDL.Opt(IDL.Nat),
          memo: IDL.Opt(blob),
          from_subaccount: IDL.Opt(blob),
          created_at_time: IDL.Opt(IDL.Nat64),
        }),
      ],
      [IDL.Variant({ Ok: IDL.Nat, Err: transferError })],
      [],
    ),
    icrc3_get_tip_certificate: IDL.Func(
      [],
      [IDL.Opt(IDL.Record({ certificate: blob, hash_tree: blob }))],
      ['query'],
    ),
    create_canister: IDL.Func(
      [
        IDL.Record({
          amount: IDL.Nat,
          from_subaccount: IDL.Opt(blob),
          created_at_time: IDL.Opt(IDL.Nat64),
          creation_args: IDL.Opt(
            IDL.Record({
              subnet_selection: IDL.Opt(IDL.Variant({ Subnet: IDL.Record({ subnet: IDL.Principal }) })),
            }),
          ),
        }),
      ],
      [
        IDL.Variant({
          Ok: IDL.Record({ block_id: IDL.Nat, canister_id: IDL.Principal }),
          Err: IDL.Variant({
            Duplicate: IDL.Record({ duplicate_of: IDL.Nat, canister_id: IDL.Opt(IDL.Principal) }),
            InsufficientFunds: IDL.Record({ balance: IDL.Nat }),
            FailedToCreate: IDL.Record({
              fee_block: IDL.Opt(IDL.Nat),
              refund_block: IDL.Opt(IDL.Nat),
              error: IDL.Text,
            }),
          }),
        }),
      ],
      [],
    ),
    withdraw: IDL.Func(
      [
        IDL.Record({
          amount: IDL.Nat,
          to: IDL.Principal,
          from_subaccount: IDL.Opt(blob),
          created_at_time: IDL.Opt(IDL.Nat64),
        }),
      ],
      [
        IDL.Variant({
          Ok: IDL.Nat,
          Err: IDL.Variant({
            InvalidReceiver: IDL.Record({ receiver: IDL.Principal }),
            InsufficientFunds: IDL.Record({ balance: IDL.Nat }),
            FailedToWithdraw: IDL.Record({ fee_block: IDL.Opt(IDL.Nat), rejection_reason: IDL.Text }),
          }),
        }),
      ],
      [],
    ),
    deposit: IDL.Func(
      [IDL.Record({ to: account, memo: IDL.Opt(blob) })],
      [IDL.Record({ balance: IDL.Nat, block_index: IDL.Nat })],
      [],
    ),
  }),
  cyclesMinting: IDL.Service({
    get_default_subnets: IDL.Func([], [IDL.Vec(IDL.Principal)], ['query']),
    notify_top_up: IDL.Func(
      [IDL.Record({ block_index: IDL.Nat64, canister_id: IDL.Principal })],
      [IDL.Variant({ Ok: IDL.Nat, Err: notifyError })],
      [],
    ),
  }),
  icpLedger: IDL.Service({
    icrc1_balance_of: IDL.Func([account], [IDL.Nat], ['query']),
    icrc1_transfer: IDL.Func(
      [
        IDL.Record({
          to: account,
          amount: IDL.Nat,
          fee: IDL.Opt(IDL.Nat),
          memo: IDL.Opt(blob),
          from_subaccount: IDL.Opt(blob),
          created_at_time: IDL.Opt(IDL.Nat64),
        }),
      ],
      [IDL.Variant({ Ok: IDL.Nat, Err: transferError })],
      [],
    ),
  }),
};

/** A method as a test calls it. */
export type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** The system canisters through a stock agent. */
export function systemCanister(agent: HttpAgent, name: keyof typeof ID): Record<string, Method> {
  return Actor.createActor(() => services[name], { agent, canisterId: ID[name] }) as unknown as Record<
    string,
    Method
  >;
}

/** The default account of a principal, or its account with a subaccount. */
export function accountOf(owner: Principal, subaccount?: Uint8Array): object {
  return { owner, subaccount: subaccount ? [subaccount] : [] };
}

/** A transfer with nothing but what it needs. */
export function transferOf(to: object, amount: bigint, rest: object = {}): object {
  return { to, amount, fee: [], memo: [], from_subaccount: [], created_at_time: [], ...rest };
}
