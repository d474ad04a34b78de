import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admitCandid, DOOR_LIMITS, WALK_LIMITS } from './index.ts';
import { BOTH, message, refusal } from './message-in-tests.ts';

/** A random type with random values of it, no deeper than the given. */
function typed(depth: number): fc.Arbitrary<{ type: IDL.Type; value: unknown }> {
  const leaf = fc.oneof(
    fc.constant({ type: IDL.Null, value: null }),
    fc.boolean().map((value) => ({ type: IDL.Bool, value })),
    fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((value) => ({ type: IDL.Nat, value })),
    fc.bigInt({ min: -(2n ** 128n), max: 2n ** 128n }).map((value) => ({ type: IDL.Int, value })),
    fc.nat(255).map((value) => ({ type: IDL.Nat8, value })),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => ({ type: IDL.Nat64, value })),
    fc.integer().map((value) => ({ type: IDL.Int32, value })),
    fc.double().map((value) => ({ type: IDL.Float64, value })),
    fc.string({ unit: 'grapheme' }).map((value) => ({ type: IDL.Text, value })),
    fc.constant({ type: IDL.Reserved, value: null }),
    fc
      .uint8Array({ maxLength: 29 })
      .map((bytes) => ({ type: IDL.Principal, value: Principal.fromUint8Array(bytes) })),
    fc.uint8Array({ maxLength: 100 }).map((value) => ({ type: IDL.Vec(IDL.Nat8), value })),
    fc.uint8Array({ maxLength: 29 }).map((bytes) => ({
      type: IDL.Func([IDL.Nat], [IDL.Text], ['query']),
      value: [Principal.fromUint8Array(bytes), 'method'],
    })),
    fc.uint8Array({ maxLength: 29 }).map((bytes) => ({
      type: IDL.Service({ method: IDL.Func([], [], []) }),
      value: Principal.fromUint8Array(bytes),
    })),
  ) as fc.Arbitrary<{ type: IDL.Type; value: unknown }>;
  if (depth === 0) return leaf;
  const inner = typed(depth - 1);
  return fc.oneof(
    leaf,
    inner.chain(({ type, value }) =>
      fc.boolean().map((some) => ({ type: IDL.Opt(type) as IDL.Type, value: some ? [value] : [] })),
    ),
    inner
      .filter(({ type }) => type !== IDL.Null && type !== IDL.Reserved && !(type instanceof IDL.RecordClass))
      .chain(({ type, value }) =>
        fc
          .nat(20)
          .map((length) => ({ type: IDL.Vec(type) as IDL.Type, value: new Array(length).fill(value) })),
      ),
    fc.array(inner, { minLength: 1, maxLength: 5 }).map((fields) => ({
      type: IDL.Record(Object.fromEntries(fields.map(({ type }, i) => [`field${i}`, type]))) as IDL.Type,
      value: Object.fromEntries(fields.map(({ value }, i) => [`field${i}`, value])),
    })),
    fc.array(inner, { minLength: 1, maxLength: 5 }).chain((fields) =>
      fc.nat(fields.length - 1).map((chosen) => ({
        type: IDL.Variant(Object.fromEntries(fields.map(({ type }, i) => [`case${i}`, type]))) as IDL.Type,
        value: { [`case${chosen}`]: fields[chosen]?.value },
      })),
    ),
  );
}

describe('messages of a real encoder', () => {
  test.each(BOTH)('random values pass at depth %s', (_, limits) => {
    fc.assert(
      fc.property(typed(3), ({ type, value }) => {
        const bytes = new Uint8Array(IDL.encode([type], [value]));
        expect(admitCandid(bytes, limits)).toEqual({ ok: true });
        expect(admitCandid(bytes, { ...limits, unwalkedBytesMax: 0 })).toEqual({ ok: true });
      }),
      { numRuns: 300 },
    );
  });

  test('a list type passes the walk and is refused at the door', () => {
    const List = IDL.Rec();
    List.fill(IDL.Opt(IDL.Record({ head: IDL.Nat, tail: List })));
    const bytes = new Uint8Array(IDL.encode([List], [[{ head: 1n, tail: [{ head: 2n, tail: [] }] }]]));
    expect(refusal(bytes, WALK_LIMITS)).toBe('admitted');
    expect(refusal(bytes, DOOR_LIMITS)).toMatchObject({ kind: 'recursive-type' });
  });

  test('a view into a larger buffer is read from its own start', () => {
    const bytes = new Uint8Array(IDL.encode([IDL.Text], ['text']));
    const buffer = new Uint8Array(bytes.length + 20).fill(255);
    buffer.set(bytes, 7);
    expect(refusal(buffer.subarray(7, 7 + bytes.length), WALK_LIMITS)).toBe('admitted');
  });

  test('no arguments, and the last of what the limits allow', () => {
    expect(refusal(message(0, 0), DOOR_LIMITS)).toBe('admitted');
    expect(refusal(message(0, 1, 0x7f), DOOR_LIMITS)).toBe('admitted');
    expect(refusal(message(0, 2, 0x7f, 0x7f), DOOR_LIMITS)).toEqual({
      kind: 'too-many-arguments',
      position: 5,
    });
    expect(refusal(message(0, 2, 0x7f, 0x7f), { ...DOOR_LIMITS, argumentsMax: 2 })).toBe('admitted');
  });
});

describe('malformed messages', () => {
  test.each([
    ['nothing', Uint8Array.of(), 0],
    ['another magic', Uint8Array.of(0x44, 0x49, 0x44, 0x4d, 0, 0), 0],
    ['an end after the magic', message(), 4],
    ['a primitive type in the table', message(1, 0x7f, 0), 5],
    ['a type index out of range', message(1, 0x6e, 1, 0), 6],
    ['an unknown primitive', message(0, 1, 0x6e), 6],
    ['field ids out of order', message(1, 0x6c, 2, 1, 0x7f, 0, 0x7f, 0), 9],
    ['a field id twice', message(1, 0x6c, 2, 1, 0x7f, 1, 0x7f, 0), 9],
    ['an annotation out of range', message(1, 0x6a, 0, 0, 1, 4, 0), 9],
    ['a value of the type empty', message(0, 1, 0x6f), 7],
    ['a variant tag out of range', message(1, 0x6b, 1, 0, 0x7f, 1, 0, 1), 11],
    ['an opt tag out of range', message(1, 0x6e, 0x7f, 1, 0, 2), 9],
    ['a principal of 30 bytes', message(0, 1, 0x68, 1, 30, ...new Array<number>(30).fill(0)), 8],
    ['bytes after the values', message(0, 1, 0x7e, 1, 1), 8],
    ['a missing value', message(0, 1, 0x78, 1, 2, 3), 7],
  ])('%s', (_, bytes, position) => {
    expect(refusal(bytes, WALK_LIMITS)).toEqual({ kind: 'malformed', position });
  });

  test('numbers end at 2^32-1', () => {
    const withId = (...id: number[]) => message(1, 0x6c, 1, ...id, 0x7f, 0);
    expect(refusal(withId(0xff, 0xff, 0xff, 0xff, 0x0f), WALK_LIMITS)).toBe('admitted');
    expect(refusal(withId(0x80, 0x80, 0x80, 0x80, 0x10), WALK_LIMITS)).toEqual({
      kind: 'malformed',
      position: 7,
    });
    expect(refusal(withId(0x80, 0x80, 0x80, 0x80, 0x80, 0), WALK_LIMITS)).toEqual({
      kind: 'malformed',
      position: 7,
    });
  });

  test('type codes of two bytes: an index above 63, and a primitive written long', () => {
    const table = new Array<number[]>(70).fill([0x6e, 0x7f]).flat();
    expect(refusal(message(70, ...table, 1, 0xc5, 0, 0), WALK_LIMITS)).toBe('admitted');
    expect(refusal(message(70, ...table, 1, 0xc6, 0, 0), WALK_LIMITS)).toEqual({
      kind: 'malformed',
      position: 146,
    });
    expect(refusal(message(0, 1, 0xe8, 0x7f, 1, 0), WALK_LIMITS)).toBe('admitted');
  });

  test('types of the future and opaque references are told apart', () => {
    expect(refusal(message(1, 0x67, 0, 0), WALK_LIMITS)).toEqual({ kind: 'unsupported', position: 5 });
    expect(refusal(message(0, 1, 0x68, 0), WALK_LIMITS)).toEqual({ kind: 'unsupported', position: 7 });
  });

  test('the reason says what was expected and what came', () => {
    expect(admitCandid(message(0, 2, 0x7f, 0x7f), DOOR_LIMITS)).toEqual({
      ok: false,
      reason: { kind: 'too-many-arguments', position: 5, message: 'expected at most 1 arguments, got 2' },
    });
  });
});

describe('fuzz', () => {
  test('what the walk admits, the decoder ends with soon; nothing throws', () => {
    const Shape = IDL.Record({
      id: IDL.Principal,
      amount: IDL.Nat,
      blob: IDL.Vec(IDL.Nat8),
      list: IDL.Vec(IDL.Record({ name: IDL.Text, value: IDL.Opt(IDL.Nat64) })),
      mode: IDL.Variant({ a: IDL.Null, b: IDL.Text }),
    });
    const base = new Uint8Array(
      IDL.encode(
        [Shape],
        [
          {
            id: Principal.anonymous(),
            amount: 12345n,
            blob: Uint8Array.of(1, 2, 3),
            list: [{ name: 'x', value: [5n] }],
            mode: { b: 'y' },
          },
        ],
      ),
    );
    const mutation = fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    let admitted = 0;
    fc.assert(
      fc.property(mutation, fc.nat(base.length), (changes, cut) => {
        const bytes = base.slice(0, cut < 4 ? base.length : Math.max(cut, base.length - 3));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        for (const [, limits] of BOTH) {
          const admission = admitCandid(bytes, limits);
          if (!admission.ok) {
            expect(admission.reason.position).toBeLessThanOrEqual(bytes.length);
            continue;
          }
          admitted += 1;
          try {
            IDL.decode([Shape], bytes.slice());
          } catch {
            // The wrong type for the decoder: its own refusal, in time.
          }
        }
      }),
      { numRuns: 3_000 },
    );
    expect(admitted).toBeGreaterThan(100);
  });

  test('random bytes after the magic are refused or admitted, never thrown on', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        for (const [, limits] of BOTH)
          expect(typeof admitCandid(message(...tail), limits).ok).toBe('boolean');
      }),
      { numRuns: 3_000 },
    );
  });
});
