import { act, listLedger, type LedgerPage, readRecords, readStatistics, VaultRefused } from '@indus/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PEOPLE, VaultNetwork } from './vault-network.ts';
import { principalOf, reading, salary } from './vault-requests.ts';

const READS = 4;
const citizen = principalOf(PEOPLE.citizen);

let network: VaultNetwork;
beforeAll(async () => {
  network = await VaultNetwork.start();
  await act(network.as(PEOPLE.officer), citizen, 'issue_record', salary(network.subnet.timeNs));
  await network.enact({ set_parameter: { name: 'vault_reads_per_minute', value: BigInt(READS) } });
  await network.enact({ set_parameter: { name: 'vault_writes_per_minute', value: 2n } });
  await network.sync();
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

async function refusalOf(call: Promise<unknown>): Promise<object> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof VaultRefused) return error.error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

function read(person: number = PEOPLE.stranger): Promise<object> {
  return refusalOf(readRecords(network.as(person), reading(network.subnet.timeNs)));
}

function denialsOf(ledger: LedgerPage): string[] {
  return ledger.positions.flatMap((position) =>
    position.kind === 'open' && 'denied' in position.entry.outcome ? [position.entry.outcome.denied] : [],
  );
}

it('whoever reads too often is told when to come again; the first such read has its entry, a flood is one', async () => {
  const refused: object[] = [];
  for (let at = 0; at < READS + 3; at += 1) refused.push(await read());
  expect(refused.map((error) => Object.keys(error)[0])).toEqual([
    ...Array.from({ length: READS }, () => 'RoleRequired'),
    ...Array.from({ length: 3 }, () => 'RateLimited'),
  ]);
  const { RateLimited } = refused.at(-1) as {
    RateLimited: { class: string; retry_at_ns: bigint };
  };
  expect(RateLimited.class).toBe('reads');
  const waitNs = RateLimited.retry_at_ns - network.subnet.timeNs;
  expect(waitNs).toBeGreaterThan(0n);
  expect(waitNs).toBeLessThan(60_000_000_000n / BigInt(READS) + 1_000_000n);

  const ledger = await listLedger(network.as(PEOPLE.citizen), citizen, 1n);
  expect(denialsOf(ledger)).toEqual([...Array.from({ length: READS }, () => 'RoleRequired'), 'RateLimited']);
  expect(await read(PEOPLE.neighbour)).toHaveProperty('RoleRequired');

  await network.advance(61_000);
  const { value } = await readStatistics((await network.placeOf(PEOPLE.citizen)).shard);
  expect(value.reads_denied).toBe(BigInt(READS + 3 + 1));
  expect(await read()).toHaveProperty('RoleRequired');
});

it('what is too much stays too much over an upgrade', async () => {
  for (let at = 0; at < READS - 1; at += 1) await read();
  for (const shard of [0, 1]) await network.install(shard, 'upgrade');
  const again = [await read(), await read()];
  expect(again.map((error) => Object.keys(error)[0])).toContain('RateLimited');
});

it('writes have a rate of their own and are refused without a trace', async () => {
  const issue = () => act(network.as(PEOPLE.officer), citizen, 'issue_record', salary(network.subnet.timeNs));
  await issue();
  await issue();
  const sizeOf = async () => (await listLedger(network.as(PEOPLE.citizen), citizen, 0n, 1)).head.size;
  const before = await sizeOf();
  expect(await refusalOf(issue())).toMatchObject({ RateLimited: { class: 'writes' } });
  expect(await sizeOf()).toBe(before);
  await network.advance(61_000);
  expect((await issue()).value.version).toBe(1);
});
