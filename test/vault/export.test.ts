import {
  act,
  exportDossier,
  importDossier,
  type Items,
  issueSealedRecord,
  listItems,
  listLedger,
  listVersions,
  packExport,
  proveLedgerConsistency,
  readBodies,
  readHead,
  readRecords,
  readStatistics,
  unpackExport,
  type vault as vaultTypes,
  type Vault,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANISATIONS, PEOPLE, VaultNetwork } from './vault-network.ts';
import { freshKey, prescription, principalOf, reading, salary, terms } from './vault-requests.ts';

const { interior, revenue, clinic, court } = ORGANISATIONS;
const DAY_NS = 86_400_000_000_000n;
const DAY_MS = 86_400_000;
const SHOWN = new Uint8Array(32).fill(1);
const citizen = principalOf(PEOPLE.citizen);
const KINDS = ['consent', 'ticket', 'grant', 'decision', 'notice', 'break_glass_use'] as const;

/** Everything that a citizen can see, byte for byte. */
interface Seen {
  readonly head: vaultTypes.SubjectHead;
  readonly items: Readonly<Record<string, string[]>>;
  readonly versions: string[];
  readonly bodies: string[];
  readonly leaves: string[];
  readonly revealed: string[];
}

let first: VaultNetwork;
let second: VaultNetwork;
let file: Uint8Array;
let seen: Seen;
let totals: vaultTypes.Statistics;

beforeAll(async () => {
  first = await VaultNetwork.start();
  await live(first);
  const own = first.as(PEOPLE.citizen);
  file = packExport(await exportDossier(own, citizen));
  seen = await look(own);
  totals = await countsOf(first);
  await first[Symbol.asyncDispose]();
  second = await VaultNetwork.start();
  // The clocks of both are the host's, moved on: this one has to be later than whatever it takes in.
  await second.advance(3 * DAY_MS);
  await second.sync();
}, 240_000);
afterAll(() => second[Symbol.asyncDispose]());

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Something of everything that may happen to a citizen. */
async function live(network: VaultNetwork): Promise<void> {
  const nowNs = network.subnet.timeNs;
  const own = network.as(PEOPLE.citizen);
  const officer = network.as(PEOPLE.officer);
  for (const body of ['{"salary":50000}', '{"salary":60000}']) {
    await act(officer, citizen, 'issue_record', salary(nowNs, { body: new TextEncoder().encode(body) }));
  }
  const { class: _class, detail: _detail, ...amended } = salary(nowNs);
  await act(officer, citizen, 'amend_record', { ...amended, record_id: 1n, reason: 'A slip of the pen' });
  await issueSealedRecord(network.as(PEOPLE.doctor), prescription(nowNs, 'insulin'));
  const asked = { terms: terms(nowNs), on_behalf_of: [] as [], idempotency_key: freshKey() };
  await act(network.as(PEOPLE.taxOfficer), citizen, 'request_consent', asked);
  const grant = { subject: citizen, consent: 1n, language: { ur: null }, shown_sha256: SHOWN };
  await act(own, citizen, 'grant_consent', grant);
  await readRecords(network.as(PEOPLE.taxOfficer), reading(nowNs));
  await readRecords(network.as(PEOPLE.stranger), reading(nowNs)).catch(() => undefined);
  for (const days of [1, 60]) {
    const basis = { warrant: { reference: 'FIR 9', seal_days: days } };
    await readRecords(network.as(PEOPLE.judge), reading(nowNs, { organisation: [court], basis }));
  }
  const emergency = {
    organisation: [clinic] as [bigint],
    purpose: ['health.treatment'] as [string],
    basis: { break_glass: { reason: 'Unconscious after an accident' } },
  };
  await readRecords(network.as(PEOPLE.doctor), reading(nowNs, emergency));
  const claim = { subject: citizen, organisation: interior };
  const erase = { ...claim, right: { erasure: BigUint64Array.of(2n) }, idempotency_key: freshKey() };
  await act(own, citizen, 'open_ticket', erase);
  const answer = { ...claim, ticket: 1n, done: true, answer: 'Erased' };
  await act(officer, citizen, 'answer_ticket', answer);
  await act(own, citizen, 'open_ticket', { ...claim, right: { access: null }, idempotency_key: freshKey() });
  await act(own, citizen, 'grant_delegate', {
    delegate: principalOf(PEOPLE.neighbour),
    acts: [{ read: null }],
    record_classes: [],
    starts_at_ns: nowNs,
    expires_at_ns: nowNs + 90n * DAY_NS,
    idempotency_key: freshKey(),
  });
  await act(network.as(PEOPLE.taxOfficer), citizen, 'issue_decision', {
    subject: citizen,
    organisation: revenue,
    purpose: 'tax.assessment',
    algorithm: [],
    outcome: 'Tax due: 5,000',
    reasons: 'The salary is above the threshold of section 12',
    factors: [],
    counterfactual: [],
    idempotency_key: freshKey(),
  });
  await act(own, citizen, 'appeal_decision', { subject: citizen, decision: 1n, grounds: 'It is wrong' });
  // One of the two searches under seal reveals itself.
  await network.advance(DAY_MS + 60_000);
  await network.sync();
}

async function look(own: Vault): Promise<Seen> {
  const { value: head } = await readHead(own, citizen);
  if (!head) throw new Error('expected a dossier');
  const items: Record<string, string[]> = {};
  for (const kind of KINDS) {
    const page = await listItems(own, { subject: citizen, kind: kind as keyof Items });
    items[kind] = page.items.map(({ bytes }) => hex(bytes));
  }
  const newest = (await listItems(own, { subject: citizen, kind: 'held_record' })).items;
  const [versions, bodies]: string[][] = [[], []];
  for (const { value: record } of newest) {
    for (const { value, bytes } of await listVersions(own, citizen, record)) {
      versions?.push(hex(bytes));
      if ('erased' in value.state) continue;
      for (const body of await readBodies(own, citizen, [value])) bodies?.push(hex(body));
    }
  }
  const { leaves, revealed } = await listLedger(own, citizen, 0n);
  return {
    head,
    items,
    versions: versions ?? [],
    bodies: bodies ?? [],
    leaves: leaves.map(hex),
    revealed: [...revealed.values()].map(hex),
  };
}

async function countsOf(network: VaultNetwork): Promise<vaultTypes.Statistics> {
  return (await readStatistics((await network.placeOf(PEOPLE.citizen)).shard)).value;
}

describe('a dossier that leaves one subnet', () => {
  it('has something of everything in it', () => {
    expect(seen.head).toMatchObject({
      records: 3n,
      consents: 1n,
      tickets: 2n,
      grants: 1n,
      decisions: 1n,
      break_glass_uses: 1n,
    });
    expect([seen.versions.length, seen.bodies.length, seen.revealed.length]).toEqual([4, 3, 1]);
    expect(totals).toMatchObject({ decisions: 1n, appeals: 1n, break_glass_uses: 1n });
  });

  it('is refused with a byte changed, or a part left out, and nothing is held then', async () => {
    const own = second.as(PEOPLE.citizen);
    const [part] = unpackExport(file) as [Uint8Array];
    for (const at of [Math.floor(part.length / 2), part.length - 3]) {
      const forged = part.slice();
      forged[at] = (forged[at] as number) ^ 1;
      await expect(importDossier(own, citizen, [forged])).rejects.toThrow();
    }
    await expect(importDossier(second.as(PEOPLE.neighbour), citizen, [part])).rejects.toThrow('Invalid');
    expect((await readHead(own, citizen)).value).toBeUndefined();
  });

  it('comes in on another one as it was, but for the mark that she has brought it herself', async () => {
    const own = second.as(PEOPLE.citizen);
    expect(await importDossier(own, citizen, unpackExport(file))).toBe(seen.head.records);
    const now = await look(own);
    for (const kind of KINDS) expect(now.items[kind], kind).toEqual(seen.items[kind]);
    expect([now.versions, now.bodies, now.revealed]).toEqual([seen.versions, seen.bodies, seen.revealed]);
    expect(now.leaves.slice(0, seen.leaves.length)).toEqual(seen.leaves);
    expect(now.head).toMatchObject({
      ledger_size: seen.head.ledger_size + 1n,
      records: seen.head.records,
      imported_at_ns: [expect.any(BigInt)],
    });
  });

  it('has a ledger that goes on from the root that was certified elsewhere', async () => {
    const { ledger_size: size, ledger_root: root } = seen.head;
    const own = second.as(PEOPLE.citizen);
    const earlier = { size, root: Uint8Array.from(root) };
    const { value } = await proveLedgerConsistency(own, citizen, earlier);
    expect(value.size).toBe(size + 1n);
    const { positions } = await listLedger(own, citizen, size);
    expect(positions).toMatchObject([{ kind: 'open', entry: { act: { import_export: null } } }]);
    const forged = { size, root: new Uint8Array(32) };
    await expect(proveLedgerConsistency(own, citizen, forged)).rejects.toThrow('root');
  });

  it('adds to no public count of decisions, and gives nobody work but open claims', async () => {
    const counts = await countsOf(second);
    expect(counts).toMatchObject({ records: 3n, decisions: 0n, appeals: 0n, break_glass_uses: 0n });
    expect(counts.tickets_open).toBe(1n);
  });

  it('lives on: the consent is relied on, the delegate acts, and a second import is refused', async () => {
    const nowNs = second.subnet.timeNs;
    const read = await readRecords(second.as(PEOPLE.taxOfficer), reading(nowNs));
    expect(read.records.length).toBeGreaterThan(0);
    const delegated = reading(nowNs, { basis: { delegation: 1n }, purpose: [], organisation: [] });
    expect((await readRecords(second.as(PEOPLE.neighbour), delegated)).records.length).toBeGreaterThan(0);
    const own = second.as(PEOPLE.citizen);
    await expect(importDossier(own, citizen, unpackExport(file))).rejects.toThrow('DossierNotEmpty');
  });
});
