import { IDL } from '@dfinity/candid';
import { principalOf } from '../management/find-canister.ts';
import { accountOf, readAccount, type AccountArgument } from './account.ts';
import {
  ACCOUNT,
  ALLOWANCE_ARGUMENT,
  ALLOWANCE_RESULT,
  APPROVE_ARGUMENT,
  APPROVE_RESULT,
  METADATA,
  STANDARDS,
  TRANSFER_ARGUMENT,
  TRANSFER_FROM_ARGUMENT,
  TRANSFER_FROM_RESULT,
  TRANSFER_RESULT,
} from './icrc-idl-table.ts';
import { MEMO_BYTES_MAX } from './ledger-limits.ts';
import { okOrErr } from './ledger-refused.ts';
import { query, reply, update, type SystemMethod } from './system-canister.ts';
import { TokenLedger, type TransactionOptions } from './token-ledger.ts';
import type { Token } from './token.ts';

type Opt<T> = [] | [T];

/** What the arguments of transactions have in common. */
interface TransactionArgument {
  readonly amount: bigint;
  readonly fee: Opt<bigint>;
  readonly memo: Opt<Uint8Array>;
  readonly created_at_time: Opt<bigint>;
}

interface TransferArgument extends TransactionArgument {
  readonly from_subaccount: Opt<Uint8Array>;
  readonly to: AccountArgument;
}

interface ApproveArgument extends TransactionArgument {
  readonly from_subaccount: Opt<Uint8Array>;
  readonly spender: AccountArgument;
  readonly expected_allowance: Opt<bigint>;
  readonly expires_at: Opt<bigint>;
}

interface TransferFromArgument extends TransactionArgument {
  readonly spender_subaccount: Opt<Uint8Array>;
  readonly from: AccountArgument;
  readonly to: AccountArgument;
}

/** The methods of ICRC-1 and ICRC-2 for a token. Source: dfinity/ICRC-1. */
export function icrcMethods(token: Token, standards: readonly string[]): [string, SystemMethod][] {
  return [...facts(token, standards), ...balances(token), ...transactions(token)];
}

function facts(token: Token, standards: readonly string[]): [string, SystemMethod][] {
  const metadata = [
    ['icrc1:decimals', { Nat: BigInt(token.decimals) }],
    ['icrc1:name', { Text: token.name }],
    ['icrc1:symbol', { Text: token.symbol }],
    ['icrc1:fee', { Nat: token.fee }],
    ['icrc1:max_memo_length', { Nat: BigInt(MEMO_BYTES_MAX) }],
  ];
  const minting = token.minting && { owner: principalOf(token.minting.owner), subaccount: [] };
  const supported = standards.map((name) => ({
    name,
    url: `https://github.com/dfinity/ICRC-1/${STANDARD_AT[name] ?? ''}`,
  }));
  return [
    ['icrc1_name', query([], IDL.Text, () => token.name)],
    ['icrc1_symbol', query([], IDL.Text, () => token.symbol)],
    ['icrc1_decimals', query([], IDL.Nat8, () => token.decimals)],
    ['icrc1_fee', query([], IDL.Nat, () => token.fee)],
    ['icrc1_metadata', query([], METADATA, () => metadata)],
    ['icrc1_minting_account', query([], IDL.Opt(ACCOUNT), () => (minting ? [minting] : []))],
    ['icrc1_supported_standards', query([], STANDARDS, () => supported)],
  ];
}

const STANDARD_AT: Readonly<Record<string, string>> = {
  'ICRC-1': 'tree/main/standards/ICRC-1',
  'ICRC-2': 'tree/main/standards/ICRC-2',
  'ICRC-3': 'tree/main/standards/ICRC-3',
  'ICRC-10': 'tree/main/standards/ICRC-10',
};

function balances(token: Token): [string, SystemMethod][] {
  return [
    ['icrc1_total_supply', query([], IDL.Nat, (call) => new TokenLedger(token, call).totalSupply())],
    [
      'icrc1_balance_of',
      query([ACCOUNT], IDL.Nat, (call, account: AccountArgument) =>
        new TokenLedger(token, call).balanceOf(readAccount(account)),
      ),
    ],
    [
      'icrc2_allowance',
      query(
        [ALLOWANCE_ARGUMENT],
        ALLOWANCE_RESULT,
        async (call, { account, spender }: { account: AccountArgument; spender: AccountArgument }) => {
          const found = await new TokenLedger(token, call).allowance(
            readAccount(account),
            readAccount(spender),
          );
          return { allowance: found.amount, expires_at: found.expiresAtNs === 0n ? [] : [found.expiresAtNs] };
        },
      ),
    ],
  ];
}

function transactions(token: Token): [string, SystemMethod][] {
  return [
    [
      'icrc1_transfer',
      update([TRANSFER_ARGUMENT], TRANSFER_RESULT, async (call, argument: TransferArgument) => {
        const from = accountOf(call.caller, argument.from_subaccount);
        const to = readAccount(argument.to);
        const ledger = new TokenLedger(token, call);
        return reply(await okOrErr(() => ledger.transfer(from, to, argument.amount, options(argument))));
      }),
    ],
    [
      'icrc2_approve',
      update([APPROVE_ARGUMENT], APPROVE_RESULT, async (call, argument: ApproveArgument) => {
        const from = accountOf(call.caller, argument.from_subaccount);
        const spender = readAccount(argument.spender);
        const allowed = {
          amount: argument.amount,
          expiresAtNs: argument.expires_at[0] ?? 0n,
          expected: argument.expected_allowance[0],
        };
        const ledger = new TokenLedger(token, call);
        return reply(await okOrErr(() => ledger.approve(from, spender, allowed, options(argument))));
      }),
    ],
    [
      'icrc2_transfer_from',
      update([TRANSFER_FROM_ARGUMENT], TRANSFER_FROM_RESULT, async (call, argument: TransferFromArgument) => {
        const spender = accountOf(call.caller, argument.spender_subaccount);
        const [from, to] = [readAccount(argument.from), readAccount(argument.to)];
        const ledger = new TokenLedger(token, call);
        const by = { ...options(argument), spender };
        return reply(await okOrErr(() => ledger.transfer(from, to, argument.amount, by)));
      }),
    ],
  ];
}

function options({ fee, memo, created_at_time }: TransactionArgument): TransactionOptions {
  return { fee: fee[0], memo: memo[0] && new Uint8Array(memo[0]), createdAtNs: created_at_time[0] };
}
