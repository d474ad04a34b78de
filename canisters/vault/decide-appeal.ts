import type { Env } from '@indus/kit/env';
import type { Actor } from './actor.ts';
import type { Written } from './answers.ts';
import { appealWork, findDecision, isAppealOpen } from './appeal-decision.ts';
import { checkText } from './check-text.ts';
import type { Decision } from './decision.ts';
import { giveNotice } from './give-notice.ts';
import { DECISION_REASONS_CHARACTERS_MAX, DECISION_REASONS_CHARACTERS_MIN } from './limits.ts';
import type { DecideAppeal } from './ministry-requests.ts';
import { openDossier } from './open-dossier.ts';
import { recordDecision } from './record-decision.ts';
import { refuse } from './refuse.ts';
import { noteOutcome } from './report-outcomes.ts';
import { requirePerson } from './require-person.ts';
import type { Vault } from './storage.ts';
import type { Visit } from './visit.ts';

/**
 * Somebody else than who decided upholds a decision or overturns it: another officer of the organisation, a judge, or an
 * official of the data-protection organisation.
 * Errors: WrongShard, BucketMoving; as requirePerson for those; DecisionNotFound; OwnReview for the official and for the
 * person concerned; AppealClosed unless an appeal waits; Invalid.
 */
export function decideAppeal(vault: Vault, env: Env, request: DecideAppeal): Written {
  const visit = openDossier(vault, env, request.subject);
  const { organisation, overturn, reasons } = request;
  const known = visit.dossier.item('decision', request.decision);
  const actor = requireAppealJudge(visit, organisation, known);
  const decision = findDecision(visit, request.decision);
  const isOwn = [decision.official, decision.subject].some((person) => person.compareTo(env.caller) === 'eq');
  if (isOwn) refuse({ OwnReview: null });
  if (!isAppealOpen(decision)) {
    refuse({ AppealClosed: { decision: decision.id, until_ns: decision.appeal_until_ns } });
  }
  checkText('reasons', reasons, DECISION_REASONS_CHARACTERS_MIN, DECISION_REASONS_CHARACTERS_MAX);
  vault.work.remove(appealWork(decision));
  if (overturn) {
    vault.statistics.add('overturned');
    noteOutcome(visit, decision, 'overturned');
  }
  const end = { at_ns: env.nowNs, by: env.caller, reasons };
  const decided = { ...decision, appeal: overturn ? { overturned: end } : { upheld: end } };
  const written = recordDecision(visit, decided, {
    act: { decide_appeal: null },
    basis: { statute: { reference: `decision ${decision.id}` } },
    organisation: [organisation],
    role: actor.role,
  });
  giveNotice(visit, { appeal_decided: decision.id });
  vault.commit(env);
  return written;
}

function requireAppealJudge(visit: Visit, organisation: bigint, decision: Decision | undefined): Actor {
  if (organisation === decision?.organisation) return requirePerson(visit, organisation, ['officer']);
  const isAuthority = organisation === visit.vault.directory.parameter('data_protection_organisation');
  return requirePerson(visit, organisation, isAuthority ? ['data_protection', 'judge'] : ['judge']);
}
