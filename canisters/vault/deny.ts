import { RecordedRefusal } from '@indus/kit/refusal';
import { caseOf } from '@indus/kit/variant';
import { cutClaim } from './cut-claim.ts';
import type { MethodError } from './method-error.ts';
import { recordAct } from './record-act.ts';
import type { ActDraft } from './record-act.ts';
import type { Visit } from './visit.ts';

/** The digest of an answer that was not given. */
export const NO_RESULT = new Uint8Array(32);

/** Writes down that an act was denied, and refuses it: the one refusal that leaves a trace. */
export function deny(
  visit: Visit,
  draft: Omit<ActDraft, 'outcome' | 'result_sha256' | 'delete_by_ns'>,
  error: MethodError,
): never {
  const { vault, env } = visit;
  const outcome = { denied: caseOf(error) };
  recordAct(visit, { ...cutClaim(draft), outcome, result_sha256: NO_RESULT, delete_by_ns: [] });
  vault.statistics.add('reads_denied');
  vault.commit(env);
  throw new RecordedRefusal(error);
}
