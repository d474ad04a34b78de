import { concatBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import type { Dossier } from './dossier.ts';
import { hoursNs } from './duration.ts';
import { giveNotice } from './give-notice.ts';
import type { Vault } from './storage.ts';

/** The kind of the job that looks whether a use of break-glass was reviewed in time. */
export const BREAK_GLASS_DUE = 'break_glass_due';

/** Notes a use of break-glass: the subject hears of it, and a second person has to review it. Context: the caller commits. */
export function useBreakGlass(
  vault: Vault,
  env: Env,
  dossier: Dossier,
  { sequence, organisation }: { readonly sequence: bigint; readonly organisation: bigint },
): void {
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
  giveNotice(env, dossier, { break_glass: { sequence } });
}
