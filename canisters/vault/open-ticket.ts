import type { Env } from '@indus/kit/env';
import { actForSubject } from './act-for-subject.ts';
import { answerOnce } from './answer-once.ts';
import type { Written } from './answers.ts';
import { checkRoom } from './check-room.ts';
import { checkText } from './check-text.ts';
import { daysNs } from './duration.ts';
import { findRecordOf, findRecordsOf } from './find-records.ts';
import type { HeldRecord } from './held-record.ts';
import { REASON_CHARACTERS_MAX } from './limits.ts';
import { openDossier } from './open-dossier.ts';
import { recordTicket } from './record-ticket.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import type { Vault } from './storage.ts';
import { OpenTicket } from './subject-requests.ts';
import { beginTicket } from './ticket-work.ts';
import type { Ticket } from './ticket.ts';
import type { Visit } from './visit.ts';

/**
 * The subject, or a delegate, claims a right from an organisation, which has `rights_days` to answer. A suspended organisation
 * owes its answer too.
 * Errors: WrongShard, BucketMoving; as actForSubject; Invalid; RecordNotFound, RecordErased, NotIssuer; DecisionNotFound;
 * IdempotencyConflict; TooMany.
 */
export function openTicket(vault: Vault, env: Env, request: OpenTicket): Written {
  const visit = openDossier(vault, env, request.subject);
  const { dossier } = visit;
  actForSubject(visit, 'tickets', []);
  const once = {
    caller: env.caller,
    key: request.idempotency_key,
    method: 'open_ticket',
    type: OpenTicket,
    request,
  };
  const written = answerOnce(dossier, once, () => {
    const { organisation } = request;
    if (vault.directory.organisation(organisation) === undefined) {
      refuseInvalid('organisation', `expected an organisation of the registry, got ${organisation}`);
    }
    const record_classes = [...new Set(recordsOf(visit, request).map((record) => record.class))];
    const standing = actForSubject(visit, 'tickets', record_classes);
    checkRoom(dossier, 'ticket');
    const ticket: Ticket = {
      subject: request.subject,
      id: dossier.counts.next('ticket'),
      right: request.right,
      organisation,
      opened_by: env.caller,
      opened_at_ns: env.nowNs,
      due_at_ns: env.nowNs + daysNs(vault.directory.parameter('rights_days')),
      status: { open: null },
    };
    beginTicket(visit, ticket);
    return recordTicket(visit, ticket, {
      act: { open_ticket: null },
      basis: standing.basis,
      record_classes,
    });
  });
  vault.commit(env);
  return written;
}

/** The records that the right is about; every right is held against what is there. */
function recordsOf({ dossier }: Visit, { right, organisation }: OpenTicket): HeldRecord[] {
  if ('rectification' in right) {
    checkText('right.rectification.claim', right.rectification.claim, 1, REASON_CHARACTERS_MAX);
    return [findRecordOf(dossier, right.rectification.record_id, organisation)];
  }
  if ('erasure' in right) return findRecordsOf(dossier, right.erasure, organisation);
  if ('restriction' in right) return findRecordsOf(dossier, right.restriction, organisation);
  if ('objection' in right) {
    checkText('right.objection.grounds', right.objection.grounds, 1, REASON_CHARACTERS_MAX);
    for (const id of right.objection.decision) {
      const decision = dossier.item('decision', id);
      if (decision?.organisation !== organisation) refuse({ DecisionNotFound: { decision: id } });
    }
  }
  return [];
}
