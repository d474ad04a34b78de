import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { CallFailed } from './call-failed.ts';
import type { CallFailure } from './call-failed.ts';
import { method, serveAsync } from './endpoint.ts';
import type { AsyncEnv } from './env.ts';
import { Locks } from './locks.ts';
import { Refusal } from './refusal.ts';
import { safeCall } from './safe-call.ts';
import type { RemoteMethod } from './safe-call.ts';
import { SimulatedSystem, Trapped } from './simulated-system.ts';
import { MemoryTable } from './table.ts';

const Result = IDL.Variant({
  Ok: IDL.Nat32,
  Err: IDL.Variant({ No: IDL.Null, Busy: IDL.Record({ retry_at_ns: IDL.Nat64 }) }),
});
const shape = method<[number], number>({
  kind: 'update',
  args: [IDL.Nat32],
  result: Result,
  argumentSizeBytesMax: 40,
});
const remote: RemoteMethod<[], number> = {
  name: 'other',
  args: [],
  results: [IDL.Nat32],
  replySizeBytesMax: 40,
};
const canister = Principal.fromUint8Array(Uint8Array.of(5, 1, 1));
const cleanup = {
  type: 'CleanupCallback',
  rejectCode: 10_001,
  rejectMessage: 'executing within cleanup callback',
};

function scene(answer: () => Promise<Uint8Array>) {
  const system = new SimulatedSystem();
  system.argumentNow = new Uint8Array(IDL.encode([IDL.Nat32], [20]));
  system.answer = answer;
  let writes = 0;
  const host = { system, writes: () => writes };
  const run = (handle: (env: AsyncEnv, value: number) => Promise<number>): Promise<void> =>
    serveAsync(shape, host, handle);
  const replies = (): unknown[] => system.replies.map((reply) => IDL.decode([Result], reply)[0]);
  return { system, run, replies, write: () => (writes += 1) };
}
const seven = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(IDL.encode([IDL.Nat32], [7])));
// eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the shapes of Azle's errors
const rejected = (error: object) => (): Promise<Uint8Array> => Promise.reject(error);
const ask = (env: AsyncEnv): Promise<number> => safeCall(env, remote, { canister, args: [] });

describe('serveAsync', () => {
  it('answers after a call; a refusal after it is an Err, whatever was written before it', async () => {
    const { run, replies, write } = scene(seven);
    await run(async (env, value) => {
      write();
      return value + (await ask(env));
    });
    await run(async (env) => {
      write();
      await ask(env);
      throw new Refusal({ No: null });
    });
    expect(replies()).toEqual([{ Ok: 27 }, { Err: { No: null } }]);
  });

  it('traps on a refusal after a write since the last call', async () => {
    const { run, replies, write } = scene(seven);
    const late = run(async (env) => {
      await ask(env);
      write();
      throw new Refusal({ No: null });
    });
    await expect(late).rejects.toThrow(new Trapped('internal'));
    expect(replies()).toEqual([]);
  });

  it('hands the sign of a cleanup on as it is, and lets a handler that swallows it send and answer nothing', async () => {
    const { run, replies, system } = scene(rejected(cleanup));
    let sent = 0;
    system.answer = () => {
      sent += 1;
      return rejected(cleanup)();
    };
    const swallowed = run(async (env) => {
      for (let turn = 0; turn < 3; turn += 1) await ask(env).catch(() => undefined);
      return 1;
    });
    await expect(swallowed).rejects.toBe(cleanup);
    expect([sent, replies(), system.traps]).toEqual([1, [], []]);
  });

  it.each<[object, CallFailure]>([
    [{ type: 'CallPerformFailed' }, 'not_sent'],
    [{ type: 'InsufficientLiquidCycleBalance', available: 1n, required: 2n }, 'insufficient_cycles'],
    ...(
      [
        'sys_fatal',
        'sys_transient',
        'destination_invalid',
        'canister_reject',
        'canister_error',
        'sys_unknown',
      ] as const
    ).map((failure, at): [object, CallFailure] => [
      { type: 'CallRejected', rejectCode: at + 1, rejectMessage: 'm' },
      failure,
    ]),
  ])('turns %o into %s', async (thrown, failure) => {
    const { run, replies } = scene(rejected(thrown));
    await run(async (env) => {
      const error = await ask(env).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(CallFailed);
      expect((error as CallFailed).failure).toBe(failure);
      return 1;
    });
    expect(replies()).toEqual([{ Ok: 1 }]);
  });
});

describe('locks', () => {
  it('are free when the work ends, well or not, and when their time is over', async () => {
    const { run, replies, system } = scene(seven);
    const table = new MemoryTable();
    const locks = new Locks(table);
    const lock = { key: Uint8Array.of(1), lifeNs: 100n };
    await run((env) => locks.hold(env, lock, () => ask(env)));
    await expect(
      run((env) => locks.hold(env, lock, () => Promise.reject(new CallFailed('not_sent', '')))),
    ).rejects.toThrow('internal');
    expect(table.size).toBe(0);
    let release = (): void => undefined;
    const held = run((env) =>
      locks.hold(env, lock, () => new Promise((resolve) => (release = () => resolve(1)))),
    );
    await run((env) => locks.hold(env, lock, () => Promise.resolve(2)));
    const startNs = system.nowNs;
    system.nowNs += 100n;
    await run((env) => locks.hold(env, lock, () => Promise.resolve(3)));
    release();
    await held;
    expect(replies()).toEqual([
      { Ok: 7 },
      { Err: { Busy: { retry_at_ns: startNs + 100n } } },
      { Ok: 3 },
      { Ok: 1 },
    ]);
    expect(table.size).toBe(0);
  });
});
