import type { Env } from '@indus/kit/env';
import { requireActor } from './actor.ts';
import { answerOnce } from './answer-once.ts';
import type { Written } from './answers.ts';
import { checkTerms } from './check-terms.ts';
import { checkText } from './check-text.ts';
import { checkRoom } from './check-room.ts';
import { giveNotice } from './give-notice.ts';
import { ON_BEHALF_CHARACTERS_MAX } from './limits.ts';
import { ConsentRequest } from './ministry-requests.ts';
import { openDossier } from './open-dossier.ts';
import { recordWrite } from './record-write.ts';
import { consentShare } from './party-index.ts';
import type { Vault } from './storage.ts';

/**
 * Asks a subject for her consent. It waits in her dossier until she grants or rejects it.
 * Errors: WrongShard, BucketMoving; as requireActor for an officer of the consumer, and as checkTerms; Invalid;
 * IdempotencyConflict; TooMany.
 */
export function requestConsent(vault: Vault, env: Env, request: ConsentRequest): Written {
  const { terms } = request;
  const visit = openDossier(vault, env, terms.customer);
  const { dossier } = visit;
  const actor = requireActor(visit, terms.consumer, ['officer']);
  const once = {
    caller: env.caller,
    key: request.idempotency_key,
    method: 'request_consent',
    type: ConsentRequest,
    request,
  };
  const written = answerOnce(dossier, once, () => {
    checkTerms(visit, terms);
    for (const name of request.on_behalf_of) checkText('on_behalf_of', name, 1, ON_BEHALF_CHARACTERS_MAX);
    checkRoom(dossier, 'consent');
    const status = { pending: null };
    const consent = {
      subject: terms.customer,
      id: dossier.counts.next('consent'),
      terms,
      language: [] as [],
      shown_sha256: [] as [],
      status,
      requested_by: env.caller,
      history: [{ status, at_ns: env.nowNs, by: env.caller, grant: [] as [] }],
      reads: 0n,
      last_read_at_ns: [] as [],
    };
    const { id } = consent;
    const item = dossier.put('consent', id, consent);
    vault.parties.add(consentShare(consent));
    const draft = {
      act: { request_consent: null },
      organisation: [terms.consumer] as [bigint],
      role: actor.role,
      on_behalf_of: request.on_behalf_of,
      basis: { consent: id },
      purpose: [terms.purpose_code] as [string],
      record_classes: terms.record_classes,
    };
    const recorded = recordWrite(visit, draft, item);
    giveNotice(visit, { consent_requested: id });
    return recorded;
  });
  vault.commit(env);
  return written;
}
