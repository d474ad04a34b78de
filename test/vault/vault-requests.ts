import type { vault } from '@indus/client';
import { testIdentity } from '../harness/test-agent.ts';
import { ORGANISATIONS, PEOPLE } from './vault-network.ts';

const DAY_NS = 86_400_000_000_000n;
let keys = 0;

/** The principal of a person of the tests. */
export function principalOf(person: number) {
  return testIdentity(person).getPrincipal();
}

/** A key that no other request of the tests has. */
export function freshKey(): Uint8Array {
  keys += 1;
  return new TextEncoder().encode(`key ${keys}`);
}

/** The interior ministry's record of a salary in the year before. */
export function salary(nowNs: bigint, over: Partial<vault.IssueRequest> = {}): vault.IssueRequest {
  return {
    subject: principalOf(PEOPLE.citizen),
    class: 'income.salary',
    detail: { summary: null },
    from_ns: nowNs - 365n * DAY_NS,
    to_ns: nowNs - DAY_NS,
    media_type: 'application/json',
    body: new TextEncoder().encode('{"salary":50000}'),
    organisation: ORGANISATIONS.interior,
    on_behalf_of: [],
    idempotency_key: freshKey(),
    ...over,
  };
}

/** A prescription by the clinic: `body` is what is to be sealed. */
export function prescription(nowNs: bigint, body: string): vault.IssueRequest {
  return salary(nowNs, {
    class: 'health.prescription',
    organisation: ORGANISATIONS.clinic,
    media_type: 'text/plain',
    body: new TextEncoder().encode(body),
  });
}

/** The revenue asks for salaries of the last two years, for 90 days. */
export function terms(nowNs: bigint, over: Partial<vault.ConsentTerms> = {}): vault.ConsentTerms {
  return {
    consent_start_ns: nowNs,
    consent_expiry_ns: nowNs + 90n * DAY_NS,
    mode: { view: null },
    fetch_type: { periodic: null },
    consent_types: [{ summary: null }],
    consumer: ORGANISATIONS.revenue,
    provider: [],
    customer: principalOf(PEOPLE.citizen),
    purpose_code: 'tax.assessment',
    record_classes: ['income.salary'],
    data_from_ns: nowNs - 730n * DAY_NS,
    data_to_ns: nowNs + 90n * DAY_NS,
    data_life: { unit: { month: null }, value: 3 },
    frequency: { unit: { day: null }, value: 10 },
    legal_basis: { consent: null },
    reader_module_hash: [],
    ...over,
  };
}

/** A read of salaries by the revenue, on the ground of a consent. */
export function reading(nowNs: bigint, over: Partial<vault.ReadRequest> = {}): vault.ReadRequest {
  return {
    subject: principalOf(PEOPLE.citizen),
    basis: { consent: 1n },
    purpose: ['tax.assessment'],
    organisation: [ORGANISATIONS.revenue],
    on_behalf_of: [],
    mode: { view: null },
    record_classes: ['income.salary'],
    details: [{ summary: null }],
    from_ns: nowNs - 400n * DAY_NS,
    to_ns: nowNs,
    cursor: [],
    limit: 20,
    ...over,
  };
}

/** A read of one's own records of a class. */
export function ownReading(nowNs: bigint, recordClass: string): vault.ReadRequest {
  return reading(nowNs, {
    basis: { subject: null },
    purpose: [],
    organisation: [],
    record_classes: [recordClass],
  });
}
