import { readAccount, type AccountArgument } from './account.ts';
import { createCanister, createCanisterFrom } from './create-with-cycles.ts';
import {
  CREATE_ARGUMENT,
  CREATE_FROM_ARGUMENT,
  CREATE_FROM_RESULT,
  CREATE_RESULT,
  DEPOSIT_ARGUMENT,
  DEPOSIT_RESULT,
  WITHDRAW_ARGUMENT,
  WITHDRAW_FROM_ARGUMENT,
  WITHDRAW_FROM_RESULT,
  WITHDRAW_RESULT,
} from './cycles-ledger-idl-table.ts';
import { icrcMethods } from './icrc-methods.ts';
import { icrc3Methods } from './icrc3-methods.ts';
import { CYCLES_LEDGER } from './system-canister-ids.ts';
import {
  reply,
  SystemTrap,
  update,
  type SystemCall,
  type SystemCanister,
  type SystemReply,
} from './system-canister.ts';
import { TokenLedger } from './token-ledger.ts';
import { CYCLES_TOKEN } from './token.ts';
import { withdraw, withdrawFrom } from './withdraw-cycles.ts';

/**
 * Keeps cycles for people, and makes canisters of them.
 * Source: dfinity/cycles-ledger.
 */
export const CYCLES_LEDGER_CANISTER: SystemCanister = {
  key: CYCLES_LEDGER,
  methods: new Map([
    ...icrcMethods(CYCLES_TOKEN, ['ICRC-1', 'ICRC-2', 'ICRC-3']),
    ...icrc3Methods(CYCLES_TOKEN),
    ['deposit', update([DEPOSIT_ARGUMENT], DEPOSIT_RESULT, deposit)],
    ['withdraw', update([WITHDRAW_ARGUMENT], WITHDRAW_RESULT, withdraw)],
    ['withdraw_from', update([WITHDRAW_FROM_ARGUMENT], WITHDRAW_FROM_RESULT, withdrawFrom)],
    ['create_canister', update([CREATE_ARGUMENT], CREATE_RESULT, createCanister)],
    ['create_canister_from', update([CREATE_FROM_ARGUMENT], CREATE_FROM_RESULT, createCanisterFrom)],
  ]),
};

interface DepositArgument {
  readonly to: AccountArgument;
  readonly memo: [] | [Uint8Array];
}

/** Takes all attached cycles; the fee is kept. */
async function deposit(call: SystemCall, { to, memo }: DepositArgument): Promise<SystemReply> {
  const { fee } = CYCLES_TOKEN;
  if (call.cycles <= fee) {
    throw new SystemTrap(
      `deposit amount is insufficient: ${call.cycles}. It must be larger than the fee ${fee}.`,
    );
  }
  const ledger = new TokenLedger(CYCLES_TOKEN, call);
  const account = readAccount(to);
  const block_index = await ledger.mint(account, call.cycles - fee, { memo: memo[0] });
  return reply({ block_index, balance: await ledger.balanceOf(account) }, call.cycles);
}
