import { beforeEach, describe, expect, test } from 'vitest';
import type { CanisterState } from '../canister/canister-state.ts';
import { principalKey, type PrincipalKey } from '../principal.ts';
import { NO_SETTINGS, newCanister, of, ok, OWNER, refused, STRANGER, VIEWER } from './call-in-tests.ts';
import { principalOf } from './find-canister.ts';
import { InMemoryHost } from './in-memory-host.ts';
import { COMPUTE_CAPACITY, CYCLES_MAX, NAT64_MAX } from './management-limits.ts';

let host: InMemoryHost;
let key: PrincipalKey;

beforeEach(async () => {
  host = new InMemoryHost();
  key = await newCanister(host);
});

function state(): CanisterState {
  const canister = host.canisters.get(key);
  if (canister === undefined) expect.fail('expected the canister to exist');
  return canister;
}

function argument(settings: Record<string, unknown>, version: bigint[] = []): Record<string, unknown> {
  return { ...of(key), settings: { ...NO_SETTINGS, ...settings }, sender_canister_version: version };
}

function users(count: number): ReturnType<typeof principalOf>[] {
  return Array.from({ length: count }, (_, i) => principalOf(principalKey(Uint8Array.of(i, 7))));
}

function variables(count: number, name = 'n', value = 'v'): { name: string; value: string }[] {
  return Array.from({ length: count }, (_, i) => ({ name: name + i, value }));
}

const TOO_MANY =
  'IC0408: Error decoding candid: Deserialize error: The number of elements exceeds maximum allowed 10';
const FULL = 2n * 1024n ** 4n;

describe('bounds: the last value passes, the next is refused', () => {
  test.each<[string, unknown, unknown, string]>([
    ['controllers', users(10), users(11), TOO_MANY],
    [
      'compute_allocation',
      100n,
      101n,
      'IC0504: ComputeAllocation expected to be in the range [0..100], got 101',
    ],
    [
      'memory_allocation',
      FULL,
      FULL + 2n ** 30n,
      'IC0101: Canister requested 2049.00 GiB of memory but only 2048.00 GiB are available in the subnet.',
    ],
    [
      'memory_allocation',
      0n,
      NAT64_MAX + 1n,
      `IC0504: MemoryAllocation expected to be in the range [0..18446744073709551615], got ${NAT64_MAX + 1n}`,
    ],
    [
      'freezing_threshold',
      NAT64_MAX,
      NAT64_MAX + 1n,
      `IC0504: Freezing threshold expected to be in the range of [0..2^64-1], got ${NAT64_MAX + 1n}`,
    ],
    [
      'reserved_cycles_limit',
      CYCLES_MAX,
      CYCLES_MAX + 1n,
      `IC0504: Reserved cycles limit expected to be in the range of [0..2^128-1], got ${CYCLES_MAX + 1n}`,
    ],
    [
      'minimum_incoming_canister_call_cycles',
      CYCLES_MAX,
      CYCLES_MAX + 1n,
      `IC0504: Minimum incoming canister call cycles expected to be in the range of [0..2^128-1], got ${CYCLES_MAX + 1n}`,
    ],
    [
      'wasm_memory_limit',
      2n ** 48n,
      2n ** 48n + 1n,
      'IC0504: Wasm memory limit expected to be in the range of [0..2^48], got 281474976710657',
    ],
    [
      'wasm_memory_threshold',
      2n ** 48n,
      2n ** 48n + 1n,
      'IC0504: Wasm memory threshold expected to be in the range of [0..2^48], got 281474976710657',
    ],
    [
      'log_memory_limit',
      4_096n,
      4_095n,
      'IC0406: The canister log memory limit 4095 is too low. It must be at least 4096.',
    ],
    [
      'log_memory_limit',
      2_097_152n,
      2_097_153n,
      'IC0406: The canister log memory limit 2097153 is too high. It must be at most 2097152.',
    ],
    [
      'log_memory_limit',
      0n,
      1n,
      'IC0406: The canister log memory limit 1 is too low. It must be at least 4096.',
    ],
    ['log_visibility', { allowed_viewers: users(10) }, { allowed_viewers: users(11) }, TOO_MANY],
    ['snapshot_visibility', { allowed_viewers: users(10) }, { allowed_viewers: users(11) }, TOO_MANY],
    ['status_visibility', { allowed_viewers: users(10) }, { allowed_viewers: users(11) }, TOO_MANY],
    [
      'environment_variables',
      variables(20),
      variables(21),
      'IC0408: Too many environment variables: 21 (max: 20)',
    ],
    [
      'environment_variables',
      variables(1, 'n'.repeat(127)),
      variables(1, 'n'.repeat(128)),
      `IC0408: Environment variable name "${'n'.repeat(128)}0" exceeds the maximum allowed length of 128.`,
    ],
    [
      'environment_variables',
      variables(1, 'n', 'ä'.repeat(64)),
      variables(1, 'n', 'ä'.repeat(65)),
      `IC0408: Environment variable value "${'ä'.repeat(65)}" exceeds the maximum allowed length of 128.`,
    ],
    [
      'environment_variables',
      variables(2),
      [...variables(2), { name: 'n1', value: 'x' }],
      'IC0408: Duplicate environment variables are not allowed',
    ],
  ])('%s', async (name, last, next, text) => {
    expect(await refused(host, 'update_settings', argument({ [name]: [next] }))).toBe(text);
    await ok(host, 'update_settings', argument({ controllers: [[principalOf(OWNER)]], [name]: [last] }));
  });
});

describe('what changes', () => {
  test('each setting that is given, and no other', async () => {
    const before = state().settings;
    await ok(host, 'update_settings', argument({ freezing_threshold: [5n] }));
    expect(state().settings).toEqual({ ...before, freezingThreshold: 5n });
    await ok(
      host,
      'update_settings',
      argument({
        compute_allocation: [3n],
        memory_allocation: [4n],
        reserved_cycles_limit: [6n],
        minimum_incoming_canister_call_cycles: [7n],
        log_visibility: [{ public: null }],
        log_memory_limit: [8_192n],
        snapshot_visibility: [{ allowed_viewers: [principalOf(VIEWER)] }],
        status_visibility: [{ controllers: null }],
        wasm_memory_limit: [9n],
        wasm_memory_threshold: [10n],
        environment_variables: [[{ name: 'x', value: 'y' }]],
      }),
    );
    expect(state().settings).toEqual({
      controllers: [OWNER],
      computeAllocation: 3n,
      memoryAllocation: 4n,
      freezingThreshold: 5n,
      reservedCyclesLimit: 6n,
      minimumIncomingCallCycles: 7n,
      logVisibility: { kind: 'public' },
      logMemoryLimit: 8_192n,
      snapshotVisibility: { kind: 'allowed_viewers', viewers: [VIEWER] },
      statusVisibility: { kind: 'controllers' },
      wasmMemoryLimit: 9n,
      wasmMemoryThreshold: 10n,
      environment: [['x', 'y']],
    });
  });

  test('the version rises by one each time; the history grows with the controllers only', async () => {
    await ok(host, 'update_settings', argument({}));
    expect(state()).toMatchObject({ version: 1n, changesTotal: 1n });
    const controllers = [[principalOf(OWNER), principalOf(VIEWER)]];
    await ok(host, 'update_settings', argument({ controllers }));
    expect(state()).toMatchObject({ version: 2n, changesTotal: 2n });
    expect(state().history[1]).toEqual({
      timestampNs: host.nowNs,
      canisterVersion: 2n,
      origin: { kind: 'user', user: OWNER },
      details: { kind: 'controllers_change', controllers: [OWNER, VIEWER] },
    });
  });

  test('a controller can be handed over, and has no say after', async () => {
    await ok(host, 'update_settings', argument({ controllers: [[principalOf(STRANGER)]] }));
    expect(await refused(host, 'update_settings', argument({}))).toMatch(/^IC0512/);
    await ok(host, 'update_settings', argument({}), { caller: STRANGER });
  });

  test('a smaller log keeps the newest records that fit, a log of size 0 none', async () => {
    const record = (bytes: number) => ({ timestampNs: 1n, content: new Uint8Array(bytes) });
    state().log = [record(1), record(4_000), record(96)];
    await ok(host, 'update_settings', argument({ log_memory_limit: [8_192n] }));
    expect(state().log).toHaveLength(3);
    await ok(host, 'update_settings', argument({ log_memory_limit: [4_096n] }));
    expect(state().log.map(({ content }) => content.length)).toEqual([4_000, 96]);
    state().log.push(record(0));
    await ok(host, 'update_settings', argument({ log_memory_limit: [0n] }));
    expect(state().log).toEqual([]);
  });

  test('the history keeps the newest 20 of all changes', async () => {
    for (let i = 0; i < 25; i++) {
      await ok(host, 'update_settings', argument({ controllers: [[principalOf(OWNER)]] }));
    }
    expect(state().history).toHaveLength(20);
    expect(state().changesTotal).toBe(26n);
    expect(state().history[0]?.canisterVersion).toBe(6n);
    expect(state().history.at(-1)?.canisterVersion).toBe(25n);
  });
});

describe('capacity of the subnet', () => {
  test('compute allocations of all canisters count, and what a canister has is its own', async () => {
    for (const compute_allocation of [[100n], [100n], [80n]]) await newCanister(host, { compute_allocation });
    const free = COMPUTE_CAPACITY - 280n;
    expect(await refused(host, 'update_settings', argument({ compute_allocation: [free + 1n] }))).toBe(
      "IC0101: Canister requested a compute allocation of 20% which cannot be satisfied because the Subnet's " +
        'remaining compute capacity is 19%.',
    );
    await ok(host, 'update_settings', argument({ compute_allocation: [free] }));
    await ok(host, 'update_settings', argument({ compute_allocation: [free] }));
    await ok(host, 'update_settings', argument({ compute_allocation: [1n] }));
    await ok(host, 'update_settings', argument({ compute_allocation: [free] }));
  });

  test('the reserved cycles are a floor of their limit', async () => {
    state().reservedCycles = 50n;
    expect(await refused(host, 'update_settings', argument({ reserved_cycles_limit: [49n] }))).toBe(
      'IC0540: Cannot set the reserved cycles limit 49 below the reserved cycles balance of the canister 50.',
    );
    await ok(host, 'update_settings', argument({ reserved_cycles_limit: [50n] }));
  });
});
