import { IDL } from '@dfinity/candid';
import { afterEach, expect, test } from 'vitest';
import { MANAGEMENT_IDL } from '../management/management-idl-table.ts';
import { principalBytes } from '../principal.ts';
import { monotonicMs, startAlarm, withResolvers } from '../real-time.ts';
import { assemble } from '../sandbox/canister-fixture.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { IngressRecord } from './ingress-history.ts';
import { ofCanister, TestReplica } from './replica-fixture.ts';

/**
 * Counts in its heap and in stable memory, and traps where they differ. `add` and `look` take a number of turns and tell the
 * count and the version; the composite query `through` takes a callee and turns, asks its `look` and tells both answers,
 * and traps when what it wrote before the call is gone after it.
 */
const moduleOf = (version: number) =>
  assemble({
    imports: [
      'msg_arg_data_copy',
      'msg_arg_data_size',
      'msg_reply',
      'msg_reply_data_append',
      'msg_reject',
      'msg_reject_msg_size',
      'msg_reject_msg_copy',
      'stable64_grow',
      'stable64_read',
      'stable64_write',
      'call_new',
      'call_data_append',
      'call_perform',
    ],
    body: `
    (table 2 funcref) (elem (i32.const 0) $replied $rejected)
    (func $check
      (call $stable64_read (i64.const 16) (i64.const 0) (i64.const 4))
      (if (i32.ne (i32.load (i32.const 0)) (i32.load (i32.const 16))) (then (unreachable)))
      (if (i32.ne (i32.load (i32.const 4)) (i32.const ${version})) (then (unreachable))))
    (func $work (param $left i32)
      (loop $turn (br_if $turn (i32.gt_s (local.tee $left (i32.sub (local.get $left) (i32.const 1))) (i32.const 0)))))
    (func $turns (result i32)
      (call $msg_arg_data_copy (i32.const 24) (i32.const 0) (i32.const 4)) (i32.load (i32.const 24)))
    (func $tell (call $msg_reply_data_append (i32.const 0) (i32.const 8)) (call $msg_reply))
    (func $begin (i32.store (i32.const 4) (i32.const ${version})))
    (func (export "canister_init") (call $begin) (drop (call $stable64_grow (i64.const 1))))
    (func (export "canister_post_upgrade") (call $begin)
      (call $stable64_read (i64.const 0) (i64.const 0) (i64.const 4)) (call $work (call $turns)))
    (func (export "canister_update add") (local $page i32)
      (call $check)
      (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
      (call $stable64_write (i64.const 0) (i64.const 0) (i64.const 4))
      (local.set $page (i32.add (i32.const 8192) (i32.mul (i32.const 4096) (i32.rem_u (i32.load (i32.const 0)) (i32.const 8)))))
      (i32.store (local.get $page) (i32.load (i32.const 0)))
      (call $work (call $turns)) (call $tell))
    (func (export "canister_query look") (call $work (call $turns)) (call $check) (call $tell))
    (func (export "canister_composite_query through")
      (call $check)
      (call $msg_arg_data_copy (i32.const 64) (i32.const 0) (i32.const 14))
      (i32.store (i32.const 128) (i32.const 77))
      (call $call_new (i32.const 68) (i32.const 10) (i32.const 256) (i32.const 4)
        (i32.const 0) (i32.const 5) (i32.const 1) (i32.const 5))
      (call $call_data_append (i32.const 64) (i32.const 4))
      (drop (call $call_perform)))
    (func $replied (param i32)
      (if (i32.ne (i32.load (i32.const 128)) (i32.const 77)) (then (unreachable)))
      (call $check)
      (call $msg_arg_data_copy (i32.const 136) (i32.const 0) (i32.const 8))
      (call $msg_reply_data_append (i32.const 136) (i32.const 8)) (call $tell))
    (func $rejected (param i32)
      (call $msg_reject_msg_copy (i32.const 512) (i32.const 0) (call $msg_reject_msg_size))
      (call $msg_reject (i32.const 512) (call $msg_reject_msg_size)))
    (data (i32.const 256) "look")`,
  });
const MODULES = [moduleOf(0), moduleOf(1)] as const;

/** Turns that take some 5 ms, and some 80 ms. */
const SHORT = 500_000;
const LONG = 8_000_000;
const CANISTERS = 10;
/** Two scans bring a canister. */
const SCAN_MS = 4;
/** About what three canisters take in a worker: most are evicted all the time. Units: bytes. */
const HELD_BYTES = 3 * 3 * 65_536;

/** A store that takes longer to read than rounds wait. */
class SlowStore extends MemoryStore {
  override async *scan(prefix: string): AsyncGenerator<readonly [string, Uint8Array]> {
    await startAlarm(SCAN_MS).done;
    yield* super.scan(prefix);
  }
}

/** A canister, and what is known of its count: acknowledged, and perhaps there already. */
interface Model {
  readonly canister: Awaited<ReturnType<TestReplica['canister']>>;
  acknowledged: number;
  sent: number;
  version: number;
  versionSent: number;
  upgradesSent: number;
}

let node: TestReplica | undefined;
afterEach(async () => {
  await node?.stop();
  node = undefined;
});

/** Clients on canisters that move, are evicted, outlast their rounds and are upgraded all the time. */
class Load {
  readonly #node: TestReplica;
  readonly #endMs: number;
  readonly models: Model[] = [];
  readonly counts: Record<string, number> = {};
  #seed: number;

  constructor(replica: TestReplica, durationMs: number, seed: number) {
    this.#node = replica;
    this.#endMs = monotonicMs() + durationMs;
    this.#seed = seed;
  }

  async run(): Promise<void> {
    for (let i = 0; i < CANISTERS; i++) {
      const canister = this.#node.replica.parts.host.createCanister({
        cycles: 1_000_000n,
        controllers: ['04' as never],
      });
      if (canister === undefined) throw new Error('the id is free');
      this.models.push({ canister, acknowledged: 0, sent: 0, version: 0, versionSent: 0, upgradesSent: 0 });
      await this.#manage(this.models[i] as Model, 'install', { install: null });
    }
    const readers = [0, 1, 2, 3].map(() => this.#repeat((model) => this.#read(model)));
    const owners = this.models.map((model) => this.#repeat(() => this.#own(model)));
    await Promise.all([...readers, ...owners]);
  }

  async #repeat(step: (model: Model) => Promise<void>): Promise<void> {
    while (monotonicMs() < this.#endMs) await step(this.#any(this.models));
  }

  async #own(model: Model): Promise<void> {
    const dice = this.#below(20);
    if (dice === 0) await this.#upgrade(model);
    else if (dice === 1) await this.#stopAndStart(model);
    else if (dice === 2) await this.#snapshot(model);
    else await this.#add(model);
    await this.#look(model, SHORT);
  }

  async #add(model: Model): Promise<void> {
    model.sent++;
    const argument = turns(this.#below(6) === 0 ? LONG : this.#below(2) * SHORT);
    const reply = await this.#ended(
      'add',
      this.#node.submit(principalBytes(model.canister.key), 'add', argument),
    );
    expect(toldBy(reply)).toEqual([model.sent, model.version]);
    model.acknowledged = model.sent;
  }

  async #upgrade(model: Model): Promise<void> {
    model.versionSent = 1 - model.version;
    model.upgradesSent++;
    await this.#manage(model, 'upgrade', { upgrade: [] });
    model.version = model.versionSent;
  }

  async #manage(model: Model, name: string, mode: object): Promise<void> {
    const argument = {
      mode,
      ...ofCanister(model.canister),
      wasm_module: MODULES[model.versionSent],
      arg: turns(this.#below(3) === 0 ? LONG : 1),
      sender_canister_version: [],
    };
    await this.#ended(name, this.#node.manage('install_code', argument));
  }

  async #stopAndStart({ canister }: Model): Promise<void> {
    await this.#ended('stop', this.#node.manage('stop_canister', ofCanister(canister)));
    await this.#ended('start', this.#node.manage('start_canister', ofCanister(canister)));
  }

  /** Takes a snapshot and goes back to it at once. */
  async #snapshot({ canister }: Model): Promise<void> {
    const of = { ...ofCanister(canister), sender_canister_version: [] };
    const taking = { ...of, replace_snapshot: [], uninstall_code: [] };
    const reply = await this.#ended('take', this.#node.manage('take_canister_snapshot', taking));
    const { result } = MANAGEMENT_IDL.take_canister_snapshot;
    const [{ id }] = IDL.decode([...result], reply) as unknown as [{ id: Uint8Array }];
    await this.#ended('load', this.#node.manage('load_canister_snapshot', { ...of, snapshot_id: id }));
    await this.#ended('delete', this.#node.manage('delete_canister_snapshot', { ...of, snapshot_id: id }));
  }

  async #read(model: Model): Promise<void> {
    const length = this.#below(4) === 0 ? LONG : 1;
    if (this.#below(3) === 0) await this.#look(model, length);
    else await this.#through(model, this.#any(this.models), length);
  }

  async #look(model: Model, length: number): Promise<void> {
    const from = { ...model };
    const reply = await this.#query(model, 'look', turns(length));
    if (reply !== undefined) expectBetween(from, model, reply);
  }

  async #through(model: Model, callee: Model, length: number): Promise<void> {
    const from = [{ ...callee }, { ...model }] as const;
    const argument = Buffer.concat([turns(length), principalBytes(callee.canister.key)]);
    const reply = await this.#query(model, 'through', argument);
    if (reply === undefined) return;
    expectBetween(from[0], callee, reply.subarray(0, 8));
    expectBetween(from[1], model, reply.subarray(8));
  }

  /** Undefined: a canister was stopped. */
  async #query(model: Model, method: string, argument: Uint8Array): Promise<Uint8Array | undefined> {
    const content = this.#node.content(principalBytes(model.canister.key), method, argument);
    const result = await this.#node.replica.query(content);
    this.#count(method);
    if (result.kind === 'replied') return result.data;
    expect(result.reject.message).toMatch(/is (stopped|stopping)/);
    return undefined;
  }

  async #ended(name: string, sent: Promise<IngressRecord>): Promise<Uint8Array> {
    const record = await sent;
    if (record.status.status !== 'replied') await this.#node.state.ingress.finished(record.id);
    const { status } = record;
    if (status.status !== 'replied') throw new Error(`${name}: ${JSON.stringify(status)}`);
    this.#count(name);
    return status.reply;
  }

  #count(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }

  #any<T>(choices: readonly T[]): T {
    return choices[this.#below(choices.length)] as T;
  }

  #below(bound: number): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#seed / 2 ** 32) * bound);
  }
}

function turns(count: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(count);
  return bytes;
}

function toldBy(reply: Uint8Array): [count: number, version: number] {
  const bytes = Buffer.from(reply);
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4)];
}

function expectBetween(from: Model, to: Model, reply: Uint8Array): void {
  const [count, version] = toldBy(reply);
  expect(count).toBeGreaterThanOrEqual(from.acknowledged);
  expect(count).toBeLessThanOrEqual(to.sent);
  // Two upgrades may come and go while a query waits: only where none was under way is it known which version answers.
  if (from.version === from.versionSent && from.upgradesSent === to.upgradesSent)
    expect(version).toBe(from.version);
}

test('canisters that move, are evicted, outlast rounds and change their code all the time never show a wrong state', async () => {
  const failed = withResolvers<never>();
  node = await TestReplica.open(new SlowStore(), {
    onFailure: failed.reject,
    waitsForTime: true,
    workersMax: 3,
    heldBytesMax: HELD_BYTES,
    roundMsMax: 4,
  });
  const load = new Load(node, 10_000, 7);
  await Promise.race([load.run(), failed.promise]);
  for (const { canister, acknowledged } of load.models) {
    const bytes = await node.replica.readMemory(canister.key, 'stable', 0n, 4);
    expect(Buffer.from(bytes).readUInt32LE()).toBe(acknowledged);
  }
  expect(Object.values(load.counts).every((count) => count > 0)).toBe(true);
}, 60_000);
