import { beforeEach, describe, expect, test } from 'vitest';
import type { CallContext } from '../canister/call-context.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import { keyText, type PrincipalKey } from '../principal.ts';
import { call, newCanister, of, ok, OWNER, refused, STRANGER } from './call-in-tests.ts';
import { principalOf } from './find-canister.ts';
import { InMemoryHost } from './in-memory-host.ts';
import { STOP_TIMEOUT_NS } from './management-limits.ts';
import { completeStops } from './stop-canister.ts';

let host: InMemoryHost;
let key: PrincipalKey;

const EMPTY_REPLY = { kind: 'reply', data: Uint8Array.of(68, 73, 68, 76, 0, 0) };

beforeEach(async () => {
  host = new InMemoryHost();
  key = await newCanister(host);
});

function state(of = key): CanisterState {
  const canister = host.canisters.get(of);
  if (canister === undefined) expect.fail('expected the canister to exist');
  return canister;
}

function openContext(): void {
  const context: CallContext = {
    id: 0,
    origin: { kind: 'system' },
    caller: OWNER,
    deadlineNs: 0n,
    answered: false,
    cyclesAvailable: 0n,
    outstanding: 1,
    instructions: 0n,
    deleted: false,
  };
  state().callContexts.set(0, context);
}

async function stop(canister = key): Promise<void> {
  expect(await call(host, 'stop_canister', of(canister))).toEqual({ kind: 'pending' });
}

describe('stop_canister', () => {
  test('waits for open call contexts, then answers all who asked', async () => {
    openContext();
    await stop();
    await stop();
    expect(state()).toMatchObject({ status: 'stopping', version: 2n });
    completeStops(host);
    expect(state().status).toBe('stopping');
    expect(host.answers).toEqual([]);
    state().callContexts.clear();
    completeStops(host);
    expect(state()).toMatchObject({ status: 'stopped', version: 3n, stopWaiters: [] });
    const origin = { kind: 'ingress', requestId: 'request', sender: OWNER };
    const answer = { origin, answer: EMPTY_REPLY, refund: 0n };
    expect(host.answers).toEqual([answer, answer]);
    completeStops(host);
    expect(host.answers).toHaveLength(2);
  });

  test('of a stopped canister is answered at once and raises the version', async () => {
    await stop();
    completeStops(host);
    const { version } = state();
    await ok(host, 'stop_canister', of(key));
    expect(state()).toMatchObject({ status: 'stopped', version: version + 1n });
  });

  test('gives a calling canister its cycles back', async () => {
    const caller = await newCanister(host);
    const closure = { fun: 0n, env: 0n };
    state(caller).callbacks.set(4, {
      id: 4,
      callContext: 0,
      callee: key,
      cycles: 33n,
      onReply: closure,
      onReject: closure,
      onCleanup: undefined,
      deadlineNs: 0n,
    });
    state().settings = { ...state().settings, controllers: [caller] };
    await call(host, 'stop_canister', of(key), { caller, fromCanister: true, cycles: 33n, callback: 4 });
    completeStops(host, state());
    expect(host.answers).toMatchObject([{ origin: { canister: caller, callback: 4 }, refund: 33n }]);
  });

  test('gives up after its time, not before; the canister stays stopping', async () => {
    openContext();
    await stop();
    host.nowNs += STOP_TIMEOUT_NS - 1n;
    completeStops(host);
    expect(host.answers).toEqual([]);
    host.nowNs += 1n;
    completeStops(host);
    expect(host.answers).toMatchObject([
      {
        answer: { kind: 'reject', code: 2, errorCode: 'IC0206', message: 'Stop canister request timed out' },
      },
    ]);
    expect(state()).toMatchObject({ status: 'stopping', stopWaiters: [] });
  });

  test('of one canister leaves others alone', async () => {
    const other = await newCanister(host);
    await stop();
    await stop(other);
    completeStops(host, state());
    expect([state().status, state(other).status]).toEqual(['stopped', 'stopping']);
  });
});

describe('start_canister', () => {
  test('runs a stopped canister again; a running one only gets a new version', async () => {
    await stop();
    completeStops(host);
    await ok(host, 'start_canister', of(key));
    expect(state()).toMatchObject({ status: 'running', version: 3n });
    await ok(host, 'start_canister', of(key));
    expect(state()).toMatchObject({ status: 'running', version: 4n });
  });

  test('rejects those who wait for the stop', async () => {
    openContext();
    await stop();
    await ok(host, 'start_canister', of(key));
    expect(host.answers).toMatchObject([
      {
        answer: {
          kind: 'reject',
          code: 5,
          errorCode: 'IC0511',
          message: `Canister ${keyText(key)}'s stop request was cancelled.`,
        },
      },
    ]);
    expect(state()).toMatchObject({ status: 'running', stopWaiters: [] });
  });
});

describe('uninstall_code', () => {
  const argument = () => ({ ...of(key), sender_canister_version: [] });

  test('empties the canister and keeps cycles, controllers, history and status', async () => {
    const wasm_module = new Uint8Array(Buffer.from('\0asm[]'));
    const install = { mode: { install: null }, wasm_module, arg: new Uint8Array(0) };
    await ok(host, 'install_code', { ...argument(), ...install });
    await ok(host, 'upload_chunk', { ...of(key), chunk: Uint8Array.of(1) });
    state().log.push({ timestampNs: 1n, content: Uint8Array.of(1) });
    const { cycles, settings } = state();
    await ok(host, 'uninstall_code', argument());
    expect(state()).toMatchObject({
      code: undefined,
      log: [],
      cycles,
      settings,
      version: 2n,
      status: 'running',
    });
    expect(state().chunks.size + host.chunkBytes.size).toBe(0);
    expect(state().history.map(({ details }) => details.kind)).toEqual([
      'creation',
      'code_deployment',
      'code_uninstall',
    ]);
    expect(state().history[2]?.canisterVersion).toBe(2n);
  });

  test('of an empty canister is done all the same', async () => {
    await ok(host, 'uninstall_code', argument());
    expect(state()).toMatchObject({ version: 1n, changesTotal: 2n });
  });
});

describe('delete_canister', () => {
  test('only when stopped', async () => {
    const message = `IC0510: Canister ${keyText(key)} must be stopped before it is deleted.`;
    expect(await refused(host, 'delete_canister', of(key))).toBe(message);
    await stop();
    expect(await refused(host, 'delete_canister', of(key))).toBe(message);
    completeStops(host);
    await ok(host, 'upload_chunk', { ...of(key), chunk: Uint8Array.of(1) });
    await ok(host, 'delete_canister', of(key));
    expect(host.canisters.has(key)).toBe(false);
    expect(host.chunkBytes.size).toBe(0);
    expect(await refused(host, 'delete_canister', of(key))).toBe(
      `IC0301: Canister ${keyText(key)} not found.`,
    );
  });

  test('not with messages in its queue', async () => {
    await stop();
    completeStops(host);
    state().queue.push({ kind: 'task', task: 'heartbeat' });
    expect(await refused(host, 'delete_canister', of(key))).toBe(
      `IC0203: Canister ${keyText(key)} has messages in its queues and cannot be deleted now. ` +
        'Please retry after some time.',
    );
    state().queue = [];
    await ok(host, 'delete_canister', of(key));
  });

  test('not by itself, though it be its controller', async () => {
    state().settings = { ...state().settings, controllers: [key, STRANGER] };
    await call(host, 'stop_canister', of(key), { caller: STRANGER });
    completeStops(host);
    expect(await refused(host, 'delete_canister', of(key), { caller: key, fromCanister: true })).toBe(
      `IC0512: Canister ${keyText(key)} cannot delete itself.`,
    );
    await ok(host, 'delete_canister', { canister_id: principalOf(key) }, { caller: STRANGER });
  });
});
