import { IDL } from '@dfinity/candid';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageEncoder } from './message-encoder.ts';

const Type = IDL.Variant({
  Ok: IDL.Record({ name: IDL.Text, found: IDL.Opt(IDL.Vec(IDL.Nat8)), size: IDL.Nat64 }),
  Err: IDL.Variant({ Other: IDL.Record({ code: IDL.Nat32, message: IDL.Text }) }),
});

describe('message encoder', () => {
  it('writes what the library writes, whatever came first', () => {
    const blob = fc.uint8Array({ maxLength: 300 });
    const found = fc.oneof(
      fc.constant<[] | [Uint8Array]>([]),
      blob.map((bytes): [] | [Uint8Array] => [bytes]),
    );
    const ok = fc
      .record(
        { name: fc.string(), found, size: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) },
        { noNullPrototype: true },
      )
      .map((Ok) => ({ Ok }));
    const err = fc
      .record({ code: fc.nat(), message: fc.string() }, { noNullPrototype: true })
      .map((Other) => ({ Err: { Other } }));
    fc.assert(
      fc.property(fc.array(fc.oneof(ok, err), { minLength: 1, maxLength: 5 }), (values) => {
        const encoder = new MessageEncoder(Type);
        for (const value of values)
          expect(encoder.encode(value)).toEqual(new Uint8Array(IDL.encode([Type], [value])));
      }),
    );
  });

  it('throws on a value of another type, before and after the first', () => {
    const encoder = new MessageEncoder(IDL.Nat32);
    expect(() => encoder.encode(-1)).toThrow();
    encoder.prime(1);
    expect(() => encoder.encode('1')).toThrow();
    expect(encoder.encode(7)).toEqual(new Uint8Array(IDL.encode([IDL.Nat32], [7])));
  });
});
