import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

import { Cbor, Expiry, requestIdOf } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';

/** What to sign. */
export interface RequestTemplate {
  readonly kind: 'call' | 'query';
  readonly canister: Principal;
  readonly method: string;
  readonly argument: Uint8Array;
}

/** A signed envelope and the id by which its status is found. */
export interface SignedRequest {
  readonly id: Uint8Array;
  readonly body: Uint8Array;
}

/** A client's Ed25519 key and its sender. */
export interface Signer {
  readonly key: KeyObject;
  readonly publicKeyDer: Uint8Array;
  readonly sender: Principal;
}

/** A new key. */
export function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicKeyDer = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  return { key: privateKey, publicKeyDer, sender: Principal.selfAuthenticating(publicKeyDer) };
}

const REQUEST_DOMAIN = Buffer.from('\x0aic-request', 'latin1');

/** Signs a request that no other equals. Source: IC interface specification, "Authentication". */
export function signRequest(template: RequestTemplate, signer: Signer): SignedRequest {
  return signContent(
    {
      request_type: template.kind,
      canister_id: template.canister,
      method_name: template.method,
      arg: template.argument,
      sender: signer.sender,
      ingress_expiry: Expiry.fromDeltaInMilliseconds(4 * 60_000),
      nonce: new Uint8Array(randomBytes(16)),
    },
    signer,
  );
}

/** Signs the content of any request. Source: IC interface specification, "Authentication". */
export function signContent(content: Readonly<Record<string, unknown>>, signer: Signer): SignedRequest {
  const id = requestIdOf(content);
  const signature = new Uint8Array(sign(null, Buffer.concat([REQUEST_DOMAIN, id]), signer.key));
  const body = Cbor.encode({ content, sender_pubkey: signer.publicKeyDer, sender_sig: signature });
  return { id, body: new Uint8Array(body) };
}
