import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { numberOf, query, textOf, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';
import { op, replyWith, script, type Script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';

describe('composite queries', () => {
  let subnet: Subnet;
  let agent: HttpAgent;
  let a: Principal;
  let b: Principal;

  beforeAll(async () => {
    subnet = await Subnet.start({ clock: 'manual' });
    agent = await testAgent(subnet);
    const management = managementOf(agent);
    const wasm = await scriptCanister();
    [a, b] = [await management.create(), await management.create()];
    for (const canister of [a, b]) await management.install(canister, wasm);
    await update(agent, b, script(op('setGlobal', 41), ...replyWith('')));
  });
  afterAll(() => subnet.stop());

  const asking = (
    callee: Principal,
    method: string,
    inner: Script,
    onReply = replyWith(op('messageArgument')),
  ) =>
    script(
      op(
        'callNew',
        callee.toUint8Array(),
        method,
        script(...onReply),
        script(...replyWith(op('concat', 'rejected: ', op('rejectMessage')))),
      ),
      op('callAppend', inner),
      op('drop', op('callPerform')),
    );
  const GLOBAL = script(...replyWith(op('toBlob', op('global'))));

  test('it asks a query of another canister and answers with what comes back', async () => {
    expect(numberOf(await query(agent, a, asking(b, 'query', GLOBAL), 'composite'))).toBe(41n);
  });

  test('it asks a composite query that asks in turn', async () => {
    const inner = asking(b, 'query', GLOBAL);
    expect(numberOf(await query(agent, a, asking(b, 'composite', inner), 'composite'))).toBe(41n);
  });

  test('its callback sees what it wrote before the call, and none of it stays', async () => {
    const code = script(
      op('setGlobal', 7),
      op(
        'callNew',
        b.toUint8Array(),
        'query',
        script(...replyWith(op('toBlob', op('global')))),
        script(...replyWith(op('rejectMessage'))),
      ),
      op('callAppend', GLOBAL),
      op('drop', op('callPerform')),
    );
    expect(numberOf(await query(agent, a, code, 'composite'))).toBe(7n);
    expect(numberOf(await query(agent, a, GLOBAL))).toBe(0n);
  });

  test('what the callee writes does not stay either', async () => {
    const writing = script(op('setGlobal', 99), ...replyWith(op('toBlob', op('global'))));
    expect(numberOf(await query(agent, a, asking(b, 'query', writing), 'composite'))).toBe(99n);
    expect(numberOf(await query(agent, b, GLOBAL))).toBe(41n);
  });

  test('a callee that traps is a reject that can be answered', async () => {
    const outcome = await query(agent, a, asking(b, 'query', script(op('trap', 'not today'))), 'composite');
    expect(textOf(outcome)).toContain('rejected: IC0503');
    expect(textOf(outcome)).toContain('not today');
  });

  test('an update method cannot be asked', async () => {
    expect(textOf(await query(agent, a, asking(b, 'update', GLOBAL), 'composite'))).toContain(
      'rejected: IC0536',
    );
  });

  test('asking on and on ends at the depth limit, not in the stack', async () => {
    let code = asking(a, 'query', GLOBAL);
    for (let depth = 0; depth < 8; depth++) code = asking(depth % 2 === 0 ? b : a, 'composite', code);
    expect(textOf(await query(agent, a, code, 'composite'))).toContain('IC0526');
  });

  test('the budget is one for the whole tree', async () => {
    const outcome = await query(agent, a, asking(b, 'query', script(op('loopForever'))), 'composite');
    expect(outcome).toMatchObject({ code: 5 });
  });

  test('a plain query may not call', async () => {
    expect(await query(agent, a, asking(b, 'query', GLOBAL))).toMatchObject({ code: 5, errorCode: 'IC0504' });
  });

  test('rounds and composite queries at once: every composite query sees one state of both', async () => {
    const both = asking(b, 'query', GLOBAL, replyWith(op('messageArgument')));
    const writes = Array.from({ length: 20 }, (_, at) =>
      update(agent, b, script(op('setGlobal', 100 + at), ...replyWith(''))),
    );
    const reads = await Promise.all(Array.from({ length: 20 }, () => query(agent, a, both, 'composite')));
    await Promise.all(writes);
    for (const read of reads)
      expect([41n, ...Array.from({ length: 20 }, (_, at) => 100n + BigInt(at))]).toContain(numberOf(read));
  });
});
