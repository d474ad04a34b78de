import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import wabtFactory from 'wabt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { query, replyOf, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';

/** Turns of a loop: 15,000 million instructions, many times as long as a round waits. */
const LONG = 2_200_000_000;
/** As long as a query may be. */
const LONG_QUERY = 700_000_000;
const SHORT = 1;

/** Counts and loops: `add` after so many turns; `look` and `ask` (composite) answer after so many turns. */
const WORKER = `(module
  (import "ic0" "msg_arg_data_copy" (func $arg (param i32 i32 i32)))
  (import "ic0" "msg_arg_data_size" (func $size (result i32)))
  (import "ic0" "msg_reply_data_append" (func $append (param i32 i32)))
  (import "ic0" "msg_reply" (func $reply))
  (memory 1)
  (func $work (local $left i32)
    (call $arg (i32.const 4) (i32.const 0) (i32.const 4))
    (local.set $left (i32.load (i32.const 4)))
    (loop $turn (br_if $turn (local.tee $left (i32.sub (local.get $left) (i32.const 1))))))
  (func $tell (call $append (i32.const 0) (i32.const 4)) (call $reply))
  (func (export "canister_init") (if (call $size) (then (call $work))))
  (func (export "canister_update add")
    (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
    (call $work) (call $tell))
  (func (export "canister_query look") (call $work) (call $tell))
  (func (export "canister_composite_query ask") (call $work) (call $tell)))`;

const turns = (count: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, count, true);
  return bytes;
};
const valueOf = (outcome: Parameters<typeof replyOf>[0]): number =>
  Buffer.from(replyOf(outcome)).readUInt32LE();

/** A piece of work and whether it is done. */
function watched<T>(work: Promise<T>): { readonly end: Promise<T>; isDone: boolean } {
  const one = {
    isDone: false,
    end: work.finally(() => {
      one.isDone = true;
    }),
  };
  return one;
}

describe('a canister that works long', () => {
  let subnet: Subnet;
  let agent: HttpAgent;
  let management: ReturnType<typeof managementOf>;
  let wasm: Uint8Array;
  let busy: Principal;
  let neighbour: Principal;

  beforeAll(async () => {
    const wabt = await wabtFactory();
    wasm = Uint8Array.from(wabt.parseWat('worker.wat', WORKER).toBinary({}).buffer);
    subnet = await Subnet.start();
    agent = await testAgent(subnet);
    management = managementOf(agent);
    busy = await deploy();
    neighbour = await deploy();
  });
  afterAll(() => subnet.stop());

  async function deploy(): Promise<Principal> {
    const id = await management.create();
    await management.install(id, wasm);
    return id;
  }
  const add = async (id: Principal, count = SHORT) => valueOf(await update(agent, id, turns(count), 'add'));
  const look = async (id: Principal, count = SHORT) => valueOf(await query(agent, id, turns(count), 'look'));
  const ask = async (id: Principal, count = SHORT) => valueOf(await query(agent, id, turns(count), 'ask'));

  /** The neighbour's updates, queries and composite queries come to their ends, all while the work goes on. */
  async function neighbourGoesOn(work: { readonly isDone: boolean }, steps = 3): Promise<void> {
    const before = await look(neighbour);
    for (let step = 1; step <= steps; step++) {
      expect(await add(neighbour)).toBe(before + step);
      expect(await look(neighbour)).toBe(before + step);
      expect(await ask(neighbour)).toBe(before + step);
    }
    expect(work.isDone).toBe(false);
  }

  test('a long update holds up no neighbour; its own queries see what was before it, its later updates come after it', async () => {
    const before = await look(busy);
    const work = watched(add(busy, LONG));
    await neighbourGoesOn(work);
    expect([await look(busy), await ask(busy)]).toEqual([before, before]);
    const later = watched(add(busy));
    expect(work.isDone).toBe(false);
    expect(await work.end).toBe(before + 1);
    expect(await later.end).toBe(before + 2);
    expect(await look(busy)).toBe(before + 2);
  }, 60_000);

  test('calls about a canister wait for its long update, calls about others do not', async () => {
    const before = await look(busy);
    const work = watched(add(busy, LONG));
    await neighbourGoesOn(work);
    const stopped = watched(management.stop(busy));
    const other = await deploy();
    expect(await add(other)).toBe(1);
    expect([work.isDone, stopped.isDone]).toEqual([false, false]);
    expect(await work.end).toBe(before + 1);
    await stopped.end;
    await management.start(busy);
    expect(await look(busy)).toBe(before + 1);
  }, 60_000);

  test('a long query holds up no neighbour', async () => {
    const work = watched(look(busy, LONG_QUERY));
    await neighbourGoesOn(work, 1);
    await work.end;
  }, 60_000);

  test('a long composite query holds up no neighbour', async () => {
    const work = watched(ask(busy, LONG_QUERY));
    await neighbourGoesOn(work, 1);
    await work.end;
  }, 60_000);

  test('a long installation holds up no neighbour; until it ends the canister is what it was', async () => {
    const before = await look(busy);
    const work = watched(management.reinstall(busy, wasm, turns(LONG)));
    await neighbourGoesOn(work);
    expect(await look(busy)).toBe(before);
    await work.end;
    expect(await look(busy)).toBe(0);
  }, 60_000);

  test('many long updates of many canisters at once hold up no neighbour, and all end', async () => {
    const many = await Promise.all(Array.from({ length: 6 }, deploy));
    const work = many.map((id) => watched(add(id, LONG / 4)));
    await neighbourGoesOn({
      get isDone() {
        return work.every(({ isDone }) => isDone);
      },
    });
    expect(await Promise.all(work.map(({ end }) => end))).toEqual(many.map(() => 1));
  }, 120_000);
});

test('a subnet that stops in the middle of a long update runs it again, once, when it starts', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'indus-long-'));
  try {
    const wabt = await wabtFactory();
    const wasm = Uint8Array.from(wabt.parseWat('worker.wat', WORKER).toBinary({}).buffer);
    const subnet = await Subnet.start({ stateDir });
    const agent = await testAgent(subnet);
    const management = managementOf(agent);
    const [busy, other] = [await management.create(), await management.create()];
    for (const id of [busy, other]) await management.install(id, wasm);
    void update(agent, busy, turns(LONG), 'add').catch(() => undefined);
    // The neighbour's update ends in a round after that in which the long one left.
    expect(valueOf(await update(agent, other, turns(SHORT), 'add'))).toBe(1);
    expect(valueOf(await update(agent, other, turns(SHORT), 'add'))).toBe(2);
    await subnet.stop();
    const again = await Subnet.start({ stateDir });
    const newAgent = await testAgent(again);
    expect(valueOf(await query(newAgent, other, turns(SHORT), 'look'))).toBe(2);
    expect(valueOf(await update(newAgent, busy, turns(SHORT), 'add'))).toBe(2);
    await again.stop();
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}, 60_000);
