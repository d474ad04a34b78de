import { Principal } from '@dfinity/principal';
import { askShard, type Vault } from './vault.ts';

/**
 * Every shard of a vault; the one that was asked, before a controller has named them. One node's word: a shard that is left
 * out is not missed by its proofs.
 * Errors: VaultRefused, CallFailed.
 */
export async function listShards(vault: Vault): Promise<readonly Principal[]> {
  const shards = await askShard(vault.shardAt(vault.entry), {
    method: 'list_shards',
    at: ({ service }) => service.list_shards(),
  });
  return shards.length === 0 ? [vault.entry] : shards.map((shard) => Principal.from(shard));
}
