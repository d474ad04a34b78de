import type { Principal } from '@dfinity/principal';
import { accountOf, readAccount, type Account, type AccountArgument } from './account.ts';
import { LedgerRefused, okOrErr } from './ledger-refused.ts';
import { giveCycles, type Rejected } from './make-canister.ts';
import { rejectionOf } from './rejection-code.ts';
import { CYCLES_LEDGER } from './system-canister-ids.ts';
import { reply, type SystemCall, type SystemReply } from './system-canister.ts';
import { TokenLedger } from './token-ledger.ts';
import { CYCLES_TOKEN } from './token.ts';

interface Withdrawal {
  readonly amount: bigint;
  readonly to: Principal;
  readonly created_at_time: [] | [bigint];
}

/** Class byte of principals that are canisters. Source: interface specification, "Principals". */
const OPAQUE = 1;

/** Sends cycles from an account of the caller to a canister. */
export async function withdraw(
  call: SystemCall,
  argument: Withdrawal & { readonly from_subaccount: [] | [Uint8Array] },
): Promise<SystemReply> {
  const from = accountOf(call.caller, argument.from_subaccount);
  return reply(
    await okOrErr(async () => {
      const { block, rejected } = await send(call, from, undefined, argument);
      if (rejected === undefined) return block;
      await refund(call, from, argument.amount);
      throw new LedgerRefused({ FailedToWithdraw: { fee_block: [block], ...rejectionOf(rejected) } });
    }),
  );
}

/** Sends cycles from an account that lets the caller spend to a canister. */
export async function withdrawFrom(
  call: SystemCall,
  argument: Withdrawal & { readonly spender_subaccount: [] | [Uint8Array]; readonly from: AccountArgument },
): Promise<SystemReply> {
  const spender = accountOf(call.caller, argument.spender_subaccount);
  const from = readAccount(argument.from);
  return reply(
    await okOrErr(async () => {
      const { block, rejected } = await send(call, from, spender, argument);
      if (rejected === undefined) return block;
      throw new LedgerRefused({
        FailedToWithdrawFrom: {
          withdraw_from_block: [block],
          refund_block: await refund(call, from, argument.amount),
          approval_refund_block: [],
          ...rejectionOf(rejected),
        },
      });
    }),
  );
}

/** Burns the tokens, then gives the cycles; what the receiver rejects is left to the caller to refund. */
async function send(
  call: SystemCall,
  from: Account,
  spender: Account | undefined,
  { amount, to, created_at_time }: Withdrawal,
): Promise<{ readonly block: bigint; readonly rejected: Rejected | undefined }> {
  if (to.toUint8Array().at(-1) !== OPAQUE) throw new LedgerRefused({ InvalidReceiver: { receiver: to } });
  const block = await new TokenLedger(CYCLES_TOKEN, call).burn(from, amount, {
    burnFee: CYCLES_TOKEN.fee,
    spender,
    createdAtNs: created_at_time[0],
    purpose: `withdraw ${to.toText()}`,
  });
  return { block, rejected: await giveCycles(call, CYCLES_LEDGER, to, amount) };
}

/** Gives back what could not be used, less the fee of the block that says so. Returns its index, if there is one. */
export async function refund(call: SystemCall, to: Account, amount: bigint): Promise<[] | [bigint]> {
  const { fee } = CYCLES_TOKEN;
  if (amount <= fee) return [];
  return [await new TokenLedger(CYCLES_TOKEN, call).mint(to, amount - fee)];
}
