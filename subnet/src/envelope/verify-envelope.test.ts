import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCbor } from '../codec/cbor-encode.ts';
import type { CborMap } from '../codec/cbor-value.ts';
import { blsKeyFromSeed } from '../crypto/bls.ts';
import { hashOfMap } from '../hash-tree/hash-of-map.ts';
import { INGRESS_DRIFT_NS, INGRESS_WINDOW_NS } from '../limits.ts';
import { EnvelopeError } from './envelope-error.ts';
import {
  rootKey,
  nowNs,
  context,
  canister,
  anonymous,
  mapOf,
  call,
  query,
  readState,
  user,
  session,
  senderOf,
  delegated,
  link,
  type Fields,
} from './request-fixture.ts';
import { canisterSigner, ecdsaSigner, envelopeOf, webAuthnSigner, type Signer } from './signer-fixture.ts';
import { verifyCall, verifyQuery, verifyReadState } from './verify-envelope.ts';

describe('content of a request', () => {
  it('is given as it was signed', () => {
    const content = call(senderOf(user));
    expect(verifyCall(envelopeOf(content, user), context)).toEqual({
      requestId: new Uint8Array(hashOfMap(content)),
      sender: senderOf(user),
      canister,
      method: 'greet',
      argument: Uint8Array.of(1, 2, 3),
      ingressExpiryNs: nowNs + 1000n,
      nonce: Uint8Array.of(9),
    });
    const read = verifyReadState(envelopeOf(readState(anonymous)), context);
    expect(read.paths).toEqual([[new Uint8Array(Buffer.from('time'))], []]);
    expect(read).not.toHaveProperty('targets');
  });

  it('the argument has a buffer of its own', () => {
    const { argument } = verifyCall(envelopeOf(call(anonymous)), context);
    expect(argument.buffer.byteLength).toBe(argument.length);
  });

  it.each<readonly [string, CborMap]>([
    ['a field too many', call(anonymous, { extra: 1 })],
    ['no sender', call(anonymous, { sender: undefined })],
    ['no method', call(anonymous, { method_name: undefined })],
    ['no argument', call(anonymous, { arg: undefined })],
    ['no canister', call(anonymous, { canister_id: undefined })],
    ['no expiry', call(anonymous, { ingress_expiry: undefined })],
    ['text for bytes', call(anonymous, { arg: 'text' })],
    ['bytes for text', call(anonymous, { method_name: Uint8Array.of(1) })],
    ['a negative expiry', call(anonymous, { ingress_expiry: -1 })],
    ['an expiry beyond 64 bits', call(anonymous, { ingress_expiry: 2n ** 64n })],
    ['another request type', query(anonymous)],
    ['no request type', call(anonymous, { request_type: undefined })],
    ['a long sender', call(new Uint8Array(30))],
    ['a long canister', call(anonymous, { canister_id: new Uint8Array(30) })],
  ])('refused with status 400: %s', (_name, content) => {
    const envelope = envelopeOf(content);
    expect(() => verifyCall(envelope, context)).toThrow(EnvelopeError);
    expect(() => verifyCall(envelope, context)).toThrow(expect.objectContaining({ httpStatus: 400 }));
  });

  it('a nonce of 32 bytes is accepted, of 33 refused', () => {
    const at = (size: number) => envelopeOf(call(anonymous, { nonce: new Uint8Array(size) }));
    expect(verifyCall(at(32), context).nonce).toHaveLength(32);
    expect(() => verifyCall(at(33), context)).toThrow(EnvelopeError);
    expect(verifyCall(envelopeOf(call(anonymous, { nonce: undefined })), context)).not.toHaveProperty(
      'nonce',
    );
  });

  it('an envelope that is none is refused', () => {
    for (const bytes of [
      new Uint8Array(),
      Uint8Array.of(0xa0),
      encodeCbor(7),
      encodeCbor(mapOf({ content: 1 })),
    ]) {
      expect(() => verifyCall(bytes, context)).toThrow(EnvelopeError);
    }
    const extra = encodeCbor(mapOf({ content: call(anonymous), other: 1 }));
    expect(() => verifyCall(extra, context)).toThrow(EnvelopeError);
  });

  it('any bytes are refused with an EnvelopeError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(() => verifyReadState(bytes, context)).toThrow(EnvelopeError);
      }),
    );
  });
});

describe('request expiry', () => {
  const latest = nowNs + INGRESS_WINDOW_NS + INGRESS_DRIFT_NS;
  const signed = (content: (sender: Uint8Array, fields: Fields) => CborMap, ingress_expiry: bigint) =>
    envelopeOf(content(senderOf(user), { ingress_expiry }), user);

  it.each([
    ['now', nowNs, true],
    ['just past', nowNs - 1n, false],
    ['the end of the window', latest, true],
    ['just after the window', latest + 1n, false],
  ])('%s', (_name, expiry, accepted) => {
    const checks = [
      () => verifyCall(signed(call, expiry), context),
      () => verifyQuery(signed(query, expiry), context),
      () => verifyReadState(signed(readState, expiry), context),
      () => verifyCall(envelopeOf(call(anonymous, { ingress_expiry: expiry })), context),
    ];
    for (const check of checks) {
      if (accepted) expect(check).not.toThrow();
      else expect(check).toThrow(/^Invalid request expiry: /);
    }
  });

  it('of an anonymous query or read_state is free', () => {
    for (const ingress_expiry of [0, nowNs - 1n, 2n ** 64n - 1n]) {
      expect(() => verifyQuery(envelopeOf(query(anonymous, { ingress_expiry })), context)).not.toThrow();
      expect(() =>
        verifyReadState(envelopeOf(readState(anonymous, { ingress_expiry })), context),
      ).not.toThrow();
    }
  });
});

describe('signature of a request', () => {
  it.each<readonly [string, Signer]>([
    ['Ed25519', user],
    ['ECDSA P-256', ecdsaSigner('P-256')],
    ['ECDSA secp256k1', ecdsaSigner('secp256k1')],
    ['WebAuthn ES256', webAuthnSigner('ES256')],
    ['WebAuthn EdDSA', webAuthnSigner('EdDSA')],
    ['WebAuthn RS256', webAuthnSigner('RS256')],
    ['canister signature', canisterSigner(canister, Uint8Array.of(5), rootKey)],
  ])('%s: accepted, and any other byte in its place refused', { timeout: 120_000 }, (_name, signer) => {
    const envelope = envelopeOf(call(senderOf(signer)), signer);
    expect(verifyCall(envelope, context).sender).toEqual(senderOf(signer));
    expectFlipsRefused(envelope);
  });

  it('any other byte of a delegated request is refused', () => {
    const targets = [canister, Uint8Array.of(1)];
    expectFlipsRefused(delegated([link(user, session, { targets, permissions: 'all' })]));
  });

  it('must be of the sender', () => {
    const envelope = envelopeOf(call(senderOf(session)), user);
    expect(() => verifyCall(envelope, context)).toThrow('does not belong to the sender');
  });

  it('must be there for a sender with a key and absent for the anonymous one', () => {
    expect(() => verifyCall(envelopeOf(call(senderOf(user))), context)).toThrow('expected sender_pubkey');
    expect(() => verifyCall(envelopeOf(call(anonymous), user), context)).toThrow('anonymous');
    expect(() => verifyCall(envelopeOf(call(anonymous), undefined, undefined, []), context)).toThrow(
      'anonymous',
    );
    expect(() => verifyCall(envelopeOf(call(canister), user), context)).toThrow('does not belong');
  });

  it('of a canister needs the root key that certified it', () => {
    const foreign = canisterSigner(canister, Uint8Array.of(5), blsKeyFromSeed(new Uint8Array(32).fill(9)));
    expect(() => verifyCall(envelopeOf(call(senderOf(foreign)), foreign), context)).toThrow('does not hold');
  });
});

/** Every byte of the envelope, replaced by one other value that depends on its place, makes the request refused. */
function expectFlipsRefused(envelope: Uint8Array): void {
  const changed = new Uint8Array(envelope);
  const accepted: number[] = [];
  for (let at = 0; at < changed.length; at++) {
    const value = changed[at] ?? 0;
    changed[at] = value ^ (1 << (at % 8));
    try {
      verifyCall(changed, context);
      accepted.push(at);
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
    }
    changed[at] = value;
  }
  expect(accepted).toEqual([]);
  expect(() => verifyCall(changed, context)).not.toThrow();
}
