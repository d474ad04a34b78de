import { beforeEach, describe, expect, test } from 'vitest';
import type { CanisterState } from '../canister/canister-state.ts';
import { keyText, type PrincipalKey } from '../principal.ts';
import { refuseIngress } from './accept-ingress.ts';
import {
  call,
  encode,
  newCanister,
  of,
  ok,
  OWNER,
  query,
  refused,
  refusedRaw,
  STRANGER,
  VIEWER,
} from './call-in-tests.ts';
import { canisterKey, InMemoryHost } from './in-memory-host.ts';
import {
  argumentFor,
  CANISTER_METHODS,
  CONTROLLER_METHODS,
  NAMES,
  VERSIONED,
  type MethodName,
  QUERIES,
} from './methods-in-tests.ts';
import { MANAGEMENT_METHODS } from './methods.ts';

let host: InMemoryHost;
let canister: PrincipalKey;

const argumentOf = (method: MethodName, version?: bigint) => argumentFor(canister, method, version);

beforeEach(async () => {
  host = new InMemoryHost();
  canister = await newCanister(host);
});

describe('the table', () => {
  test('holds a method for each type of the interface, under its own name', () => {
    expect([...MANAGEMENT_METHODS.keys()].sort()).toEqual([...NAMES].sort());
    for (const [name, method] of MANAGEMENT_METHODS) expect(method.name).toBe(name);
  });

  test('an unknown method and one that this subnet does not serve yet', async () => {
    expect(await refusedRaw(host, 'nonsense', encode('raw_rand', {}))).toBe(
      "IC0536: Management canister has no method 'nonsense'",
    );
    expect(await refusedRaw(host, 'flexible_http_request', encode('start_canister', of(canister)))).toBe(
      "IC0536: Management canister has no method 'flexible_http_request'",
    );
    expect(await refusedRaw(host, 'toString', new Uint8Array(0))).toMatch(/^IC0536/);
  });
});

describe('who may call', () => {
  test.each(CONTROLLER_METHODS)('%s: not a stranger', async (method) => {
    expect(await refused(host, method, argumentOf(method), { caller: STRANGER })).toBe(
      `IC0512: Only the controllers of the canister ${keyText(canister)} can control it.\n` +
        `Canister's controllers: ${keyText(OWNER)}\nSender's ID: ${keyText(STRANGER)}`,
    );
  });

  test.each(CONTROLLER_METHODS)('%s: a canister that does not exist', async (method) => {
    const missing = of(canisterKey(500)).canister_id;
    const argument = { ...argumentOf(method), canister_id: missing, target_canister: missing };
    expect(await refused(host, method, argument)).toBe(
      `IC0301: Canister ${keyText(canisterKey(500))} not found.`,
    );
  });

  test.each(CANISTER_METHODS)('%s: not a user', async (method) => {
    const message = `IC0406: Only canisters can call ic00 method ${method}`;
    expect(await refused(host, method, argumentOf(method))).toBe(message);
  });

  test.each([...CANISTER_METHODS].filter((method) => method !== 'canister_metadata'))(
    '%s: any canister',
    async (method) => {
      const options = { caller: canisterKey(77), fromCanister: true, cycles: 10n ** 12n };
      await ok(host, method, argumentOf(method), options);
    },
  );

  test.each(['upload_chunk', 'clear_chunk_store', 'stored_chunks', 'canister_status'] as const)(
    '%s: the canister itself',
    async (method) => {
      await ok(host, method, argumentOf(method), { caller: canister, fromCanister: true });
    },
  );

  test.each(['update_settings', 'start_canister', 'stop_canister', 'uninstall_code'] as const)(
    '%s: not the canister itself unless it is a controller',
    async (method) => {
      const options = { caller: canister, fromCanister: true };
      expect(await refused(host, method, argumentOf(method), options)).toMatch(/^IC0512/);
    },
  );

  const GOVERNED: MethodName[] = [
    'start_canister',
    'stop_canister',
    'uninstall_code',
    'delete_canister',
    'canister_metrics',
    'canister_status',
  ];

  test.each(CONTROLLER_METHODS)(
    '%s: an admin of the subnet only where the specification says so',
    async (method) => {
      host.subnetAdmins.add(STRANGER);
      (host.canisters.get(canister) as CanisterState).status = 'stopped';
      const admitted = GOVERNED.includes(method);
      const argument = encode(method, argumentOf(method));
      const refusal = refuseIngress({ method, argument, caller: STRANGER }, host);
      expect(refusal === undefined).toBe(admitted);
      const outcome = await call(host, method, argumentOf(method), { caller: STRANGER });
      const refused = outcome.kind === 'answered' && outcome.answer.kind === 'reject';
      expect(refused && outcome.answer.errorCode === 'IC0512').toBe(!admitted);
    },
  );

  test('fetch_canister_logs is a query only', async () => {
    expect(await refused(host, 'fetch_canister_logs', of(canister))).toBe(
      'IC0406: fetch_canister_logs API is only accessible to end users in non-replicated mode',
    );
    expect(await query(host, 'fetch_canister_logs', of(canister))).toEqual({ canister_log_records: [] });
  });

  test.each(NAMES.filter((name) => !QUERIES.includes(name)))('%s is no query', async (method) => {
    const before = host.snapshot();
    const message = `Query method ${method} not found.`;
    expect(await query(host, method, argumentOf(method))).toMatchObject({ errorCode: 'IC0536', message });
    expect(host.snapshot()).toEqual(before);
  });
});

describe('ingress before it is accepted', () => {
  const refusal = (method: string, argument: Uint8Array, caller = OWNER) =>
    refuseIngress({ method, argument, caller }, host);

  test.each(CONTROLLER_METHODS)('%s: controllers only', (method) => {
    const argument = encode(method, argumentOf(method));
    expect(refusal(method, argument)).toBeUndefined();
    expect(refusal(method, argument, STRANGER)).toEqual({
      code: 5,
      errorCode: 'IC0512',
      message: `Only controllers of canister ${keyText(canister)} can call ic00 method ${method}`,
    });
    expect(refusal(method, Uint8Array.of(1, 2, 3))).toEqual({
      code: 4,
      errorCode: 'IC0408',
      message: `Failed to decode payload for ic00 method: ${method}`,
    });
  });

  test.each([...CANISTER_METHODS, 'nonsense', 'http_request', 'bitcoin_get_balance'])(
    '%s: nobody',
    (method) => {
      expect(refusal(method, new Uint8Array(0))).toMatchObject({
        errorCode: 'IC0406',
        message: `Only canisters can call ic00 method ${method}`,
      });
    },
  );

  test('canister_status: whom the status visibility admits, which the other methods do not ask', () => {
    const state = host.canisters.get(canister);
    if (state === undefined) expect.fail('expected the canister to exist');
    state.settings = { ...state.settings, statusVisibility: { kind: 'allowed_viewers', viewers: [VIEWER] } };
    const argument = encode('canister_status', of(canister));
    expect(refusal('canister_status', argument, VIEWER)).toBeUndefined();
    expect(refusal('canister_status', argument, STRANGER)).toMatchObject({ errorCode: 'IC0512' });
    expect(refusal('start_canister', argument, VIEWER)).toMatchObject({ errorCode: 'IC0512' });
  });

  test('the provisional methods: anyone; the logs: by query; a missing canister', () => {
    expect(refusal('provisional_create_canister_with_cycles', new Uint8Array(0), STRANGER)).toBeUndefined();
    expect(refusal('provisional_top_up_canister', new Uint8Array(0), STRANGER)).toBeUndefined();
    expect(refusal('fetch_canister_logs', new Uint8Array(0))?.message).toBe(
      'fetch_canister_logs API is not accessible via ingress in replicated mode',
    );
    expect(refusal('start_canister', encode('start_canister', of(canisterKey(500))))).toMatchObject({
      errorCode: 'IC0301',
    });
  });
});

describe('sender_canister_version', () => {
  test.each(VERSIONED)('%s: must be that of the calling canister', async (method) => {
    const options = { caller: OWNER, fromCanister: true, cycles: 10n ** 12n, callerVersion: 7n };
    expect(await refused(host, method, argumentOf(method, 8n), options)).toBe(
      'IC0504: Management canister call payload includes sender canister version 8 that does not match the ' +
        'actual sender canister version 7.',
    );
    for (const version of [7n, undefined]) {
      const outcome = await call(host, method, argumentOf(method, version), options);
      const text = JSON.stringify(outcome, (_, value: unknown) =>
        typeof value === 'bigint' ? `${value}` : value,
      );
      expect(text).not.toContain('sender canister version');
    }
  });

  test('is of no account for a user, nor for a method without it', async () => {
    await ok(host, 'update_settings', argumentOf('update_settings', 99n), { callerVersion: 7n });
    await ok(host, 'raw_rand', {}, { fromCanister: true, callerVersion: 7n });
  });
});
