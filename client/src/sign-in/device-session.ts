import {
  Cbor,
  type DerEncodedPublicKey,
  type Identity,
  IC_REQUEST_AUTH_DELEGATION_DOMAIN_SEPARATOR,
  requestIdOf,
  type Signature,
} from '@dfinity/agent';
import { Delegation, DelegationChain, DelegationIdentity, ECDSAKeyIdentity } from '@dfinity/identity';
import type { Principal } from '@dfinity/principal';

/** A passkey's answer to a challenge. Source: W3C Web Authentication Level 3, "AuthenticatorAssertionResponse". */
export interface Assertion {
  readonly authenticatorData: Uint8Array;
  readonly clientDataJson: Uint8Array;
  readonly signature: Uint8Array;
}

/** A session of a device: made before the person is asked, so that one touch is enough. */
export interface DeviceSession {
  /** What the passkey signs: it lends its identity to the session's key. */
  readonly challenge: Uint8Array;
  /** The session's identity, once the passkey signed. Shape: the public key is DER of a COSE key. */
  readonly open: (assertion: Assertion, publicKey: Uint8Array) => Identity;
}

const NS_PER_MS = 1_000_000n;

/**
 * Prepares a session whose calls a passkey signs for: its key cannot leave the browser, and its delegation is good for these
 * canisters alone, until then.
 * Units: milliseconds since 1970-01-01 UTC.
 * Source: IC interface specification, "Authentication" and "Web Authentication".
 */
export async function prepareDeviceSession(
  canisters: readonly Principal[],
  expiresAtMs: number,
): Promise<DeviceSession> {
  const key = await ECDSAKeyIdentity.generate({ extractable: false });
  const expiresAtNs = BigInt(Math.trunc(expiresAtMs)) * NS_PER_MS;
  const delegation = new Delegation(key.getPublicKey().toDer(), expiresAtNs, [...canisters]);
  const hash = requestIdOf({ ...delegation });
  return {
    challenge: Uint8Array.from([...IC_REQUEST_AUTH_DELEGATION_DOMAIN_SEPARATOR, ...hash]),
    open(assertion, publicKey) {
      const signed = { delegation, signature: encodeAssertion(assertion) };
      const chain = DelegationChain.fromDelegations([signed], publicKey as DerEncodedPublicKey);
      return DelegationIdentity.fromDelegation(key, chain);
    },
  };
}

/** Errors: TypeError when the client data are no UTF-8. */
function encodeAssertion({ authenticatorData, clientDataJson, signature }: Assertion): Signature {
  const bytes: Uint8Array = Cbor.encode({
    authenticator_data: authenticatorData,
    client_data_json: new TextDecoder('utf-8', { fatal: true }).decode(clientDataJson),
    signature,
  });
  return bytes as Signature;
}
