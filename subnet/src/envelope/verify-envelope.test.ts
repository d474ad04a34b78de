import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CborMap, CborValue } from '../codec/cbor-value.ts';
import { encodeCbor } from '../codec/cbor-encode.ts';
import { blsKeyFromSeed } from '../crypto/bls.ts';
import { hashOfMap } from '../hash-tree/hash-of-map.ts';
import { INGRESS_DRIFT_NS, INGRESS_WINDOW_NS } from '../limits.ts';
import { selfAuthenticating } from '../principal.ts';
import { EnvelopeError } from './envelope-error.ts';
import {
  canisterSigner,
  delegationOf,
  ecdsaSigner,
  ed25519Signer,
  envelopeOf,
  webAuthnSigner,
  type Signer,
} from './signer-fixture.ts';
import { verifyCall, verifyQuery, verifyReadState } from './verify-envelope.ts';

const rootKey = blsKeyFromSeed(new Uint8Array(32).fill(1));
const nowNs = 1_700_000_000_000_000_000n;
const context = { nowNs, rootKeyDer: rootKey.publicKeyDer };
const canister = Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 0, 1, 1);
const anonymous = Uint8Array.of(4);

type Fields = Readonly<Record<string, CborValue | undefined>>;

function mapOf(fields: Fields): CborMap {
  return new Map(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function call(sender: Uint8Array, fields: Fields = {}): CborMap {
  return mapOf({
    request_type: 'call',
    sender,
    ingress_expiry: nowNs + 1000n,
    canister_id: canister,
    method_name: 'greet',
    arg: Uint8Array.of(1, 2, 3),
    nonce: Uint8Array.of(9),
    ...fields,
  });
}

const query = (sender: Uint8Array, fields: Fields = {}): CborMap =>
  call(sender, { request_type: 'query', ...fields });
const readState = (sender: Uint8Array, fields: Fields = {}): CborMap =>
  mapOf({
    request_type: 'read_state',
    sender,
    ingress_expiry: nowNs + 1000n,
    paths: [[Buffer.from('time')], []],
    ...fields,
  });

const user = ed25519Signer(1);
const session = ed25519Signer(2);
const senderOf = (signer: Signer): Uint8Array => selfAuthenticating(signer.publicKeyDer);

/** A call of the user that the session key signs. */
function delegated(chain: readonly CborMap[], signer = session, content = call(senderOf(user))): Uint8Array {
  return envelopeOf(content, signer, user, chain);
}

function link(from: Signer, to: Signer, fields: Fields = {}): CborMap {
  return delegationOf(from, mapOf({ pubkey: to.publicKeyDer, expiration: nowNs, ...fields }));
}

describe('content of a request', () => {
  it('is given as it was signed', () => {
    const content = call(senderOf(user));
    expect(verifyCall(envelopeOf(content, user), context)).toEqual({
      requestId: hashOfMap(content),
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
  ])('%s: accepted, and any other byte in its place refused', (_name, signer) => {
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

describe('sender information', () => {
  const identity = canisterSigner(canister, Uint8Array.of(5), rootKey);
  const info = Uint8Array.of(7, 7);
  const sig = identity.sign(Buffer.concat([Buffer.from('\x0eic-sender-info'), info]));
  const withInfo = (fields: Fields, signer: Signer = identity): Uint8Array => {
    const sender_info = mapOf({ info, signer: canister, sig, ...fields });
    const content = call(senderOf(signer), { sender_info });
    return envelopeOf(content, session, signer, [link(signer, session)]);
  };

  it('is given when the signing canister signed it', () => {
    expect(verifyCall(withInfo({}), context).senderInfo).toEqual({ data: info, signer: canister });
  });

  it('is refused when altered, of another signer, incomplete or without a canister key', () => {
    expect(() => verifyCall(withInfo({ info: Uint8Array.of(8) }), context)).toThrow('does not hold');
    expect(() => verifyCall(withInfo({ signer: Uint8Array.of(1) }), context)).toThrow('not the canister');
    expect(() => verifyCall(withInfo({ sig: undefined }), context)).toThrow(EnvelopeError);
    expect(() => verifyCall(withInfo({ more: 1 }), context)).toThrow(EnvelopeError);
    expect(() => verifyCall(withInfo({}, user), context)).toThrow('not the canister');
    const sender_info = mapOf({ info, signer: canister, sig });
    expect(() => verifyCall(envelopeOf(call(anonymous, { sender_info })), context)).toThrow('anonymous');
  });
});

describe('delegations', () => {
  const chainOf = (length: number, fields: Fields = {}): readonly [CborMap[], Signer] => {
    const signers = [user, ...Array.from({ length }, (_, i) => ed25519Signer(100 + i))];
    const links = signers.slice(1).map((to, i) => link(signers[i] ?? user, to, fields));
    return [links, signers.at(-1) ?? user];
  };

  it('20 are accepted, 21 refused', () => {
    expect(() => verifyCall(delegated(...chainOf(20)), context)).not.toThrow();
    expect(() => verifyCall(delegated(...chainOf(21)), context)).toThrow('at most 20');
    expect(() => verifyCall(delegated([], user), context)).not.toThrow();
  });

  it('hold up to their expiration', () => {
    expect(() => verifyCall(delegated([link(user, session)]), context)).not.toThrow();
    const expired = delegated([link(user, session, { expiration: nowNs - 1n })]);
    expect(() => verifyCall(expired, context)).toThrow('Invalid delegation expiry');
  });

  it('a delegation that held once expires all the same', () => {
    const envelope = delegated(
      [link(user, session)],
      session,
      call(senderOf(user), { ingress_expiry: nowNs + 9n }),
    );
    expect(() => verifyCall(envelope, context)).not.toThrow();
    expect(() => verifyCall(envelope, { ...context, nowNs: nowNs + 1n })).toThrow(
      'Invalid delegation expiry',
    );
  });

  it('are refused in a circle', () => {
    expect(() => verifyCall(delegated([link(user, user)], user), context)).toThrow('twice');
    const back = [link(user, session), link(session, user)];
    expect(() => verifyCall(delegated(back, user), context)).toThrow('twice');
  });

  it('are refused when another key signed them or the request', () => {
    expect(() => verifyCall(delegated([link(session, session)]), context)).toThrow('does not hold');
    const [links] = chainOf(3);
    expect(() => verifyCall(delegated(links.slice(1)), context)).toThrow('does not hold');
    expect(() => verifyCall(delegated([link(user, session)], user), context)).toThrow('does not hold');
  });

  it('1000 targets are accepted, 1001 refused', () => {
    const targets = (size: number): CborValue => Array.from({ length: size }, () => canister);
    expect(() =>
      verifyCall(delegated([link(user, session, { targets: targets(1000) })]), context),
    ).not.toThrow();
    const many = delegated([link(user, session, { targets: targets(1001) })]);
    expect(() => verifyCall(many, context)).toThrow('at most 1000');
  });

  it('apply to the canisters that all of them name', () => {
    const [a, b] = [Uint8Array.of(1), Uint8Array.of(2)];
    const middle = ed25519Signer(50);
    const chain = (first: CborValue | undefined, second: CborValue | undefined): Uint8Array =>
      delegated([link(user, middle, { targets: first }), link(middle, session, { targets: second })]);
    expect(() => verifyCall(chain([a, canister], [canister, b]), context)).not.toThrow();
    expect(() => verifyCall(chain([canister], undefined), context)).not.toThrow();
    expect(() => verifyCall(chain(undefined, [canister]), context)).not.toThrow();
    expect(() => verifyCall(chain([canister], [b]), context)).toThrow('not among its targets');
    expect(() => verifyCall(chain([a], [canister]), context)).toThrow('not among its targets');
    expect(() => verifyCall(chain([], undefined), context)).toThrow('not among its targets');
    const read = envelopeOf(readState(senderOf(user)), session, user, [
      link(user, session, { targets: [a, b] }),
    ]);
    expect(verifyReadState(read, context).targets).toEqual([a, b]);
  });

  it('with permissions for queries allow queries and reads, no calls, wherever in the chain', () => {
    const middle = ed25519Signer(50);
    const chain = [
      link(user, middle, { permissions: 'queries' }),
      link(middle, session, { permissions: 'all' }),
    ];
    const sender = senderOf(user);
    expect(() => verifyCall(delegated(chain), context)).toThrow('permissions');
    expect(() => verifyQuery(envelopeOf(query(sender), session, user, chain), context)).not.toThrow();
    expect(() => verifyReadState(envelopeOf(readState(sender), session, user, chain), context)).not.toThrow();
    expect(() => verifyCall(delegated([link(user, session, { permissions: 'all' })]), context)).not.toThrow();
    const wrong = [link(user, session, { permissions: 'none' })];
    expect(() => verifyQuery(envelopeOf(query(sender), session, user, wrong), context)).toThrow(
      'permissions',
    );
  });

  it('with other fields or types are refused', () => {
    for (const fields of [
      { senders: [] },
      { targets: canister },
      { permissions: 1 },
      { expiration: 'never' },
    ]) {
      expect(() => verifyCall(delegated([link(user, session, fields)]), context)).toThrow(EnvelopeError);
    }
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
