import type { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { countConsumed } from '../canister/cycles-consumed.ts';
import { keyText, type PrincipalKey } from '../principal.ts';
import { newCanister, of, ok, OWNER, query, refused, STRANGER, VIEWER } from './call-in-tests.ts';
import { principalOf } from './find-canister.ts';
import { canisterKey, InMemoryHost } from './in-memory-host.ts';
import { recordOf } from './snapshot-calls-in-tests.ts';

let host: InMemoryHost;
let key: PrincipalKey;

beforeEach(async () => {
  host = new InMemoryHost();
  key = await newCanister(host);
});

const byCanister = () => ({ caller: key, fromCanister: true });

describe('canister_metrics', () => {
  test('sums up by use, for controllers and subnet admins', async () => {
    countConsumed(recordOf(host, key), 'burned_cycles', 5n);
    countConsumed(recordOf(host, key), 'burned_cycles', 6n);
    const expected = { cycles_consumed: { burned_cycles: 11n, memory: 0n, uninstall: 0n } };
    expect(await ok(host, 'canister_metrics', of(key))).toMatchObject(expected);
    expect(await query(host, 'canister_metrics', of(key))).toMatchObject(expected);
    expect(await refused(host, 'canister_metrics', of(key), { caller: STRANGER })).toMatch(/^IC0512/);
    host.subnetAdmins.add(STRANGER);
    expect(await ok(host, 'canister_metrics', of(key), { caller: STRANGER })).toMatchObject(expected);
  });

  test('a new canister that was paid for has spent the fee', async () => {
    const fee = 500_000_000_000n;
    const created = (await ok(
      host,
      'create_canister',
      { settings: [], sender_canister_version: [] },
      { ...byCanister(), cycles: fee },
    )) as { canister_id: Principal };
    const metrics = await ok(host, 'canister_metrics', created, byCanister());
    expect(metrics).toMatchObject({ cycles_consumed: { canister_creation: fee } });
  });
});

describe('list_canisters', () => {
  test('shows subnet admins the ranges of consecutive ids, and nobody else', async () => {
    expect(await query(host, 'list_canisters', {})).toMatchObject({
      errorCode: 'IC0406',
      message: 'The caller is not authorized to call this method.',
    });
    for (let n = 1; n < 5; n++) await newCanister(host);
    host.canisters.delete(canisterKey(2));
    host.subnetAdmins.add(OWNER);
    const { canisters } = (await query(host, 'list_canisters', {})) as {
      canisters: { start: Principal; end: Principal }[];
    };
    expect(canisters.map(({ start, end }) => [start.toText(), end.toText()])).toEqual([
      [keyText(canisterKey(0)), keyText(canisterKey(1))],
      [keyText(canisterKey(3)), keyText(canisterKey(4))],
    ]);
    expect(await refused(host, 'list_canisters', {})).toMatch(/^IC0406/);
  });
});

describe('canister_status', () => {
  test('subnet admins see it', async () => {
    expect(await refused(host, 'canister_status', of(key), { caller: VIEWER })).toMatch(/^IC0512/);
    host.subnetAdmins.add(VIEWER);
    await ok(host, 'canister_status', of(key), { caller: VIEWER });
  });
});

describe('subnet_info and node_metrics_history', () => {
  const own = () => ({ subnet_id: principalOf(host.subnetKey) });

  test('tell of this subnet', async () => {
    expect(await ok(host, 'subnet_info', own(), byCanister())).toEqual({
      replica_version: 'indus',
      registry_version: 1n,
    });
    host.nodeMetrics = [1n, 2n, 3n].map((n) => ({ timestampNs: n, blocksProposed: n * 10n }));
    const argument = { ...own(), start_at_timestamp_nanos: 2n };
    const history = (await ok(host, 'node_metrics_history', argument, byCanister())) as {
      timestamp_nanos: bigint;
      node_metrics: { node_id: Principal; num_blocks_proposed_total: bigint }[];
    }[];
    expect(history.map(({ timestamp_nanos }) => timestamp_nanos)).toEqual([2n, 3n]);
    expect(history[0]?.node_metrics[0]).toMatchObject({ num_blocks_proposed_total: 20n });
    expect(history[0]?.node_metrics[0]?.node_id.toText()).toBe(keyText(host.nodeKey));
  });

  test('know of no other subnet, and answer no user', async () => {
    const other = { subnet_id: principalOf(STRANGER) };
    expect(await refused(host, 'subnet_info', other, byCanister())).toMatch(/^IC0301/);
    const argument = { ...other, start_at_timestamp_nanos: 0n };
    expect(await refused(host, 'node_metrics_history', argument, byCanister())).toMatch(/^IC0301/);
    expect(await refused(host, 'subnet_info', own())).toMatch(/^IC0406/);
  });
});
