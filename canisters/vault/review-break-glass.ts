import type { Env } from '@indus/kit/env';
import type { Written } from './answers.ts';
import { checkText } from './check-text.ts';
import { REASON_CHARACTERS_MAX } from './limits.ts';
import type { ReviewBreakGlass } from './ministry-requests.ts';
import { openDossier } from './open-dossier.ts';
import { recordWrite } from './record-write.ts';
import { refuse } from './refuse.ts';
import { requirePerson } from './require-person.ts';
import type { Vault } from './storage.ts';
import { subjectJob } from './subject-job.ts';
import { BREAK_GLASS_DUE, breakGlassWork } from './use-break-glass.ts';

/**
 * A second person of the clinic judges a use of break-glass, in time or late. Late is counted for everyone to see, review or
 * not.
 * Errors: WrongShard, BucketMoving; as requirePerson for an officer, auditor or data-protection official; Invalid;
 * BreakGlassUseNotFound; RoleRequired for another organisation; AlreadyReviewed; OwnReview.
 */
export function reviewBreakGlass(vault: Vault, env: Env, request: ReviewBreakGlass): Written {
  const visit = openDossier(vault, env, request.subject);
  const { dossier } = visit;
  const { organisation, justified, note } = request;
  const actor = requirePerson(visit, organisation, ['officer', 'auditor', 'data_protection']);
  const use = dossier.item('break_glass_use', request.use);
  if (use === undefined) refuse({ BreakGlassUseNotFound: { use: request.use } });
  if (use.organisation !== organisation) {
    refuse({ RoleRequired: { roles: [{ officer: null }], organisation: [use.organisation] } });
  }
  if (use.review.length > 0) refuse({ AlreadyReviewed: { use: use.id } });
  const isOwn = [use.by, use.subject].some((person) => person.compareTo(env.caller) === 'eq');
  if (isOwn) refuse({ OwnReview: null });
  checkText('note', note, 1, REASON_CHARACTERS_MAX);
  const isLate = env.nowNs >= use.review_by_ns;
  if (isLate && !use.overdue) vault.statistics.add('break_glass_unreviewed');
  const reviewed = {
    ...use,
    review: [{ by: env.caller, at_ns: env.nowNs, justified, note }] as (typeof use)['review'],
    overdue: isLate,
  };
  const item = dossier.put('break_glass_use', use.id, reviewed);
  vault.work.remove(breakGlassWork(use));
  const job = subjectJob(visit, { kind: BREAK_GLASS_DUE, number: use.id, dueNs: use.review_by_ns });
  vault.jobs.cancel(job.kind, job.key);
  const draft = {
    act: { review_break_glass: null },
    organisation: [organisation] as [bigint],
    role: actor.role,
    on_behalf_of: [] as [],
    basis: { statute: { reference: `use of break-glass ${use.id}` } },
    purpose: [] as [],
    record_classes: [],
  };
  const written = recordWrite(visit, draft, item);
  vault.commit(env);
  return written;
}
