import { concatBytes } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';
import { decodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import type { Consent } from './consent.ts';
import { daysNs } from './duration.ts';
import { HeldRecord } from './held-record.ts';
import { readRecords } from './read-records.ts';
import type { ReadRequest } from './reading-requests.ts';
import {
  consentTerms,
  ORGANISATIONS,
  PEOPLE,
  purposeOf,
  readRequest,
  refusalOf,
  Scene,
} from './vault-fixture.ts';

/** A scene with a record and a consent that is active. */
function consented(over: Parameters<typeof consentTerms>[1] = {}): Scene {
  const scene = new Scene();
  scene.issue();
  const { vault } = scene;
  const env = scene.env(PEOPLE.citizen);
  const consent: Consent = {
    subject: PEOPLE.citizen,
    id: 1n,
    terms: consentTerms(scene.nowNs, over),
    language: [{ ur: null }],
    shown_sha256: [],
    status: { active: null },
    requested_by: PEOPLE.taxOfficer,
    history: [],
    reads: 0n,
    last_read_at_ns: [],
  };
  vault.dossier(PEOPLE.citizen).add('consent', () => consent);
  vault.commit(env);
  return scene;
}

function read(scene: Scene, over: Partial<ReadRequest> = {}, caller = PEOPLE.taxOfficer) {
  return readRecords(scene.vault, scene.env(caller), readRequest(scene.nowNs, over));
}

describe('readRecords', () => {
  it('answers the records that the consent covers, says until when they may be kept, and writes it down', () => {
    const scene = consented();
    const before = scene.ledger().length;
    const { value } = read(scene);
    expect(value.records.map((bytes) => decodeRecord<HeldRecord>(HeldRecord, bytes).class)).toEqual([
      'income.salary',
    ]);
    expect(new TextDecoder().decode(value.bodies[0]?.body)).toBe('{"salary":50000}');
    expect(value.delete_by_ns).toEqual([scene.nowNs + daysNs(90)]);
    const entries = scene.ledger();
    expect(entries.length).toBe(before + 1);
    expect(entries.at(-1)).toMatchObject({
      open: {
        act: { read_records: null },
        organisation: [ORGANISATIONS.revenue],
        role: [{ officer: null }],
        on_behalf_of: ['Deputy Commissioner, Lahore'],
        basis: { consent: 1n },
        purpose: ['tax.assessment'],
        outcome: { granted: null },
        sequence: value.receipt.sequence,
      },
    });
    expect(scene.vault.dossier(PEOPLE.citizen).item('consent', 1n)).toMatchObject({
      reads: 1n,
      last_read_at_ns: [scene.nowNs],
    });
  });

  const refusals: readonly [string, string, Partial<ReadRequest>, Parameters<typeof consentTerms>[1]?][] = [
    ['a consent of another number', 'ConsentNotFound', { basis: { consent: 2n } }],
    ['another purpose', 'PurposeMismatch', { purpose: ['health.treatment'] }],
    ['a purpose in free text', 'UnknownPurpose', { purpose: ['because we want to'] }],
    ['no purpose', 'Invalid', { purpose: [] }],
    ['a class beyond the consent', 'ClassNotConsented', { record_classes: ['identity.birth'] }],
    ['a class that nobody defined', 'UnknownRecordClass', { record_classes: ['made.up'] }],
    ['a detail beyond the consent', 'DetailNotConsented', { details: [{ transactions: null }] }],
    ['a mode beyond the consent', 'ModeNotConsented', { mode: { store: null } }],
    ['a time before the data range', 'OutOfDataRange', { from_ns: 0n }],
    ['another organisation', 'RoleRequired', { organisation: [ORGANISATIONS.interior] }],
    ['an audit', 'BasisNotAllowed', { basis: { audit: 'file 7' } }],
    ['the subject without being her', 'NotSubject', { basis: { subject: null } }],
    ['a grant that nobody gave', 'GrantNotFound', { basis: { delegation: 1n } }],
    ['no classes', 'Invalid', { record_classes: [] }],
    ['too large a page', 'Invalid', { limit: 21 }],
    ['a foreign cursor', 'InvalidCursor', { cursor: [Uint8Array.of(1, 2, 3)] }],
    ['a module that was agreed on', 'ReaderModuleMismatch', {}, { reader_module_hash: [new Uint8Array(32)] }],
  ];
  it.each(refusals)('refuses %s with %s, and writes that down too', (_name, error, over, terms) => {
    const scene = consented(terms);
    const before = scene.ledger().length;
    const refusal = refusalOf(() => read(scene, over));
    expect(Object.keys(refusal ?? {})).toEqual([error]);
    const entries = scene.ledger();
    expect(entries.length).toBe(before + 1);
    expect(entries.at(-1)).toMatchObject({ open: { outcome: { denied: error } } });
  });

  it('takes a consent at its first nanosecond, not one before, and not at its end', () => {
    const scene = consented({ consent_start_ns: 1_800_000_000_000_000_005n });
    scene.nowNs = 1_800_000_000_000_000_004n;
    expect(refusalOf(() => read(scene))).toHaveProperty('ConsentNotStarted');
    scene.nowNs += 1n;
    expect(refusalOf(() => read(scene))).toBeUndefined();
    const end = consentTerms(1_800_000_000_000_000_000n).consent_expiry_ns;
    scene.nowNs = end - 1n;
    scene.sync();
    expect(refusalOf(() => read(scene))).toBeUndefined();
    scene.nowNs = end;
    expect(refusalOf(() => read(scene))).toHaveProperty('ConsentExpired');
  });

  it('counts reads by the unit of the frequency: the last of the allowance succeeds, the next waits for the window', () => {
    const scene = consented();
    read(scene);
    read(scene);
    expect(refusalOf(() => read(scene))).toMatchObject({
      FrequencyExceeded: { next_at_ns: scene.nowNs + daysNs(1) },
    });
    scene.pass(daysNs(1) - 1n);
    expect(refusalOf(() => read(scene))).toHaveProperty('FrequencyExceeded');
    scene.pass(1n);
    expect(refusalOf(() => read(scene))).toBeUndefined();
  });

  it('answers once what may be fetched once', () => {
    const scene = consented({ fetch_type: { onetime: null } });
    read(scene);
    expect(refusalOf(() => read(scene))).toMatchObject({ AlreadyFetched: { at_ns: scene.nowNs } });
  });

  it('answers records of the provider alone', () => {
    const scene = consented({ provider: [ORGANISATIONS.clinic] });
    expect(read(scene).value.records).toEqual([]);
  });

  it('answers a query-only reader no bodies', () => {
    const scene = consented({ mode: { query_only: null } });
    const { value } = read(scene, { mode: { query_only: null } });
    expect([value.records.length, value.bodies.length]).toEqual([1, 0]);
  });

  it('decides by nothing that is too old', () => {
    const scene = consented();
    scene.nowNs += 11n * 60n * 1_000_000_000n;
    expect(refusalOf(() => read(scene))).toHaveProperty('DirectoryStale');
  });

  it('tells the subject of each new reader once', () => {
    const scene = consented();
    const noticesOf = (): bigint => scene.vault.dossier(PEOPLE.citizen).counts.of('notice');
    const before = noticesOf();
    read(scene);
    read(scene);
    scene.vault.begin();
    expect(noticesOf()).toBe(before + 1n);
  });

  it('hides what a judge reads under seal until its time, and no longer than the registry allows', () => {
    const scene = new Scene();
    scene.issue();
    const warrant = (seal_days: number) => ({
      basis: { warrant: { reference: 'FIR 12/2026', seal_days } },
      organisation: [ORGANISATIONS.court] as [bigint],
    });
    expect(refusalOf(() => read(scene, warrant(91), PEOPLE.judge))).toEqual({
      SealTooLong: { days: 91, limit: 90 },
    });
    const notices = scene.vault.dossier(PEOPLE.citizen).counts.of('notice');
    const { value } = read(scene, warrant(90), PEOPLE.judge);
    expect(value.records.length).toBe(1);
    expect(scene.ledger().at(-1)).toMatchObject({
      sealed: { sequence: value.receipt.sequence, reveal_at_ns: scene.nowNs + daysNs(90) },
    });
    scene.vault.begin();
    expect(scene.vault.dossier(PEOPLE.citizen).counts.of('notice')).toBe(notices);
    const key = concatBytes(scene.vault.keyOf(PEOPLE.citizen).bytes, u64Key(value.receipt.sequence));
    expect(scene.vault.jobs.get('reveal_entry', key)?.dueNs).toBe(scene.nowNs + daysNs(90));
  });

  it('lets a clinic break the glass with a reason, and nobody else', () => {
    const scene = new Scene();
    scene.issue();
    const glass = (reason: string, organisation: bigint) => ({
      basis: { break_glass: { reason } },
      organisation: [organisation] as [bigint],
      purpose: ['health.treatment'] as [string],
    });
    const reason = 'Unconscious after an accident';
    expect(refusalOf(() => read(scene, glass(reason, ORGANISATIONS.revenue)))).toHaveProperty(
      'BreakGlassNotAllowed',
    );
    expect(refusalOf(() => read(scene, glass('urgent', ORGANISATIONS.clinic), PEOPLE.doctor))).toHaveProperty(
      'Invalid',
    );
    read(scene, glass(reason, ORGANISATIONS.clinic), PEOPLE.doctor);
    scene.vault.begin();
    expect(scene.vault.dossier(PEOPLE.citizen).item('break_glass_use', 1n)).toMatchObject({
      by: PEOPLE.doctor,
      review: [],
      overdue: false,
    });
    expect(scene.vault.work.page(ORGANISATIONS.clinic, 10).works).toHaveLength(1);
  });

  it('keeps a retired purpose for consents that run, and for nothing new', () => {
    const scene = consented();
    scene.tell(purposeOf('tax.assessment', undefined, true));
    expect(refusalOf(() => read(scene))).toBeUndefined();
    const statute = { basis: { statute: { reference: 'case 1' } } };
    expect(refusalOf(() => read(scene, statute))).toHaveProperty('BasisNotAllowed');
  });
});
