import { Actor, type ActorSubclass, type HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { compileMotoko } from '../harness/motoko.ts';
import { testAgent } from '../harness/test-agent.ts';

const COUNTER = `
persistent actor {
  var count : Nat = 0;
  var log : [Text] = [];
  public func add(n : Nat, why : Text) : async Nat {
    count += n;
    log := [why];
    assert (count < 1_000_000);
    count
  };
  public query func get() : async (Nat, [Text]) { (count, log) };
};`;

const COUNTER_NEXT = COUNTER.replace(
  'public query func get()',
  'public query func doubled() : async Nat { 2 * count };\n  public query func get()',
);

const CALLER = (callee: string) => `
persistent actor {
  transient let counter = actor "${callee}" : actor { add : (Nat, Text) -> async Nat };
  var seen : Nat = 0;
  public func twice(n : Nat) : async Nat {
    let first = await counter.add(n, "first");
    seen += 1;
    let second = await counter.add(n, "second");
    seen += 1;
    first + second
  };
  public func careful(n : Nat) : async Text {
    try { ignore await counter.add(n, "careful"); "done" } catch (_) { "caught" }
  };
  public query func progress() : async Nat { seen };
};`;

const TICKER = `
import Prim "mo:prim";
persistent actor {
  var ticks : Nat = 0;
  transient let _timer = Prim.setTimer(1_000_000_000, true, func () : async () { ticks += 1 });
  public query func seen() : async Nat { ticks };
};`;

const idl: IDL.InterfaceFactory = () =>
  IDL.Service({
    add: IDL.Func([IDL.Nat, IDL.Text], [IDL.Nat], []),
    get: IDL.Func([], [IDL.Nat, IDL.Vec(IDL.Text)], ['query']),
    doubled: IDL.Func([], [IDL.Nat], ['query']),
    twice: IDL.Func([IDL.Nat], [IDL.Nat], []),
    careful: IDL.Func([IDL.Nat], [IDL.Text], []),
    progress: IDL.Func([], [IDL.Nat], ['query']),
    seen: IDL.Func([], [IDL.Nat], ['query']),
  });

type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>;
const method = (actor: ActorSubclass<Methods>, name: string) => actor[name] as Methods[string];

describe('canisters compiled from Motoko', () => {
  let subnet: Subnet;
  let agent: HttpAgent;
  let management: ReturnType<typeof managementOf>;

  beforeAll(async () => {
    subnet = await Subnet.start({ clock: 'manual' });
    agent = await testAgent(subnet);
    management = managementOf(agent);
  });
  afterAll(() => subnet.stop());

  const deploy = async (source: string): Promise<[Principal, ActorSubclass<Methods>]> => {
    const id = await management.create();
    await management.install(id, compileMotoko(source));
    return [id, Actor.createActor<Methods>(idl, { agent, canisterId: id })];
  };

  test('state survives an upgrade that keeps the heap, and the new method is there', async () => {
    const [id, counter] = await deploy(COUNTER);
    expect(await method(counter, 'add')(40, 'salaam')).toBe(40n);
    expect(await method(counter, 'add')(2, 'دنیا')).toBe(42n);
    await management.upgrade(id, compileMotoko(COUNTER_NEXT), undefined, { persistence: 'keep' });
    expect(await method(counter, 'get')()).toEqual([42n, ['دنیا']]);
    expect(await method(counter, 'doubled')()).toBe(84n);
  });

  test('an upgrade without the memory option is refused and changes nothing', async () => {
    const [id, counter] = await deploy(COUNTER);
    await method(counter, 'add')(7, 'kept');
    await expect(management.upgrade(id, compileMotoko(COUNTER_NEXT))).rejects.toThrow(
      /wasm_memory_persistence/,
    );
    expect(await method(counter, 'get')()).toEqual([7n, ['kept']]);
  });

  test('a reinstall starts anew', async () => {
    const [id, counter] = await deploy(COUNTER);
    await method(counter, 'add')(7, 'gone');
    await management.reinstall(id, compileMotoko(COUNTER));
    expect(await method(counter, 'get')()).toEqual([0n, []]);
  });

  test('awaits work across canisters, one after the other', async () => {
    const [id] = await deploy(COUNTER);
    const [, caller] = await deploy(CALLER(id.toText()));
    expect(await method(caller, 'twice')(10)).toBe(30n);
    expect(await method(caller, 'progress')()).toBe(2n);
  });

  test('a failed assertion of the callee is caught by the caller and rolled back in the callee', async () => {
    const [id, counter] = await deploy(COUNTER);
    const [, caller] = await deploy(CALLER(id.toText()));
    expect(await method(caller, 'careful')(2_000_000)).toBe('caught');
    expect(await method(counter, 'get')()).toEqual([0n, []]);
    expect(await method(caller, 'careful')(5)).toBe('done');
  });

  test('a recurring timer ticks with the clock and only with it', async () => {
    const [, ticker] = await deploy(TICKER);
    const before = (await method(ticker, 'seen')()) as bigint;
    for (let i = 0; i < 5; i++) await subnet.advanceTime(1_001);
    expect(((await method(ticker, 'seen')()) as bigint) - before).toBe(5n);
  });
});
