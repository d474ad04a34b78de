import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';

/** A key pair that signs requests. */
export interface SigningKey {
  /** Public key, DER. */
  readonly publicKey: Uint8Array;
  /** The principal that authenticates itself with this key. */
  readonly principal: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key with the given number. */
export function ed25519Key(number: number): SigningKey {
  const der = Buffer.concat([PKCS8_ED25519, Buffer.alloc(32, number)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return signingKey(key, (message) => sign(null, message, key));
}

/** A new ECDSA key; signatures are the two numbers, fixed length, over SHA-256. */
export function ecdsaKey(namedCurve: 'prime256v1' | 'secp256k1'): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  return signingKey(privateKey, (message) =>
    sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  );
}

function signingKey(key: KeyObject, signWith: (message: Uint8Array) => Buffer): SigningKey {
  const publicKey = Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }));
  return {
    publicKey,
    principal: selfAuthenticating(publicKey),
    sign: (message) => Uint8Array.from(signWith(message)),
  };
}

/** SHA-224 of the public key, then 0x02. Source: interface specification, "Special forms of Principals". */
export function selfAuthenticating(publicKey: Uint8Array): Uint8Array {
  return Uint8Array.from([...createHash('sha224').update(publicKey).digest(), 2]);
}
