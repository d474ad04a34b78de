import type { Env } from '@indus/kit/env';
import type { Dossier } from './dossier.ts';
import type { Vault } from './storage.ts';

/** One call about one subject: the shard, what the call sees of the world, and the dossier. */
export interface Visit {
  readonly vault: Vault;
  readonly env: Env;
  readonly dossier: Dossier;
}
