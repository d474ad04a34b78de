import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { assert } from '../assert.ts';

/** The signing key of a node. */
export interface NodeKey {
  /** Shape: DER, 44 bytes. */
  readonly publicKeyDer: Uint8Array;
  /** Shape: 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** Frame of a private key: PKCS#8 with OID 1.3.101.112. Source: RFC 8410, section 7. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key of a 32-byte seed. Source: RFC 8032, section 5.1.5. */
export function nodeKeyFromSeed(seed: Uint8Array): NodeKey {
  assert(seed.length === 32, 'an Ed25519 seed has 32 bytes');
  const der = Buffer.concat([PRIVATE_PREFIX, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKeyDer = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKeyDer: new Uint8Array(publicKeyDer),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}
