import { setTimeout as pause } from 'node:timers/promises';
import {
  type Connection,
  listWork,
  openShard,
  type Principal,
  type Shard,
  VaultRefused,
} from '@indus/client';

/** How long a shard may take to learn from the registry of a role: a little more than it takes at most. */
const ATTEMPTS_MAX = 400;
const ATTEMPT_MS = 250;
const EARLY = ['DirectoryStale', 'NotReady', 'RoleRequired'];

/**
 * Waits until each shard of the vault knows that the caller has a role in an organisation. It looks at the organisation's
 * work, which leaves no trace in anybody's ledger.
 * Errors: VaultRefused, when a shard has not learnt of it in time; CallFailed, ProofInvalid.
 */
export async function untilKnown(
  connection: Connection,
  shards: readonly Principal[],
  organisation: bigint,
): Promise<void> {
  for (const canister of shards) {
    const shard = openShard(connection, canister);
    for (let attempt = 1; !(await isKnown(shard, organisation, attempt >= ATTEMPTS_MAX)); attempt += 1) {
      await pause(ATTEMPT_MS);
    }
  }
}

async function isKnown(shard: Shard, organisation: bigint, isLast: boolean): Promise<boolean> {
  try {
    await listWork(shard, { organisation, limit: 1 });
    return true;
  } catch (error) {
    const isEarly = error instanceof VaultRefused && EARLY.some((refusal) => refusal in error.error);
    if (isEarly && !isLast) return false;
    throw error;
  }
}
