import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDL } from '@dfinity/candid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeCbor } from './codec/cbor-encode.ts';
import type { CborValue } from './codec/cbor-value.ts';
import { Subnet } from './subnet.ts';

const START_NS = 1_750_000_000_000_000_000n;
const DAY_MS = 86_400_000;

describe('the manual clock of a subnet', () => {
  let stateDir: string;
  beforeEach(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'subnet-clock-'));
  });
  afterEach(() => rm(stateDir, { recursive: true, force: true }));

  const start = (startTimeNs: bigint) => Subnet.start({ clock: 'manual', stateDir, startTimeNs });

  test('starts where it is told and moves only by hand', async () => {
    const subnet = await start(START_NS);
    expect(subnet.timeNs).toBe(START_NS);
    await subnet.advanceTime(DAY_MS);
    expect(subnet.timeNs).toBe(START_NS + BigInt(DAY_MS) * 1_000_000n);
    await subnet.stop();
  });

  test('does not go back behind the newest stored round', async () => {
    const first = await start(START_NS);
    await first.advanceTime(DAY_MS);
    const created = await first.fetch(
      'http://127.0.0.1/api/v2/canister/rwlgt-iiaaa-aaaaa-aaaaa-cai/call',
      provisionalCreation(first.timeNs),
    );
    expect(created.status).toBe(202);
    await first.tick();
    const { timeNs } = first;
    await first.stop();
    const second = await start(START_NS);
    expect(second.timeNs).toBeGreaterThanOrEqual(timeNs);
    await second.stop();
  });
});

/** An anonymous call that creates a canister, so that there is a round to store. */
function provisionalCreation(nowNs: bigint): RequestInit {
  const content = new Map<string, CborValue>([
    ['request_type', 'call'],
    ['sender', Uint8Array.of(4)],
    ['ingress_expiry', nowNs + 60_000_000_000n],
    ['canister_id', new Uint8Array()],
    ['method_name', 'provisional_create_canister_with_cycles'],
    ['arg', new Uint8Array(IDL.encode([IDL.Record({})], [{}]))],
  ]);
  const body = new Uint8Array(encodeCbor(new Map([['content', content]])));
  return { method: 'POST', headers: { 'content-type': 'application/cbor' }, body };
}
