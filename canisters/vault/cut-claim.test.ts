import { encodeRecord } from '@indus/kit/record-codec';
import { expect, it } from 'vitest';
import { LedgerLeaf } from './ledger-entry.ts';
import type { Basis } from './ledger-entry.ts';
import { readRecords } from './read-records.ts';
import { PEOPLE, readRequest, refusalOf, Scene } from './vault-fixture.ts';

const LONG = 'ک'.repeat(7_000);
const BASES: readonly Basis[] = [
  { statute: { reference: LONG } },
  { warrant: { reference: LONG, seal_days: 7 } },
  { break_glass: { reason: LONG } },
  { audit: LONG },
];

it.each(BASES)('who is denied writes little into somebody’s ledger, whatever the request says', (basis) => {
  const scene = new Scene();
  const wild = {
    basis,
    on_behalf_of: [LONG] as [string],
    purpose: [LONG] as [string],
    record_classes: Array.from({ length: 100 }, () => LONG),
  };
  const env = scene.env(PEOPLE.stranger);
  expect(refusalOf(() => readRecords(scene.vault, env, readRequest(scene.nowNs, wild)))).toBeDefined();
  const [leaf] = scene.ledger();
  expect(leaf).toMatchObject({ open: { caller: PEOPLE.stranger, outcome: { denied: 'Invalid' } } });
  const entry = leaf && 'open' in leaf ? leaf.open : undefined;
  expect([...(entry?.on_behalf_of[0] ?? '')]).toHaveLength(100);
  expect(entry?.record_classes).toHaveLength(20);
  expect(encodeRecord(LedgerLeaf, leaf).length).toBeLessThan(16_384);
});

it('what a denied request may say stands there as it was said', () => {
  const scene = new Scene();
  const request = readRequest(scene.nowNs, { basis: { statute: { reference: 'x'.repeat(200) } } });
  refusalOf(() => readRecords(scene.vault, scene.env(PEOPLE.stranger), request));
  expect(scene.ledger()[0]).toMatchObject({
    open: {
      basis: request.basis,
      on_behalf_of: request.on_behalf_of,
      record_classes: request.record_classes,
    },
  });
});
