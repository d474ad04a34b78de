import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeCbor } from './codec/cbor-encode.ts';
import type { CborValue } from './codec/cbor-value.ts';
import { withResolvers } from './real-time.ts';
import type { SubnetEvent } from './subnet-event.ts';
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

describe('every 500 of a subnet is an event with its cause', () => {
  const events: SubnetEvent[] = [];
  let subnet: Subnet;
  beforeEach(async () => {
    events.length = 0;
    subnet = await Subnet.start({ clock: 'manual', port: 0, onLog: (event) => events.push(event) });
  });
  afterEach(() => subnet.stop());

  const spoilt = (): never => {
    throw new RangeError('spoilt');
  };
  const CALL = '/api/v2/canister/rwlgt-iiaaa-aaaaa-aaaaa-cai/call';

  test.each([
    ['in the replica', 'POST', CALL, () => (subnet.replica.submit = spoilt)],
    ['before the API', 'GET', '/_/metrics', () => (subnet.metrics = spoilt)],
    ['in the gateway', 'GET', '/page', () => (subnet.replica.query = spoilt)],
  ])('%s, by the port and without it', async (_, method, path, spoil) => {
    spoil();
    const init = method === 'POST' ? provisionalCreation(subnet.timeNs) : { method };
    const query = path === '/page' ? '?canisterId=rwlgt-iiaaa-aaaaa-aaaaa-cai' : '';
    for (const ask of [fetch, subnet.fetch]) {
      const response = await ask(`${subnet.url}${path}${query}`, init);
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain('spoilt');
      const [event] = events.filter((one) => one.level === 'error').slice(-1);
      expect(event).toMatchObject({ event: 'internal-error', fields: { method, path, cause: 'RangeError' } });
      expect(event?.fields?.place).toMatch(/^src\/subnet\.test\.ts:\d+$/);
    }
    expect(events.filter((one) => one.event === 'internal-error')).toHaveLength(2);
    expect(subnet.metrics === spoilt || subnet.metrics().includes('status="500"} 2')).toBe(true);
  });

  test('what was under way when a round failed is answered with 503, and the failure is the event', async () => {
    await subnet.fetch(`${subnet.url}${CALL}`, provisionalCreation(subnet.timeNs));
    await subnet.tick();
    const [canister = ''] = subnet.replica.parts.state.canisters.keys();
    const { store } = subnet.replica.parts;
    const commit = store.commit.bind(store);
    const failed = withResolvers<void>();
    const begun = new Promise<void>((resolve) => {
      store.commit = () => {
        resolve();
        store.commit = commit;
        return failed.promise;
      };
    });
    const id = Principal.fromHex(canister);
    const topUp = IDL.encode([TOP_UP], [{ canister_id: id, amount: 1n }]);
    const calling = subnet.fetch(
      `${subnet.url}/api/v2/canister/${id.toText()}/call`,
      request(subnet.timeNs, 'call', new Uint8Array(), 'provisional_top_up_canister', new Uint8Array(topUp)),
    );
    await begun;
    const asking = subnet.fetch(
      `${subnet.url}/api/v2/canister/${id.toText()}/query`,
      request(subnet.timeNs, 'query', id.toUint8Array(), 'x', new Uint8Array()),
    );
    await new Promise((resolve) => setImmediate(resolve));
    failed.reject(new RangeError('disk'));
    expect((await asking).status).toBe(503);
    expect((await calling).status).toBe(202);
    while (events.at(-1)?.event !== 'recovered') await new Promise((resolve) => setImmediate(resolve));
    expect(events.map(({ event }) => event)).toEqual(['started', 'round-failed', 'recovered']);
    expect(events[1]?.error).toEqual(new RangeError('disk'));
  });
});

const TOP_UP = IDL.Record({ canister_id: IDL.Principal, amount: IDL.Nat });

/** An anonymous call that creates a canister, so that there is a round to store. */
function provisionalCreation(nowNs: bigint): RequestInit {
  const method = 'provisional_create_canister_with_cycles';
  const argument = IDL.encode([IDL.Record({})], [{}]);
  return request(nowNs, 'call', new Uint8Array(), method, new Uint8Array(argument));
}

/** An anonymous call or query. */
function request(
  nowNs: bigint,
  kind: 'call' | 'query',
  canister: Uint8Array,
  method: string,
  argument: Uint8Array,
): RequestInit {
  const content = new Map<string, CborValue>([
    ['request_type', kind],
    ['sender', Uint8Array.of(4)],
    ['ingress_expiry', nowNs + 60_000_000_000n],
    ['canister_id', canister],
    ['method_name', method],
    ['arg', argument],
  ]);
  const body = new Uint8Array(encodeCbor(new Map([['content', content]])));
  return { method: 'POST', headers: { 'content-type': 'application/cbor' }, body };
}
