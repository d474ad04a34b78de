import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Actor, type ActorSubclass, type HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { compileMotoko, type MotokoMemory } from '../harness/motoko.ts';
import { testAgent } from '../harness/test-agent.ts';
import { managementActor, settingsOf } from '../management/management-actor.ts';

/** What a Motoko canister can keep, and every hook of the system that it can have. */
const ARCHIVE = `
import Prim "mo:prim";
persistent actor {
  type Entry = { id : Nat; title : Text; tags : [Text]; next : ?Entry };
  var entries : ?Entry = null;
  var count : Nat = 0;
  var hooks : [Text] = [];
  var beats : Nat = 0;
  transient var session : Nat = 0;
  let region = Prim.regionNew();

  system func preupgrade() { hooks := ["pre"] };
  system func postupgrade() { hooks := if (hooks.size() == 1) [hooks[0], "post"] else ["post"] };
  system func heartbeat() : async () { if (beats < 3) beats += 1 };
  system func lowmemory() : async* () { hooks := ["low"] };
  system func inspect({ arg : Blob; msg : {
    #add : () -> (Text, [Text]); #put : () -> (Nat64, Blob); #fill : () -> Nat; #forbidden : () -> ();
    #list : () -> (); #at : () -> (Nat64, Nat); #state : () -> () } }) : Bool {
    switch (msg) { case (#forbidden _) false; case _ arg.size() < 100_000 }
  };

  public func add(title : Text, tags : [Text]) : async Nat {
    count += 1;
    session += 1;
    entries := ?{ id = count; title; tags; next = entries };
    count
  };
  public func put(offset : Nat64, bytes : Blob) : async () {
    if (Prim.regionSize(region) == 0) ignore Prim.regionGrow(region, 2);
    Prim.regionStoreBlob(region, offset, bytes);
  };
  public func fill(mebibytes : Nat) : async Nat {
    Prim.Array_init<Nat32>(mebibytes * 262_144, 7).size()
  };
  public func forbidden() : async () { };
  public query func list() : async [(Nat, Text, [Text])] {
    var at = entries;
    Prim.Array_tabulate<(Nat, Text, [Text])>(count, func _ {
      let ?entry = at else Prim.trap("lost");
      at := entry.next;
      (entry.id, entry.title, entry.tags)
    })
  };
  public query func at(offset : Nat64, size : Nat) : async Blob { Prim.regionLoadBlob(region, offset, size) };
  public query func state() : async (Nat, Nat, [Text], Nat) { (count, session, hooks, beats) };
};`;
/** The next release: a field more, and a method more. */
const NEXT = ARCHIVE.replace('var count : Nat = 0;', 'var count : Nat = 0;\n  var added : Text = "new";')
  .replace(
    'public query func at(',
    'public query func news() : async Text { added };\n  public query func at(',
  )
  .replace('#state : () -> ()', '#state : () -> (); #news : () -> ()');
/** A release whose stored entries have another type. */
const INCOMPATIBLE = ARCHIVE.replaceAll('title : Text; tags', 'title : Blob; tags')
  .replace('title; tags; next', 'title = Prim.encodeUtf8(title); tags; next')
  .replace('entry.title, entry.tags', '"", entry.tags');
/** A release that fails after it has read what is stored. */
const FAILING = ARCHIVE.replace(
  'system func postupgrade() {',
  'system func postupgrade() { count := 77; Prim.regionStoreBlob(region, 65_530, "spoilt"); Prim.trap("not today"); ',
);
const TICKER = `
import Prim "mo:prim";
persistent actor {
  var ticks : Nat = 0;
  transient let timer = Prim.setTimer(1_000_000_000, true, func () : async () { ticks += 1 });
  public func stop() : async () { Prim.cancelTimer(timer) };
  public query func seen() : async Nat { ticks };
};`;

const idl: IDL.InterfaceFactory = () =>
  IDL.Service({
    add: IDL.Func([IDL.Text, IDL.Vec(IDL.Text)], [IDL.Nat], []),
    put: IDL.Func([IDL.Nat64, IDL.Vec(IDL.Nat8)], [], []),
    fill: IDL.Func([IDL.Nat], [IDL.Nat], []),
    forbidden: IDL.Func([], [], []),
    list: IDL.Func([], [IDL.Vec(IDL.Tuple(IDL.Nat, IDL.Text, IDL.Vec(IDL.Text)))], ['query']),
    at: IDL.Func([IDL.Nat64, IDL.Nat], [IDL.Vec(IDL.Nat8)], ['query']),
    state: IDL.Func([], [IDL.Nat, IDL.Nat, IDL.Vec(IDL.Text), IDL.Nat], ['query']),
    news: IDL.Func([], [IDL.Text], ['query']),
    stop: IDL.Func([], [], []),
    seen: IDL.Func([], [IDL.Nat], ['query']),
  });

type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>;
interface Archive {
  readonly id: Principal;
  call(method: string, ...args: unknown[]): Promise<unknown>;
}

const ENTRIES = [
  [2n, 'دستاویز', ['خفیہ', 'record']],
  [1n, 'deed', ['land']],
];
/** Across the border of two wasm pages. */
const OFFSET = 65_530n;
const BYTES = Uint8Array.from({ length: 20 }, (_, index) => 200 + index);
const CLASSIC: readonly MotokoMemory[] = ['copying', 'marking', 'generational', 'incremental'];

let subnet: Subnet;
let agent: HttpAgent;
let management: ReturnType<typeof managementOf>;
let cacheDir: string;
beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'motoko-modules-'));
  subnet = await Subnet.start({ clock: 'manual', cacheDir });
  agent = await testAgent(subnet);
  management = managementOf(agent);
});
afterAll(async () => {
  await subnet.stop();
  await rm(cacheDir, { recursive: true });
});

async function deploy(source: string, memory: MotokoMemory): Promise<Archive> {
  const id = await management.create();
  await management.install(id, compileMotoko(source, memory));
  const actor: ActorSubclass<Methods> = Actor.createActor<Methods>(idl, { agent, canisterId: id });
  return { id, call: (method, ...args) => (actor[method] as Methods[string])(...args) };
}

/** An archive with two entries and bytes in its region. */
async function filled(memory: MotokoMemory): Promise<Archive> {
  const archive = await deploy(ARCHIVE, memory);
  await archive.call('add', 'deed', ['land']);
  await archive.call('add', 'دستاویز', ['خفیہ', 'record']);
  await archive.call('put', OFFSET, BYTES);
  return archive;
}

function upgrade({ id }: Archive, source: string, memory: MotokoMemory): Promise<unknown> {
  const options = memory === 'enhanced' ? { persistence: 'keep' as const } : {};
  return management.upgrade(id, compileMotoko(source, memory), undefined, options);
}

async function stateOf(archive: Archive) {
  const [count, session, hooks, beats] = (await archive.call('state')) as [bigint, bigint, string[], bigint];
  return { count, session, hooks, beats };
}

async function expectKept(archive: Archive): Promise<void> {
  expect(await archive.call('list')).toEqual(ENTRIES);
  expect(await archive.call('at', OFFSET, 20n)).toEqual(BYTES);
}

describe.each<MotokoMemory>(['enhanced', ...CLASSIC])('a Motoko canister with %s memory', (memory) => {
  test('keeps stable variables and regions over upgrades, and forgets what is transient', async () => {
    const archive = await filled(memory);
    expect(await stateOf(archive)).toMatchObject({ count: 2n, session: 2n, hooks: [] });
    await upgrade(archive, NEXT, memory);
    await expectKept(archive);
    expect(await archive.call('news')).toBe('new');
    expect(await stateOf(archive)).toMatchObject({ count: 2n, session: 0n, hooks: ['pre', 'post'] });
    for (let i = 0; i < 3; i++) await upgrade(archive, NEXT, memory);
    await expectKept(archive);
    expect(await archive.call('add', 'third', [])).toBe(3n);
  });

  test('goes on as before when a release fails in its hook after the upgrade', async () => {
    const archive = await filled(memory);
    await expect(upgrade(archive, FAILING, memory)).rejects.toThrow(/not today/);
    await expectKept(archive);
    expect(await stateOf(archive)).toMatchObject({ count: 2n, session: 2n, hooks: [] });
    await upgrade(archive, NEXT, memory);
    await expectKept(archive);
  });

  test('starts anew when reinstalled', async () => {
    const archive = await filled(memory);
    await management.reinstall(archive.id, compileMotoko(ARCHIVE, memory));
    expect(await archive.call('list')).toEqual([]);
    await expect(archive.call('at', OFFSET, 20n)).rejects.toThrow(/out of bounds/i);
  });

  test('has its messages inspected, and its heartbeat run', async () => {
    const archive = await deploy(ARCHIVE, memory);
    await expect(archive.call('forbidden')).rejects.toThrow(/inspect|rejected/i);
    await expect(archive.call('add', 'x'.repeat(100_001), [])).rejects.toThrow(/inspect|rejected/i);
    expect(await archive.call('add', 'x'.repeat(9_000), [])).toBe(1n);
    for (let i = 0; i < 5; i++) await subnet.advanceTime(1_000);
    expect((await stateOf(archive)).beats).toBe(3n);
  });

  test('is told when its memory gets low', async () => {
    const archive = await deploy(ARCHIVE, memory);
    const MIB = 1_048_576n;
    await managementActor(agent, archive.id)(
      'update_settings',
      settingsOf({ wasm_memory_limit: 600n * MIB, wasm_memory_threshold: 520n * MIB }),
    );
    expect((await stateOf(archive)).hooks).toEqual([]);
    await archive.call('fill', 80n);
    await subnet.tick();
    expect((await stateOf(archive)).hooks).toEqual(['low']);
    await expect(archive.call('fill', 700n)).rejects.toThrow(/memory/i);
  });

  test('sets a timer anew after an upgrade', async () => {
    const ticker = await deploy(TICKER, memory);
    const seen = async () => Number(await ticker.call('seen'));
    const start = await seen();
    for (let i = 0; i < 3; i++) await subnet.advanceTime(1_001);
    expect((await seen()) - start).toBe(3);
    await upgrade(ticker, TICKER, memory);
    const kept = await seen();
    expect(kept - start).toBeGreaterThanOrEqual(3);
    for (let i = 0; i < 2; i++) await subnet.advanceTime(1_001);
    expect((await seen()) - kept).toBe(2);
    await ticker.call('stop');
    const stopped = await seen();
    await subnet.advanceTime(5_000);
    expect(await seen()).toBe(stopped);
  });
});

test('64-bit memory refuses a release whose stored types do not fit, and keeps what it has', async () => {
  const archive = await filled('enhanced');
  await expect(upgrade(archive, INCOMPATIBLE, 'enhanced')).rejects.toThrow(/incompatible/i);
  await expectKept(archive);
  expect(await stateOf(archive)).toMatchObject({ count: 2n, session: 2n, hooks: [] });
});

describe('from 32-bit to 64-bit memory', () => {
  test.each(CLASSIC)('a canister with %s memory is upgraded once and then keeps its heap', async (memory) => {
    const archive = await filled(memory);
    await expect(management.upgrade(archive.id, compileMotoko(NEXT))).rejects.toThrow(/implicit upgrade/);
    await expectKept(archive);
    // This upgrade reads stable memory: the 32-bit heap cannot be kept.
    await management.upgrade(archive.id, compileMotoko(NEXT, 'migrating'));
    await expectKept(archive);
    expect(await stateOf(archive)).toMatchObject({ count: 2n, session: 0n, hooks: ['pre', 'post'] });
    await expect(management.upgrade(archive.id, compileMotoko(NEXT))).rejects.toThrow(
      /wasm_memory_persistence/,
    );
    await upgrade(archive, NEXT, 'enhanced');
    await expectKept(archive);
  });

  test('there is no way back that loses what is stored', async () => {
    const archive = await filled('enhanced');
    await expect(upgrade(archive, ARCHIVE, 'copying')).rejects.toThrow();
    await expectKept(archive);
  });

  test.each(CLASSIC)('32-bit collectors follow each other: %s after copying and back', async (memory) => {
    const archive = await filled('copying');
    await upgrade(archive, ARCHIVE, memory);
    await expectKept(archive);
    await upgrade(archive, ARCHIVE, 'copying');
    await expectKept(archive);
  });
});
