import { sha256 } from '@indus/kit/sha256';
import { decodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import { amendRecord } from './amend-record.ts';
import { answerTicket } from './answer-ticket.ts';
import { daysNs } from './duration.ts';
import { grantDelegate } from './grant-delegate.ts';
import { listItems } from './list-items.ts';
import { listWork } from './list-work.ts';
import type { AnswerTicket } from './ministry-requests.ts';
import { openTicket } from './open-ticket.ts';
import { readBodies } from './read-bodies.ts';
import { readRecords } from './read-records.ts';
import { Statistics } from './statistics.ts';
import type { OpenTicket } from './subject-requests.ts';
import type { Right } from './ticket.ts';
import {
  freshKey,
  issueRequest,
  ORGANISATIONS,
  PEOPLE,
  readRequest,
  refusalOf,
  Scene,
} from './vault-fixture.ts';
import { withdrawTicket } from './withdraw-ticket.ts';

const { interior, revenue, authority } = ORGANISATIONS;
const nameOf = (call: () => unknown): string => Object.keys(refusalOf(call) ?? { none: null })[0] as string;

function open(scene: Scene, right: Right, over: Partial<OpenTicket> = {}, caller = PEOPLE.citizen) {
  return openTicket(scene.vault, scene.env(caller), {
    subject: PEOPLE.citizen,
    right,
    organisation: interior,
    idempotency_key: freshKey(),
    ...over,
  });
}

function answer(scene: Scene, over: Partial<AnswerTicket> = {}, caller = PEOPLE.officer) {
  return answerTicket(scene.vault, scene.env(caller), {
    subject: PEOPLE.citizen,
    ticket: 1n,
    organisation: interior,
    done: true,
    answer: 'Done as asked',
    ...over,
  });
}

function withdraw(scene: Scene, caller = PEOPLE.citizen) {
  return withdrawTicket(scene.vault, scene.env(caller), { subject: PEOPLE.citizen, ticket: 1n });
}

function amend(scene: Scene) {
  const { class: _class, detail: _detail, ...request } = issueRequest(scene.nowNs);
  const body = new TextEncoder().encode('{"salary":60000}');
  return amendRecord(scene.vault, scene.env(PEOPLE.officer), {
    ...request,
    body,
    record_id: 1n,
    reason: 'A slip',
  });
}

function statistics(scene: Scene): Statistics {
  return decodeRecord<Statistics>(Statistics, scene.vault.statistics.bytes());
}

function dossier(scene: Scene) {
  scene.vault.begin();
  return scene.vault.dossier(PEOPLE.citizen);
}

function workOf(scene: Scene, organisation: bigint, caller: typeof PEOPLE.officer) {
  return listWork(scene.vault, scene.env(caller), { organisation, cursor: [], limit: 50 }).items;
}

function withRecord(): Scene {
  const scene = new Scene();
  scene.issue();
  return scene;
}

const ACCESS: Right = { access: null };

describe('tickets', () => {
  it('the organisation has as many days as the registry says, and finds the claim among its work', () => {
    const scene = withRecord();
    scene.tell({ parameter: { name: 'rights_days', value: 12n } });
    open(scene, ACCESS);
    expect(dossier(scene).item('ticket', 1n)).toMatchObject({
      opened_by: PEOPLE.citizen,
      due_at_ns: scene.nowNs + daysNs(12),
      status: { open: null },
    });
    expect(workOf(scene, interior, PEOPLE.colleague)).toMatchObject([
      { subject: PEOPLE.citizen, kind: { ticket: null }, due_at_ns: scene.nowNs + daysNs(12) },
    ]);
    answer(scene);
    expect(dossier(scene).item('ticket', 1n)?.status).toMatchObject({
      done: { by: PEOPLE.officer, answer: 'Done as asked', amended_version: [] },
    });
    expect(workOf(scene, interior, PEOPLE.colleague)).toEqual([]);
    expect(statistics(scene)).toMatchObject({ tickets_open: 0n, tickets_overdue: 0n });
    expect(scene.ledger().slice(-2)).toMatchObject([
      { open: { act: { open_ticket: null }, basis: { subject: null } } },
      { open: { act: { answer_ticket: null }, basis: { statute: { reference: 'ticket 1' } } } },
    ]);
  });

  it('a rectification points to the version that was issued after the claim', () => {
    const scene = withRecord();
    open(scene, { rectification: { record_id: 1n, claim: 'It was 60,000' } });
    expect(nameOf(() => answer(scene))).toBe('Invalid');
    amend(scene);
    expect(nameOf(() => answer(scene))).toBe('Invalid');
    scene.pass(1n);
    amend(scene);
    answer(scene);
    expect(dossier(scene).item('ticket', 1n)?.status).toMatchObject({ done: { amended_version: [3] } });
  });

  it('an erasure destroys body and salt of every version; the tree stays valid and says what was there', () => {
    const scene = withRecord();
    amend(scene);
    const before = dossier(scene).record(1n, 1);
    open(scene, { erasure: [1n] });
    answer(scene);
    const after = dossier(scene);
    const erased = { at_ns: scene.nowNs, ticket: 1n };
    expect([after.record(1n, 1)?.state, after.record(1n, 2)?.state]).toEqual([{ erased }, { erased }]);
    expect(after.record(1n, 1)?.commitment).toEqual(before?.commitment);
    expect([after.bodies.get(1n, 1), after.bodies.get(1n, 2)]).toEqual([undefined, undefined]);
    const names = [{ id: 1n, version: 1 }];
    const env = scene.env(PEOPLE.citizen);
    expect(refusalOf(() => readBodies(scene.vault, env, { subject: PEOPLE.citizen, names }))).toEqual({
      RecordErased: { record_id: 1n },
    });
    const page = listItems(scene.vault, scene.env(PEOPLE.citizen), {
      subject: PEOPLE.citizen,
      kind: { held_record: null },
      cursor: [],
      limit: 50,
    });
    expect(page.items).toHaveLength(1);
    expect(sha256(page.items[0] as Uint8Array)).toHaveLength(32);
    expect(nameOf(() => open(scene, { erasure: [1n] }))).toBe('RecordErased');
    expect(nameOf(() => amend(scene))).toBe('RecordErased');
  });

  it('a restriction withholds records from reads that the subject did not will', () => {
    const scene = withRecord();
    const statute = { basis: { statute: { reference: 'case 1' } } };
    const read = () =>
      readRecords(scene.vault, scene.env(PEOPLE.taxOfficer), readRequest(scene.nowNs, statute)).value.records;
    expect(read()).toHaveLength(1);
    open(scene, { restriction: [1n] });
    expect(read()).toHaveLength(1);
    answer(scene);
    expect(read()).toHaveLength(0);
    amend(scene);
    expect(read()).toHaveLength(0);
  });

  it('what another ticket has erased meanwhile is left out', () => {
    const scene = withRecord();
    scene.issue();
    open(scene, { erasure: [1n] });
    open(scene, { restriction: [1n, 2n] });
    answer(scene);
    answer(scene, { ticket: 2n });
    const after = dossier(scene);
    expect(after.record(1n, 1)).toMatchObject({ restricted: false, state: { erased: { ticket: 1n } } });
    expect(after.record(2n, 1)).toMatchObject({ restricted: true });
  });

  it('goes to the data-protection organisation when its time is over, and not a nanosecond before', async () => {
    const scene = withRecord();
    open(scene, ACCESS);
    await scene.wait(daysNs(30) - 1_000_000_000n);
    expect(dossier(scene).item('ticket', 1n)?.status).toEqual({ open: null });
    expect(nameOf(() => answer(scene, { organisation: authority }, PEOPLE.auditor))).toBe('RoleRequired');
    scene.tell({
      member: { organisation: authority, member: PEOPLE.auditor, roles: [{ data_protection: null }] },
    });
    expect(nameOf(() => answer(scene, { organisation: authority }, PEOPLE.auditor))).toBe('RoleRequired');
    const notices = dossier(scene).counts.of('notice');
    await scene.wait(1_000_000_000n);
    expect(dossier(scene).item('ticket', 1n)?.status).toEqual({ escalated: { at_ns: scene.nowNs } });
    expect(dossier(scene).item('notice', notices + 1n)?.kind).toEqual({ ticket_changed: 1n });
    expect(statistics(scene)).toMatchObject({ tickets_open: 1n, tickets_overdue: 1n });
    expect(workOf(scene, authority, PEOPLE.auditor)).toHaveLength(1);
    expect(workOf(scene, interior, PEOPLE.officer)).toHaveLength(1);
    expect(nameOf(() => answer(scene, { organisation: authority }, PEOPLE.auditor))).toBe('none');
    expect(workOf(scene, authority, PEOPLE.auditor)).toHaveLength(0);
    expect(workOf(scene, interior, PEOPLE.officer)).toHaveLength(0);
    expect(statistics(scene)).toMatchObject({ tickets_open: 0n, tickets_overdue: 1n });
  });

  it('the organisation that owes the answer may still give it late', async () => {
    const scene = withRecord();
    open(scene, ACCESS);
    await scene.wait(daysNs(31));
    expect(nameOf(() => answer(scene, { done: false, answer: 'Not ours' }))).toBe('none');
    expect(dossier(scene).item('ticket', 1n)?.status).toMatchObject({ refused: { reason: 'Not ours' } });
  });

  it('what was answered or withdrawn neither escalates nor is answered again', async () => {
    for (const end of [answer, withdraw]) {
      const scene = withRecord();
      open(scene, ACCESS);
      end(scene);
      await scene.wait(daysNs(31));
      expect(statistics(scene)).toMatchObject({ tickets_open: 0n, tickets_overdue: 0n });
      expect(nameOf(() => answer(scene))).toBe('TicketClosed');
      expect(nameOf(() => withdraw(scene))).toBe('TicketClosed');
    }
  });

  const claims: readonly [string, Right, Partial<OpenTicket>, string][] = [
    ['access', ACCESS, {}, 'none'],
    ['portability', { portability: null }, { organisation: revenue }, 'none'],
    ['access from nobody', ACCESS, { organisation: 99n }, 'Invalid'],
    ['a rectification', { rectification: { record_id: 1n, claim: 'x' } }, {}, 'none'],
    ['a rectification without a claim', { rectification: { record_id: 1n, claim: '' } }, {}, 'Invalid'],
    ['the longest claim', { rectification: { record_id: 1n, claim: 'x'.repeat(1_000) } }, {}, 'none'],
    ['a longer claim', { rectification: { record_id: 1n, claim: 'x'.repeat(1_001) } }, {}, 'Invalid'],
    [
      'a rectification by another',
      { rectification: { record_id: 1n, claim: 'x' } },
      { organisation: revenue },
      'NotIssuer',
    ],
    ['a rectification of nothing', { rectification: { record_id: 2n, claim: 'x' } }, {}, 'RecordNotFound'],
    ['an erasure of nothing', { erasure: [] }, {}, 'Invalid'],
    ['an erasure twice', { erasure: [1n, 1n] }, {}, 'Invalid'],
    ['an erasure of record 0', { erasure: [0n] }, {}, 'RecordNotFound'],
    ['an erasure by another', { erasure: [1n] }, { organisation: revenue }, 'NotIssuer'],
    ['21 erasures', { erasure: Array.from({ length: 21 }, (_, at) => BigInt(at + 1)) }, {}, 'Invalid'],
    ['an objection', { objection: { decision: [], grounds: 'No consent' } }, {}, 'none'],
    ['an objection without grounds', { objection: { decision: [], grounds: ' ' } }, {}, 'Invalid'],
    ['an objection to no decision', { objection: { decision: [1n], grounds: 'x' } }, {}, 'DecisionNotFound'],
    ['anything for somebody else', ACCESS, { subject: PEOPLE.other }, 'NotSubject'],
  ];
  it.each(claims)('claims %s: %3$s', (_name, right, over, expected) => {
    expect(nameOf(() => open(withRecord(), right, over))).toBe(expected);
  });

  const answers: readonly [string, Partial<AnswerTicket>, keyof typeof PEOPLE, string][] = [
    ['an officer', {}, 'officer', 'none'],
    ['a colleague', {}, 'colleague', 'none'],
    ['another organisation', { organisation: revenue }, 'taxOfficer', 'RoleRequired'],
    ['a stranger', {}, 'stranger', 'RoleRequired'],
    ['the citizen herself', {}, 'citizen', 'RoleRequired'],
    ['no ticket', { ticket: 2n }, 'officer', 'TicketNotFound'],
    ['nothing', { answer: '' }, 'officer', 'Invalid'],
    ['too much', { answer: 'x'.repeat(1_001) }, 'officer', 'Invalid'],
  ];
  it.each(answers)('answers %s: %3$s', (_name, over, caller, expected) => {
    const scene = withRecord();
    open(scene, ACCESS);
    expect(nameOf(() => answer(scene, over, PEOPLE[caller]))).toBe(expected);
  });

  it('a delegate claims and withdraws by a grant for it, for the classes granted', () => {
    const scene = withRecord();
    const grant = (acts: 'tickets' | 'read', record_classes: string[]) =>
      grantDelegate(scene.vault, scene.env(PEOPLE.citizen), {
        delegate: PEOPLE.other,
        acts: [{ [acts]: null } as never],
        record_classes,
        starts_at_ns: scene.nowNs,
        expires_at_ns: scene.nowNs + daysNs(1),
        idempotency_key: freshKey(),
      });
    const claim = () => open(scene, { restriction: [1n] }, {}, PEOPLE.other);
    grant('read', []);
    expect(nameOf(claim)).toBe('ActNotGranted');
    grant('tickets', ['identity.birth']);
    expect(nameOf(claim)).toBe('ClassNotGranted');
    grant('tickets', []);
    claim();
    withdraw(scene, PEOPLE.other);
    expect(scene.ledger().slice(-2)).toMatchObject([
      { open: { act: { open_ticket: null }, basis: { delegation: 3n }, caller: PEOPLE.other } },
      { open: { act: { withdraw_ticket: null }, basis: { delegation: 3n } } },
    ]);
  });

  it('the same claim again is one ticket', () => {
    const scene = withRecord();
    const idempotency_key = freshKey();
    const first = open(scene, ACCESS, { idempotency_key });
    expect(open(scene, ACCESS, { idempotency_key })).toEqual(first);
    expect(statistics(scene).tickets_open).toBe(1n);
  });
});
