import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageDecoder } from './message-decoder.ts';
import { MessageEncoder } from './message-encoder.ts';

interface Typed {
  readonly type: IDL.Type;
  readonly values: fc.Arbitrary<unknown>;
}

const plain: readonly Typed[] = [
  { type: IDL.Null, values: fc.constant(null) },
  { type: IDL.Bool, values: fc.boolean() },
  { type: IDL.Text, values: fc.string({ unit: 'binary', maxLength: 40 }) },
  { type: IDL.Nat8, values: fc.nat(255) },
  { type: IDL.Nat16, values: fc.nat(65_535) },
  { type: IDL.Nat32, values: fc.nat(0xffff_ffff) },
  { type: IDL.Nat64, values: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) },
  { type: IDL.Nat, values: fc.bigInt({ min: 0n, max: 2n ** 80n }) },
  { type: IDL.Int32, values: fc.integer() },
  { type: IDL.Float64, values: fc.double({ noNaN: true }) },
  {
    type: IDL.Principal,
    values: fc.uint8Array({ maxLength: 29 }).map((bytes) => Principal.fromUint8Array(bytes)),
  },
  { type: IDL.Vec(IDL.Nat8), values: fc.uint8Array({ maxLength: 300 }) },
  {
    type: IDL.Vec(IDL.Nat32),
    values: fc.array(fc.nat(0xffff_ffff), { maxLength: 4 }).map((all) => Uint32Array.from(all)),
  },
];

const names = ['a', 'b', 'name', 'found', 'size', 'Ok', 'Err'];

function fieldsOf(inner: fc.Arbitrary<Typed>): fc.Arbitrary<Record<string, Typed>> {
  return fc
    .tuple(fc.subarray(names, { minLength: 1 }), fc.array(inner, { minLength: 7, maxLength: 7 }))
    .map(([used, types]) => Object.fromEntries(used.map((name, at) => [name, types[at] as Typed])));
}

const typesOf = (fields: Record<string, Typed>): Record<string, IDL.Type> =>
  Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]));
const valuesOf = (fields: Record<string, Typed>): Record<string, fc.Arbitrary<unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([name, { values }]) => [name, values]));

const { typed } = fc.letrec<{ typed: Typed }>((tie) => {
  const inner = tie('typed');
  return {
    typed: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...plain),
      inner.map(({ type, values }) => ({
        type: IDL.Opt(type),
        values: fc.oneof(
          fc.constant([]),
          values.map((value) => [value]),
        ),
      })),
      inner
        .filter(({ type }) => !plain.some((known) => known.type === type && type !== IDL.Text))
        .map(({ type, values }) => ({ type: IDL.Vec(type), values: fc.array(values, { maxLength: 3 }) })),
      fieldsOf(inner).map((fields) => ({
        type: IDL.Record(typesOf(fields)),
        values: fc.record(valuesOf(fields), { noNullPrototype: true }),
      })),
      fieldsOf(inner).map((fields) => ({
        type: IDL.Variant(typesOf(fields)),
        values: fc.oneof(
          ...Object.entries(valuesOf(fields)).map(([name, values]) =>
            values.map((value) => ({ [name]: value })),
          ),
        ),
      })),
      fc.tuple(inner, inner).map(([left, right]) => ({
        type: IDL.Tuple(left.type, right.type),
        values: fc.tuple(left.values, right.values),
      })),
    ),
  };
});
const message = typed.chain(({ type, values }) => fc.record({ type: fc.constant(type), value: values }));

function outcomeOf(run: () => unknown): unknown {
  try {
    return { value: run() };
  } catch {
    return 'refused';
  }
}

describe('messages of any type', () => {
  it('are written as the library writes them', () => {
    fc.assert(
      fc.property(message, ({ type, value }) => {
        expect(new MessageEncoder(type).encode(value)).toEqual(new Uint8Array(IDL.encode([type], [value])));
      }),
      { numRuns: 400 },
    );
  });

  it('are read as the library reads them', () => {
    fc.assert(
      fc.property(message, ({ type, value }) => {
        const bytes = new Uint8Array(IDL.encode([type], [value]));
        expect(new MessageDecoder([type]).decode(bytes)).toEqual(IDL.decode([type], bytes));
      }),
      { numRuns: 400 },
    );
  });

  it('that were damaged have the end that the library gives them', () => {
    const damage = fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'cut', 'add'));
    fc.assert(
      fc.property(message, damage, ({ type, value }, [at, byte, how]) => {
        const whole = new Uint8Array(IDL.encode([type], [value]));
        const place = at % whole.length;
        const damaged =
          how === 'set'
            ? whole.with(place, byte)
            : how === 'cut'
              ? whole.slice(0, place)
              : Uint8Array.of(...whole, byte);
        const decoded = outcomeOf(() => new MessageDecoder([type]).decode(damaged));
        expect(decoded).toEqual(outcomeOf(() => IDL.decode([type], damaged)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('that claim more than their bytes are left to those who look for bombs', () => {
    for (const element of [IDL.Null, IDL.Record({}), IDL.Tuple(IDL.Null, IDL.Null)]) {
      const one = new Uint8Array(IDL.encode([IDL.Vec(element)], [[]]));
      const bomb = Uint8Array.of(...one.subarray(0, -1), 0xff, 0xff, 0xff, 0x7f);
      expect(new MessageDecoder([IDL.Vec(element)]).plain(bomb)).toBeUndefined();
    }
  });

  it('of another writer are read too', () => {
    const wider = IDL.Record({ more: IDL.Text, size: IDL.Nat64 });
    const bytes = new Uint8Array(IDL.encode([wider], [{ more: 'x', size: 5n }]));
    expect(new MessageDecoder([IDL.Record({ size: IDL.Nat64 })]).decode(bytes)).toEqual([{ size: 5n }]);
  });
});

describe('message encoder', () => {
  it('throws on a value of another type, before and after the first', () => {
    const encoder = new MessageEncoder(IDL.Nat32);
    expect(() => encoder.encode(-1)).toThrow();
    encoder.prime();
    expect(() => encoder.encode('1')).toThrow();
    expect(encoder.encode(7)).toEqual(new Uint8Array(IDL.encode([IDL.Nat32], [7])));
  });

  it.each<[string, IDL.Type, unknown]>([
    ['a number that is too large', IDL.Nat8, 256],
    ['a number that is too large by one', IDL.Nat64, 2n ** 64n],
    ['a negative number', IDL.Nat64, -1n],
    ['a fraction', IDL.Nat32, 0.5],
    ['a byte that is none', IDL.Vec(IDL.Nat8), [256]],
    ['an option of two', IDL.Opt(IDL.Bool), [true, true]],
    ['a record without its field', IDL.Record({ a: IDL.Text }), {}],
    ['a record that is none', IDL.Record({ a: IDL.Text }), null],
    ['a variant of two cases', IDL.Variant({ a: IDL.Null, b: IDL.Null }), { a: null, b: null }],
    ['a variant of an unknown case', IDL.Variant({ a: IDL.Null }), { c: null }],
    ['a variant of no case', IDL.Variant({ a: IDL.Null }), {}],
    ['a tuple that is too short', IDL.Tuple(IDL.Bool, IDL.Bool), [true]],
    ['a text that is none', IDL.Text, 1],
    ['a principal that is none', IDL.Principal, new Uint8Array(1)],
    ['null that is none', IDL.Null, undefined],
  ])('throws on %s, as the library does', (_name, type, value) => {
    expect(() => IDL.encode([type], [value])).toThrow();
    expect(() => new MessageEncoder(type).encode(value)).toThrow();
  });
});
