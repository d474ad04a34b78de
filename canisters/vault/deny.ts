import { RecordedRefusal } from '@indus/kit/refusal';
import { caseOf } from '@indus/kit/variant';
import { isFirstOverQuota } from './count-over-quota.ts';
import { cutClaim } from './cut-claim.ts';
import type { MethodError } from './method-error.ts';
import { NO_RESULT, recordAct } from './record-act.ts';
import type { ActDraft } from './record-act.ts';
import type { Visit } from './visit.ts';

/**
 * Writes down that an act was denied, and refuses it: the one refusal that leaves a trace. Of reads over quota the first has
 * an entry, the others are counted.
 */
export function deny(
  visit: Visit,
  draft: Omit<ActDraft, 'outcome' | 'result_sha256' | 'delete_by_ns'>,
  error: MethodError,
): never {
  const { vault, env } = visit;
  if ('RateLimited' in error && !isFirstOverQuota(vault, env)) throw new RecordedRefusal(error);
  const outcome = { denied: caseOf(error) };
  recordAct(visit, { ...cutClaim(draft), outcome, result_sha256: NO_RESULT, delete_by_ns: [] });
  vault.statistics.add('reads_denied');
  vault.commit(env);
  throw new RecordedRefusal(error);
}
