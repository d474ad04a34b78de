import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Subnet, type SubnetEvent } from '@indus/subnet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testAgent } from '../harness/test-agent.ts';
import { add, countingCanister, readCount } from './counting-canister.ts';
import { CommitFault } from './failing-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faults-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Adds until a commit fails; the values that were acknowledged. The call of the failed commit is left to itself. */
async function addUntilFault(
  subnet: Subnet,
  canister: Parameters<typeof add>[1],
  fault: CommitFault,
): Promise<bigint[]> {
  const acknowledged: bigint[] = [];
  const agent = await testAgent(subnet);
  while (fault.failures === 0) {
    const value = await Promise.race([add(agent, canister).catch(() => undefined), fault.failed]);
    if (typeof value === 'bigint') acknowledged.push(value);
  }
  return acknowledged;
}

async function untilRecovered(events: readonly SubnetEvent[]): Promise<void> {
  for (let wait = 0; wait < 200 && events.at(-1)?.event !== 'recovered'; wait++) await sleep(50);
  expect(events.at(-1)?.event).toBe('recovered');
}

test.each([false, true])(
  'the n-th commit fails, n = 1 to 5 (bytes written yet: %s): said, nothing unsaved acknowledged, and work goes on',
  async (writesYet) => {
    const fault = new CommitFault();
    const events: SubnetEvent[] = [];
    const subnet = await Subnet.start({
      stateDir: join(folder, 'state'),
      wrapStore: fault.wrap,
      onLog: (event) => events.push(event),
    });
    const canister = await countingCanister(await testAgent(subnet));
    let before = 0n;
    for (let n = 1; n <= 5; n++) {
      events.length = 0;
      fault.set(n, writesYet);
      const acknowledged = await addUntilFault(subnet, canister, fault);
      expect(acknowledged.length).toBeLessThan(n);
      expect(fault.commits).toBeGreaterThanOrEqual(n);
      await sleep(20);
      expect(events[0]).toMatchObject({ level: 'error', event: 'round-failed' });
      fault.end();
      await untilRecovered(events);
      const agent = await testAgent(subnet);
      const after = await readCount(agent, canister);
      const certain = acknowledged.at(-1) ?? before;
      expect(after).toBeGreaterThanOrEqual(certain);
      expect(after).toBeLessThanOrEqual(certain + (writesYet ? 1n : 0n));
      before = await add(agent, canister);
      expect(before).toBe(after + 1n);
    }
    expect(subnet.metrics()).toMatch(/indus_recoveries_total ([5-9]|\d\d)/);
    await subnet.stop();
    const again = await Subnet.start({ stateDir: join(folder, 'state') });
    expect(await readCount(await testAgent(again), canister)).toBe(before);
    await again.stop();
  },
);

test('a subnet whose disk stays full says so again and again, answers 503, and can be stopped', async () => {
  const fault = new CommitFault();
  const events: SubnetEvent[] = [];
  let opens = 0;
  const subnet = await Subnet.start({
    stateDir: join(folder, 'state'),
    wrapStore: (store) => {
      opens++;
      if (opens > 1) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return fault.wrap(store);
    },
    onLog: (event) => events.push(event),
  });
  const agent = await testAgent(subnet);
  const canister = await countingCanister(agent);
  fault.set(1);
  expect(await addUntilFault(subnet, canister, fault)).toEqual([]);
  await sleep(500);
  expect(events.filter(({ event }) => event === 'recovery-failed').length).toBeGreaterThanOrEqual(2);
  const answer = await subnet.fetch(`http://127.0.0.1/api/v2/canister/${canister.toText()}/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/cbor' },
    body: new Uint8Array(),
  });
  expect(answer.status).toBe(503);
  await subnet.stop();
});
