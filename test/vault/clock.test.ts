import {
  act,
  listItems,
  listLedger,
  readRecords,
  readStatistics,
  startCanister,
  stopCanister,
  type Vault,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANISATIONS, PEOPLE, VaultNetwork } from './vault-network.ts';
import { principalOf, reading, salary } from './vault-requests.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAY_NS = 86_400_000_000_000n;
const citizen = principalOf(PEOPLE.citizen);

let network: VaultNetwork;
let own: Vault;
beforeAll(async () => {
  network = await VaultNetwork.start();
  own = network.as(PEOPLE.citizen);
  await act(network.as(PEOPLE.officer), citizen, 'issue_record', salary(network.subnet.timeNs));
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

function search(days: number) {
  return readRecords(
    network.as(PEOPLE.judge),
    reading(network.subnet.timeNs, {
      organisation: [ORGANISATIONS.court],
      basis: { warrant: { reference: 'Case 12 of 2026', seal_days: days } },
    }),
  );
}

describe('a search under seal', () => {
  let sequence: bigint;
  let revealAtNs: bigint;

  it('is counted at once, and does not say whose it is', async () => {
    const read = await search(2);
    sequence = read.receipt.sequence;
    revealAtNs = read.receipt.at_ns + 2n * DAY_NS;
    expect(read.records).toHaveLength(1);
    const { positions } = await listLedger(own, citizen, sequence);
    expect(positions).toEqual([
      { kind: 'sealed', sequence, at_ns: read.receipt.at_ns, reveal_at_ns: revealAtNs },
    ]);
    const { value } = await readStatistics((await network.placeOf(PEOPLE.citizen)).shard);
    expect(value).toMatchObject({ sealed_now: 1n, sealed_ever: 1n });
    const notices = await listItems(own, { subject: citizen, kind: 'notice' });
    const readers = notices.items.flatMap(({ value: { kind } }) =>
      'new_reader' in kind ? [kind.new_reader.caller.toText()] : [],
    );
    expect(readers).not.toContain(principalOf(PEOPLE.judge).toText());
  });

  it('may last as long as the registry says, and a day longer is refused', async () => {
    await network.enact({ set_parameter: { name: 'seal_days_max', value: 3n } });
    await network.sync();
    await expect(search(4)).rejects.toThrow('SealTooLong');
    expect((await search(3)).records).toHaveLength(1);
    await network.enact({ set_parameter: { name: 'seal_days_max', value: 1n } });
    await network.sync();
  });

  it('cannot be taken back or put off: an upgrade by the controller changes nothing of it', async () => {
    const before = await listLedger(own, citizen, sequence);
    for (const shard of [0, 1]) await network.install(shard, 'upgrade');
    await network.sync();
    const after = await listLedger(own, citizen, sequence);
    expect(after.leaves).toEqual(before.leaves);
    expect(after.head).toEqual(before.head);
  });

  it('is hidden until its time, and tells everything by itself then, though the registry allows less now', async () => {
    const untilMs = Number((revealAtNs - network.subnet.timeNs) / 1_000_000n);
    await network.advance(untilMs - HOUR_MS);
    expect((await listLedger(own, citizen, sequence, 1)).positions[0]?.kind).toBe('sealed');
    await network.advance(HOUR_MS + 120_000);
    const [position] = (await listLedger(own, citizen, sequence, 1)).positions;
    expect(position).toMatchObject({
      kind: 'revealed',
      entry: {
        caller: principalOf(PEOPLE.judge),
        organisation: [ORGANISATIONS.court],
        basis: { warrant: { reference: 'Case 12 of 2026', seal_days: 2 } },
        record_classes: ['income.salary'],
        outcome: { granted: null },
      },
    });
    const notices = await listItems(own, { subject: citizen, kind: 'notice' });
    expect(notices.items.map(({ value: { kind } }) => kind)).toContainEqual({ sealed_revealed: sequence });
    expect((await readStatistics((await network.placeOf(PEOPLE.citizen)).shard)).value).toMatchObject({
      sealed_now: 1n,
      sealed_ever: 2n,
    });
  });
});

describe('the registry that the vault follows', () => {
  const stop = async (isStopped: boolean) => {
    await (isStopped ? stopCanister : startCanister)(network.connection(PEOPLE.operator), network.registryId);
  };
  const issue = () => act(network.as(PEOPLE.officer), citizen, 'issue_record', salary(network.subnet.timeNs));

  it('decides nothing when it was silent for too long, and decides again when it speaks', async () => {
    await network.sync();
    await issue();
    await stop(true);
    await network.advance(16 * 60_000);
    await expect(issue()).rejects.toThrow('DirectoryStale');
    await expect(readRecords(network.as(PEOPLE.taxOfficer), reading(network.subnet.timeNs))).rejects.toThrow(
      'DirectoryStale',
    );
    const { positions } = await listLedger(own, citizen, 0n);
    expect(positions.at(-1)).toMatchObject({ entry: { outcome: { denied: 'DirectoryStale' } } });
    await stop(false);
    await network.advance(DAY_MS / 96);
    await issue();
  });
});
