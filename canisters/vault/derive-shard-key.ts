import type { AsyncEnv } from '@indus/kit/env';
import { deriveKeyHere, keyShardOf } from './record-key.ts';
import type { ShardKeyRequest } from './record-key.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';

/**
 * Derives a key for another shard, which has decided that the reader may have it and has written that down.
 * Errors: NotPermitted for everybody else, and on every shard but the key shard; KeyUnavailable.
 */
export async function deriveShardKey(
  vault: Vault,
  env: AsyncEnv,
  request: ShardKeyRequest,
): Promise<Uint8Array> {
  const isKeyShard = keyShardOf(vault).compareTo(env.self) === 'eq';
  if (!isKeyShard || !vault.shards.has(env.caller)) refuse({ NotPermitted: { caller: env.caller } });
  return deriveKeyHere(vault, env, request);
}
