import {
  act,
  listItems,
  listLedger,
  makeReceipt,
  proveLedgerConsistency,
  readBodies,
  readHead,
  readRecords,
  type vault as vaultTypes,
  verifyReceipt,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKETS, ORGANISATIONS, PEOPLE, VaultNetwork } from './vault-network.ts';
import { freshKey, principalOf, reading, salary, terms } from './vault-requests.ts';

const citizen = principalOf(PEOPLE.citizen);
const taxOfficer = principalOf(PEOPLE.taxOfficer);

let network: VaultNetwork;
beforeAll(async () => {
  network = await VaultNetwork.start();
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

async function noticesOf(): Promise<readonly vaultTypes.Notice[]> {
  const page = await listItems(network.as(PEOPLE.citizen), { subject: citizen, kind: 'notice' });
  return page.items.map(({ value }) => value);
}

describe('a citizen and her vault, with the registry that is followed', () => {
  it('begins with nothing, which is proven', async () => {
    expect((await readHead(network.as(PEOPLE.citizen), citizen)).value).toBeUndefined();
  });

  it('holds a record that a ministry issues; she reads its body, and nobody else by query', async () => {
    const nowNs = network.subnet.timeNs;
    const { value } = await act(network.as(PEOPLE.officer), citizen, 'issue_record', salary(nowNs));
    expect(value).toMatchObject({ id: 1n, class: 'income.salary', issuer: ORGANISATIONS.interior });
    const own = await listItems(network.as(PEOPLE.citizen), { subject: citizen, kind: 'held_record' });
    const records = own.items.map((item) => item.value);
    const [body] = await readBodies(network.as(PEOPLE.citizen), citizen, records);
    expect(new TextDecoder().decode(body)).toBe('{"salary":50000}');
    await expect(readHead(network.as(PEOPLE.officer), citizen)).rejects.toThrow('NotSubject');
  });

  it('denies a second ministry before she consents, lets it read after, and denies it when she has revoked', async () => {
    const nowNs = network.subnet.timeNs;
    const revenue = network.as(PEOPLE.taxOfficer);
    const own = network.as(PEOPLE.citizen);
    await expect(readRecords(revenue, reading(nowNs))).rejects.toThrow('ConsentNotFound');
    const asked = { terms: terms(nowNs), on_behalf_of: [] as [], idempotency_key: freshKey() };
    const { value: consent } = await act(revenue, citizen, 'request_consent', asked);
    await expect(readRecords(revenue, reading(nowNs))).rejects.toThrow('ConsentNotActive');
    await act(own, citizen, 'grant_consent', {
      subject: citizen,
      consent: consent.id,
      language: { ur: null },
      shown_sha256: new Uint8Array(32),
    });
    const read = await readRecords(revenue, reading(nowNs));
    expect(read.records.map(({ body }) => new TextDecoder().decode(body))).toEqual(['{"salary":50000}']);
    await act(own, citizen, 'change_consent', {
      subject: citizen,
      consent: consent.id,
      to: { revoked: null },
    });
    await expect(readRecords(revenue, reading(nowNs))).rejects.toThrow('ConsentNotActive');
  });

  it('shows her every read and every denial, proven to be all there is', async () => {
    const { positions } = await listLedger(network.as(PEOPLE.citizen), citizen, 0n);
    const told = positions.map((position) => {
      if (position.kind !== 'open') return position.kind;
      const { act: done, outcome } = position.entry;
      const [kind] = Object.keys(done);
      return 'denied' in outcome ? `${kind}: ${outcome.denied}` : kind;
    });
    expect(told).toEqual([
      'issue_record',
      'read_records: ConsentNotFound',
      'request_consent',
      'read_records: ConsentNotActive',
      'decide_consent',
      'read_records',
      'decide_consent',
      'read_records: ConsentNotActive',
    ]);
  });

  it('gives her a receipt of the consent that verifies without a network, and not with a byte changed', async () => {
    const of = { subject: citizen, kind: 'consent' } as const;
    const page = await listItems(network.as(PEOPLE.citizen), of);
    const receipt = makeReceipt({ ...of, buckets: BUCKETS }, page, page.items[0] as never);
    const { rootKey } = network.subnet.subnet;
    const proven = await verifyReceipt({ ...receipt, kind: 'consent' }, rootKey);
    expect(proven.value).toMatchObject({ id: 1n, status: { revoked: null }, reads: 1n });
    const item = `${receipt.item.slice(0, -2)}${receipt.item.endsWith('00') ? '01' : '00'}`;
    await expect(verifyReceipt({ ...receipt, kind: 'consent', item }, rootKey)).rejects.toThrow();
  });

  it('tells her of each reader once, at its first try', async () => {
    const readers = (await noticesOf()).flatMap(({ kind }) =>
      'new_reader' in kind ? [kind.new_reader.caller.toText()] : [],
    );
    expect(readers.toSorted()).toEqual([principalOf(PEOPLE.officer), taxOfficer].map(String).toSorted());
    const before = (await noticesOf()).length;
    const stranger = network.as(PEOPLE.stranger);
    const nowNs = network.subnet.timeNs;
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(readRecords(stranger, reading(nowNs))).rejects.toThrow('RoleRequired');
    }
    const after = await noticesOf();
    expect(after.length).toBe(before + 1);
    expect(after[0]?.kind).toMatchObject({ new_reader: { organisation: [ORGANISATIONS.revenue] } });
  });

  it('keeps everything over an upgrade of both shards, and the ledger goes on from where it was', async () => {
    const own = network.as(PEOPLE.citizen);
    const { head } = await listLedger(own, citizen, 0n);
    for (const shard of [0, 1]) await network.install(shard, 'upgrade');
    await network.sync();
    await act(network.as(PEOPLE.officer), citizen, 'issue_record', salary(network.subnet.timeNs));
    const { value } = await proveLedgerConsistency(own, citizen, head);
    expect(value.size).toBe(head.size + 1n);
  });

  it('is closed to a ministry that the board suspends, as soon as the registry says so', async () => {
    await network.enact({ suspend_organisation: { organisation: ORGANISATIONS.interior, reason: 'audit' } });
    await network.sync();
    const issuing = act(network.as(PEOPLE.officer), citizen, 'issue_record', salary(network.subnet.timeNs));
    await expect(issuing).rejects.toThrow('OrganisationSuspended');
    await network.enact({ reinstate_organisation: { organisation: ORGANISATIONS.interior, reason: 'done' } });
    await network.sync();
    await act(network.as(PEOPLE.officer), citizen, 'issue_record', salary(network.subnet.timeNs));
  });
});
