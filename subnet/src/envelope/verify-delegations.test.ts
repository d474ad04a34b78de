import { describe, expect, it } from 'vitest';
import type { CborMap, CborValue } from '../codec/cbor-value.ts';
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
import { canisterSigner, ed25519Signer, envelopeOf, type Signer } from './signer-fixture.ts';
import { verifyCall, verifyQuery, verifyReadState } from './verify-envelope.ts';

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
