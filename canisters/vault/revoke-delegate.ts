import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import { requireActor } from './actor.ts';
import type { Actor } from './actor.ts';
import type { Written } from './answers.ts';
import { grantEndNs, isEnded } from './check-grant.ts';
import type { DelegateGrant } from './delegate-grant.ts';
import type { Basis } from './ledger-entry.ts';
import { openDossier } from './open-dossier.ts';
import { recordWrite } from './record-write.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';
import type { Visit } from './visit.ts';

/** Which grant to end. */
export interface RevokeDelegate {
  readonly subject: Principal;
  readonly grant: bigint;
}

/**
 * Ends a grant before its time. A delegate may lay down her own; the subject ends a power of attorney; a guardian of a child
 * is dismissed by an officer of the organisation that appointed her, and not by the child.
 * Errors: AnonymousCaller; WrongShard, BucketMoving; NotSubject for who has no part in it; GrantNotFound; GrantNotActive;
 * for a guardian as requireActor.
 */
export function revokeDelegate(vault: Vault, env: Env, request: RevokeDelegate): Written {
  const visit = openDossier(vault, env, request.subject);
  const { dossier } = visit;
  vault.access.requireSigned(env);
  const grant = dossier.item('grant', request.grant);
  const revoker = revokerOf(visit, grant);
  if (grant === undefined) refuse({ GrantNotFound: { grant: request.grant } });
  if (isEnded(grant, env.nowNs)) {
    const expired_at_ns = grant.revoked_at_ns[0] ?? grantEndNs(grant);
    refuse({ GrantNotActive: { grant: grant.id, expired_at_ns } });
  }
  const item = dossier.put('grant', grant.id, { ...grant, revoked_at_ns: [env.nowNs] });
  const draft = {
    act: { revoke_delegate: null },
    organisation: revoker.actor === undefined ? ([] as []) : ([revoker.actor.organisation] as [bigint]),
    role: revoker.actor?.role ?? [],
    on_behalf_of: [] as [],
    basis: revoker.basis,
    purpose: [] as [],
    record_classes: grant.record_classes,
  };
  const written = recordWrite(visit, draft, item);
  vault.commit(env);
  return written;
}

/** On what ground the caller ends the grant, if there is one. */
function revokerOf(
  visit: Visit,
  grant: DelegateGrant | undefined,
): { readonly basis: Basis; readonly actor?: Actor } {
  const { env, dossier } = visit;
  const isSubject = env.caller.compareTo(dossier.key.subject) === 'eq';
  if (grant === undefined) return isSubject ? { basis: { subject: null } } : refuseStranger(visit);
  if (grant.delegate.compareTo(env.caller) === 'eq') return { basis: { delegation: grant.id } };
  const [organisation] = grant.organisation;
  if (organisation === undefined) return isSubject ? { basis: { subject: null } } : refuseStranger(visit);
  const actor = requireActor(visit, organisation, ['officer']);
  return { basis: { statute: { reference: `guardian ${grant.id}` } }, actor };
}

function refuseStranger({ env }: Visit): never {
  return refuse({ NotSubject: { caller: env.caller } });
}
