import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import wabt from 'wabt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { query, textOf, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';
import { HOOKS } from '../script-canister/operations.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';

const HELLO = script(...replyWith('still here'));

describe('canisters and requests that mean harm', () => {
  let subnet: Subnet;
  let agent: HttpAgent;
  let management: ReturnType<typeof managementOf>;
  let neighbour: Principal;

  beforeAll(async () => {
    subnet = await Subnet.start();
    agent = await testAgent(subnet);
    management = managementOf(agent);
    neighbour = await deploy();
  });
  afterAll(() => subnet.stop());

  const deploy = async (wasm?: Uint8Array): Promise<Principal> => {
    const id = await management.create();
    await management.install(id, wasm ?? (await scriptCanister({ hooks: ['timer', 'inspect'] })));
    if (wasm === undefined) await acceptAll(id);
    return id;
  };
  /** Its inspect hook has no script yet: without one it accepts nothing, so the first script comes with the code. */
  const acceptAll = async (id: Principal) =>
    management.reinstall(
      id,
      await scriptCanister({ hooks: ['timer', 'inspect'] }),
      script(op('setHook', HOOKS.inspect, script(op('acceptMessage')))),
    );
  const alive = async (canister = neighbour) => textOf(await update(agent, canister, HELLO));

  test('an endless loop in an update ends with IC0522 and leaves everybody well', async () => {
    const looping = await deploy();
    const outcome = update(agent, looping, script(op('setGlobal', 9), op('loopForever')));
    const during = subnet.fetch('http://127.0.0.1/api/v2/status');
    expect((await during).status).toBe(200);
    expect(await outcome).toMatchObject({ code: 5, errorCode: 'IC0522' });
    expect(await alive(looping)).toBe('still here');
  }, 120_000);

  test('an endless loop in a query ends with IC0522', async () => {
    expect(await query(agent, neighbour, script(op('loopForever')))).toMatchObject({
      code: 5,
      errorCode: 'IC0522',
    });
    expect(await alive()).toBe('still here');
  }, 60_000);

  test('recursion without end is a trap', async () => {
    expect(await update(agent, neighbour, script(op('recurse')))).toMatchObject({
      code: 5,
      errorCode: 'IC0502',
    });
    expect(await alive()).toBe('still here');
  });

  test('a memory bomb is contained: growing to the limit and writing everywhere', async () => {
    const bomber = await deploy();
    const outcome = await update(
      agent,
      bomber,
      script(
        op('drop', op('memoryGrow', 20_000)),
        op('memoryFill', 65_536, 0xff, 1_000_000_000),
        op('trap', 'and gone'),
      ),
    );
    expect(outcome).toMatchObject({ code: 5 });
    expect(await alive(bomber)).toBe('still here');
    expect(await alive()).toBe('still here');
  }, 120_000);

  test('a canister that traps in every hook cannot be talked to, and can be replaced', async () => {
    const { parseWat } = await wabt();
    const text = `(module (func $t unreachable) ${[
      'canister_inspect_message',
      'canister_heartbeat',
      'canister_global_timer',
      'canister_pre_upgrade',
      'canister_update update',
      'canister_query query',
    ]
      .map((name) => `(export "${name}" (func $t))`)
      .join(' ')})`;
    const trapping = await deploy(parseWat('trapping.wat', text).toBinary({}).buffer);
    expect(await update(agent, trapping, HELLO)).toMatchObject({ code: 5, errorCode: 'IC0502' });
    expect(await query(agent, trapping, HELLO)).toMatchObject({ code: 5, errorCode: 'IC0502' });
    await expect(management.upgrade(trapping, await scriptCanister())).rejects.toThrow(/unreachable/);
    await management.upgrade(trapping, await scriptCanister(), undefined, { skipPreUpgrade: true });
    expect(await alive(trapping)).toBe('still here');
  });

  test.each([
    ['not wasm', Buffer.from('hello'), /IC0505|not valid|magic/i],
    ['a module that imports from elsewhere', wat('(module (import "env" "f" (func)))'), /import/i],
    ['an unknown System API function', wat('(module (import "ic0" "steal" (func)))'), /ic0|import/i],
    [
      'a known one with a wrong signature',
      wat('(module (import "ic0" "time" (func (param i32))))'),
      /signature|time/i,
    ],
    [
      'the same method twice',
      wat('(module (func $f) (export "canister_update m" (func $f)) (export "canister_query m" (func $f)))'),
      /Duplicate|twice|multiple/i,
    ],
  ])('%s is refused at installation', async (_name, module, expected) => {
    const id = await management.create();
    await expect(management.install(id, await module)).rejects.toThrow(expected);
    expect(await alive()).toBe('still here');
  });

  test('a canister that does not exist and a method that does not exist have their own codes', async () => {
    const { Principal } = await import('@dfinity/principal');
    const nobody = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
    expect(await update(agent, nobody, HELLO)).toMatchObject({ code: 3, errorCode: 'IC0301' });
    expect(await update(agent, neighbour, HELLO, 'nothing')).toMatchObject({ code: 5, errorCode: 'IC0536' });
    expect(await query(agent, neighbour, HELLO, 'nothing')).toMatchObject({ code: 5, errorCode: 'IC0536' });
  });

  test('a Candid bomb for the management canister is refused at once', async () => {
    const bomb = Buffer.from('4449444c016d7f010080ade204', 'hex');
    const { Principal } = await import('@dfinity/principal');
    const outcome = await update(
      agent,
      Principal.managementCanister(),
      bomb as never,
      'provisional_create_canister_with_cycles',
    ).catch((error: Error) => ({ refused: error.message }));
    expect(JSON.stringify(outcome)).toMatch(/refused|IC0/);
    expect(await alive()).toBe('still here');
  });
});

async function wat(text: string): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  return parseWat('module.wat', text).toBinary({}).buffer;
}
