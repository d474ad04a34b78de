import { principalBytes, type PrincipalKey } from '../principal.ts';
import { accountIdentifier } from './account-identifier.ts';
import { SUBACCOUNT_BYTES, type Account } from './account.ts';
import { RATE_ROOT } from './conversion-rate.ts';
import { LedgerRefused } from './ledger-refused.ts';
import { CYCLES_MINTING } from './system-canister-ids.ts';
import type { SystemCall } from './system-canister.ts';
import { TokenLedger } from './token-ledger.ts';
import { ICP_TOKEN } from './token.ts';

/** Memos that say what a payment is for. Source: dfinity/ic rs/nns/cmc/src/lib.rs. */
export const MEMO = {
  topUp: 0x50_55_50_54n,
  createCanister: 0x41_45_52_43n,
  mintCycles: 0x54_4e_49_4dn,
} as const;

/** What a payment is for and for whom. */
export interface Purpose {
  readonly kind: keyof typeof MEMO;
  readonly beneficiary: PrincipalKey;
}

/** A payment in ICP to the cycles minting canister. */
export interface Payment {
  readonly block: bigint;
  readonly e8s: bigint;
  /** Address of the payer. */
  readonly from: string;
  /** Where the ICP lie. */
  readonly account: Account;
}

/** How a payment was used, so that it is used once; asking again gives the same answer. */
interface Used {
  readonly purpose: Purpose;
  readonly outcome: { readonly ok: unknown } | { readonly refunded: object };
}

/**
 * Uses a payment for its purpose, once. `use` turns it into cycles; it returns what to answer with, or why it failed:
 * then the ICP go back to the payer.
 * Errors: LedgerRefused InvalidTransaction, Refunded.
 */
export async function usePayment<Result>(
  call: SystemCall,
  block: bigint,
  purpose: Purpose,
  use: (payment: Payment) => Promise<{ readonly ok: Result } | { readonly failed: string }>,
): Promise<Result> {
  const storage = call.storage(CYCLES_MINTING);
  const name = `used/${block.toString(16)}`;
  const used = await storage.get<Used>(name);
  if (used !== undefined) {
    const { kind, beneficiary } = used.purpose;
    if (kind === purpose.kind && beneficiary === purpose.beneficiary) {
      if ('refunded' in used.outcome) throw new LedgerRefused({ Refunded: used.outcome.refunded });
      return used.outcome.ok as Result;
    }
    throw invalid(`the payment of block ${block} is used`);
  }
  const payment = await findPayment(call, block, purpose);
  storage.certify(RATE_ROOT);
  const outcome = await use(payment);
  if ('failed' in outcome) {
    const refunded = { reason: outcome.failed, block_index: await giveBack(call, payment) };
    storage.put(name, { purpose, outcome: { refunded } } satisfies Used);
    throw new LedgerRefused({ Refunded: refunded });
  }
  storage.put(name, { purpose, outcome } satisfies Used);
  await burn(call, payment);
  return outcome.ok;
}

/** The payment protocol is not kept. */
export function invalid(reason: string): LedgerRefused {
  return new LedgerRefused({ InvalidTransaction: reason });
}

async function findPayment(call: SystemCall, index: bigint, purpose: Purpose): Promise<Payment> {
  const block = await new TokenLedger(ICP_TOKEN, call).log.get(index);
  const tx = block?.get('tx');
  if (!(tx instanceof Map)) throw invalid(`Block ${index} not found`);
  const transaction = tx as ReadonlyMap<string, unknown>;
  const [op, to, from, e8s] = ['op', 'to', 'from', 'amt'].map((field) => transaction.get(field));
  if (
    op !== 'xfer' ||
    !(to instanceof Uint8Array) ||
    !(from instanceof Uint8Array) ||
    typeof e8s !== 'bigint'
  ) {
    throw invalid('Notification transaction must be of type transfer');
  }
  const account = { owner: CYCLES_MINTING, subaccount: subaccountOf(purpose.beneficiary) };
  if (Buffer.compare(to, accountIdentifier(account)) !== 0) {
    throw invalid(`Destination account in the block of index ${index} is not that of the beneficiary`);
  }
  if (memoOf(transaction.get('memo')) !== MEMO[purpose.kind]) {
    throw invalid(`Intent in the block of index ${index} is not ${purpose.kind}: its memo differs`);
  }
  return { block: index, e8s, from: Buffer.from(from).toString('hex'), account };
}

/** A memo of either interface; in bytes it is a little-endian number of 64 bits. */
function memoOf(memo: unknown): bigint | undefined {
  if (typeof memo === 'bigint') return memo;
  return memo instanceof Uint8Array && memo.length === 8 ? Buffer.from(memo).readBigUInt64LE() : undefined;
}

/** The subaccount of a principal: its length, its bytes, zeros. Source: dfinity/ic rs/types/base_types. */
function subaccountOf(principal: PrincipalKey): Uint8Array {
  const bytes = principalBytes(principal);
  const subaccount = new Uint8Array(SUBACCOUNT_BYTES);
  subaccount[0] = bytes.length;
  subaccount.set(bytes, 1);
  return subaccount;
}

async function giveBack(call: SystemCall, { e8s, from, account }: Payment): Promise<[] | [bigint]> {
  if (e8s <= ICP_TOKEN.fee) return [];
  return [await new TokenLedger(ICP_TOKEN, call).transfer(account, from, e8s - ICP_TOKEN.fee)];
}

async function burn(call: SystemCall, { e8s, account }: Payment): Promise<void> {
  await new TokenLedger(ICP_TOKEN, call).burn(account, e8s, { burnFee: 0n, purpose: 'payment' });
}
