import { caseOf } from '@indus/kit/variant';
import { checkGrant } from './check-grant.ts';
import { checkText } from './check-text.ts';
import { bySubject, sealOf } from './decide-read.ts';
import type { ReadDecision } from './decide-read.ts';
import { REFERENCE_CHARACTERS_MAX } from './limits.ts';
import { refuse } from './refuse.ts';
import type { ReadLedgerRequest } from './reading-requests.ts';
import { requirePerson } from './require-person.ts';
import type { Visit } from './visit.ts';

/**
 * Whether the caller may read a subject's ledger: herself, a delegate who may read everything, an auditor of the
 * data-protection organisation with a file number, a judge with a warrant.
 * Errors: NotSubject; as checkGrant; as requirePerson; Invalid; SealTooLong; BasisNotAllowed for every other ground.
 */
export function decideLedgerRead(visit: Visit, request: ReadLedgerRequest): ReadDecision {
  const { basis } = request;
  if ('subject' in basis) return bySubject(visit);
  if ('delegation' in basis) return byDelegate(visit, basis.delegation);
  if ('audit' in basis) {
    checkText('basis.audit', basis.audit, 1, REFERENCE_CHARACTERS_MAX);
    const authority = visit.vault.directory.parameter('data_protection_organisation');
    if (request.organisation[0] !== authority) {
      refuse({ RoleRequired: { roles: [{ auditor: null }], organisation: [authority] } });
    }
    const actor = requirePerson(visit, authority, ['auditor']);
    return { actor, purpose: undefined, seesRestricted: true };
  }
  if ('warrant' in basis) {
    const { reference, seal_days } = basis.warrant;
    checkText('basis.warrant.reference', reference, 1, REFERENCE_CHARACTERS_MAX);
    const [organisation] = request.organisation;
    if (organisation === undefined) {
      refuse({ RoleRequired: { roles: [{ judge: null }], organisation: [] } });
    }
    const actor = requirePerson(visit, organisation, ['judge']);
    return { actor, purpose: undefined, seesRestricted: true, ...sealOf(visit, seal_days) };
  }
  return refuse({ BasisNotAllowed: { purpose: '', basis: caseOf(basis) } });
}

/** A ledger tells of records of all classes: a grant for some of them does not open it. */
function byDelegate({ env, dossier }: Visit, id: bigint): ReadDecision {
  const claim = { delegate: env.caller, act: 'read', recordClasses: [], nowNs: env.nowNs } as const;
  const grant = checkGrant(dossier, id, claim);
  if (grant.record_classes.length > 0) refuse({ ActNotGranted: { grant: id, act: { read: null } } });
  return { actor: undefined, purpose: undefined, seesRestricted: true };
}
