import { type Connection, openShard, type Principal } from '@indus/client';
import { CommandFailed } from '../command-failed.ts';
import { ownedBuckets, VAULT_SHARDS } from './init-arguments.ts';

/**
 * Tells every shard of the vault of the others, as a controller: without it a shard sends nobody on, and keeps no keys. To
 * repeat it changes nothing. The first shard keeps the keys of sealed classes for ever.
 * Errors: CommandFailed `refused`; CallFailed.
 */
export async function nameShards(connection: Connection, ids: ReadonlyMap<string, Principal>): Promise<void> {
  const canisters = VAULT_SHARDS.flatMap((name) => ids.get(name) ?? []);
  if (canisters.length < VAULT_SHARDS.length) return;
  const shards = canisters.map((canister, shard) => ({ canister, owned: ownedBuckets(shard) }));
  for (const canister of canisters) {
    const answer = await openShard(connection, canister).service.set_shards(shards);
    if ('Err' in answer) {
      const [reason = 'Other'] = Object.keys(answer.Err);
      throw new CommandFailed('refused', `expected ${canister.toText()} to take its shards, got ${reason}`);
    }
  }
}
