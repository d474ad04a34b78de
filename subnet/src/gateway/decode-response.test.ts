import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeOpaque } from './candid-reader.ts';
import { decodeBodyPart, decodeResponse } from './decode-response.ts';
import { GatewayRefusal } from './gateway-refusal.ts';

const HEADERS = IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text));
const MINIMAL = { status_code: IDL.Nat16, headers: HEADERS, body: IDL.Vec(IDL.Nat8) };
const Token = IDL.Rec();
Token.fill(IDL.Record({ key: IDL.Text, next: IDL.Opt(Token), numbers: IDL.Vec(IDL.Int) }));
const strategy = (token: IDL.Type) =>
  IDL.Variant({
    Callback: IDL.Record({ token, callback: IDL.Func([token], [IDL.Record({})], ['query']) }),
    Other: IDL.Null,
  });
const CANISTER = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
const minimal = { status_code: 201, headers: [['a', 'é']], body: Uint8Array.of(1, 2) };
const encode = (fields: Record<string, IDL.Type>, value: object): Uint8Array =>
  IDL.encode([IDL.Record(fields)], [value]);

describe('decodeResponse', () => {
  it('reads the smallest response', () => {
    expect(decodeResponse(encode(MINIMAL, minimal))).toEqual({
      status: 201,
      headers: [['a', 'é']],
      body: Uint8Array.of(1, 2),
      upgrade: false,
      streaming: undefined,
    });
  });

  it('reads upgrade in each form that subtyping allows, and steps over other fields', () => {
    const more = { ...MINIMAL, zzz: IDL.Vec(IDL.Nat), aaa: IDL.Opt(IDL.Text) };
    const rest = { ...minimal, zzz: [1n, 2n], aaa: ['x'] };
    const upgrade = (type: IDL.Type, value: unknown) =>
      decodeResponse(encode({ ...more, upgrade: type }, { ...rest, upgrade: value })).upgrade;
    expect(upgrade(IDL.Opt(IDL.Bool), [true])).toBe(true);
    expect(upgrade(IDL.Opt(IDL.Bool), [false])).toBe(false);
    expect(upgrade(IDL.Opt(IDL.Bool), [])).toBe(false);
    expect(upgrade(IDL.Bool, true)).toBe(true);
    expect(upgrade(IDL.Null, null)).toBe(false);
    expect(upgrade(IDL.Reserved, null)).toBe(false);
  });

  it('keeps a token of any type, and hands it on as it came', () => {
    const token = { key: 'k', next: [{ key: 'n', next: [], numbers: [] }], numbers: [-5n, 7n] };
    for (const [type, value] of [
      [Token, token],
      [IDL.Text, 'plain'],
      [IDL.Nat, 300n],
      [IDL.Opt(IDL.Principal), [CANISTER]],
      [IDL.Null, null],
    ] as const) {
      const bytes = encode(
        { ...MINIMAL, streaming_strategy: IDL.Opt(strategy(type)) },
        { ...minimal, streaming_strategy: [{ Callback: { token: value, callback: [CANISTER, 'more'] } }] },
      );
      const { streaming } = decodeResponse(bytes);
      expect(streaming?.method).toBe('more');
      expect(Buffer.from(streaming?.canister ?? [])).toEqual(Buffer.from(CANISTER.toUint8Array()));
      expect(IDL.decode([type], encodeOpaque(streaming?.token as never))).toEqual([value]);
    }
  });

  it.each([
    ['an empty message', new Uint8Array()],
    ['no argument', IDL.encode([], [])],
    ['no record', IDL.encode([IDL.Text], ['x'])],
    ['no status', encode({ headers: HEADERS, body: IDL.Vec(IDL.Nat8) }, minimal)],
    ['a status of 32 bits', encode({ ...MINIMAL, status_code: IDL.Nat32 }, minimal)],
    ['a body of text', encode({ ...MINIMAL, body: IDL.Text }, { ...minimal, body: 'x' })],
    ['a body of wider numbers', encode({ ...MINIMAL, body: IDL.Vec(IDL.Nat16) }, { ...minimal, body: [1] })],
    [
      'another strategy',
      encode(
        { ...MINIMAL, streaming_strategy: IDL.Opt(strategy(IDL.Text)) },
        { ...minimal, streaming_strategy: [{ Other: null }] },
      ),
    ],
    ['bytes at the end', Uint8Array.of(...encode(MINIMAL, minimal), 0)],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeResponse(bytes)).toThrow(GatewayRefusal);
  });

  it('takes any change of a message without another error', () => {
    const bytes = encode(
      { ...MINIMAL, streaming_strategy: IDL.Opt(strategy(Token)) },
      {
        ...minimal,
        streaming_strategy: [
          { Callback: { token: { key: 'k', next: [], numbers: [1n] }, callback: [CANISTER, 'm'] } },
        ],
      },
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(bytes.length),
        (changes, length) => {
          const changed = Uint8Array.from(bytes.subarray(0, length));
          for (const [at, value] of changes) changed[at] = value;
          try {
            decodeResponse(changed);
          } catch (error) {
            expect(error).toBeInstanceOf(GatewayRefusal);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('decodeBodyPart', () => {
  it('reads the last part and the others', () => {
    const part = (token: IDL.Type, value: unknown) =>
      decodeBodyPart(encode({ body: IDL.Vec(IDL.Nat8), token }, { body: Uint8Array.of(9), token: value }));
    expect(part(IDL.Opt(IDL.Nat), []).token).toBeUndefined();
    expect(part(IDL.Null, null).token).toBeUndefined();
    const { body, token } = part(IDL.Opt(IDL.Nat), [5n]);
    expect(body).toEqual(Uint8Array.of(9));
    expect(IDL.decode([IDL.Nat], encodeOpaque(token as never))).toEqual([5n]);
    expect(decodeBodyPart(encode({ body: IDL.Vec(IDL.Nat8) }, { body: [] })).token).toBeUndefined();
    expect(() => decodeBodyPart(IDL.encode([IDL.Record({})], [{}]))).toThrow(GatewayRefusal);
  });
});
