import { expect, test } from 'vitest';
import type { Execution } from './protocol.ts';
import { answerText, COPY, execution, OneCanister } from './canister-fixture.ts';
import { costOfCall } from './system-api/cycle-costs.ts';
import { principalKey } from '../principal.ts';

/** Address 0 holds the callee, 16 the method's name; cycles are read through memory at 32. */
const CALLER_TEXT = {
  imports: [
    'call_new',
    'call_data_append',
    'call_on_cleanup',
    'call_cycles_add128',
    'call_perform',
    'call_with_best_effort_response',
    'msg_reply_data_append',
    'msg_reply',
    'msg_reject',
    'msg_cycles_accept128',
    'canister_cycle_balance128',
    'canister_version',
    'cycles_burn128',
    'global_timer_set',
    'performance_counter',
    'msg_arg_data_copy',
    'msg_arg_data_size',
    'stable64_grow',
    'stable64_write',
    'msg_reject_code',
  ],
  body: `
  (table 4 funcref)
  (data (i32.const 0) "\\00\\00\\00\\00\\00\\00\\00\\07\\01\\01")
  (data (i32.const 16) "work")
  (func $new (call $call_new (i32.const 0) (i32.const 10) (i32.const 16) (i32.const 4)
    (i32.const 1) (i32.const -2) (i32.const 2) (i32.const 22)))
  (func $reply_bytes (param i32 i32)
    (call $msg_reply_data_append (local.get 0) (local.get 1)) (call $msg_reply))
  (func (export "canister_update call")
    (call $new)
    (call $call_data_append (i32.const 16) (i32.const 2))
    (call $call_data_append (i32.const 18) (i32.const 2))
    (call $call_on_cleanup (i32.const 3) (i32.const 33))
    (call $call_with_best_effort_response (i32.const 1000))
    (call $call_cycles_add128 (i64.const 0) (i64.const 70))
    (i32.store (i32.const 32) (call $call_perform))
    (call $reply_bytes (i32.const 32) (i32.const 1)))
  (func (export "canister_update call_often") (local $n i32)
    (loop $again
      (call $new)
      (if (i32.eqz (call $call_perform)) (then
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br $again))))
    (i32.store (i32.const 32) (local.get $n))
    (call $reply_bytes (i32.const 32) (i32.const 4)))
  (func (export "canister_update go_on_after_refusal")
    (call $new) (drop (call $call_perform)) (call $call_cycles_add128 (i64.const 0) (i64.const 1)))
  (func (export "canister_update call_and_trap") (call $new) (drop (call $call_perform)) unreachable)
  (func (export "canister_update abandon")
    (call $new) (call $call_cycles_add128 (i64.const 0) (i64.const 70)) (call $new))
  (func (export "canister_update abandon_at_end")
    (call $new) (call $call_cycles_add128 (i64.const 0) (i64.const 70)))
  (func (export "canister_update add_all")
    (call $new) (call $call_cycles_add128 (i64.const 0) (i64.const 900)) (drop (call $call_perform)))
  (func (export "canister_update add_too_much")
    (call $new) (call $call_cycles_add128 (i64.const 0) (i64.const 901)))
  (func (export "canister_update twice_cleanup")
    (call $new) (call $call_on_cleanup (i32.const 3) (i32.const 0)) (call $call_on_cleanup (i32.const 3) (i32.const 0)))
  (func (export "canister_update twice_timeout")
    (call $new) (call $call_with_best_effort_response (i32.const 1)) (call $call_with_best_effort_response (i32.const 1)))
  (func (export "canister_update append_after")
    (call $new) (drop (call $call_perform)) (call $call_data_append (i32.const 0) (i32.const 1)))
  (func (export "canister_update perform_nothing") (drop (call $call_perform)))
  (func (export "canister_update balance")
    (call $canister_cycle_balance128 (i32.const 32)) (call $reply_bytes (i32.const 32) (i32.const 16)))
  (func (export "canister_update accept")
    (call $msg_cycles_accept128 (i64.const 0) (i64.const 30) (i32.const 32))
    (call $msg_cycles_accept128 (i64.const 1) (i64.const 0) (i32.const 32))
    (call $reply_bytes (i32.const 32) (i32.const 16)))
  (func (export "canister_update accept_late")
    (call $msg_reply)
    (call $msg_cycles_accept128 (i64.const 0) (i64.const 30) (i32.const 32)))
  (func (export "canister_update burn")
    (call $cycles_burn128 (i64.const -1) (i64.const -1) (i32.const 32)) (call $reply_bytes (i32.const 32) (i32.const 16)))
  (func (export "canister_update version")
    (i64.store (i32.const 32) (call $canister_version)) (call $reply_bytes (i32.const 32) (i32.const 8)))
  (func (export "canister_update timer")
    (i64.store (i32.const 32) (call $global_timer_set (i64.const 9))) (call $reply_bytes (i32.const 32) (i32.const 8)))
  (func (export "canister_global_timer")
    (i64.store (i32.const 40) (call $global_timer_set (i64.const 4))))
  (func (export "canister_update counters")
    (i64.store (i32.const 32) (call $performance_counter (i32.const 0)))
    (i64.store (i32.const 40) (call $performance_counter (i32.const 1)))
    (call $reply_bytes (i32.const 32) (i32.const 16)))
  (func (export "canister_update trap") unreachable)
  (func (export "canister_update reply_twice") (call $msg_reply) (call $msg_reply))
  (func (export "canister_update reject_after_reply") (call $msg_reply) (call $msg_reject (i32.const 16) (i32.const 4)))
  (func (export "canister_update append_after_reply")
    (call $msg_reply) (call $msg_reply_data_append (i32.const 16) (i32.const 4)))
  (func (export "canister_update reject") (call $msg_reject (i32.const 16) (i32.const 4)))
  (func (export "canister_composite_query mark") (i32.store8 (i32.const 50) (i32.const 1))
    (drop (call $stable64_grow (i64.const 1))) (call $stable64_write (i64.const 0) (i64.const 50) (i64.const 1)))
  (func (export "canister_query see") (call $reply_bytes (i32.const 50) (i32.const 3)))
  (func $on_reply (param i32) (i32.store8 (i32.const 51) (i32.const 1))
    (if (i32.eq (local.get 0) (i32.const 1)) (then unreachable)))
  (func $on_cleanup (param i32) (i32.store8 (i32.const 52) (local.get 0)))
  (func $on_reject (param i32) (i32.store8 (i32.const 52) (call $msg_reject_code)) (call $reply_bytes (i32.const 50) (i32.const 3)))
  (elem (i32.const 1) $on_reply $on_reject $on_cleanup)`,
};

const CALLEE = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 7, 1, 1);

function installed(): OneCanister {
  const canister = new OneCanister();
  expect(canister.install(CALLER_TEXT).trap).toBeUndefined();
  return canister;
}

function number(canister: OneCanister, method: string, changes: Partial<Execution> = {}, state = {}): bigint {
  return littleEndian(canister.runAll([execution(method, changes)], state)[0]);
}

function littleEndian(result: ReturnType<OneCanister['run']> | undefined): bigint {
  const bytes = result?.answer?.kind === 'reply' ? result.answer.data : Uint8Array.of(255);
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

test('call: everything that was set is in the outgoing call; the timeout is bounded', () => {
  const result = installed().run('call');
  expect(result.trap).toBeUndefined();
  expect(result.calls).toEqual([
    {
      callee: CALLEE,
      method: 'work',
      payload: new Uint8Array(Buffer.from('work')),
      cycles: 70n,
      timeoutSeconds: 300,
      onReply: { fun: 1n, env: 0xffff_fffen },
      onReject: { fun: 2n, env: 22n },
      onCleanup: { fun: 3n, env: 33n },
    },
  ]);
});

test('call_perform: answers 2 when the queue to the callee is full; one place is enough', () => {
  const canister = installed();
  const used = (count: number) => ({ queueUsed: [[principalKey(CALLEE), count]] as const });
  expect(number(canister, 'call_often', {}, used(500))).toBe(0n);
  expect(number(canister, 'call_often', {}, used(499))).toBe(1n);
  expect(number(canister, 'call_often')).toBe(500n);
  const batch = canister.runAll([execution('call_often'), execution('call_often')], used(300));
  expect(batch.map(littleEndian)).toEqual([200n, 0n]);
});

test('call_perform: a call that is refused gives its cycles back', () => {
  const canister = installed();
  const full = { queueUsed: [[principalKey(CALLEE), 500]] as const, cycles: 1000n };
  const [call, balance] = canister.runAll([execution('call'), execution('balance')], full);
  expect([call?.calls.length, littleEndian(call), littleEndian(balance)]).toEqual([0, 2n, 1000n]);
});

test('call_perform: a call that is refused is no longer under construction', () => {
  const full = { queueUsed: [[principalKey(CALLEE), 500]] as const };
  const { trap } = installed().run('go_on_after_refusal', {}, full);
  expect(trap?.message).toContain('called when no call is under construction');
});

test('call_perform: with charged calls the balance must cover the reservation, to the cycle', () => {
  const canister = installed();
  const fee = costOfCall(4, 4);
  const balance = { cycles: fee + 70n, chargeCalls: true };
  expect(number(canister, 'call', {}, balance)).toBe(0n);
  expect(number(canister, 'call', {}, { ...balance, cycles: fee + 69n })).toBe(2n);
  expect(number(canister, 'call', {}, { ...balance, cyclesFrozen: 1n })).toBe(2n);
  const after = canister.runAll([execution('call'), execution('balance')], { ...balance, cycles: 2n * fee });
  expect(after.map(littleEndian)).toEqual([0n, fee - 70n]);
});

test('cycles: attached cycles leave the balance, abandoned ones come back, a trap changes nothing', () => {
  const canister = installed();
  const state = { cycles: 1000n };
  const balances = (method: string): bigint =>
    littleEndian(canister.runAll([execution(method), execution('balance')], state)[1]);
  expect([balances('call'), balances('abandon'), balances('abandon_at_end')]).toEqual([930n, 1000n, 1000n]);
  expect(balances('call_and_trap')).toBe(1000n);
});

test('cycles: only what is above the frozen part can be attached or burned', () => {
  const canister = installed();
  const state = { cycles: 1000n, cyclesFrozen: 100n };
  expect(canister.run('add_all', {}, state).trap).toBeUndefined();
  expect(canister.run('add_too_much', {}, state).trap?.errorCode).toBe('IC0504');
  const burned = canister.run('burn', {}, state);
  expect([burned.cyclesBurned, littleEndian(burned)]).toEqual([900n, 900n]);
});

test('cycles: as many are accepted as there are, none after the answer', () => {
  const canister = installed();
  const result = canister.run('accept', { cyclesAvailable: 50n });
  expect([result.cyclesAccepted, littleEndian(result)]).toEqual([50n, 20n]);
  expect(canister.run('accept_late', { cyclesAvailable: 50n }).cyclesAccepted).toBe(0n);
  const batch = canister.runAll([execution('accept', { cyclesAvailable: 50n }), execution('balance')], {
    cycles: 1n,
  });
  expect(littleEndian(batch[1])).toBe(51n);
});

test.each([
  ['twice_cleanup', 'ic0.call_on_cleanup can be called at most once'],
  ['twice_timeout', 'a timeout is already set'],
  ['append_after', 'ic0.call_data_append called when no call is under construction'],
  ['perform_nothing', 'ic0.call_perform called when no call is under construction'],
  ['reply_twice', 'ic0.msg_reply: the call is already replied'],
  ['reject_after_reply', 'ic0.msg_reject: the call is already replied'],
  ['append_after_reply', 'ic0.msg_reply_data_append: the call is already replied'],
])('contract: %s traps with IC0504', (method, text) => {
  const { trap } = installed().run(method);
  expect([trap?.errorCode, trap?.message.startsWith('Canister violated contract: ')]).toEqual([
    'IC0504',
    true,
  ]);
  expect(trap?.message).toContain(text);
});

test('answer: a call that was answered before cannot be answered again', () => {
  expect(installed().run('reject', { answered: true }).trap?.errorCode).toBe('IC0504');
  expect(answerText(installed().run('reject'))).toBe('work');
});

test('version: rises by one for each success of a batch and not for a trap', () => {
  const methods = ['version', 'trap', 'version'].map((method) => execution(method));
  const results = installed().runAll(methods, { canisterVersion: 7n });
  expect([results[0], results[2]].map(littleEndian)).toEqual([7n, 8n]);
});

test('timer: the previous value is returned, also within a batch; a timer that runs is off', () => {
  const canister = installed();
  const timer = execution('', { entry: { kind: 'global_timer' } });
  const state = { globalTimerNs: 3n };
  const results = canister.runAll([execution('timer'), execution('timer'), timer, execution('timer')], state);
  expect([results[0], results[1], results[3]].map(littleEndian)).toEqual([3n, 9n, 4n]);
  expect(results.map(({ globalTimerNs }) => globalTimerNs)).toEqual([9n, 9n, 4n, 9n]);
  expect(canister.byte('heap', 40)).toBe(0);
});

test('performance counter: 0 counts this execution, 1 adds those before it', () => {
  const result = installed().run('counters', { contextInstructions: 1_000_000n });
  const data = result.answer?.kind === 'reply' ? result.answer.data : new Uint8Array(16);
  const view = new DataView(data.buffer, data.byteOffset);
  const first = view.getBigUint64(0, true);
  expect(first).toBeGreaterThanOrEqual(200n);
  expect(view.getBigUint64(8, true)).toBeGreaterThan(1_000_000n + first);
  expect(result.instructions).toBeGreaterThan(view.getBigUint64(8, true) - 1_000_000n);
});

test('hold: callbacks go on with it, a trap in one undoes only that one, others see the committed state', () => {
  const canister = installed();
  const see = (): number[] => {
    const result = canister.run('', {
      entry: { kind: 'query', method: 'see' },
      replicated: false,
      effect: 'discard',
    });
    return result.answer?.kind === 'reply' ? Array.from(result.answer.data) : [];
  };
  const held = { replicated: false, effect: 'hold', hold: 1 } as const;
  const callback = (
    kind: 'reply_callback' | 'reject_callback' | 'cleanup_callback',
    fun: bigint,
    env: bigint,
  ) =>
    canister.run('', {
      ...held,
      entry: { kind, closure: { fun, env } },
      rejection: { code: 4, message: 'no' },
    });
  expect(
    canister.run('', { ...held, entry: { kind: 'composite_query', method: 'mark' } }).trap,
  ).toBeUndefined();
  expect(see()).toEqual([0, 0, 0]);
  expect(callback('reply_callback', 1n, 1n).trap?.errorCode).toBe('IC0502');
  const rejected = callback('reject_callback', 2n, 0n);
  expect(rejected.answer?.kind === 'reply' && Array.from(rejected.answer.data)).toEqual([1, 0, 4]);
  expect(callback('cleanup_callback', 3n, 9n).trap).toBeUndefined();
  canister.host.release(COPY, 1);
  expect(see()).toEqual([0, 0, 0]);
  expect(canister.byte('stable', 0)).toBe(0);
  expect(
    canister.run('', { ...held, entry: { kind: 'composite_query', method: 'mark' } }).memory.stable,
  ).toBe(65_536n);
  canister.host.release(COPY, 1);
  expect(canister.host.takeDelta(COPY)?.stable.pages64KiB).toBe(0);
});
