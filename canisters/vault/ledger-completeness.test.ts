import type { IDL } from '@dfinity/candid';
import { latin1 } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';
import { encodeRecord } from '@indus/kit/record-codec';
import { caseOf } from '@indus/kit/variant';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryOf } from './idl-arbitrary.ts';
import { LedgerLeaf } from './ledger-entry.ts';
import { livedScene, MARKER } from './lived-scene.ts';
import { METHODS } from './methods.ts';
import { readAsDelegate } from './read-as-delegate.ts';
import type { ReadAsDelegate } from './read-as-delegate.ts';
import { readLedger } from './read-ledger.ts';
import { readRecords } from './read-records.ts';
import type { ReadLedgerRequest, ReadRequest } from './reading-requests.ts';
import { ORGANISATIONS, PEOPLE, readRequest, refusalOf } from './vault-fixture.ts';
import type { Scene } from './vault-fixture.ts';

type Read = (scene: Scene, caller: (typeof PEOPLE)[keyof typeof PEOPLE]) => unknown;

const { clinic, court, authority } = ORGANISATIONS;

/** Reads on every ground, and who may be allowed to. */
const LIKELY: readonly [Partial<ReadRequest>, keyof typeof PEOPLE][] = [
  [{ basis: { consent: 1n } }, 'taxOfficer'],
  [{ basis: { statute: { reference: 'case 5' } } }, 'taxOfficer'],
  [{ basis: { subject: null }, organisation: [], purpose: [] }, 'citizen'],
  [{ basis: { delegation: 1n }, organisation: [], purpose: [] }, 'other'],
  [{ basis: { warrant: { reference: 'FIR 9', seal_days: 0 } }, organisation: [court] }, 'judge'],
  [{ basis: { warrant: { reference: 'FIR 9', seal_days: 30 } }, organisation: [court] }, 'judge'],
  [
    {
      basis: { break_glass: { reason: 'Unconscious' } },
      organisation: [clinic],
      purpose: ['health.treatment'],
    },
    'doctor',
  ],
  [{ basis: { audit: 'file 1' }, organisation: [authority] }, 'auditor'],
];

const anybody = fc.constantFrom(...Object.values(PEOPLE));

const likely = fc
  .tuple(fc.constantFrom(...LIKELY), fc.boolean(), fc.boolean(), anybody)
  .map(([[over, who], isLedger, isRight, somebody]) => {
    const read: Read = (scene, caller) => {
      const request = readRequest(scene.nowNs, over);
      const { basis, organisation } = request;
      const page = { subject: PEOPLE.citizen, basis, organisation, from: 0n, limit: 50 };
      if (isLedger) return readLedger(scene.vault, scene.env(caller), page);
      return readRecords(scene.vault, scene.env(caller), request);
    };
    return { read, caller: isRight ? PEOPLE[who] : somebody };
  });

const wild: fc.Arbitrary<Read> = fc.oneof(
  arbitraryOf(METHODS.read_records.args[0] as IDL.Type).map((request): Read => (scene, caller) => {
    const about = { ...(request as ReadRequest), subject: PEOPLE.citizen };
    return readRecords(scene.vault, scene.env(caller), about);
  }),
  arbitraryOf(METHODS.read_ledger.args[0] as IDL.Type).map((request): Read => (scene, caller) => {
    const about = { ...(request as ReadLedgerRequest), subject: PEOPLE.citizen };
    return readLedger(scene.vault, scene.env(caller), about);
  }),
  arbitraryOf(METHODS.read_as_delegate.args[0] as IDL.Type).map((request): Read => (scene, caller) => {
    const about = { ...(request as ReadAsDelegate), subject: PEOPLE.citizen };
    return readAsDelegate(scene.vault, scene.env(caller), about);
  }),
);

const call = fc.oneof(likely, likely, fc.record({ read: wild, caller: anybody }));

it('N calls of any kind of read, by anybody, on any ground, leave N entries; no body is ever seen in one', () => {
  let granted = 0;
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 20 }), (calls) => {
      const scene = livedScene();
      const before = scene.ledger().length;
      const outcomes = calls.map(({ read, caller }) => refusalOf(() => read(scene, caller)));
      const entries = scene.ledger();
      expect(entries.length).toBe(before + calls.length);
      for (const [at, outcome] of outcomes.entries()) {
        const leaf = entries[before + at];
        const isGranted = outcome === undefined;
        if (isGranted) granted += 1;
        if (leaf && 'sealed' in leaf) expect(isGranted).toBe(true);
        else {
          const told = isGranted ? { granted: null } : { denied: caseOf(outcome) };
          expect(leaf?.open).toMatchObject({ caller: calls[at]?.caller, outcome: told });
        }
      }
      const told = entries.map((leaf) => latin1(encodeRecord(LedgerLeaf, leaf))).join();
      expect(told).not.toContain(MARKER);
    }),
    { numRuns: 60 },
  );
  // Enough of them were allowed for the property to say something.
  expect(granted).toBeGreaterThan(60);
});

it('a body is in what the reader got, and in nothing that the ledger holds, sealed or not', () => {
  const scene = livedScene();
  const { value } = readRecords(scene.vault, scene.env(PEOPLE.taxOfficer), readRequest(scene.nowNs));
  expect(latin1(value.bodies[0]?.body as Uint8Array)).toContain(MARKER);
  scene.vault.begin();
  const { ledger, hidden } = scene.vault.dossier(PEOPLE.citizen);
  const rows = Array.from({ length: ledger.size }, (_, at) => [
    ledger.entry(at),
    hidden.get(u64Key(BigInt(at))) ?? new Uint8Array(0),
  ]).flat();
  expect(rows.map(latin1).join()).not.toContain(MARKER);
});
