import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import type { Vault } from './storage.ts';

/** Every shard of the vault, as a controller named them; this one knows of no other before. */
export function listShards(vault: Vault, _env: Env): readonly Principal[] {
  return vault.shards.all;
}
