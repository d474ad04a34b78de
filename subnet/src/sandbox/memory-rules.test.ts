import { beforeEach, describe, expect, it } from 'vitest';
import { OneCanister } from './canister-fixture.ts';
import type { Execution, MemoryTerms, SystemState } from './protocol.ts';

const PAGE = 65_536n;
const TEXT = {
  imports: ['stable64_grow', 'stable64_read', 'debug_print', 'msg_reply'],
  pages: 1,
  body: `
  (global $result (mut i64) (i64.const 0))
  (func $grow (drop (memory.grow (i32.const 1))) (call $debug_print (i32.const 0) (i32.const 1)))
  (func (export "canister_update grow") (call $grow))
  (func (export "canister_heartbeat") (call $grow))
  (func (export "canister_query grow_query") (call $grow) (call $msg_reply))
  (func (export "canister_update grow_stable")
    (global.set $result (call $stable64_grow (i64.const 1)))
    (if (i64.eq (global.get $result) (i64.const -1))
      (then (call $debug_print (i32.const 0) (i32.const 4)))))
  (func (export "canister_update make_room") (drop (call $stable64_grow (i64.const 40000))))
  (func $touch (param $pages i64) (local $at i64)
    (loop
      (call $stable64_read (i64.const 0) (local.get $at) (i64.const 1))
      (local.set $at (i64.add (local.get $at) (i64.const 4096)))
      (br_if 0 (i64.lt_u (local.get $at) (i64.mul (local.get $pages) (i64.const 4096))))))
  (func (export "canister_query touch_gib") (call $touch (i64.const 262144)))
  (func (export "canister_query touch_more") (call $touch (i64.const 262145)))
  (func (export "canister_update touch_two") (call $touch (i64.const 524288)))
  (func (export "canister_update touch_beyond") (call $touch (i64.const 524289)))`,
};

const HEARTBEAT: Partial<Execution> = { entry: { kind: 'heartbeat' } };
const QUERY: Partial<Execution> = {
  entry: { kind: 'query', method: 'grow_query' },
  replicated: false,
  effect: 'discard',
};

function terms(changes: Partial<MemoryTerms> = {}): MemoryTerms {
  return {
    otherBytes: 0n,
    usedBytes: 0n,
    memoryAllocation: 0n,
    subnet: { usedBytes: 0n, thresholdBytes: 2n ** 40n, capacityBytes: 2n ** 40n },
    paid: {
      computeAllocation: 0n,
      freezingThreshold: 2_592_000n,
      reservedCycles: 0n,
      reservedCyclesLimit: 0n,
    },
    ...changes,
  };
}

const full = (left: bigint) =>
  terms({ subnet: { usedBytes: 0n, thresholdBytes: left, capacityBytes: left } });
const poor: Partial<SystemState> = { cycles: 0n, memory: terms() };

let canister: OneCanister;
beforeEach(() => {
  canister = new OneCanister();
  expect(canister.install(TEXT).trap).toBeUndefined();
});

describe('a heap that grows', () => {
  it('to the limit of the settings is let, a page more is not, and nothing runs after it', () => {
    expect(canister.run('grow', {}, { wasmMemoryLimit: 2n * PAGE }).trap).toBeUndefined();
    const refused = canister.run('grow', {}, { wasmMemoryLimit: 2n * PAGE });
    expect(refused.trap?.errorCode).toBe('IC0539');
    expect(refused.trap?.message).toContain(
      'Wasm memory limit of 131072 bytes. The peak Wasm memory usage was 196608 bytes. If the canister reaches 4GiB',
    );
    expect(refused.log).toEqual([]);
    expect(refused.memory.wasm).toBe(131_072);
  });

  it.each([
    ['a heartbeat', HEARTBEAT],
    ['a query', QUERY],
  ])('in %s knows no limit of the settings', (_, changes) => {
    expect(canister.run('grow', changes, { wasmMemoryLimit: PAGE }).trap).toBeUndefined();
  });

  it('beyond what its cycles can hold ends the message; queries and what fits an allocation do not ask', () => {
    const trap = canister.run('grow', {}, poor).trap;
    expect(trap).toEqual({
      errorCode: 'IC0532',
      message: 'Canister cannot grow memory by 65536 bytes due to insufficient cycles.',
    });
    expect(canister.run('grow', HEARTBEAT, poor).trap?.errorCode).toBe('IC0532');
    expect(canister.run('grow', QUERY, poor).trap).toBeUndefined();
    const promised = terms({ memoryAllocation: 2n * PAGE + 8n });
    expect(canister.run('grow', {}, { cycles: 0n, memory: promised }).trap).toBeUndefined();
  });

  it('a controller is told what is missing', () => {
    const caller = Uint8Array.of(1, 2, 3);
    expect(canister.run('grow', { caller }, poor).trap?.message).toMatch(
      /At least \d+ additional cycles are required\.$/,
    );
  });

  it('beyond the room of the subnet ends the message', () => {
    expect(canister.run('grow', {}, { memory: full(PAGE) }).trap).toBeUndefined();
    expect(canister.run('grow', {}, { memory: full(PAGE - 1n) }).trap).toEqual({
      errorCode: 'IC0507',
      message: 'Canister cannot grow its memory usage.',
    });
  });

  it('above the threshold of the subnet moves cycles to the reserved balance', () => {
    const subnet = { usedBytes: 2n ** 40n, thresholdBytes: 2n ** 40n, capacityBytes: 2n ** 41n };
    const paid = { ...terms().paid, reservedCyclesLimit: 10n ** 15n } as MemoryTerms['paid'];
    const given = { ...terms({ subnet }), ...(paid && { paid }) };
    const result = canister.run('grow', {}, { cycles: 10n ** 15n, memory: given });
    expect(result.trap).toBeUndefined();
    expect(result.cyclesReserved).toBeGreaterThan(0n);
    expect(canister.run('grow', {}, { cycles: 10n ** 15n, memory: terms({ subnet }) }).trap?.errorCode).toBe(
      'IC0534',
    );
  });
});

describe('a stable memory that grows', () => {
  const grows = (memory: MemoryTerms) => {
    const { trap, log, memory: after } = canister.run('grow_stable', {}, { cycles: 10n ** 15n, memory });
    return { trap: trap?.errorCode, failed: log.length > 0, bytes: after.stable };
  };

  it('beyond the room of the subnet is told -1 and stays as it is', () => {
    expect(grows(full(PAGE - 1n))).toEqual({ trap: undefined, failed: true, bytes: 0n });
    expect(grows(full(PAGE))).toEqual({ trap: undefined, failed: false, bytes: PAGE });
  });

  it('beyond what its cycles can hold ends the message', () => {
    expect(canister.run('grow_stable', {}, poor).trap?.errorCode).toBe('IC0532');
  });
});

describe('an installation', () => {
  it('that the canister cannot hold is refused as a whole', () => {
    const other = new OneCanister();
    const refused = other.install(TEXT, {}, { cycles: 5_000_000n, memory: terms() });
    expect(refused.trap?.errorCode).toBe('IC0532');
    expect(other.run('grow').trap?.errorCode).toBe('IC0537');
  });

  it('needs room for heap and code together', () => {
    const code = 1_000n;
    const state = (capacityBytes: bigint) => ({
      cycles: 10n ** 15n,
      memory: terms({
        otherBytes: code,
        subnet: { usedBytes: 0n, thresholdBytes: capacityBytes, capacityBytes },
      }),
    });
    // A page of heap, a global of eight bytes and the code.
    const need = PAGE + 8n + code;
    expect(new OneCanister().install(TEXT, {}, state(need - 1n)).trap?.errorCode).toBe('IC0101');
    expect(new OneCanister().install(TEXT, {}, state(need)).trap).toBeUndefined();
  });
});

describe('stable memory that a message touches', () => {
  beforeEach(() => {
    expect(canister.run('make_room').trap).toBeUndefined();
  });

  it.each([
    ['touch_gib', 'query', undefined],
    ['touch_more', 'query', 'IC0524'],
    ['touch_two', 'update', undefined],
    ['touch_beyond', 'update', 'IC0524'],
  ] as const)('%s, an %s, ends with %s', (method, kind, code) => {
    const changes: Partial<Execution> =
      kind === 'query' ? { ...QUERY, entry: { kind, method } } : { entry: { kind, method } };
    const { trap } = canister.run(method, changes);
    expect(trap?.errorCode).toBe(code);
    if (code === undefined) return;
    expect(trap?.message).toBe(
      'Canister exceeded memory access limits: Exceeded the limit for the number of accessed pages in the stable ' +
        'memory in a single message execution: limit 2097152 KB for regular messages and 1048576 KB for queries.',
    );
  });
});
