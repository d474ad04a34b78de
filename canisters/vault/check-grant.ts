import type { Principal } from '@dfinity/principal';
import { caseOf } from '@indus/kit/variant';
import type { DelegateAct, DelegateGrant } from './delegate-grant.ts';
import type { Dossier } from './dossier.ts';
import { refuse } from './refuse.ts';

/** What a delegate wants to do. */
export interface DelegateClaim {
  readonly delegate: Principal;
  readonly act: ReturnType<typeof caseOf<DelegateAct>>;
  readonly recordClasses: readonly string[];
  readonly nowNs: bigint;
}

/** When a grant ends by itself: at its expiry, or when the child comes of age. Units: nanoseconds. */
export function grantEndNs(grant: DelegateGrant): bigint {
  if (!('guardian' in grant.kind)) return grant.expires_at_ns;
  const { of_age_at_ns } = grant.kind.guardian;
  return of_age_at_ns < grant.expires_at_ns ? of_age_at_ns : grant.expires_at_ns;
}

/** Whether a grant was revoked or has run out; one that has yet to begin has not. */
export function isEnded(grant: DelegateGrant, nowNs: bigint): boolean {
  return grant.revoked_at_ns.length > 0 || nowNs >= grantEndNs(grant);
}

/** Whether a grant is in force. */
export function isInForce(grant: DelegateGrant, nowNs: bigint): boolean {
  return nowNs >= grant.starts_at_ns && !isEnded(grant, nowNs);
}

/**
 * Holds what a delegate wants to do against the grant that it claims.
 * Errors: GrantNotFound, also for a grant to somebody else; GrantNotActive; ActNotGranted; ClassNotGranted.
 */
export function checkGrant(dossier: Dossier, id: bigint, claim: DelegateClaim): DelegateGrant {
  const grant = dossier.item('grant', id);
  if (grant === undefined || grant.delegate.compareTo(claim.delegate) !== 'eq') {
    refuse({ GrantNotFound: { grant: id } });
  }
  if (!isInForce(grant, claim.nowNs)) {
    refuse({ GrantNotActive: { grant: id, expired_at_ns: grant.revoked_at_ns[0] ?? grantEndNs(grant) } });
  }
  if (!grant.acts.some((act) => caseOf(act) === claim.act)) {
    refuse({ ActNotGranted: { grant: id, act: { [claim.act]: null } as DelegateAct } });
  }
  if (grant.record_classes.length > 0) {
    const missing = claim.recordClasses.find((code) => !grant.record_classes.includes(code));
    if (missing !== undefined) refuse({ ClassNotGranted: { grant: id, class: missing } });
  }
  return grant;
}
