import { Principal } from '@dfinity/principal';
import type { DirectoryEntry, LegalBasis, Role } from '@indus/kit/directory-feed';
import type { Env } from '@indus/kit/env';
import { envOf } from '@indus/kit/env';
import { decodeRecord } from '@indus/kit/record-codec';
import { refusalOf as kitRefusalOf } from '@indus/kit/refusal-of';
import { SimulatedSystem } from '@indus/kit/simulated-system';
import { u64Key } from '@indus/kit/key';
import { memoryTables } from '@indus/kit/table';
import type { OpenTable } from '@indus/kit/table';
import type { ConsentTerms } from './consent.ts';
import { daysNs } from './duration.ts';
import { install } from './install.ts';
import { jobKinds } from './job-kinds.ts';
import { issueRecord } from './issue-record.ts';
import { LedgerLeaf } from './ledger-entry.ts';
import type { MethodError } from './method-error.ts';
import type { IssueRequest } from './ministry-requests.ts';
import type { ReadRequest } from './reading-requests.ts';
import { Vault } from './storage.ts';

/** The certificate of the tests; nothing verifies it here. */
export const CERTIFICATE = Uint8Array.of(1, 2, 3);

/** A signed principal with a number. */
export function person(number: number): Principal {
  return Principal.fromUint8Array(Uint8Array.from({ length: 29 }, (_, at) => (at === 28 ? 2 : number)));
}

/** People of the scene: a citizen, officers of a ministry and of a clinic, a judge, an auditor, a stranger. */
export const PEOPLE = {
  citizen: person(10),
  other: person(11),
  officer: person(20),
  colleague: person(21),
  taxOfficer: person(30),
  doctor: person(40),
  chief: person(41),
  judge: person(50),
  auditor: person(60),
  stranger: person(70),
} as const;

/** Organisations of the scene. */
export const ORGANISATIONS = { interior: 1n, revenue: 2n, clinic: 3n, court: 4n, authority: 5n } as const;

/** When the tests begin. */
export const START_NS = 1_800_000_000_000_000_000n;
const LEGAL_BASES: LegalBasis[] = [
  { consent: null },
  { statute: null },
  { warrant: null },
  { break_glass: null },
];

/** A vault shard over tables in the heap, with a directory, people to act, jobs and a clock to turn. */
export class Scene {
  readonly tables: OpenTable = memoryTables();
  readonly self = person(1);
  readonly system = new SimulatedSystem(this.self);
  vault: Vault;
  #sequence = 0n;

  constructor() {
    this.system.nowNs = START_NS;
    this.vault = this.open();
    this.vault.random.mix(Uint8Array.of(1));
    this.vault.secret.set(new Uint8Array(32).fill(7));
    install(this.vault, this.env(person(0)), this.self, {
      registry: person(2),
      buckets: 16,
      owned: [{ from: 0, to: 15 }],
      vetkd_key: 'dfx_test_key',
    });
    this.tell(...directoryEntries());
  }

  /** Storage objects over the tables as they are: an upgrade. */
  open(): Vault {
    return new Vault(this.tables, this.system, jobKinds);
  }

  get nowNs(): bigint {
    return this.system.nowNs;
  }

  set nowNs(time: bigint) {
    this.system.nowNs = time;
  }

  /** What was set as certified data last. */
  get certified(): Uint8Array {
    return this.system.certified;
  }

  /** What a method sees when a principal calls it. */
  env(caller: Principal): Env {
    this.vault.begin();
    this.system.callerNow = caller;
    return { ...envOf(this.system), certificate: () => CERTIFICATE };
  }

  /** Turns the clock and runs the jobs that are due. Units: nanoseconds, in whole seconds. */
  async wait(ns: bigint): Promise<void> {
    await this.system.advance(Number(ns / 1_000_000_000n));
    this.sync();
  }

  /** Takes a change of the registry's directory in, as a sync would now. */
  tell(...entries: readonly DirectoryEntry[]): void {
    const { directory } = this.vault;
    const changes = entries.map((entry) => ({ sequence: (this.#sequence += 1n), entry }));
    directory.apply({ changes, head: this.#sequence });
    this.sync();
  }

  /** The mirror of the directory is up to date now. */
  sync(): void {
    const { directory } = this.vault;
    directory.putHead({ ...directory.head, syncedAtNs: this.nowNs });
  }

  /** Turns the clock, keeping the directory fresh. */
  pass(ns: bigint): void {
    this.nowNs += ns;
    this.sync();
  }

  /** The interior ministry issues a record about the citizen and answers its id. */
  issue(over: Partial<IssueRequest> = {}): bigint {
    const { counts } = this.vault.dossier(over.subject ?? PEOPLE.citizen);
    const next = counts.of('held_record') + 1n;
    issueRecord(this.vault, this.env(PEOPLE.officer), { ...issueRequest(this.nowNs), ...over });
    return next;
  }

  /** The leaves of a subject's ledger. */
  ledger(subject: Principal = PEOPLE.citizen): LedgerLeaf[] {
    this.vault.begin();
    const { ledger } = this.vault.dossier(subject);
    return Array.from({ length: ledger.size }, (_, at) =>
      decodeRecord<LedgerLeaf>(LedgerLeaf, ledger.entry(at)),
    );
  }
}

/** The directory of the scene: organisations, people, purposes and classes. */
export function directoryEntries(): DirectoryEntry[] {
  const { interior, revenue, clinic, court, authority } = ORGANISATIONS;
  const organisation = (id: bigint, kind: string): DirectoryEntry => ({
    organisation: {
      id,
      kind: { [kind]: null } as never,
      status: { active: null },
      names: { en: `Organisation ${id}`, ur: `ادارہ ${id}`, ps: [], pnb: [], sd: [] },
    },
  });
  return [
    organisation(interior, 'federal'),
    organisation(revenue, 'federal'),
    organisation(clinic, 'health'),
    organisation(court, 'court'),
    organisation(authority, 'regulator'),
    member(interior, PEOPLE.officer, 'officer'),
    member(interior, PEOPLE.colleague, 'officer'),
    member(revenue, PEOPLE.taxOfficer, 'officer'),
    member(clinic, PEOPLE.doctor, 'officer'),
    member(clinic, PEOPLE.chief, 'officer'),
    member(court, PEOPLE.judge, 'judge'),
    member(authority, PEOPLE.auditor, 'auditor'),
    { parameter: { name: 'data_protection_organisation', value: authority } },
    purposeOf('tax.assessment'),
    purposeOf('health.treatment'),
    { record_class: recordClass('identity.birth', [interior], false) },
    { record_class: recordClass('identity.guardianship', [interior], false) },
    { record_class: recordClass('income.salary', [interior, revenue], false) },
    { record_class: recordClass('health.prescription', [clinic], true) },
  ];
}

/** A member of an organisation with one role. */
export function member(organisation: bigint, principal: Principal, role: string): DirectoryEntry {
  return { member: { organisation, member: principal, roles: [{ [role]: null } as Role] } };
}

/** A purpose that every basis may claim. */
export function purposeOf(
  code: string,
  bases: readonly LegalBasis[] = LEGAL_BASES,
  retired = false,
): DirectoryEntry {
  const names = { en: code, ur: code, ps: [] as [], pnb: [] as [], sd: [] as [] };
  return { purpose: { code, names, bases, statute: ['Income Tax Ordinance 2001, section 114'], retired } };
}

function recordClass(code: string, issuers: readonly bigint[], sealed: boolean) {
  const names = { en: code, ur: code, ps: [] as [], pnb: [] as [], sd: [] as [] };
  return { code, names, sealed, issuers, retired: false };
}

let keys = 0;

/** A key that no other request of the tests has. */
export function freshKey(): Uint8Array {
  keys += 1;
  return u64Key(BigInt(keys));
}

/** A salary record of the year before. */
export function issueRequest(nowNs: bigint): IssueRequest {
  return {
    subject: PEOPLE.citizen,
    class: 'income.salary',
    detail: { summary: null },
    from_ns: nowNs - daysNs(365),
    to_ns: nowNs - daysNs(1),
    media_type: 'application/json',
    body: new TextEncoder().encode('{"salary":50000}'),
    organisation: ORGANISATIONS.interior,
    on_behalf_of: [],
    idempotency_key: freshKey(),
  };
}

/** The terms under which the revenue asks for salaries of the last two years. */
export function consentTerms(nowNs: bigint, over: Partial<ConsentTerms> = {}): ConsentTerms {
  return {
    consent_start_ns: nowNs,
    consent_expiry_ns: nowNs + daysNs(90),
    mode: { view: null },
    fetch_type: { periodic: null },
    consent_types: [{ summary: null }],
    consumer: ORGANISATIONS.revenue,
    provider: [],
    customer: PEOPLE.citizen,
    purpose_code: 'tax.assessment',
    record_classes: ['income.salary'],
    data_from_ns: nowNs - daysNs(730),
    data_to_ns: nowNs + daysNs(90),
    data_life: { unit: { month: null }, value: 3 },
    frequency: { unit: { day: null }, value: 2 },
    legal_basis: { consent: null },
    reader_module_hash: [],
    ...over,
  };
}

/** A read by the revenue on the ground of a consent. */
export function readRequest(nowNs: bigint, over: Partial<ReadRequest> = {}): ReadRequest {
  return {
    subject: PEOPLE.citizen,
    basis: { consent: 1n },
    purpose: ['tax.assessment'],
    organisation: [ORGANISATIONS.revenue],
    on_behalf_of: ['Deputy Commissioner, Lahore'],
    mode: { view: null },
    record_classes: ['income.salary'],
    details: [{ summary: null }],
    from_ns: nowNs - daysNs(400),
    to_ns: nowNs,
    cursor: [],
    limit: 20,
    ...over,
  };
}

/** The refusal that a call meets. */
export const refusalOf = kitRefusalOf<MethodError>;
