import { decodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import { daysNs } from './duration.ts';
import { grantDelegate } from './grant-delegate.ts';
import { LedgerLeaf } from './ledger-entry.ts';
import { readLedger } from './read-ledger.ts';
import { readRecords } from './read-records.ts';
import type { ReadLedgerRequest } from './reading-requests.ts';
import {
  freshKey,
  member,
  ORGANISATIONS,
  PEOPLE,
  person,
  readRequest,
  refusalOf,
  Scene,
} from './vault-fixture.ts';

const { authority, court, clinic } = ORGANISATIONS;
const AUDIT: Partial<ReadLedgerRequest> = { basis: { audit: 'file 7/2026' }, organisation: [authority] };
const nameOf = (call: () => unknown): string => Object.keys(refusalOf(call) ?? { none: null })[0] as string;

function ready(): Scene {
  const scene = new Scene();
  scene.issue();
  const warrant = {
    basis: { warrant: { reference: 'FIR 1', seal_days: 5 } },
    organisation: [court] as [bigint],
  };
  readRecords(scene.vault, scene.env(PEOPLE.judge), readRequest(scene.nowNs, warrant));
  return scene;
}

function read(scene: Scene, over: Partial<ReadLedgerRequest> = {}, caller = PEOPLE.auditor) {
  const request = { subject: PEOPLE.citizen, from: 0n, limit: 50, ...AUDIT, ...over } as ReadLedgerRequest;
  return readLedger(scene.vault, scene.env(caller), request);
}

function grant(scene: Scene, record_classes: string[]): void {
  grantDelegate(scene.vault, scene.env(PEOPLE.citizen), {
    delegate: PEOPLE.other,
    acts: [{ read: null }],
    record_classes,
    starts_at_ns: scene.nowNs,
    expires_at_ns: scene.nowNs + daysNs(1),
    idempotency_key: freshKey(),
  });
}

describe('readLedger', () => {
  it('answers the leaves as they lie, sealed ones sealed, and is itself in the ledger', () => {
    const scene = ready();
    const before = scene.ledger();
    const { value } = read(scene);
    expect(value.leaves.map((bytes) => decodeRecord<LedgerLeaf>(LedgerLeaf, bytes))).toEqual(before);
    expect(before[1]).toHaveProperty('sealed');
    const after = scene.ledger();
    expect(after).toHaveLength(3);
    expect(after[2]).toMatchObject({
      open: {
        act: { read_ledger: null },
        caller: PEOPLE.auditor,
        role: [{ auditor: null }],
        organisation: [authority],
        basis: { audit: 'file 7/2026' },
        sequence: value.receipt.sequence,
      },
    });
  });

  it('keeps what is under seal so after its time: only the subject is told', () => {
    const scene = ready();
    scene.pass(daysNs(6));
    const { value } = read(scene);
    expect(decodeRecord<LedgerLeaf>(LedgerLeaf, value.leaves[1] as Uint8Array)).toHaveProperty('sealed');
  });

  const cases: readonly [string, Partial<ReadLedgerRequest>, typeof PEOPLE.auditor, string][] = [
    ['an auditor', {}, PEOPLE.auditor, 'none'],
    ['an auditor without a file', { basis: { audit: '' } }, PEOPLE.auditor, 'Invalid'],
    ['an auditor of another organisation', { organisation: [clinic] }, person(65), 'RoleRequired'],
    ['an auditor of no organisation', { organisation: [] }, PEOPLE.auditor, 'RoleRequired'],
    ['an official of the authority without the role', {}, person(66), 'RoleRequired'],
    ['a canister of the authority', {}, person(67), 'RoleRequired'],
    [
      'a judge with a warrant',
      { basis: { warrant: { reference: 'W 1', seal_days: 0 } }, organisation: [court] },
      PEOPLE.judge,
      'none',
    ],
    [
      'a judge without a number',
      { basis: { warrant: { reference: '', seal_days: 0 } }, organisation: [court] },
      PEOPLE.judge,
      'Invalid',
    ],
    [
      'a judge of no court',
      { basis: { warrant: { reference: 'W 1', seal_days: 0 } }, organisation: [] },
      PEOPLE.judge,
      'RoleRequired',
    ],
    [
      'a seal of 90 days',
      { basis: { warrant: { reference: 'W 1', seal_days: 90 } }, organisation: [court] },
      PEOPLE.judge,
      'none',
    ],
    [
      'a seal of 91 days',
      { basis: { warrant: { reference: 'W 1', seal_days: 91 } }, organisation: [court] },
      PEOPLE.judge,
      'SealTooLong',
    ],
    [
      'an officer with a warrant',
      { basis: { warrant: { reference: 'W 1', seal_days: 0 } }, organisation: [clinic] },
      PEOPLE.doctor,
      'RoleRequired',
    ],
    ['the subject', { basis: { subject: null }, organisation: [] }, PEOPLE.citizen, 'none'],
    ['somebody as the subject', { basis: { subject: null }, organisation: [] }, PEOPLE.other, 'NotSubject'],
    [
      'a delegate without a grant',
      { basis: { delegation: 1n }, organisation: [] },
      PEOPLE.other,
      'GrantNotFound',
    ],
    ['a statute', { basis: { statute: { reference: 'x' } } }, PEOPLE.auditor, 'BasisNotAllowed'],
    ['a consent', { basis: { consent: 1n } }, PEOPLE.auditor, 'BasisNotAllowed'],
    ['an emergency', { basis: { break_glass: { reason: 'Unconscious' } } }, PEOPLE.doctor, 'BasisNotAllowed'],
    ['the last position', { from: 2n }, PEOPLE.auditor, 'none'],
    ['a position beyond', { from: 3n }, PEOPLE.auditor, 'OutOfLedger'],
    ['a position far beyond', { from: 0xffff_ffff_ffff_ffffn }, PEOPLE.auditor, 'OutOfLedger'],
    ['no leaves', { limit: 0 }, PEOPLE.auditor, 'Invalid'],
    ['too many leaves', { limit: 51 }, PEOPLE.auditor, 'Invalid'],
  ];
  it.each(cases)('%s: %3$s, with an entry', (_name, over, caller, expected) => {
    const scene = ready();
    scene.tell(member(clinic, person(65), 'auditor'), member(authority, person(66), 'officer'), {
      canister: { canister: person(67), organisation: authority, module_hash: [], state: { verified: null } },
    });
    expect(nameOf(() => read(scene, over, caller))).toBe(expected);
    const entries = scene.ledger();
    expect(entries).toHaveLength(3);
    const sealDays = over.basis && 'warrant' in over.basis ? over.basis.warrant.seal_days : 0;
    if (expected === 'none' && sealDays > 0) {
      expect(entries[2]).toMatchObject({ sealed: { reveal_at_ns: scene.nowNs + daysNs(sealDays) } });
    } else {
      const outcome = expected === 'none' ? { granted: null } : { denied: expected };
      expect(entries[2]).toMatchObject({ open: { act: { read_ledger: null }, caller, outcome } });
    }
  });

  it('a delegate for everything reads it, one for some classes does not', () => {
    const scene = ready();
    const by = (delegation: bigint) =>
      ({ basis: { delegation }, organisation: [] }) as Partial<ReadLedgerRequest>;
    grant(scene, []);
    expect(read(scene, by(1n), PEOPLE.other).value.leaves).toHaveLength(3);
    grant(scene, ['income.salary']);
    expect(nameOf(() => read(scene, by(2n), PEOPLE.other))).toBe('ActNotGranted');
  });
});
