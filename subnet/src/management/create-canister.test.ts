import { createHash } from 'node:crypto';
import type { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { keyText, principalKey } from '../principal.ts';
import { call, NO_SETTINGS, ok, OWNER, refused, STRANGER, VIEWER } from './call-in-tests.ts';
import { principalOf } from './find-canister.ts';
import { canisterKey, InMemoryHost } from './in-memory-host.ts';
import { CREATION_FEE_CYCLES, CYCLES_MAX, PROVISIONAL_CYCLES_DEFAULT } from './management-limits.ts';

let host: InMemoryHost;
const CALLER = canisterKey(900);
const PLAIN = { settings: [], sender_canister_version: [] };
const PROVISIONAL = { ...PLAIN, amount: [], specified_id: [] };

/** SHA-256 of the sorted pairs sha256(name) sha256(value) of a = 1 and b = 2. */
const ENVIRONMENT_HASH = sha256(
  [Buffer.concat([sha256('a'), sha256('1')]), Buffer.concat([sha256('b'), sha256('2')])].sort(Buffer.compare),
).toString('hex');

function sha256(...parts: (string | Buffer[])[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(typeof part === 'string' ? part : Buffer.concat(part));
  return hash.digest();
}

beforeEach(() => {
  host = new InMemoryHost();
});

function keyIn(value: unknown): ReturnType<typeof principalKey> {
  return principalKey((value as { canister_id: Principal }).canister_id.toUint8Array());
}

describe('create_canister', () => {
  const from = (cycles: bigint) => ({ caller: CALLER, fromCanister: true, cycles });

  test('the fee is enough, one cycle less is not', async () => {
    expect(await refused(host, 'create_canister', PLAIN, from(CREATION_FEE_CYCLES - 1n))).toBe(
      "IC0403: Creating a canister requires a fee of 500000000000 that is deducted from the canister's initial " +
        'balance but only 499999999999 cycles were received with the create_canister request.',
    );
    const key = keyIn(await ok(host, 'create_canister', PLAIN, from(CREATION_FEE_CYCLES)));
    expect(host.canisters.get(key)?.cycles).toBe(0n);
  });

  test('takes all cycles and gives the canister what the fee leaves', async () => {
    const outcome = await call(host, 'create_canister', PLAIN, from(CREATION_FEE_CYCLES + 7n));
    expect(outcome).toMatchObject({ kind: 'answered', cyclesTaken: CREATION_FEE_CYCLES + 7n });
    expect([...host.canisters.values()].map(({ cycles }) => cycles)).toEqual([7n]);
  });

  test('the caller controls it, and the history starts at version 0 with the version the caller claims', async () => {
    const argument = { settings: [], sender_canister_version: [12n] };
    const key = keyIn(await ok(host, 'create_canister', argument, from(CREATION_FEE_CYCLES)));
    const canister = host.canisters.get(key);
    expect(canister?.settings.controllers).toEqual([CALLER]);
    expect(canister?.version).toBe(0n);
    expect(canister?.changesTotal).toBe(1n);
    expect(canister?.history).toEqual([
      {
        timestampNs: host.nowNs,
        canisterVersion: 0n,
        origin: { kind: 'canister', canister: CALLER, version: 12n },
        details: { kind: 'creation', controllers: [CALLER] },
      },
    ]);
    expect(host.touched).toContain(key);
  });
});

describe('provisional_create_canister_with_cycles', () => {
  test('default balance, own balance, the last that a balance can be, and one more', async () => {
    const balance = async (amount: [] | [bigint]) => {
      const key = keyIn(
        await ok(host, 'provisional_create_canister_with_cycles', { ...PROVISIONAL, amount }),
      );
      return host.canisters.get(key)?.cycles;
    };
    expect(await balance([])).toBe(PROVISIONAL_CYCLES_DEFAULT);
    expect(await balance([0n])).toBe(0n);
    expect(await balance([CYCLES_MAX])).toBe(CYCLES_MAX);
    const argument = { ...PROVISIONAL, amount: [CYCLES_MAX + 1n] };
    expect(await refused(host, 'provisional_create_canister_with_cycles', argument)).toBe(
      `IC0504: Amount of cycles expected to be in the range of [0..2^128-1], got ${CYCLES_MAX + 1n}`,
    );
  });

  test('cycles of a calling canister go back', async () => {
    const options = { caller: CALLER, fromCanister: true, cycles: 10n };
    const outcome = await call(host, 'provisional_create_canister_with_cycles', PROVISIONAL, options);
    expect(outcome).toMatchObject({ cyclesTaken: 0n, answer: { kind: 'reply' } });
  });

  test('the id asked for is given, once; an id of elsewhere is not', async () => {
    const id = canisterKey(4_242);
    const argument = { ...PROVISIONAL, specified_id: [principalOf(id)] };
    expect(keyIn(await ok(host, 'provisional_create_canister_with_cycles', argument))).toBe(id);
    expect(await refused(host, 'provisional_create_canister_with_cycles', argument)).toBe(
      `IC0538: Canister ${keyText(id)} is already installed.`,
    );
    const elsewhere = { ...PROVISIONAL, specified_id: [principalOf(STRANGER)] };
    expect(await refused(host, 'provisional_create_canister_with_cycles', elsewhere)).toBe(
      `IC0405: Unsuccessful validation of specified ID: Specified CanisterId ${keyText(STRANGER)} is not hosted ` +
        `by subnet ${keyText(host.subnetKey)}.`,
    );
  });

  test('settings take effect, and the history holds the hash of the environment', async () => {
    const settings = {
      ...NO_SETTINGS,
      controllers: [[principalOf(VIEWER), principalOf(OWNER), principalOf(VIEWER)]],
      freezing_threshold: [17n],
      environment_variables: [
        [
          { name: 'b', value: '2' },
          { name: 'a', value: '1' },
        ],
      ],
    };
    const argument = { ...PROVISIONAL, settings: [settings] };
    const key = keyIn(await ok(host, 'provisional_create_canister_with_cycles', argument));
    const canister = host.canisters.get(key);
    const environment = [
      ['a', '1'],
      ['b', '2'],
    ] as const;
    expect(canister?.settings).toMatchObject({
      controllers: [OWNER, VIEWER],
      freezingThreshold: 17n,
      environment,
    });
    expect(canister?.history[0]).toMatchObject({
      origin: { kind: 'user', user: OWNER },
      details: { kind: 'creation', controllers: [OWNER, VIEWER], environmentHash: ENVIRONMENT_HASH },
    });
  });

  test('bad settings make no canister', async () => {
    const settings = [{ ...NO_SETTINGS, compute_allocation: [101n] }];
    const argument = { ...PROVISIONAL, settings };
    expect(await refused(host, 'provisional_create_canister_with_cycles', argument)).toMatch(/^IC0504/);
    expect(host.canisters.size).toBe(0);
  });

  test('no controllers at all is a choice', async () => {
    const argument = { ...PROVISIONAL, settings: [{ ...NO_SETTINGS, controllers: [[]] }] };
    const key = keyIn(await ok(host, 'provisional_create_canister_with_cycles', argument));
    expect(host.canisters.get(key)?.settings.controllers).toEqual([]);
  });
});

describe('cycles', () => {
  test('provisional_top_up_canister adds up to the largest balance', async () => {
    const key = keyIn(
      await ok(host, 'provisional_create_canister_with_cycles', { ...PROVISIONAL, amount: [5n] }),
    );
    const topUp = (amount: bigint) => ({ canister_id: principalOf(key), amount });
    await ok(host, 'provisional_top_up_canister', topUp(6n), { caller: STRANGER });
    expect(host.canisters.get(key)?.cycles).toBe(11n);
    await ok(host, 'provisional_top_up_canister', topUp(CYCLES_MAX));
    expect(host.canisters.get(key)?.cycles).toBe(CYCLES_MAX);
    expect(await refused(host, 'provisional_top_up_canister', topUp(CYCLES_MAX + 1n))).toMatch(/^IC0504/);
  });

  test('deposit_cycles takes what is attached, and gives back what does not fit', async () => {
    const amount = [CYCLES_MAX - 10n];
    const key = keyIn(await ok(host, 'provisional_create_canister_with_cycles', { ...PROVISIONAL, amount }));
    const deposit = (cycles: bigint) =>
      call(
        host,
        'deposit_cycles',
        { canister_id: principalOf(key) },
        { caller: CALLER, fromCanister: true, cycles },
      );
    expect(await deposit(4n)).toMatchObject({ cyclesTaken: 4n });
    expect(host.canisters.get(key)?.cycles).toBe(CYCLES_MAX - 6n);
    expect(await deposit(100n)).toMatchObject({ cyclesTaken: 6n });
    expect(host.canisters.get(key)?.cycles).toBe(CYCLES_MAX);
  });
});

test('raw_rand gives 32 bytes, other ones each time', async () => {
  const options = { caller: CALLER, fromCanister: true };
  const first = (await ok(host, 'raw_rand', {}, options)) as Uint8Array;
  const second = (await ok(host, 'raw_rand', {}, options)) as Uint8Array;
  expect(first).toHaveLength(32);
  expect(second).toHaveLength(32);
  expect(first).not.toEqual(second);
});
