import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import { actForSubject } from './act-for-subject.ts';
import type { Written } from './answers.ts';
import { checkText } from './check-text.ts';
import type { Decision } from './decision.ts';
import { REASON_CHARACTERS_MAX } from './limits.ts';
import { openDossier } from './open-dossier.ts';
import { recordDecision } from './record-decision.ts';
import { noteOutcome } from './report-outcomes.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';
import type { Visit } from './visit.ts';
import type { Work } from './work-index.ts';

/** Against what, and why. */
export interface AppealDecision {
  readonly subject: Principal;
  readonly decision: bigint;
  readonly grounds: string;
}

/** Whether an appeal waits for somebody to decide it. */
export function isAppealOpen({ appeal }: Pick<Decision, 'appeal'>): boolean {
  return 'open' in appeal;
}

/** An appeal as work of the organisation that has decided; it has as long as the person had to appeal. */
export function appealWork(decision: Decision): Work {
  const { organisation, subject, id, at_ns, appeal_until_ns, appeal } = decision;
  const openedNs = 'open' in appeal ? appeal.open.at_ns : at_ns;
  return { organisation, dueAtNs: openedNs + (appeal_until_ns - at_ns), subject, kind: 'decision', id };
}

/**
 * The person, or a delegate, appeals against a decision: once, before its time to appeal is over.
 * Errors: WrongShard, BucketMoving; as actForSubject; DecisionNotFound; AppealClosed; Invalid.
 */
export function appealDecision(vault: Vault, env: Env, request: AppealDecision): Written {
  const visit = openDossier(vault, env, request.subject);
  const { basis } = actForSubject(visit, 'appeal', []);
  const decision = findDecision(visit, request.decision);
  const isOpen = 'none' in decision.appeal && env.nowNs < decision.appeal_until_ns;
  if (!isOpen) refuse({ AppealClosed: { decision: decision.id, until_ns: decision.appeal_until_ns } });
  checkText('grounds', request.grounds, 1, REASON_CHARACTERS_MAX);
  const appeal = { open: { at_ns: env.nowNs, grounds: request.grounds } };
  const appealed = { ...decision, appeal };
  vault.work.add(appealWork(appealed));
  vault.statistics.add('appeals');
  noteOutcome(visit, decision, 'appeals');
  const written = recordDecision(visit, appealed, { act: { appeal_decision: null }, basis });
  vault.commit(env);
  return written;
}

/** A decision about the subject. Errors: DecisionNotFound. */
export function findDecision({ dossier }: Visit, id: bigint): Decision {
  return dossier.item('decision', id) ?? refuse({ DecisionNotFound: { decision: id } });
}
