import type { Basis } from './ledger-entry.ts';
import {
  ON_BEHALF_CHARACTERS_MAX,
  REASON_CHARACTERS_MAX,
  RECORD_CLASSES_MAX,
  REFERENCE_CHARACTERS_MAX,
} from './limits.ts';
import type { ActDraft } from './record-act.ts';

/** What a request said of itself. */
type Claim = Pick<ActDraft, 'on_behalf_of' | 'basis' | 'purpose' | 'record_classes'>;

/**
 * What a denied request said of itself, cut to what an allowed one may say: whoever is denied writes no more into somebody's
 * ledger than who is not.
 */
export function cutClaim<Of extends Claim>(claim: Of): Of {
  return {
    ...claim,
    on_behalf_of: claim.on_behalf_of.map((name) => cut(name, ON_BEHALF_CHARACTERS_MAX)),
    basis: cutBasis(claim.basis),
    purpose: claim.purpose.map((code) => cut(code, REFERENCE_CHARACTERS_MAX)),
    record_classes: claim.record_classes
      .slice(0, RECORD_CLASSES_MAX)
      .map((code) => cut(code, REFERENCE_CHARACTERS_MAX)),
  };
}

function cutBasis(basis: Basis): Basis {
  if ('statute' in basis) {
    return { statute: { reference: cut(basis.statute.reference, REFERENCE_CHARACTERS_MAX) } };
  }
  if ('warrant' in basis) {
    const reference = cut(basis.warrant.reference, REFERENCE_CHARACTERS_MAX);
    return { warrant: { ...basis.warrant, reference } };
  }
  if ('break_glass' in basis) {
    return { break_glass: { reason: cut(basis.break_glass.reason, REASON_CHARACTERS_MAX) } };
  }
  return 'audit' in basis ? { audit: cut(basis.audit, REFERENCE_CHARACTERS_MAX) } : basis;
}

function cut(text: string, charactersMax: number): string {
  return text.length <= charactersMax ? text : [...text].slice(0, charactersMax).join('');
}
