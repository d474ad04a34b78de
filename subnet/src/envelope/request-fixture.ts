import type { CborMap, CborValue } from '../codec/cbor-value.ts';
import { blsKeyFromSeed } from '../crypto/bls.ts';
import { selfAuthenticating } from '../principal.ts';
import { delegationOf, ed25519Signer, envelopeOf, type Signer } from './signer-fixture.ts';

/** For tests: the root key of the subnet that checks. */
export const rootKey = blsKeyFromSeed(new Uint8Array(32).fill(1));
/** For tests: its time. */
export const nowNs = 1_700_000_000_000_000_000n;
/** For tests: what it checks against. */
export const context = { nowNs, rootKeyDer: rootKey.publicKeyDer };
/** For tests: a canister that is called. */
export const canister = Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 0, 1, 1);
/** For tests: the sender without a key. */
export const anonymous = Uint8Array.of(4);

/** Fields that replace or, undefined, remove those of a map. */
export type Fields = Readonly<Record<string, CborValue | undefined>>;

/** A CBOR map of the fields that are not undefined. */
export function mapOf(fields: Fields): CborMap {
  return new Map(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** Content of a call by the sender. */
export function call(sender: Uint8Array, fields: Fields = {}): CborMap {
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

/** Content of a query by the sender. */
export const query = (sender: Uint8Array, fields: Fields = {}): CborMap =>
  call(sender, { request_type: 'query', ...fields });
/** Content of a read_state request by the sender. */
export const readState = (sender: Uint8Array, fields: Fields = {}): CborMap =>
  mapOf({
    request_type: 'read_state',
    sender,
    ingress_expiry: nowNs + 1000n,
    paths: [[Buffer.from('time')], []],
    ...fields,
  });

/** For tests: a user. */
export const user = ed25519Signer(1);
/** For tests: a session's key. */
export const session = ed25519Signer(2);
/** The sender that the key of the signer speaks for. */
export const senderOf = (signer: Signer): Uint8Array => selfAuthenticating(signer.publicKeyDer);

/** A call of the user that the session key signs. */
export function delegated(
  chain: readonly CborMap[],
  signer = session,
  content = call(senderOf(user)),
): Uint8Array {
  return envelopeOf(content, signer, user, chain);
}

/** A delegation from one signer to another that ends now. */
export function link(from: Signer, to: Signer, fields: Fields = {}): CborMap {
  return delegationOf(from, mapOf({ pubkey: to.publicKeyDer, expiration: nowNs, ...fields }));
}
