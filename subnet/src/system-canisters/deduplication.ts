import type { CborMap } from '../codec/cbor-value.ts';
import { hashOfMap } from '../hash-tree/hash-of-map.ts';
import { PERMITTED_DRIFT_NS, PRUNE_PERIOD_NS, TRANSACTION_WINDOW_NS } from './ledger-limits.ts';
import { LedgerRefused } from './ledger-refused.ts';
import type { SystemStorage } from './system-storage.ts';

/** A transaction that was admitted; `record` notes its block, so that the same transaction is known again. */
export interface Admitted {
  record(block: bigint): void;
}

const PREFIX = 'seen/';
const TIME_DIGITS = 16;
const PRUNED = 'seen-pruned';
const UNDATED: Admitted = { record: () => undefined };

/**
 * Lets a transaction in once. Only one with `created_at_time` is looked at.
 * Errors: LedgerRefused TooOld, CreatedInFuture, Duplicate.
 * Source: ICRC-1, "Transaction deduplication".
 */
export async function admitOnce(
  storage: SystemStorage,
  nowNs: bigint,
  createdAtNs: bigint | undefined,
  transaction: CborMap,
): Promise<Admitted> {
  if (createdAtNs === undefined) return UNDATED;
  if (createdAtNs + TRANSACTION_WINDOW_NS + PERMITTED_DRIFT_NS < nowNs)
    throw new LedgerRefused({ TooOld: null });
  if (createdAtNs > nowNs + PERMITTED_DRIFT_NS) {
    throw new LedgerRefused({ CreatedInFuture: { ledger_time: nowNs } });
  }
  const name = `${PREFIX}${timeDigits(createdAtNs)}/${Buffer.from(hashOfMap(transaction)).toString('hex')}`;
  const seen = await storage.get<{ readonly block: bigint }>(name);
  if (seen !== undefined) throw new LedgerRefused({ Duplicate: { duplicate_of: seen.block } });
  await prune(storage, nowNs);
  return { record: (block) => storage.put(name, { block }) };
}

async function prune(storage: SystemStorage, nowNs: bigint): Promise<void> {
  const pruned = await storage.get<{ readonly atNs: bigint }>(PRUNED);
  if (pruned !== undefined && nowNs - pruned.atNs < PRUNE_PERIOD_NS) return;
  storage.put(PRUNED, { atNs: nowNs });
  const oldest = nowNs - TRANSACTION_WINDOW_NS - PERMITTED_DRIFT_NS;
  if (oldest <= 0n) return;
  const end = PREFIX + timeDigits(oldest);
  for await (const name of storage.storedNames(PREFIX)) {
    if (name >= end) break;
    storage.delete(name);
  }
}

function timeDigits(timeNs: bigint): string {
  return timeNs.toString(16).padStart(TIME_DIGITS, '0');
}
