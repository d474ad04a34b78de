import { Principal } from '@dfinity/principal';
import { accountOf, readAccount, type Account, type AccountArgument } from './account.ts';
import { LedgerRefused, okOrErr } from './ledger-refused.ts';
import { makeCanister, type CreationArgument, type Rejected } from './make-canister.ts';
import { rejectionOf } from './rejection-code.ts';
import { reply, type SystemCall, type SystemReply } from './system-canister.ts';
import { TokenLedger } from './token-ledger.ts';
import { CYCLES_TOKEN } from './token.ts';
import { refund } from './withdraw-cycles.ts';

interface Creating {
  readonly amount: bigint;
  readonly created_at_time: [] | [bigint];
  readonly creation_args: [] | [CreationArgument];
}

/** Makes a canister with cycles of the caller, who controls it unless the settings name others. */
export async function createCanister(
  call: SystemCall,
  argument: Creating & { readonly from_subaccount: [] | [Uint8Array] },
): Promise<SystemReply> {
  const from = accountOf(call.caller, argument.from_subaccount);
  return reply(
    await okOrErr(async () => {
      const { block, made } = await make(call, from, undefined, argument);
      if ('canister' in made) return { block_id: block, canister_id: made.canister };
      const refund_block = await refund(call, from, argument.amount);
      throw new LedgerRefused({ FailedToCreate: { fee_block: [block], refund_block, error: made.message } });
    }),
  );
}

/** Makes a canister with cycles that the caller may spend. */
export async function createCanisterFrom(
  call: SystemCall,
  argument: Creating & { readonly from: AccountArgument; readonly spender_subaccount: [] | [Uint8Array] },
): Promise<SystemReply> {
  const spender = accountOf(call.caller, argument.spender_subaccount);
  const from = readAccount(argument.from);
  return reply(
    await okOrErr(async () => {
      const { block, made } = await make(call, from, spender, argument);
      if ('canister' in made) return { block_id: block, canister_id: made.canister };
      throw new LedgerRefused({
        FailedToCreateFrom: {
          create_from_block: [block],
          refund_block: await refund(call, from, argument.amount),
          approval_refund_block: [],
          ...rejectionOf(made),
        },
      });
    }),
  );
}

async function make(
  call: SystemCall,
  from: Account,
  spender: Account | undefined,
  { amount, created_at_time, creation_args }: Creating,
): Promise<{ readonly block: bigint; readonly made: { readonly canister: Principal } | Rejected }> {
  const ledger = new TokenLedger(CYCLES_TOKEN, call);
  const storage = call.storage(CYCLES_TOKEN.canister);
  const createdAtNs = created_at_time[0];
  const purpose = 'create canister';
  const block = await ledger
    .burn(from, amount, { burnFee: CYCLES_TOKEN.fee, spender, createdAtNs, purpose })
    .catch(async (error: unknown) => {
      throw await withCanister(error, (index) => storage.get<Created>(createdName(index)));
    });
  const made = await makeCanister(call, call.caller, amount, creation_args[0]);
  if ('canister' in made)
    storage.put(createdName(block), { canister: made.canister.toText() } satisfies Created);
  return { block, made };
}

/** Which canister a block made, for those who ask for it again. */
interface Created {
  readonly canister: string;
}

function createdName(block: bigint): string {
  return `created/${block.toString(16)}`;
}

/** A duplicate is told the canister that the first call made. */
async function withCanister(
  error: unknown,
  createdBy: (block: bigint) => Promise<Created | undefined>,
): Promise<unknown> {
  if (!(error instanceof LedgerRefused) || !('Duplicate' in error.reason)) return error;
  const { duplicate_of } = error.reason['Duplicate'] as { readonly duplicate_of: bigint };
  const created = await createdBy(duplicate_of);
  const canister_id = created === undefined ? [] : [Principal.fromText(created.canister)];
  return new LedgerRefused({ Duplicate: { duplicate_of, canister_id } });
}
