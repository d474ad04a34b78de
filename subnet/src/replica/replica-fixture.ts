import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { assert } from '../assert.ts';
import { openCallContext } from '../canister/call-contexts.ts';
import type { CallContext } from '../canister/call-context.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { ManualClock } from '../clock.ts';
import type { CallContent } from '../envelope/content.ts';
import { MANAGEMENT_IDL } from '../management/management-idl-table.ts';
import { principalBytes, principalKey, type PrincipalKey } from '../principal.ts';
import { manualClock } from '../real-time.ts';
import { assemble } from '../sandbox/canister-fixture.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { Store } from '../store/store.ts';
import { isFinal, type IngressRecord } from './ingress-history.ts';
import { openReplica, type ReplicaOptions } from './open-replica.ts';
import type { Replica } from './replica.ts';

/** Where COUNTER counts, in its heap. */
const COUNTED = { calls: 0, timers: 4, heartbeats: 8 } as const;

/** For tests: the caller of everything. */
export const CALLER = Uint8Array.of(4);
const START_NS = 1_750_000_000_000_000_000n;
const EXPIRY_NS = 240_000_000_000n;

/** For tests: a replica with a sandbox of its own, on a store that outlives it, with a clock that the test moves. */
export class TestReplica {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly failures: unknown[] = [];
  #replica: Replica | undefined;
  readonly #options: Partial<ReplicaOptions>;
  #calls = 0;

  private constructor(store: Store, clock: ManualClock, options: Partial<ReplicaOptions>) {
    this.store = store;
    this.clock = clock;
    this.#options = options;
  }

  static async open(
    store: Store = new MemoryStore(),
    options: Partial<ReplicaOptions> = {},
  ): Promise<TestReplica> {
    const test = new TestReplica(store, manualClock(START_NS), options);
    await test.reopen();
    return test;
  }

  /** Stops the replica, if one is open, and opens another on the same store. */
  async reopen(): Promise<void> {
    await this.stop();
    this.#replica = await openReplica({
      store: this.store,
      clock: this.clock,
      waitsForTime: false,
      seed: new Uint8Array(32).fill(7),
      cacheDir: undefined,
      onFailure: (error) => this.failures.push(error),
      ...this.#options,
    });
  }

  async stop(): Promise<void> {
    const replica = this.#replica;
    this.#replica = undefined;
    await replica?.stop();
  }

  get replica(): Replica {
    assert(this.#replica !== undefined, 'the replica is open');
    return this.#replica;
  }

  get state() {
    return this.replica.parts.state;
  }

  /** Content of a call that no other call equals. */
  content(canister: Uint8Array, method: string, argument: Uint8Array = new Uint8Array()): CallContent {
    const requestId = new Uint8Array(32);
    new DataView(requestId.buffer).setUint32(0, ++this.#calls);
    return {
      requestId,
      sender: CALLER,
      canister,
      method,
      argument,
      ingressExpiryNs: this.clock.now() + EXPIRY_NS,
    };
  }

  /** Submits a call without waiting for its end. */
  async submit(canister: Uint8Array, method: string, argument?: Uint8Array): Promise<IngressRecord> {
    const content = this.content(canister, method, argument);
    await this.replica.submit(content, canister, 0);
    const record = this.state.ingress.get(Buffer.from(content.requestId).toString('hex'));
    assert(record !== undefined, 'the call was accepted');
    return record;
  }

  /** Calls a method of the management canister; `settle` runs it. */
  manage(method: keyof typeof MANAGEMENT_IDL, argument: object): Promise<IngressRecord> {
    const { argument: types } = MANAGEMENT_IDL[method];
    return this.submit(new Uint8Array(), method, new Uint8Array(IDL.encode([...types], [argument])));
  }

  settle(): Promise<void> {
    return this.replica.settle();
  }

  /** A canister that the caller of everything controls, with code if it is given. */
  async canister(module?: Uint8Array, id?: PrincipalKey): Promise<CanisterState> {
    const created = this.replica.parts.host.createCanister({
      cycles: 1_000_000n,
      controllers: [principalKey(CALLER)],
      ...(id !== undefined && { id }),
    });
    assert(created !== undefined, 'the id is free');
    if (module === undefined) return created;
    const { status } = await this.install(created, module);
    assert(status.status === 'replied', 'the module is installed');
    return created;
  }

  async install(canister: CanisterState, module: Uint8Array): Promise<IngressRecord> {
    const record = await this.manage('install_code', {
      mode: { install: null },
      ...ofCanister(canister),
      wasm_module: module,
      arg: new Uint8Array(),
      sender_canister_version: [],
    });
    await this.settle();
    if (!isFinal(record.status)) await this.state.ingress.finished(record.id);
    return record;
  }

  /** A call of the canister that stays open: its context waits for an answer that never comes. */
  openCall(canister: CanisterState): { readonly record: IngressRecord; readonly context: CallContext } {
    const call = this.content(principalBytes(canister.key), 'never answered');
    const record = this.state.ingress.add(call, call.canister);
    const context = openCallContext(canister, {
      origin: { kind: 'ingress', requestId: record.id, sender: record.sender },
      caller: record.sender,
      cycles: 0n,
      deadlineNs: 0n,
    });
    return { record, context };
  }

  /** What a canister with COUNTER counted. */
  async counter(canister: CanisterState, counted: keyof typeof COUNTED = 'calls'): Promise<number> {
    const at = BigInt(COUNTED[counted]);
    const bytes = await this.replica.readMemory(canister.key, 'heap', at, 4);
    return Buffer.from(bytes).readUInt32LE();
  }
}

/** `record { canister_id }`. */
export function ofCanister(canister: CanisterState): { readonly canister_id: Principal } {
  return { canister_id: Principal.fromUint8Array(principalBytes(canister.key)) };
}

const count = (address: number) =>
  `(i32.store (i32.const ${address}) (i32.add (i32.load (i32.const ${address})) (i32.const 1)))`;

/** For tests: counts its calls of `count`, its timers and its heartbeats. */
export const COUNTER = assemble({
  imports: ['msg_reply', 'debug_print', 'cycles_burn128'],
  body: `
    (func $count (export "canister_update count") ${count(COUNTED.calls)} (call $msg_reply))
    (func (export "canister_global_timer") ${count(COUNTED.timers)})
    (func (export "canister_heartbeat") ${count(COUNTED.heartbeats)})
    (func (export "canister_init") (call $cycles_burn128 (i64.const 0) (i64.const 100) (i32.const 16)))
    (func (export "canister_query look")
      (call $debug_print (i32.const 32) (i32.const 5))
      (call $cycles_burn128 (i64.const 0) (i64.const 10) (i32.const 16))
      (call $msg_reply))
    (data (i32.const 32) "salam")`,
});

/** For tests: `flood` calls itself as often as the number in its argument and replies with each `call_perform`'s answer. */
export const FLOOD = assemble({
  imports: [
    'msg_reply',
    'msg_reply_data_append',
    'msg_arg_data_copy',
    'canister_self_copy',
    'call_new',
    'call_perform',
  ],
  body: `
    (table 1 funcref) (elem (i32.const 0) $done)
    (func $done (param i32))
    (func (export "canister_update flood") (local $left i32)
      (call $canister_self_copy (i32.const 64) (i32.const 0) (i32.const 10))
      (call $msg_arg_data_copy (i32.const 0) (i32.const 0) (i32.const 4))
      (local.set $left (i32.load (i32.const 0)))
      (loop $next
        (call $call_new (i32.const 64) (i32.const 10) (i32.const 80) (i32.const 4)
          (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
        (i32.store8 (i32.const 96) (call $call_perform))
        (call $msg_reply_data_append (i32.const 96) (i32.const 1))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br_if $next (local.get $left)))
      (call $msg_reply))
    (func (export "canister_update echo") (call $msg_reply))
    (data (i32.const 80) "echo")`,
});

/** For tests: burns all its cycles, in an update or in a query. */
export const DRAIN = assemble({
  imports: ['msg_reply', 'cycles_burn128'],
  body: `
    (func $drain (call $cycles_burn128 (i64.const 0) (i64.const -1) (i32.const 0)) (call $msg_reply))
    (export "canister_update drain" (func $drain))
    (export "canister_query look" (func $drain))`,
});
