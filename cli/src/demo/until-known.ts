import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, openShard, type Principal, VaultRefused } from '@indus/client';

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
    const request = { organisation, cursor: [] as [], limit: 1 };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await shard.replicated.list_work(request);
      if ('Ok' in answer) break;
      const isEarly = EARLY.some((refusal) => refusal in answer.Err);
      if (!isEarly || attempt >= ATTEMPTS_MAX) throw new VaultRefused('list_work', answer.Err);
      await pause(ATTEMPT_MS);
    }
  }
}
