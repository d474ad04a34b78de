import { caseOf } from '@indus/kit/variant';
import { checkNames, checkText } from './check-details.ts';
import type { PurposeDetails, RecordClassDetails } from './code.ts';
import { CODE_CHARACTERS_MAX, RECORD_CLASS_ISSUERS_MAX, STATUTE_CHARACTERS_MAX } from './limits.ts';
import { refuse, refuseInvalid } from './method-error.ts';
import type { Registry } from './storage.ts';

const CODE = /^[a-z0-9_.-]{1,64}$/;

/** Errors: Invalid. */
export function checkCode(field: string, code: string): void {
  if (!CODE.test(code)) {
    const expected = `expected 1 to ${CODE_CHARACTERS_MAX} of the characters a-z 0-9 _ . -`;
    refuseInvalid(field, expected, CODE_CHARACTERS_MAX);
  }
}

/**
 * Holds a purpose against its bounds.
 * Errors: Invalid.
 */
export function checkPurpose({ code, names, bases, statute }: PurposeDetails): void {
  checkCode('code', code);
  checkNames('names', names);
  const claimed = new Set(bases.map(caseOf));
  if (claimed.size === 0) refuseInvalid('bases', 'expected at least 1 legal basis, got 0', 1);
  if (claimed.size < bases.length) refuseInvalid('bases', 'expected distinct legal bases, got one twice');
  for (const text of statute) checkText('statute', text, STATUTE_CHARACTERS_MAX);
  if (claimed.has('statute') && statute.length === 0)
    refuseInvalid('statute', 'expected where the law stands, as the basis statute wants');
}

/**
 * Holds a record class against its bounds.
 * Errors: Invalid; OrganisationNotFound for an issuer.
 */
export function checkRecordClass(registry: Registry, { code, names, issuers }: RecordClassDetails): void {
  checkCode('code', code);
  checkNames('names', names);
  const limit = RECORD_CLASS_ISSUERS_MAX;
  if (issuers.length > limit)
    refuseInvalid('issuers', `expected at most ${limit} organisations, got ${issuers.length}`, limit);
  if (new Set(issuers).size < issuers.length)
    refuseInvalid('issuers', 'expected distinct organisations, got one twice');
  for (const organisation of issuers) {
    if (registry.organisations.bytes(organisation) === undefined)
      refuse({ OrganisationNotFound: { organisation } });
  }
}
