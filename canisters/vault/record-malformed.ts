import type { Malformed } from '@indus/kit/endpoint';
import type { Env } from '@indus/kit/env';
import { admitCaller } from './admit-caller.ts';
import { isFirstOverQuota } from './count-over-quota.ts';
import type { MethodError } from './method-error.ts';
import { openDossier } from './open-dossier.ts';
import { recordRefused } from './record-refused.ts';
import { attempt } from './refuse.ts';
import type { Vault } from './storage.ts';
import { NOBODY } from './subject-key.ts';

/**
 * Writes down a read whose request nobody could read, in the shard's own name since the subject is unknown, and answers
 * what was wrong with it. Nothing of what the request said is kept.
 */
export function recordMalformed(vault: Vault, env: Env, { method, fault, message }: Malformed): MethodError {
  const admitted = attempt(() => admitCaller(vault, env, 'reads'));
  const isOver = 'error' in admitted && 'RateLimited' in admitted.error;
  if (!isOver || isFirstOverQuota(vault, env)) {
    recordRefused(openDossier(vault, env, NOBODY), { told: method, fault, count: 1n });
  }
  return isOver ? admitted.error : { Invalid: { field: 'request', message, limit: [] } };
}
