import type { Principal, vault } from '@indus/client';
import { latinDigits } from '../language/latin-digits.ts';
import { endOfDayNs, startOfDayNs } from '../parts/day-bounds.ts';

/** Grounds that an official can name. */
export const BASES = ['consent', 'statute', 'warrant', 'break_glass'] as const;

/** A ground that an official can name. */
export type BasisName = (typeof BASES)[number];

/** What an official enters to read records of a person. */
export interface ReadForm {
  readonly subject: Principal | undefined;
  readonly basis: BasisName;
  /** The number of the consent, the file number, or the reason of the emergency. */
  readonly reference: string;
  readonly purpose: string;
  readonly recordClasses: readonly string[];
  /** Days as `<input type="date">` gives them. */
  readonly from: string;
  readonly to: string;
  readonly onBehalfOf: string;
}

/** The first field that is not right. */
export type ReadFault = 'subject' | 'reference' | 'purpose' | 'classes' | 'period';

/** Characters of a file number, and of the reason of an emergency. Source: canisters/vault/vault.did. */
const REFERENCE_MAX = 200;
const REASON_MIN = 10;
const REASON_MAX = 1_000;
/** Records of one read. */
const LIMIT = 20;

/** The read as the vault takes it, or what is not right. */
export function readRequestOf(form: ReadForm, organisation: bigint): vault.ReadRequest | ReadFault {
  const from_ns = startOfDayNs(form.from);
  const to_ns = endOfDayNs(form.to);
  const basis = basisOf(form.basis, form.reference.trim());
  const onBehalfOf = form.onBehalfOf.trim();
  if (!form.subject) return 'subject';
  if (!basis) return 'reference';
  if (form.purpose === '') return 'purpose';
  if (form.recordClasses.length === 0) return 'classes';
  if (from_ns === undefined || to_ns === undefined || from_ns >= to_ns) return 'period';
  return {
    subject: form.subject,
    basis,
    purpose: [form.purpose],
    organisation: [organisation],
    on_behalf_of: onBehalfOf ? [onBehalfOf] : [],
    mode: { view: null },
    record_classes: [...form.recordClasses],
    details: [{ profile: null }, { summary: null }, { transactions: null }],
    from_ns,
    to_ns,
    cursor: [],
    limit: LIMIT,
  };
}

function basisOf(name: BasisName, reference: string): vault.Basis | undefined {
  if (name === 'consent') {
    const number = latinDigits(reference);
    return /^[1-9]\d{0,18}$/.test(number) ? { consent: BigInt(number) } : undefined;
  }
  if (name === 'break_glass') {
    const fits = reference.length >= REASON_MIN && reference.length <= REASON_MAX;
    return fits ? { break_glass: { reason: reference } } : undefined;
  }
  if (reference === '' || reference.length > REFERENCE_MAX) return undefined;
  return name === 'statute' ? { statute: { reference } } : { warrant: { reference, seal_days: 0 } };
}
