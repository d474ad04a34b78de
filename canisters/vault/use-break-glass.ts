import type { Env } from '@indus/kit/env';
import type { Job } from '@indus/kit/jobs';
import { hoursNs } from './duration.ts';
import type { BreakGlassUse } from './break-glass-use.ts';
import { giveNotice } from './give-notice.ts';
import type { Vault } from './storage.ts';
import { numberOf, openForJob, subjectJob } from './subject-job.ts';
import type { Visit } from './visit.ts';
import type { Work } from './work-index.ts';

/** The kind of the job that looks whether a use of break-glass was reviewed in time. */
export const BREAK_GLASS_DUE = 'break_glass_due';

/** Notes a use of break-glass: the subject hears of it, and a second person has to review it. Context: the caller commits. */
export function useBreakGlass(
  visit: Visit,
  { sequence, organisation }: { readonly sequence: bigint; readonly organisation: bigint },
): void {
  const { vault, env, dossier } = visit;
  const { subject } = dossier.key;
  const review_by_ns = env.nowNs + hoursNs(vault.directory.parameter('break_glass_review_hours'));
  dossier.add('break_glass_use', (id) => ({
    id,
    subject,
    sequence,
    organisation,
    by: env.caller,
    at_ns: env.nowNs,
    review_by_ns,
    review: [],
    overdue: false,
  }));
  const id = dossier.counts.of('break_glass_use');
  vault.work.add({ organisation, dueAtNs: review_by_ns, subject, kind: 'break_glass_use', id });
  vault.jobs.scheduleBy(subjectJob(visit, { kind: BREAK_GLASS_DUE, number: id, dueNs: review_by_ns }));
  vault.statistics.add('break_glass_uses');
  giveNotice(visit, { break_glass: { sequence } });
}

/** A use as work of the organisation that made it. */
export function breakGlassWork(use: BreakGlassUse): Work {
  const { organisation, review_by_ns, subject, id } = use;
  return { organisation, dueAtNs: review_by_ns, subject, kind: 'break_glass_use', id };
}

/** Counts a use that nobody has reviewed in time, for everyone to see. Context: a job. */
export function lookAtBreakGlass(vault: Vault, env: Env, job: Job): void {
  const visit = openForJob(vault, env, job);
  const id = numberOf(job);
  const use = visit?.dossier.item('break_glass_use', id);
  if (visit === undefined || use === undefined || use.review.length > 0 || use.overdue) return;
  visit.dossier.put('break_glass_use', id, { ...use, overdue: true });
  vault.statistics.add('break_glass_unreviewed');
  vault.commit(env);
}
