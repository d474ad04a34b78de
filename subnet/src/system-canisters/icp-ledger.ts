import { IDL } from '@dfinity/candid';
import { accountIdentifier, isAccountIdentifier } from './account-identifier.ts';
import { accountOf, readAccount, type AccountArgument } from './account.ts';
import {
  BALANCE_ARGUMENT,
  FEE_ARGUMENT,
  FEE_RESULT,
  ICP_TRANSFER_ARGUMENT,
  ICP_TRANSFER_RESULT,
  IDENTIFIER,
  TOKENS,
} from './icp-ledger-idl-table.ts';
import { ACCOUNT } from './icrc-idl-table.ts';
import { icrcMethods } from './icrc-methods.ts';
import { icrc3Methods } from './icrc3-methods.ts';
import { TRANSACTION_WINDOW_NS } from './ledger-limits.ts';
import { LedgerRefused } from './ledger-refused.ts';
import { ICP_LEDGER } from './system-canister-ids.ts';
import {
  query,
  reply,
  SystemTrap,
  update,
  type SystemCall,
  type SystemCanister,
  type SystemReply,
} from './system-canister.ts';
import { TokenLedger } from './token-ledger.ts';
import { ICP_TOKEN } from './token.ts';

const { symbol, name, decimals, fee } = ICP_TOKEN;

/** Keeps ICP. Source: dfinity/ic rs/ledger_suite/icp. */
export const ICP_LEDGER_CANISTER: SystemCanister = {
  key: ICP_LEDGER,
  methods: new Map([
    ...icrcMethods(ICP_TOKEN, ['ICRC-1', 'ICRC-2', 'ICRC-3']),
    ...icrc3Methods(ICP_TOKEN),
    ['transfer', update([ICP_TRANSFER_ARGUMENT], ICP_TRANSFER_RESULT, transfer)],
    ['account_balance', query([BALANCE_ARGUMENT], TOKENS, accountBalance)],
    [
      'account_identifier',
      query([ACCOUNT], IDENTIFIER, (_call, account: AccountArgument) =>
        accountIdentifier(readAccount(account)),
      ),
    ],
    ['transfer_fee', query([FEE_ARGUMENT], FEE_RESULT, () => ({ transfer_fee: { e8s: fee } }))],
    ['symbol', query([], IDL.Record({ symbol: IDL.Text }), () => ({ symbol }))],
    ['name', query([], IDL.Record({ name: IDL.Text }), () => ({ name }))],
    ['decimals', query([], IDL.Record({ decimals: IDL.Nat32 }), () => ({ decimals }))],
  ]),
};

interface TransferArgument {
  readonly memo: bigint;
  readonly amount: { readonly e8s: bigint };
  readonly fee: { readonly e8s: bigint };
  readonly from_subaccount: [] | [Uint8Array];
  readonly to: Uint8Array;
  readonly created_at_time: [] | [{ readonly timestamp_nanos: bigint }];
}

async function transfer(call: SystemCall, argument: TransferArgument): Promise<SystemReply> {
  const from = accountOf(call.caller, argument.from_subaccount);
  const to = identifierHex(argument.to);
  const ledger = new TokenLedger(ICP_TOKEN, call);
  try {
    const block = await ledger.transfer(from, to, argument.amount.e8s, {
      fee: argument.fee.e8s,
      memo: argument.memo,
      createdAtNs: argument.created_at_time[0]?.timestamp_nanos,
    });
    return reply({ Ok: block });
  } catch (error) {
    if (!(error instanceof LedgerRefused)) throw error;
    return reply({ Err: transferError(error.reason) });
  }
}

/** The refusal in the words of the older interface. Errors: SystemTrap where it has none. */
function transferError(reason: LedgerRefused['reason']): object {
  const content = Object.values(reason)[0] as Record<string, bigint> | null;
  if ('BadFee' in reason) return { BadFee: { expected_fee: { e8s: content?.['expected_fee'] } } };
  if ('InsufficientFunds' in reason) return { InsufficientFunds: { balance: { e8s: content?.['balance'] } } };
  if ('TooOld' in reason) return { TxTooOld: { allowed_window_nanos: TRANSACTION_WINDOW_NS } };
  if ('CreatedInFuture' in reason) return { TxCreatedInFuture: null };
  if ('Duplicate' in reason) return { TxDuplicate: { duplicate_of: content?.['duplicate_of'] } };
  throw new SystemTrap(`transfer failed: ${Object.keys(reason).join()}`);
}

async function accountBalance(
  call: SystemCall,
  { account }: { readonly account: Uint8Array },
): Promise<object> {
  return { e8s: await new TokenLedger(ICP_TOKEN, call).balanceAt(identifierHex(account)) };
}

function identifierHex(bytes: Uint8Array): string {
  if (!isAccountIdentifier(bytes))
    throw new SystemTrap('expected an account identifier of 32 bytes with its checksum');
  return Buffer.from(bytes).toString('hex');
}
