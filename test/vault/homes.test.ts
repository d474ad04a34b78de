import {
  act,
  findMemberships,
  findUsage,
  listMandates,
  listOrganisationConsents,
  listShards,
  listWork,
  proveBucketLogConsistency,
  readAsDelegate,
  readBucketLog,
  readLedger,
  readUsagePeriod,
  readVaultStatistics,
  type Shard,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANISATIONS, PEOPLE, VaultNetwork } from './vault-network.ts';
import { freshKey, principalOf, reading, salary, terms } from './vault-requests.ts';

const { revenue, authority, interior } = ORGANISATIONS;
const DAY_NS = 86_400_000_000_000n;
const citizen = principalOf(PEOPLE.citizen);

let network: VaultNetwork;
beforeAll(async () => {
  network = await VaultNetwork.start();
  const officer = network.as(PEOPLE.officer);
  await act(officer, citizen, 'issue_record', salary(network.subnet.timeNs));
  for (const person of [PEOPLE.citizen, PEOPLE.neighbour]) {
    const customer = principalOf(person);
    await act(network.as(PEOPLE.taxOfficer), customer, 'request_consent', {
      terms: terms(network.subnet.timeNs, { customer }),
      on_behalf_of: [],
      idempotency_key: freshKey(),
    });
  }
  await act(network.as(PEOPLE.citizen), citizen, 'open_ticket', {
    subject: citizen,
    right: { access: null },
    organisation: interior,
    idempotency_key: freshKey(),
  });
  await act(network.as(PEOPLE.citizen), citizen, 'grant_delegate', {
    delegate: principalOf(PEOPLE.stranger),
    acts: [{ consent: null }],
    record_classes: [],
    starts_at_ns: network.subnet.timeNs,
    expires_at_ns: network.subnet.timeNs + 30n * DAY_NS,
    idempotency_key: freshKey(),
  });
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

/** What somebody finds at all shards together. */
async function everywhere<T>(person: number, ask: (shard: Shard) => Promise<readonly T[]>): Promise<T[]> {
  const vault = network.as(person);
  const found = await Promise.all((await listShards(vault)).map((id) => ask(vault.shardAt(id))));
  return found.flat();
}

describe('an official', () => {
  it('finds where she has roles', async () => {
    const registry = network.registryAs(PEOPLE.stranger);
    const { memberships } = await findMemberships(registry, principalOf(PEOPLE.taxOfficer));
    expect(memberships.map(({ organisation, roles }) => [organisation.id, roles])).toEqual([
      [revenue, [{ officer: null }]],
    ]);
    expect((await findMemberships(registry, citizen)).memberships).toEqual([]);
  });

  it('finds the consents that her organisation has asked for, wherever the subjects are', async () => {
    const ask = (shard: Shard) =>
      listOrganisationConsents(shard, { organisation: revenue }).then(({ items }) => items);
    const found = await everywhere(PEOPLE.taxOfficer, ask);
    expect(found.map(({ subject }) => subject.toText()).sort()).toEqual(
      [citizen, principalOf(PEOPLE.neighbour)].map((subject) => subject.toText()).sort(),
    );
    expect(found.map(({ value }) => value.status)).toEqual([{ pending: null }, { pending: null }]);
    await expect(everywhere(PEOPLE.stranger, ask)).rejects.toThrow('RoleRequired');
  });

  it('finds what her organisation must answer', async () => {
    const work = await everywhere(PEOPLE.officer, (shard) =>
      listWork(shard, { organisation: interior }).then(({ items }) => items),
    );
    expect(work).toMatchObject([{ kind: 'ticket', value: { right: { access: null }, id: 1n } }]);
    expect(work[0]?.subject.toText()).toBe(citizen.toText());
  });
});

describe('a delegate', () => {
  it('finds for whom she may act, sees what waits there, and decides it', async () => {
    const found = await everywhere(PEOPLE.stranger, (shard) =>
      listMandates(shard).then(({ items }) => items),
    );
    expect(found).toHaveLength(1);
    const [mandate] = found;
    expect(mandate?.subject.toText()).toBe(citizen.toText());
    const grant = mandate?.value.id as bigint;
    const vault = network.as(PEOPLE.stranger);
    const { values, receipt } = await readAsDelegate(vault, { subject: citizen, grant, kind: 'consent' });
    expect(values).toMatchObject([{ id: 1n, status: { pending: null } }]);
    const { value } = await act(vault, citizen, 'grant_consent', {
      subject: citizen,
      consent: 1n,
      language: { ur: null },
      shown_sha256: new Uint8Array(32).fill(1),
    });
    expect(value.status).toEqual({ active: null });
    const audited = await readLedger(network.as(PEOPLE.auditor), {
      subject: citizen,
      basis: { audit: 'File 7' },
      organisation: [authority],
      from: receipt.sequence,
      limit: 1,
    });
    expect(audited.positions).toMatchObject([
      { kind: 'open', entry: { basis: { delegation: grant }, record_classes: ['consent'] } },
    ]);
    await expect(readAsDelegate(vault, { subject: citizen, grant, kind: 'decision' })).rejects.toThrow(
      'ActNotGranted',
    );
  });
});

describe('an auditor, and anybody', () => {
  it('sees the public counts of all shards together', async () => {
    const { total, shards } = await readVaultStatistics(network.as(PEOPLE.stranger));
    expect(shards.map(({ shard }) => shard.toText())).toEqual(network.shards.map((id) => id.toText()));
    const sum = shards.reduce((all, { statistics }) => all + statistics.subjects, 0n);
    expect(total).toMatchObject({ subjects: sum, records: 1n, tickets_open: 1n, tickets_overdue: 0n });
    expect(sum).toBe(2n);
  });

  it('follows the public log of a bucket, from one shard to another', async () => {
    const { bucket } = await network.placeOf(PEOPLE.citizen);
    const vault = network.as(PEOPLE.stranger);
    const { head, leaves, shard } = await readBucketLog(vault, { bucket, from: 0n });
    expect(BigInt(leaves.length)).toBe(head.size);
    const other = network.shards.findIndex((id) => id.compareTo(shard) !== 'eq');
    await network.moveBucketOf(PEOPLE.citizen, other);
    const { value } = await proveBucketLogConsistency(vault, bucket, head);
    expect(value.size).toBeGreaterThanOrEqual(head.size);
    expect(value.epoch).toBe(head.epoch + 1n);
    const forged = { ...head, root: new Uint8Array(32) };
    await expect(proveBucketLogConsistency(vault, bucket, forged)).rejects.toThrow('root');
  });

  it('a warrant is refused to whom it is not for, with a place in the ledger', async () => {
    const request = reading(network.subnet.timeNs, { basis: { warrant: { reference: 'x', seal_days: 0 } } });
    const { basis } = request;
    const page = { subject: citizen, basis, organisation: [revenue] as [bigint], from: 0n, limit: 1 };
    await expect(readLedger(network.as(PEOPLE.taxOfficer), page)).rejects.toThrow('RoleRequired');
  });
});

describe('the citizen', () => {
  it('sees the uses of her data as the data tracker shows them, certified as a whole', async () => {
    const own = network.as(PEOPLE.citizen);
    const found = await findUsage(own, citizen, { periodStart: [], periodEnd: [], offset: [], limit: [2] });
    expect(found.usages).toHaveLength(2);
    expect(found.totalUsages).toBeGreaterThan(5);
    expect((await readUsagePeriod(own, citizen)).periodStart).toMatch(/Z$/);
    await expect(
      findUsage(network.as(PEOPLE.officer), citizen, {
        periodStart: [],
        periodEnd: [],
        offset: [],
        limit: [],
      }),
    ).rejects.toThrow('NotSubject');
  });
});
