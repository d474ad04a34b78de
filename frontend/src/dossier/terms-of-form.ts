import type { Principal, vault } from '@indus/client';
import { endOfDayNs, startOfDayNs } from '../parts/day-bounds.ts';

/** What is entered for a consent: by the person who gives it, or by the official who asks for it. */
export interface TermsForm {
  readonly consumer: bigint | undefined;
  readonly purpose: string;
  readonly recordClasses: readonly string[];
  /** Days as `<input type="date">` gives them: the data's period, and the last day of the consent. */
  readonly dataFrom: string;
  readonly dataTo: string;
  readonly until: string;
  /** Reads within a month. */
  readonly timesPerMonth: number;
  /** How long the reader may keep what it read. */
  readonly keepMonths: number;
}

/** What is missing or cannot be, by the field. */
export type TermsFault = 'consumer' | 'purpose' | 'classes' | 'data' | 'until' | 'times' | 'keep';

/** Bounds of the numbers that the form takes. */
const COUNT_MAX = 1_000;

/** The terms as the vault has them, or the first field that is not right. Units: nanoseconds since 1970-01-01 UTC for `nowNs`. */
export function termsOfForm(
  form: TermsForm,
  customer: Principal,
  nowNs: bigint,
): vault.ConsentTerms | TermsFault {
  const from = startOfDayNs(form.dataFrom);
  const to = endOfDayNs(form.dataTo);
  const expiry = endOfDayNs(form.until);
  if (form.consumer === undefined) return 'consumer';
  if (form.purpose === '') return 'purpose';
  if (form.recordClasses.length === 0) return 'classes';
  if (from === undefined || to === undefined || from >= to) return 'data';
  if (expiry === undefined || expiry <= nowNs) return 'until';
  if (!isCount(form.timesPerMonth)) return 'times';
  if (!isCount(form.keepMonths)) return 'keep';
  return {
    consent_start_ns: nowNs,
    consent_expiry_ns: expiry,
    mode: { view: null },
    fetch_type: { periodic: null },
    consent_types: [{ profile: null }, { summary: null }, { transactions: null }],
    consumer: form.consumer,
    provider: [],
    customer,
    purpose_code: form.purpose,
    record_classes: [...form.recordClasses],
    data_from_ns: from,
    data_to_ns: to,
    data_life: { unit: { month: null }, value: form.keepMonths },
    frequency: { unit: { month: null }, value: form.timesPerMonth },
    legal_basis: { consent: null },
    reader_module_hash: [],
  };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= COUNT_MAX;
}
