import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldId, findPrincipal } from './find-principal.ts';
import { WALK_LIMITS } from './index.ts';

const PRINCIPAL = Principal.fromUint8Array(Uint8Array.of(1, 2, 3));

function find(type: IDL.Type, value: unknown, field = 'id'): Uint8Array | undefined {
  return findPrincipal(new Uint8Array(IDL.encode([type], [value])), fieldId(field), WALK_LIMITS);
}

test('a principal is found behind fields of any type', () => {
  const type = IDL.Record({
    a: IDL.Vec(IDL.Nat8),
    b: IDL.Opt(IDL.Text),
    c: IDL.Variant({ x: IDL.Null, y: IDL.Vec(IDL.Text) }),
    id: IDL.Principal,
    other: IDL.Principal,
  });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 29 }), fc.array(fc.string()), (bytes, texts) => {
      const id = Principal.fromUint8Array(bytes);
      const value = { a: bytes, b: texts.slice(0, 1), c: { y: texts }, id, other: PRINCIPAL };
      expect(find(type, value)).toEqual(bytes);
      expect(find(type, value, 'other')).toEqual(Uint8Array.of(1, 2, 3));
    }),
  );
});

test('a missing field, a field of another type, no record and no argument hold none', () => {
  expect(find(IDL.Record({ id: IDL.Principal }), { id: PRINCIPAL }, 'other')).toBeUndefined();
  expect(find(IDL.Record({ id: IDL.Text }), { id: 'text' })).toBeUndefined();
  expect(find(IDL.Record({ id: IDL.Opt(IDL.Principal) }), { id: [PRINCIPAL] })).toBeUndefined();
  expect(find(IDL.Principal, PRINCIPAL)).toBeUndefined();
  expect(find(IDL.Variant({ id: IDL.Principal }), { id: PRINCIPAL })).toBeUndefined();
  expect(findPrincipal(new Uint8Array(IDL.encode([], [])), fieldId('id'), WALK_LIMITS)).toBeUndefined();
});

test('a message that is cut, or too long, holds none', () => {
  const bytes = new Uint8Array(IDL.encode([IDL.Record({ id: IDL.Principal })], [{ id: PRINCIPAL }]));
  expect(findPrincipal(bytes, fieldId('id'), { ...WALK_LIMITS, bytesMax: bytes.length })).toEqual(
    Uint8Array.of(1, 2, 3),
  );
  expect(findPrincipal(bytes, fieldId('id'), { ...WALK_LIMITS, bytesMax: bytes.length - 1 })).toBeUndefined();
  for (let cut = 0; cut < bytes.length; cut++) {
    expect(findPrincipal(bytes.slice(0, cut), fieldId('id'), WALK_LIMITS)).toBeUndefined();
  }
});

test('a field id is that of the encoder', () => {
  for (const name of ['canister_id', 'target_canister', 'ä', '']) {
    const bytes = new Uint8Array(
      IDL.encode([IDL.Record({ [name]: IDL.Principal })], [{ [name]: PRINCIPAL }]),
    );
    expect(findPrincipal(bytes, fieldId(name), WALK_LIMITS)).toEqual(Uint8Array.of(1, 2, 3));
  }
  // The published example of the hash: the field "id" of the Candid specification's text.
  expect(fieldId('id')).toBe(105 * 223 + 100);
});
