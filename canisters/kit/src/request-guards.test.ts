import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cursors } from './cursors.ts';
import { envOf } from './env.ts';
import type { Env } from './env.ts';
import { ascii } from './hash-tree.ts';
import { IDEMPOTENCY_KEY_SIZE_BYTES_MAX, Idempotency } from './idempotency.ts';
import { RATE_SETS, RATE_SET_BUCKETS, RateLimit } from './rate-limit.ts';
import { refusalOf } from './refusal-of.ts';
import { Refusal } from './refusal.ts';
import { Secret } from './secret.ts';
import { SimulatedSystem } from './simulated-system.ts';
import { MemoryTable } from './table.ts';

const SECOND = 1_000_000_000n;
const person = (number: number): Principal =>
  Principal.fromUint8Array(Uint8Array.of(number >> 8, number & 0xff, 2));
const env = (caller: Principal, nowNs = 0n): Env => {
  const system = new SimulatedSystem();
  system.callerNow = caller;
  system.nowNs = nowNs;
  return envOf(system);
};
function secretOf(fill: number): Secret {
  const secret = new Secret(new MemoryTable(), Uint8Array.of(0));
  secret.set(new Uint8Array(32).fill(fill));
  return secret;
}

describe('idempotency', () => {
  const options = { lifeNs: 100n, perCallerMax: 3 };
  const scene = () => {
    const table = new MemoryTable();
    const once = new Idempotency(table, options);
    let runs = 0;
    const call = (caller: number, key: string, request: string, nowNs = 0n): unknown =>
      once.once(
        env(person(caller), nowNs),
        { key: [ascii(key)], request: ascii(request), reply: IDL.Nat32 },
        () => {
          runs += 1;
          return runs;
        },
      );
    return { table, once, call, runs: () => runs };
  };

  it('answers the same request with what was answered before; callers do not meet', () => {
    const { call, runs } = scene();
    expect([call(1, 'k', 'r'), call(1, 'k', 'r'), call(2, 'k', 'r'), call(1, 'l', 'r')]).toEqual([
      1, 1, 2, 3,
    ]);
    expect(runs()).toBe(3);
  });

  it('refuses another request under the same key', () => {
    const { call } = scene();
    call(1, 'k', 'r');
    expect(refusalOf(() => call(1, 'k', 's'))).toEqual({ IdempotencyConflict: { key: ascii('k') } });
  });

  it('remembers to the last nanosecond of the life and not one longer', () => {
    const { call } = scene();
    call(1, 'k', 'r', 0n);
    expect(call(1, 'k', 'r', 99n)).toBe(1);
    expect(call(1, 'k', 's', 100n)).toBe(2);
    expect(refusalOf(() => call(1, 'k', 'r', 199n))).toBeDefined();
  });

  it('bounds the keys of a caller, and says when one is free', () => {
    const { call } = scene();
    for (const [at, key] of ['a', 'b', 'c'].entries()) call(1, key, 'r', BigInt(at));
    expect(refusalOf(() => call(1, 'd', 'r', 99n))).toEqual({
      TooManyIdempotencyKeys: { limit: 3, retry_at_ns: 100n },
    });
    expect(call(2, 'd', 'r', 99n)).toBe(4);
    expect(call(1, 'd', 'r', 100n)).toBe(5);
    expect(refusalOf(() => call(1, 'e', 'r', 100n))).toMatchObject({
      TooManyIdempotencyKeys: { retry_at_ns: 101n },
    });
  });

  it('does not remember what was refused, nor a request without a key', () => {
    const { once, call, table } = scene();
    const refuse = (): never => {
      throw new Refusal({ No: null });
    };
    const request = { request: ascii('r'), reply: IDL.Nat32 };
    expect(refusalOf(() => once.once(env(person(1)), { ...request, key: [ascii('k')] }, refuse))).toEqual({
      No: null,
    });
    expect(once.once(env(person(1)), { ...request, key: [] }, () => 7)).toBe(7);
    expect(table.size).toBe(0);
    expect(call(1, 'k', 's')).toBe(1);
  });

  it('refuses an empty key and one byte too many', () => {
    const { call } = scene();
    const most = IDEMPOTENCY_KEY_SIZE_BYTES_MAX;
    expect(call(1, 'k'.repeat(most), 'r')).toBe(1);
    for (const key of ['', 'k'.repeat(most + 1)])
      expect(refusalOf(() => call(1, key, 'r'))).toMatchObject({
        Invalid: { field: 'idempotency_key', limit: [64n] },
      });
  });

  it('sweeps callers who never come back', () => {
    const { call, table } = scene();
    for (let caller = 0; caller < 500; caller += 1) call(caller, 'k', 'r', BigInt(caller));
    expect(table.size).toBeLessThan(3 * 102);
  });
});

describe('rate limit', () => {
  const rate = { name: 'read', burst: 3, perMinute: 60 };

  it('lets a burst through, then one for each refill, and names the time to the nanosecond', () => {
    const limit = new RateLimit(new MemoryTable());
    const take = (nowNs: bigint): unknown => refusalOf(() => limit.take(env(person(1), nowNs), rate));
    const start = 1_000n * SECOND;
    expect([take(start), take(start), take(start)]).toEqual([undefined, undefined, undefined]);
    const retry = { RateLimited: { class: 'read', retry_at_ns: start + SECOND } };
    expect([take(start), take(start + SECOND - 1n)]).toEqual([retry, retry]);
    expect(take(start + SECOND)).toBeUndefined();
    expect(take(start + SECOND)).toBeDefined();
  });

  it('never lets more through than burst and rate allow, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000), { maxLength: 60 }), (waitsMs) => {
        const limit = new RateLimit(new MemoryTable());
        let nowNs = 1_000n * SECOND;
        const startNs = nowNs;
        let passed = 0;
        for (const wait of waitsMs) {
          nowNs += BigInt(wait) * 1_000_000n;
          if (refusalOf(() => limit.take(env(person(1), nowNs), rate)) === undefined) passed += 1;
          expect(passed).toBeLessThanOrEqual(rate.burst + Number((nowNs - startNs) / SECOND));
        }
      }),
    );
  });

  it('callers and classes do not meet; a refusal writes nothing', () => {
    const table = new MemoryTable();
    const limit = new RateLimit(table, secretOf(1));
    const take = (who: number, name = 'read'): unknown =>
      refusalOf(() => limit.take(env(person(who), SECOND), { ...rate, name, burst: 1 }));
    expect([take(1), take(2), take(1, 'write')]).toEqual([undefined, undefined, undefined]);
    const { writes } = table;
    expect([take(1), take(2), take(1, 'write')].every((refusal) => refusal !== undefined)).toBe(true);
    expect(table.writes).toBe(writes);
  });

  it('takes several tokens at once, up to the whole bucket', () => {
    const limit = new RateLimit(new MemoryTable());
    limit.take(env(person(1), SECOND), rate, 3);
    expect(refusalOf(() => limit.take(env(person(1), 3n * SECOND), rate, 3))).toMatchObject({
      RateLimited: { retry_at_ns: 4n * SECOND },
    });
    expect(() => limit.take(env(person(1), SECOND), rate, 4)).toThrow('a bucket');
  });

  it('stays within its bound under any number of callers, and still slows them down', () => {
    const table = new MemoryTable();
    const limit = new RateLimit(table);
    const callers = 3 * RATE_SETS;
    for (let who = 0; who < callers; who += 1) limit.take(env(person(who), SECOND), rate);
    expect(table.size).toBeLessThanOrEqual(RATE_SETS);
    // One set, far more callers than buckets, all at work.
    const crowded = new RateLimit({ ...only(new MemoryTable()) });
    let passed = 0;
    for (let who = 0; who < 500; who += 1)
      if (refusalOf(() => crowded.take(env(person(who), SECOND), rate)) === undefined) passed += 1;
    expect(passed).toBeLessThanOrEqual(RATE_SET_BUCKETS * rate.burst);
  });

  /** All sets in one record. */
  function only(table: MemoryTable) {
    const key = Uint8Array.of(0);
    return {
      get: () => table.get(key),
      set: (_: Uint8Array, value: Uint8Array) => table.set(key, value),
      delete: () => undefined,
    };
  }
});

describe('cursors', () => {
  const cursors = new Cursors(secretOf(1));
  const scope = { method: 'list', request: '{"of":1}' };
  const position = ascii('position');

  it('opens what it sealed, for the same caller, method and request only', () => {
    const cursor = cursors.seal(env(person(1)), scope, position);
    expect(cursors.open(env(person(1), 99n), scope, [cursor])).toEqual(position);
    expect(cursors.open(env(person(1)), scope, [])).toBeUndefined();
    const invalid = { InvalidCursor: null };
    const open = (who: number, method: string, request: string, by = cursors): unknown =>
      refusalOf(() => by.open(env(person(who)), { method, request }, [cursor]));
    expect(open(2, 'list', '{"of":1}')).toEqual(invalid);
    expect(open(1, 'lis', 't{"of":1}')).toEqual(invalid);
    expect(open(1, 'list', '{"of":2}')).toEqual(invalid);
    expect(open(1, 'list', '{"of":1}', new Cursors(secretOf(2)))).toEqual(invalid);
  });

  it('refuses every cursor of which a byte was changed, cut or added', () => {
    const cursor = cursors.seal(env(person(1)), scope, position);
    const open = (bytes: Uint8Array): unknown =>
      refusalOf(() => cursors.open(env(person(1)), scope, [bytes]));
    for (let at = 0; at < cursor.length; at += 1) {
      expect(open(cursor.map((byte, place) => (place === at ? byte ^ 1 : byte)))).toEqual({
        InvalidCursor: null,
      });
      expect(open(cursor.slice(0, at))).toEqual({ InvalidCursor: null });
    }
    expect(open(Uint8Array.of(...cursor, 0))).toEqual({ InvalidCursor: null });
    expect(open(new Uint8Array(5_000))).toEqual({ InvalidCursor: null });
  });

  it('waits for the secret', () => {
    const early = new Cursors(new Secret(new MemoryTable(), Uint8Array.of(0)));
    expect(refusalOf(() => early.seal(env(person(1)), scope, position))).toEqual({ NotReady: null });
  });
});
