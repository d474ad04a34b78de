import type { LegalBasis } from '@indus/kit/directory-feed';
import { caseOf } from '@indus/kit/variant';
import { refuse, refuseInvalid } from './refuse.ts';
import type { Vault } from './storage.ts';

/** Grounds that a purpose may allow, by name. */
export type BasisName = ReturnType<typeof caseOf<LegalBasis>>;

/**
 * Holds a purpose against the registry's codes: free text is none.
 * Errors: Invalid without one; UnknownPurpose; BasisNotAllowed.
 */
export function checkPurpose(vault: Vault, [code]: [] | [string], basis: BasisName): string {
  if (code === undefined) refuseInvalid('purpose', 'expected the code of a purpose');
  const purpose = vault.directory.purpose(code);
  if (purpose === undefined) refuse({ UnknownPurpose: { code } });
  const isAllowed = purpose.bases.some((allowed) => caseOf(allowed) === basis);
  // A retired purpose is for consents that run already.
  if (!isAllowed || (purpose.retired && basis !== 'consent')) {
    refuse({ BasisNotAllowed: { purpose: code, basis } });
  }
  return code;
}

/** Holds a purpose for something new against the registry's codes. Errors: as checkPurpose; BasisNotAllowed for a retired one. */
export function checkNewPurpose(vault: Vault, code: string, basis: BasisName): void {
  checkPurpose(vault, [code], basis);
  if (vault.directory.purpose(code)?.retired === true) refuse({ BasisNotAllowed: { purpose: code, basis } });
}

/** Refuses classes of records that the registry does not know. Errors: UnknownRecordClass. */
export function checkRecordClasses(vault: Vault, codes: readonly string[]): void {
  const unknown = codes.find((code) => vault.directory.recordClass(code) === undefined);
  if (unknown !== undefined) refuse({ UnknownRecordClass: { code: unknown } });
}
