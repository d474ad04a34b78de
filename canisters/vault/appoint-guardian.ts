import type { Env } from '@indus/kit/env';
import { requireActor } from './actor.ts';
import { answerOnce } from './answer-once.ts';
import type { Written } from './answers.ts';
import { checkIssuer } from './check-body.ts';
import { checkRoom } from './check-room.ts';
import { giveNotice } from './give-notice.ts';
import { addGrant, checkActs, checkDelegate } from './grant-delegate.ts';
import { GUARDIAN_LIFE_MAX_NS } from './limits.ts';
import { AppointGuardian } from './ministry-requests.ts';
import { openDossier } from './open-dossier.ts';
import { recordWrite } from './record-write.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import type { Vault } from './storage.ts';

/**
 * The class of records on guardianship: whoever the registry's board lets issue these may enter guardians, and nobody else.
 */
export const GUARDIANSHIP_CLASS = 'identity.guardianship';

/**
 * An official enters who acts for a child. It ends by itself when the child comes of age.
 * Errors: WrongShard, BucketMoving; as requireActor for an officer; UnknownRecordClass while the registry has no class of
 * guardianship, NotIssuer; NotPermitted for an official who appoints herself; Invalid; IdempotencyConflict; TooMany.
 */
export function appointGuardian(vault: Vault, env: Env, request: AppointGuardian): Written {
  const visit = openDossier(vault, env, request.subject);
  const { dossier } = visit;
  const actor = requireActor(visit, request.organisation, ['officer']);
  checkIssuer(vault, GUARDIANSHIP_CLASS, request.organisation);
  if (request.guardian.compareTo(env.caller) === 'eq') refuse({ NotPermitted: { caller: env.caller } });
  const once = {
    caller: env.caller,
    key: request.idempotency_key,
    method: 'appoint_guardian',
    type: AppointGuardian,
    request,
  };
  const written = answerOnce(dossier, once, () => {
    const { of_age_at_ns, organisation } = request;
    checkDelegate(visit, 'guardian', request.guardian);
    checkActs(request.acts);
    if (of_age_at_ns <= env.nowNs || of_age_at_ns - env.nowNs > GUARDIAN_LIFE_MAX_NS) {
      refuseInvalid(
        'of_age_at_ns',
        `expected a day of age up to ${GUARDIAN_LIFE_MAX_NS} ns from now`,
        env.nowNs + GUARDIAN_LIFE_MAX_NS,
      );
    }
    checkRoom(dossier, 'grant');
    const item = addGrant(visit, {
      delegate: request.guardian,
      kind: { guardian: { of_age_at_ns } },
      acts: request.acts,
      record_classes: [],
      starts_at_ns: env.nowNs,
      expires_at_ns: of_age_at_ns,
      organisation: [organisation],
    });
    const draft = {
      act: { grant_delegate: null },
      organisation: [organisation] as [bigint],
      role: actor.role,
      on_behalf_of: [] as [],
      basis: { statute: { reference: GUARDIANSHIP_CLASS } },
      purpose: [] as [],
      record_classes: [],
    };
    const recorded = recordWrite(visit, draft, item);
    giveNotice(visit, { delegate_granted: dossier.counts.of('grant') });
    return recorded;
  });
  vault.commit(env);
  return written;
}
