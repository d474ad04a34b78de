import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { CanisterText } from './canister-fixture.ts';
import { COPY, OneCanister } from './canister-fixture.ts';

/** Every stage leaves its mark in heap, stable memory, a global and certified data; `fails` names the stage that traps. */
function version(number: number, fails = ''): CanisterText {
  const stage = (name: string, slot: number): string => `
    (i32.store8 (i32.const ${slot}) (i32.const ${number}))
    (i32.store8 (i32.const 100) (i32.const ${number}))
    (global.set $g (i32.add (global.get $g) (i32.const ${number})))
    (call $stable64_write (i64.const ${slot}) (i64.const 100) (i64.const 1))
    ${fails === name ? 'unreachable' : ''}`;
  return {
    imports: [
      'stable64_grow',
      'stable64_write',
      'certified_data_set',
      'global_timer_set',
      'msg_reply',
      'canister_version',
    ],
    body: `
    (global $g (mut i32) (i32.const 0))
    (data (i32.const 200) "${String(number)}")
    (func $start
      (if (i64.eq (call $stable64_grow (i64.const 0)) (i64.const 0))
        (then (drop (call $stable64_grow (i64.const 1)))))
      ${stage('start', 0)})
    (start $start)
    (func (export "canister_init")
      (call $certified_data_set (i32.const 100) (i32.const 1))
      (drop (call $global_timer_set (i64.const 5)))
      ${stage('init', 1)})
    (func (export "canister_pre_upgrade")
      (drop (call $global_timer_set (i64.const 6)))
      (drop (memory.grow (i32.const 1)))
      (i32.store8 (i32.const 70000) (i32.const 1))
      (call $certified_data_set (i32.const 100) (i32.const 1))
      ${stage('pre_upgrade', 2)})
    (func (export "canister_post_upgrade")
      (i64.store (i32.const 300) (call $canister_version))
      ${stage('post_upgrade', 3)})
    (func (export "canister_update show_global")
      (i32.store8 (i32.const 400) (global.get $g)) (call $msg_reply))`,
  };
}

const MEMORIES = ['heap', 'stable'] as const;
/** A digest of the global and of the memories' first bytes. */
function snapshot(canister: OneCanister): string {
  const hash = createHash('sha256').update(String(globalOf(canister)));
  for (const memory of MEMORIES) hash.update(canister.host.read(COPY, memory, 0n, 1000));
  return hash.digest('hex');
}

/** The global as an execution sees it. */
function globalOf(canister: OneCanister): number {
  canister.run('show_global');
  return canister.byte('heap', 400);
}

test('install: start runs before init, data segments are there, both leave their marks', () => {
  const canister = new OneCanister();
  const result = canister.install(version(1));
  expect(result.trap).toBeUndefined();
  expect([canister.byte('heap', 0), canister.byte('heap', 1), canister.byte('heap', 200)]).toEqual([
    1, 1, 0x31,
  ]);
  expect([canister.byte('stable', 0), canister.byte('stable', 1)]).toEqual([1, 1]);
  expect([result.certifiedData, result.globalTimerNs]).toEqual([Uint8Array.of(1), 5n]);
  expect(globalOf(canister)).toBe(2);
});

test.each(['start', 'init'])('install: a trap in %s leaves no canister', (stage) => {
  const canister = new OneCanister();
  expect(canister.install(version(1, stage)).trap?.errorCode).toBe('IC0502');
  expect(canister.run('show_global').trap?.errorCode).toBe('IC0537');
});

test.each(['start', 'init'])('reinstall: a trap in %s leaves everything as it was', (stage) => {
  const canister = new OneCanister();
  canister.install(version(1));
  const before = snapshot(canister);
  expect(canister.install(version(2, stage), { mode: 'reinstall' }).trap?.errorCode).toBe('IC0502');
  expect(snapshot(canister)).toBe(before);
});

test('reinstall: heap and stable memory are new', () => {
  const canister = new OneCanister();
  canister.install(version(1));
  canister.install(version(2), { mode: 'upgrade' });
  expect(canister.byte('stable', 3)).toBe(2);
  canister.install(version(3), { mode: 'reinstall' });
  expect([canister.byte('stable', 3), canister.byte('stable', 1)]).toEqual([0, 3]);
  const delta = canister.host.takeDelta(COPY);
  expect([delta?.heap.reset, delta?.stable.reset]).toEqual([true, true]);
});

test('upgrade: stable memory is kept, the heap is new, the timer is off, certified data of pre_upgrade counts', () => {
  const canister = new OneCanister();
  canister.install(version(1));
  canister.host.takeDelta(COPY);
  const result = canister.install(version(2), { mode: 'upgrade' }, { canisterVersion: 40n });
  expect(result.trap).toBeUndefined();
  expect([0, 1, 2, 3].map((slot) => canister.byte('stable', slot))).toEqual([2, 1, 1, 2]);
  expect([0, 1, 2, 3].map((slot) => canister.byte('heap', slot))).toEqual([2, 0, 0, 2]);
  expect([result.globalTimerNs, result.certifiedData]).toEqual([0n, Uint8Array.of(1)]);
  expect(canister.byte('heap', 300)).toBe(41);
  const delta = canister.host.takeDelta(COPY);
  expect([delta?.heap.reset, delta?.stable.reset, delta?.heap.pages64KiB]).toEqual([true, false, 1]);
});

test('upgrade with keepHeap: the heap goes on, data segments are not written, pre_upgrade ran', () => {
  const canister = new OneCanister();
  canister.install(version(1));
  canister.host.takeDelta(COPY);
  const result = canister.install(version(2), { mode: 'upgrade', keepHeap: true });
  expect([result.trap, result.memory.wasm]).toEqual([undefined, 2 * 65_536]);
  expect([0, 1, 2, 3, 200].map((slot) => canister.byte('heap', slot))).toEqual([2, 1, 1, 2, 0x31]);
  expect(canister.byte('heap', 70_000)).toBe(1);
  const delta = canister.host.takeDelta(COPY);
  expect([delta?.heap.reset, delta?.heap.pages64KiB]).toEqual([false, 2]);
});

test.each([
  ['pre_upgrade', false],
  ['start', false],
  ['post_upgrade', false],
  ['pre_upgrade', true],
  ['start', true],
  ['post_upgrade', true],
])('upgrade: a trap in %s leaves everything as it was (keepHeap: %s)', (stage, keepHeap) => {
  const canister = new OneCanister();
  canister.install(version(1, stage === 'pre_upgrade' ? stage : ''));
  const before = snapshot(canister);
  canister.host.takeDelta(COPY);
  const result = canister.install(version(2, stage), { mode: 'upgrade', keepHeap });
  expect(result.trap).toEqual({ errorCode: 'IC0502', message: 'Canister trapped: unreachable' });
  expect([result.certifiedData, result.globalTimerNs, result.memory.wasm]).toEqual([
    undefined,
    undefined,
    65_536,
  ]);
  expect(result.instructions).toBeGreaterThan(0n);
  const delta = canister.host.takeDelta(COPY);
  expect([delta?.heap.reset, delta?.heap.pages.indexes.length, delta?.stable.pages.indexes.length]).toEqual([
    false,
    0,
    0,
  ]);
  expect(snapshot(canister)).toBe(before);
});

test('upgrade: skip_pre_upgrade passes over a pre_upgrade that traps', () => {
  const canister = new OneCanister();
  canister.install(version(1, 'pre_upgrade'));
  expect(canister.install(version(2), { mode: 'upgrade', skipPreUpgrade: true }).trap).toBeUndefined();
});

test('upgrade: all stages share one instruction limit', () => {
  const canister = new OneCanister();
  canister.install(version(1));
  const used = canister.install(version(2), { mode: 'upgrade' }).instructions;
  const tight = canister.install(version(2), { mode: 'upgrade', instructionLimit: used - 1n });
  expect(tight.trap?.message).toBe(
    `Canister exceeded the limit of ${used - 1n} instructions for single message execution.`,
  );
  expect(canister.install(version(2), { mode: 'upgrade', instructionLimit: used }).trap).toBeUndefined();
});

test('load: what was collected brings the canister back, globals included', () => {
  const canister = new OneCanister();
  canister.install(version(1));
  const before = snapshot(canister);
  const delta = canister.host.takeDelta(COPY);
  const other = new OneCanister();
  const module = canister.lastModule;
  if (delta === undefined || module === undefined) throw new Error('installed');
  other.load(module, delta);
  expect(snapshot(other)).toBe(before);
  other.host.unload(COPY);
  other.host.load(COPY);
  expect(other.run('show_global').trap?.errorCode).toBe('IC0537');
});
