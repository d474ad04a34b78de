import type { Env } from '@indus/kit/env';
import type { CertifiedItem } from './answers.ts';
import type { Vault } from './storage.ts';

/** The shard's public counts. */
export function readStatistics(vault: Vault, env: Env): CertifiedItem {
  return {
    found: [vault.statistics.bytes()],
    proof: vault.proof(env, { statistics: vault.statisticsTree() }),
  };
}
