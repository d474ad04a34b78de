import type { Malformed } from '@indus/kit/endpoint';
import type { Env } from '@indus/kit/env';
import { NO_RESULT } from './deny.ts';
import type { MethodError } from './method-error.ts';
import { openDossier } from './open-dossier.ts';
import { recordAct } from './record-act.ts';
import type { Vault } from './storage.ts';
import { NOBODY } from './subject-key.ts';

/**
 * Writes down a read whose request nobody could read, in the shard's own name since the subject is unknown, and answers
 * what was wrong with it. Nothing of what the request said is kept.
 */
export function recordMalformed(vault: Vault, env: Env, { method, fault, message }: Malformed): MethodError {
  const visit = openDossier(vault, env, NOBODY);
  recordAct(visit, {
    act: { refused_request: null },
    organisation: [],
    role: [],
    on_behalf_of: [],
    basis: { audit: method },
    purpose: [],
    record_classes: [],
    result_sha256: NO_RESULT,
    delete_by_ns: [],
    outcome: { denied: fault },
  });
  vault.statistics.add('reads_denied');
  vault.commit(env);
  return { Invalid: { field: 'request', message, limit: [] } };
}
