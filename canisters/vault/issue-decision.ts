import { equalBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { HASH_SIZE_BYTES } from '@indus/kit/sha256';
import { answerOnce } from './answer-once.ts';
import type { Written } from './answers.ts';
import { checkDecisionTexts } from './check-decision-texts.ts';
import { checkNewPurpose } from './check-purpose.ts';
import { checkRoom } from './check-room.ts';
import { checkSize } from './check-text.ts';
import type { AlgorithmUse } from './decision.ts';
import { daysNs } from './duration.ts';
import { giveNotice } from './give-notice.ts';
import { IssueDecision } from './ministry-requests.ts';
import { openDossier } from './open-dossier.ts';
import { recordWrite } from './record-write.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import { noteOutcome } from './report-outcomes.ts';
import { requirePerson } from './require-person.ts';
import type { Vault } from './storage.ts';

/**
 * An official decides about a person, gives her own reasons, and answers for them; the person may appeal for `appeal_days`.
 * Errors: WrongShard, BucketMoving; as requirePerson for an officer; NotPermitted for a decision about oneself; UnknownPurpose,
 * BasisNotAllowed unless a statute may be its ground; AlgorithmNotLive; Invalid; IdempotencyConflict; TooMany.
 */
export function issueDecision(vault: Vault, env: Env, request: IssueDecision): Written {
  const visit = openDossier(vault, env, request.subject);
  const { dossier } = visit;
  const { organisation, purpose } = request;
  const actor = requirePerson(visit, organisation, ['officer']);
  if (env.caller.compareTo(request.subject) === 'eq') refuse({ NotPermitted: { caller: env.caller } });
  const once = {
    caller: env.caller,
    key: request.idempotency_key,
    method: 'issue_decision',
    type: IssueDecision,
    request,
  };
  const written = answerOnce(dossier, once, () => {
    checkNewPurpose(vault, purpose, 'statute');
    checkDecisionTexts(request);
    const [use] = request.algorithm;
    const algorithm: [] | [AlgorithmUse] = use === undefined ? [] : [checkAlgorithm(vault, use)];
    checkRoom(dossier, 'decision');
    const item = dossier.add('decision', (id) => ({
      subject: request.subject,
      id,
      organisation,
      official: env.caller,
      at_ns: env.nowNs,
      purpose,
      algorithm,
      outcome: request.outcome,
      reasons: request.reasons,
      factors: request.factors,
      counterfactual: request.counterfactual,
      paused_at_ns: [],
      appeal_until_ns: env.nowNs + daysNs(vault.directory.parameter('appeal_days')),
      appeal: { none: null },
    }));
    const id = dossier.counts.of('decision');
    const draft = {
      act: { issue_decision: null },
      organisation: [organisation] as [bigint],
      role: actor.role,
      on_behalf_of: [] as [],
      basis: { statute: { reference: `decision ${id}` } },
      purpose: [purpose] as [string],
      record_classes: [],
    };
    const recorded = recordWrite(visit, draft, item);
    vault.statistics.add('decisions');
    noteOutcome(visit, { algorithm, at_ns: env.nowNs }, 'decisions');
    giveNotice(visit, { decision_issued: id });
    return recorded;
  });
  vault.commit(env);
  return written;
}

/**
 * The use with the hash of the model that the registry knows: decision and model are one chain.
 * Errors: AlgorithmNotLive at this version; Invalid for another model or a hash of another size.
 */
function checkAlgorithm(vault: Vault, use: AlgorithmUse): AlgorithmUse {
  const known = vault.directory.algorithm(use.id);
  if (known === undefined || !('live' in known.state) || known.version !== use.version) {
    refuse({ AlgorithmNotLive: { algorithm: use.id, version: use.version } });
  }
  for (const hash of use.receipt_sha256) {
    checkSize('algorithm.receipt_sha256', hash, HASH_SIZE_BYTES, HASH_SIZE_BYTES);
  }
  const [claimed] = use.model_sha256;
  const [model] = known.model_sha256;
  if (claimed !== undefined && (model === undefined || !equalBytes(claimed, model))) {
    refuseInvalid('algorithm.model_sha256', 'expected the model that the registry has for the algorithm');
  }
  return { ...use, model_sha256: known.model_sha256 };
}
