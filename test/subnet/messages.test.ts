import type { HttpAgent } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { numberOf, query, replyOf, textOf, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';
import { HOOKS } from '../script-canister/operations.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';

describe.each([32, 64] as const)('messages between canisters with %i-bit pointers', (pointers) => {
  let subnet: Subnet;
  let agent: HttpAgent;
  let a: Principal;
  let b: Principal;

  beforeAll(async () => {
    subnet = await Subnet.start({ clock: 'manual' });
    agent = await testAgent(subnet);
    const management = managementOf(agent);
    const wasm = await scriptCanister({ pointers });
    [a, b] = [await management.create(), await management.create()];
    await management.install(a, wasm);
    await management.install(b, wasm);
  });
  afterAll(() => subnet.stop());

  const keptValue = async (canister: Principal) =>
    numberOf(await query(agent, canister, script(...replyWith(op('toBlob', op('global'))))));

  /** A script of `a` that calls `b` with `inner` and answers with what comes back. */
  const callB = (inner: Uint8Array, onReply = replyWith(op('messageArgument')), method = 'update') =>
    script(
      op('callNew', b.toUint8Array(), method, script(...onReply), script(...replyWith(op('rejectMessage')))),
      op('callAppend', inner),
      op('drop', op('callPerform')),
    );

  test('a caller is told who it is, and its argument comes back', async () => {
    const outcome = await update(agent, a, script(...replyWith(op('concat', op('caller'), 'salaam'))));
    const caller = (await agent.getPrincipal()).toUint8Array();
    expect(Buffer.from(replyOf(outcome))).toEqual(Buffer.concat([caller, Buffer.from('salaam')]));
  });

  test('ping is answered with pong by the other canister, whose caller is the first', async () => {
    const outcome = await update(agent, a, callB(script(...replyWith(op('concat', op('caller'), 'pong')))));
    expect(Buffer.from(replyOf(outcome))).toEqual(Buffer.concat([a.toUint8Array(), Buffer.from('pong')]));
  });

  test('a callee that traps is a reject with its error code in the text', async () => {
    const outcome = await update(agent, a, callB(script(op('trap', 'no such record'))));
    expect(textOf(outcome)).toBe(
      `IC0503: Error from Canister ${b.toText()}: Canister called \`ic0.trap\` with message: 'no such record'`,
    );
  });

  test('a callee that rejects is heard in its own words', async () => {
    const outcome = await update(agent, a, callB(script(op('reject', 'come tomorrow'))));
    expect(textOf(outcome)).toBe('come tomorrow');
  });

  test('a callee that does not exist is a destination that is invalid', async () => {
    const nobody = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
    const outcome = await update(
      agent,
      a,
      script(
        op(
          'callNew',
          nobody.toUint8Array(),
          'update',
          script(...replyWith('reply')),
          script(...replyWith(op('concat', op('toBlob', op('rejectCode')), op('rejectMessage')))),
        ),
        op('drop', op('callPerform')),
      ),
    );
    const bytes = Buffer.from(replyOf(outcome));
    expect(bytes.readBigUInt64LE()).toBe(3n);
    expect(bytes.subarray(8).toString()).toBe(`IC0301: Canister ${nobody.toText()} not found`);
  });

  test('a trap before the call rolls back heap and global and sends nothing', async () => {
    const before = await keptValue(b);
    const outcome = await update(
      agent,
      a,
      script(
        op('setGlobal', 77),
        op('callNew', b.toUint8Array(), 'update', script(), script()),
        op('callAppend', script(op('setGlobal', 78), ...replyWith('done'))),
        op('drop', op('callPerform')),
        op('trap', 'changed my mind'),
      ),
    );
    expect(outcome).toMatchObject({ code: 5, errorCode: 'IC0503' });
    expect([await keptValue(a), await keptValue(b)]).toEqual([0n, before]);
  });

  test('a trap in the reply callback keeps what came before the call, and the clean-up runs once', async () => {
    const outcome = await update(
      agent,
      a,
      script(
        op('setGlobal', 5),
        op(
          'callNew',
          b.toUint8Array(),
          'update',
          script(op('setSlot', 3, 99), op('trap', 'in the callback')),
          script(),
        ),
        op('callOnCleanup', script(op('setSlot', 4, op('add', 1, op('slot', 4))))),
        op('callAppend', script(...replyWith('ok'))),
        op('drop', op('callPerform')),
      ),
    );
    expect(outcome).toMatchObject({ code: 5, errorCode: 'IC0503' });
    const read = (slot: number) => query(agent, a, script(...replyWith(op('toBlob', op('slot', slot)))));
    expect(numberOf(await read(3))).toBe(0n);
    expect(numberOf(await read(4))).toBe(1n);
    expect(await keptValue(a)).toBe(5n);
    await update(agent, a, script(op('setGlobal', 0), ...replyWith('')));
  });

  test('a message that never answers is rejected for it', async () => {
    expect(await update(agent, a, script())).toMatchObject({ code: 5, errorCode: 'IC0506' });
  });

  test('a query leaves nothing behind', async () => {
    const outcome = await query(
      agent,
      a,
      script(
        op('setGlobal', 123),
        op('drop', op('stableGrow', 3)),
        op('setSlot', 7, 1),
        ...replyWith('read'),
      ),
    );
    expect(textOf(outcome)).toBe('read');
    expect(await keptValue(a)).toBe(0n);
    expect(numberOf(await query(agent, a, script(...replyWith(op('toBlob', op('stableSize'))))))).toBe(0n);
  });

  test('cycles travel with a call; what is not accepted comes back', async () => {
    const balance = async (canister: Principal) =>
      numberOf(await query(agent, canister, script(...replyWith(op('toBlob', op('balance'))))));
    const [beforeA, beforeB] = [await balance(a), await balance(b)];
    const outcome = await update(
      agent,
      a,
      script(
        op(
          'callNew',
          b.toUint8Array(),
          'update',
          script(...replyWith(op('toBlob', op('cyclesRefunded')))),
          script(...replyWith(op('rejectMessage'))),
        ),
        op('callAppend', script(op('drop', op('cyclesAccept', 300)), ...replyWith(''))),
        op('callCycles', 1000),
        op('drop', op('callPerform')),
      ),
    );
    expect(numberOf(outcome)).toBe(700n);
    expect([(await balance(a)) - beforeA, (await balance(b)) - beforeB]).toEqual([-300n, 300n]);
  });

  test('a bounded-wait call whose time is over ends with SYS_UNKNOWN; a canister that is busy forever blocks nobody', async () => {
    const management = managementOf(agent);
    const busy = await management.create();
    await management.install(busy, await scriptCanister({ pointers }));
    const again = script(
      op('callNew', op('self'), 'update', script(op('run', op('slot', 5))), script()),
      op('callAppend', script(...replyWith(''))),
      op('drop', op('callPerform')),
    );
    const asked = update(
      agent,
      a,
      script(
        op(
          'callNew',
          busy.toUint8Array(),
          'update',
          script(...replyWith('in time')),
          script(...replyWith(op('concat', op('toBlob', op('rejectCode')), op('rejectMessage')))),
        ),
        op('callAppend', script(op('setSlot', 5, again), op('run', op('slot', 5)))),
        op('callBounded', 10),
        op('drop', op('callPerform')),
      ),
    );
    expect(textOf(await update(agent, b, script(...replyWith('not blocked'))))).toBe('not blocked');
    await subnet.advanceTime(10_001);
    const bytes = Buffer.from(replyOf(await asked));
    expect([bytes.readBigUInt64LE(), bytes.subarray(8).toString()]).toEqual([
      6n,
      'Call deadline has expired.',
    ]);
    await management.uninstall(busy);
  });

  test('a timer fires when its time has come, once', async () => {
    const fire = script(op('setSlot', 9, op('add', 1, op('slot', 9))));
    await update(
      agent,
      a,
      script(
        op('setHook', HOOKS.timer, fire),
        op('drop', op('timerSet', op('add', op('time'), 5_000_000_000))),
        ...replyWith(''),
      ),
    );
    const fired = async () =>
      numberOf(await query(agent, a, script(...replyWith(op('toBlob', op('slot', 9))))));
    await subnet.advanceTime(4_000);
    expect(await fired()).toBe(0n);
    await subnet.advanceTime(1_001);
    expect(await fired()).toBe(1n);
    await subnet.advanceTime(60_000);
    expect(await fired()).toBe(1n);
  });
});
