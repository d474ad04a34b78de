import { u64Key } from '@indus/kit/key';
import { caseOf } from '@indus/kit/variant';
import { requireActor } from './actor.ts';
import type { Actor } from './actor.ts';
import { checkConsent } from './check-consent.ts';
import { checkGrant } from './check-grant.ts';
import { checkPurpose, checkRecordClasses } from './check-purpose.ts';
import { checkLimit, checkList, checkPeriod, checkText } from './check-text.ts';
import type { Consent } from './consent.ts';
import { decodeConsentUse } from './consent-use.ts';
import type { ConsentUse } from './consent-use.ts';
import { daysNs } from './duration.ts';
import {
  BREAK_GLASS_REASON_CHARACTERS_MIN,
  ON_BEHALF_CHARACTERS_MAX,
  READ_RECORDS_MAX,
  REASON_CHARACTERS_MAX,
  RECORD_CLASSES_MAX,
  REFERENCE_CHARACTERS_MAX,
} from './limits.ts';
import { refuse } from './refuse.ts';
import type { ReadRequest } from './reading-requests.ts';
import type { Visit } from './visit.ts';

/** What a read may see, and what it changes when it happens. */
export interface ReadDecision {
  /** Nobody for the subject herself and her delegates. */
  readonly actor: Actor | undefined;
  readonly purpose: string | undefined;
  readonly provider?: bigint | undefined;
  readonly deleteByNs?: bigint | undefined;
  /** Restricted records may be seen. */
  readonly seesRestricted: boolean;
  readonly consumed?: { readonly consent: Consent; readonly nextUse: ConsentUse };
  /** The entry stays under seal until then. */
  readonly revealAtNs?: bigint;
  readonly isBreakGlass?: boolean;
}

/**
 * Whether the caller may read what it asks for. Deny by default: each basis has its own door.
 * Errors: of the basis, see each; Invalid for the form of the request; UnknownRecordClass.
 */
export function decideRead(visit: Visit, request: ReadRequest): ReadDecision {
  const { vault } = visit;
  checkForm(request);
  checkRecordClasses(vault, request.record_classes);
  const { basis } = request;
  if ('subject' in basis) return bySubject(visit);
  if ('delegation' in basis) return byDelegate(visit, request, basis.delegation);
  const [organisation] = request.organisation;
  if (organisation === undefined) {
    refuse({ RoleRequired: { roles: [{ officer: null }], organisation: [] } });
  }
  if ('consent' in basis) return byConsent(visit, request, { organisation, id: basis.consent });
  if ('statute' in basis) {
    checkText('basis.statute.reference', basis.statute.reference, 1, REFERENCE_CHARACTERS_MAX);
    const actor = requireActor(visit, organisation, ['officer']);
    return { actor, purpose: checkPurpose(vault, request.purpose, 'statute'), seesRestricted: false };
  }
  if ('warrant' in basis) return byWarrant(visit, request, { organisation, ...basis.warrant });
  if ('break_glass' in basis) return byBreakGlass(visit, request, { organisation, ...basis.break_glass });
  return refuse({ BasisNotAllowed: { purpose: request.purpose[0] ?? '', basis: caseOf(basis) } });
}

function checkForm(request: ReadRequest): void {
  checkList('record_classes', request.record_classes, 1, RECORD_CLASSES_MAX);
  checkList('details', request.details.map(caseOf), 1, 3);
  checkPeriod('from_ns', request.from_ns, request.to_ns);
  checkLimit(request.limit, READ_RECORDS_MAX);
  for (const name of request.on_behalf_of) checkText('on_behalf_of', name, 1, ON_BEHALF_CHARACTERS_MAX);
}

/** Errors: NotSubject. */
export function bySubject({ env, dossier }: Visit): ReadDecision {
  if (env.caller.compareTo(dossier.key.subject) !== 'eq') refuse({ NotSubject: { caller: env.caller } });
  return { actor: undefined, purpose: undefined, seesRestricted: true };
}

/** Errors: as checkGrant. */
function byDelegate({ env, dossier }: Visit, request: ReadRequest, grant: bigint): ReadDecision {
  checkGrant(dossier, grant, {
    delegate: env.caller,
    act: 'read',
    recordClasses: request.record_classes,
    nowNs: env.nowNs,
  });
  return { actor: undefined, purpose: request.purpose[0], seesRestricted: true };
}

/** Errors: as requireActor, checkPurpose and checkConsent; ConsentNotFound. */
function byConsent(
  visit: Visit,
  request: ReadRequest,
  { organisation, id }: { readonly organisation: bigint; readonly id: bigint },
): ReadDecision {
  const { vault, env, dossier } = visit;
  const actor = requireActor(visit, organisation, ['officer']);
  const consent = dossier.item('consent', id);
  if (consent === undefined) refuse({ ConsentNotFound: { consent: id } });
  const purpose = checkPurpose(vault, request.purpose, caseOf(consent.terms.legal_basis));
  const claim = {
    nowNs: env.nowNs,
    organisation,
    purpose,
    mode: request.mode,
    recordClasses: request.record_classes,
    details: request.details,
    fromNs: request.from_ns,
    toNs: request.to_ns,
    readerModuleHash: actor.moduleHash,
  };
  const use = decodeConsentUse(dossier.consentUses.get(u64Key(id)));
  const { nextUse, ...allowed } = checkConsent(consent, claim, use);
  return { actor, purpose, ...allowed, seesRestricted: true, consumed: { consent, nextUse } };
}

/** Errors: as requireActor and checkPurpose; Invalid; SealTooLong. */
function byWarrant(
  visit: Visit,
  request: ReadRequest,
  warrant: { readonly organisation: bigint; readonly reference: string; readonly seal_days: number },
): ReadDecision {
  checkText('basis.warrant.reference', warrant.reference, 1, REFERENCE_CHARACTERS_MAX);
  const actor = requireActor(visit, warrant.organisation, ['judge']);
  const purpose = checkPurpose(visit.vault, request.purpose, 'warrant');
  return { actor, purpose, seesRestricted: true, ...sealOf(visit, warrant.seal_days) };
}

/** Until when an entry is hidden, if it is at all. Errors: SealTooLong. */
export function sealOf({ vault, env }: Visit, days: number): Pick<ReadDecision, 'revealAtNs'> {
  const limit = Number(vault.directory.parameter('seal_days_max'));
  if (days > limit) refuse({ SealTooLong: { days, limit } });
  return days === 0 ? {} : { revealAtNs: env.nowNs + daysNs(days) };
}

/** Errors: as requireActor and checkPurpose; Invalid; BreakGlassNotAllowed outside of health organisations. */
function byBreakGlass(
  visit: Visit,
  request: ReadRequest,
  { organisation, reason }: { readonly organisation: bigint; readonly reason: string },
): ReadDecision {
  checkText('basis.break_glass.reason', reason, BREAK_GLASS_REASON_CHARACTERS_MIN, REASON_CHARACTERS_MAX);
  const { vault } = visit;
  const actor = requireActor(visit, organisation, ['officer']);
  const known = vault.directory.organisation(organisation);
  const isClinic = known !== undefined && 'health' in known.kind;
  // A review needs a person who answers for the use.
  if (!isClinic || actor.role.length === 0) refuse({ BreakGlassNotAllowed: { organisation } });
  const purpose = checkPurpose(vault, request.purpose, 'break_glass');
  return { actor, purpose, seesRestricted: false, isBreakGlass: true };
}
