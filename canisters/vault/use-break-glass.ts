import { concatBytes } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';
import { hoursNs } from './duration.ts';
import { giveNotice } from './give-notice.ts';
import type { Visit } from './visit.ts';

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
  vault.jobs.scheduleBy({
    kind: BREAK_GLASS_DUE,
    key: concatBytes(dossier.key.bytes, u64Key(id)),
    payload: new Uint8Array(0),
    dueNs: review_by_ns,
  });
  vault.statistics.add('break_glass_uses');
  giveNotice(visit, { break_glass: { sequence } });
}
