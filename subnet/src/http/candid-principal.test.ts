import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidHash, candidPrincipal } from './candid-principal.ts';

const ID = Principal.fromText('5v3p4-iyaaa-aaaaa-qaaaa-cai');

function encode(type: IDL.Type, value: unknown): Uint8Array {
  return new Uint8Array(IDL.encode([type], [value]));
}

function hexOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString('hex');
}

describe('the principal of a field', () => {
  it('field numbers are those of the Candid specification', () => {
    expect(candidHash('canister_id')).toBe(1_313_628_723);
    expect(candidHash('id')).toBe(23_515);
    expect(candidHash('')).toBe(0);
  });

  it('is read from the arguments of install_code, behind fields of every kind', () => {
    const type = IDL.Record({
      mode: IDL.Variant({ install: IDL.Null, upgrade: IDL.Opt(IDL.Record({ skip: IDL.Opt(IDL.Bool) })) }),
      canister_id: IDL.Principal,
      wasm_module: IDL.Vec(IDL.Nat8),
      arg: IDL.Vec(IDL.Nat8),
      sender_canister_version: IDL.Opt(IDL.Nat64),
    });
    const value = {
      mode: { upgrade: [{ skip: [true] }] },
      canister_id: ID,
      wasm_module: new Uint8Array(1_000_000),
      arg: new Uint8Array(3),
      sender_canister_version: [7n],
    };
    expect(hexOf(candidPrincipal(encode(type, value), 'canister_id'))).toBe(ID.toHex());
  });

  it('is read whatever stands before it', () => {
    const before: readonly (readonly [IDL.Type, unknown])[] = [
      [IDL.Null, null],
      [IDL.Bool, true],
      [IDL.Nat, 2n ** 200n],
      [IDL.Int, -(2n ** 200n)],
      [IDL.Nat16, 1],
      [IDL.Nat64, 2n ** 64n - 1n],
      [IDL.Float64, 1.5],
      [IDL.Text, 'ä text'],
      [IDL.Reserved, null],
      [IDL.Principal, Principal.anonymous()],
      [IDL.Opt(IDL.Text), ['x']],
      [IDL.Opt(IDL.Text), []],
      [IDL.Vec(IDL.Text), ['a', 'b']],
      [IDL.Vec(IDL.Tuple(IDL.Nat8, IDL.Text)), [[1, 'x']]],
      [IDL.Vec(IDL.Null), [null, null]],
    ];
    for (const [type, value] of before) {
      // The field `_0_` has the number 0: it always stands first.
      const argument = encode(IDL.Record({ _0_: type, canister_id: IDL.Principal }), {
        _0_: value,
        canister_id: ID,
      });
      expect({ type: type.name, id: hexOf(candidPrincipal(argument, 'canister_id')) }).toEqual({
        type: type.name,
        id: ID.toHex(),
      });
    }
  });

  it('is read when further arguments follow', () => {
    const type = IDL.Record({ canister_id: IDL.Principal });
    const argument = new Uint8Array(IDL.encode([type, IDL.Text], [{ canister_id: ID }, 'x']));
    expect(hexOf(candidPrincipal(argument, 'canister_id'))).toBe(ID.toHex());
  });

  it('is absent where there is no such field, no record, no argument or another type', () => {
    const other = encode(IDL.Record({ target_canister: IDL.Principal }), { target_canister: ID });
    expect(candidPrincipal(other, 'canister_id')).toBeUndefined();
    expect(candidPrincipal(encode(IDL.Principal, ID), 'canister_id')).toBeUndefined();
    expect(candidPrincipal(new Uint8Array(IDL.encode([], [])), 'canister_id')).toBeUndefined();
    expect(
      candidPrincipal(encode(IDL.Record({ canister_id: IDL.Text }), { canister_id: 'x' }), 'canister_id'),
    ).toBeUndefined();
  });
});

describe('hostile arguments', () => {
  it('a vector of 2^28 nulls before the field costs nothing', () => {
    // type 0: vec null; type 1: record { 0 : type 0; canister_id : principal }
    const bytes = [...Buffer.from('DIDL'), 2, 0x6d, 0x7f, 0x6c, 2, 0, 0, ...leb(1_313_628_723), 0x68, 1, 1];
    const argument = Uint8Array.from([...bytes, ...leb(2 ** 28), 1, 1, 9]);
    expect(hexOf(candidPrincipal(argument, 'canister_id'))).toBe('09');
  });

  it('2^28 empty records before the field are given up', () => {
    const bytes = [
      ...Buffer.from('DIDL'),
      3,
      0x6c,
      0,
      0x6d,
      0,
      0x6c,
      2,
      0,
      1,
      ...leb(1_313_628_723),
      0x68,
      1,
      2,
    ];
    expect(
      candidPrincipal(Uint8Array.from([...bytes, ...leb(2 ** 28), 1, 1, 9]), 'canister_id'),
    ).toBeUndefined();
  });

  it('a type that contains itself is given up', () => {
    const bytes = [...Buffer.from('DIDL'), 1, 0x6c, 2, 0, 0, ...leb(1_313_628_723), 0x68, 1, 0];
    expect(candidPrincipal(Uint8Array.from(bytes), 'canister_id')).toBeUndefined();
  });

  it('tables beyond the bounds are given up before they are read', () => {
    expect(candidPrincipal(Uint8Array.from([...Buffer.from('DIDL'), ...leb(2 ** 30)]), 'x')).toBeUndefined();
    expect(
      candidPrincipal(Uint8Array.from([...Buffer.from('DIDL'), 1, 0x6c, ...leb(2 ** 30)]), 'x'),
    ).toBeUndefined();
  });

  it('any bytes, and any argument cut or bent anywhere, end in an answer', () => {
    const type = IDL.Record({ a: IDL.Vec(IDL.Opt(IDL.Text)), canister_id: IDL.Principal, z: IDL.Nat });
    const good = encode(type, { a: [['x'], []], canister_id: ID, z: 1n });
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.nat(255),
        fc.uint8Array({ maxLength: 40 }),
        (at, byte, tail) => {
          const bent = good.slice();
          bent[at] = byte;
          for (const bytes of [
            good.subarray(0, at),
            bent,
            Uint8Array.from([...good.subarray(0, at), ...tail]),
          ]) {
            const found = candidPrincipal(bytes, 'canister_id');
            expect(found === undefined || found.length <= 29).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function leb(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...leb(Math.floor(value / 128))];
}
