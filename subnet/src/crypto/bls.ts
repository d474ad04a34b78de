import { hkdfSync } from 'node:crypto';
import mcl from 'mcl-wasm';
import { assert } from '../assert.ts';
import { sha256 } from './sha256.ts';

/**
 * BLS12-381 signatures in G1 with public keys in G2, basic scheme.
 * Source: draft-irtf-cfrg-bls-signature-04, ciphersuite BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_; RFC 9380.
 */
export interface BlsKey {
  /** Shape: DER, 133 bytes. */
  readonly publicKeyDer: Uint8Array;
  /** Shape: compressed point of G1, 48 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** Bytes of a signature. */
export const BLS_SIGNATURE_BYTES = 48;
/** Bytes of a public key without its DER frame. */
export const BLS_PUBLIC_KEY_BYTES = 96;

/** Source: IC interface specification, "Delegation": OIDs 1.3.6.1.4.1.44668.5.3.1.2.1 and 1.3.6.1.4.1.44668.5.3.2.1. */
const DER_PREFIX = Buffer.from(
  '308182301d060d2b0601040182dc7c0503010201060c2b0601040182dc7c05030201036100',
  'hex',
);
const DOMAIN = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const HASH_BLOCK = new Uint8Array(64);
const ELEMENT_BYTES = 64;
const ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;
/** Compressed generator of G2. Source: draft-irtf-cfrg-pairing-friendly-curves, section 4.2.1. */
const GENERATOR =
  '93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e' +
  '024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8';

await mcl.init(mcl.BLS12_381);
mcl.setMapToMode(mcl.IRTF);
mcl.setETHserialization(true);
mcl.verifyOrderG1(true);
mcl.verifyOrderG2(true);
const generator = new mcl.G2();
generator.deserialize(Buffer.from(GENERATOR, 'hex'));
const minusGenerator = mcl.neg(generator);

/**
 * The key that a seed determines.
 * Bounds: the seed has at least 32 bytes. Source: draft-irtf-cfrg-bls-signature-04, section 2.3 (KeyGen).
 */
export function blsKeyFromSeed(seed: Uint8Array): BlsKey {
  const secret = new mcl.Fr();
  secret.setStr(blsSecret(seed).toString(16), 16);
  const publicKey = mcl.mul(generator, secret);
  return {
    publicKeyDer: new Uint8Array(Buffer.concat([DER_PREFIX, publicKey.serialize()])),
    sign: (message) => mcl.mul(hashToG1(message), secret).serialize(),
  };
}

/** The secret scalar that a seed determines. */
export function blsSecret(seed: Uint8Array): bigint {
  assert(seed.length >= 32, 'a seed has at least 32 bytes');
  let salt = Buffer.from('BLS-SIG-KEYGEN-SALT-', 'latin1') as Uint8Array;
  for (;;) {
    salt = sha256(salt);
    const okm = hkdfSync('sha256', Buffer.concat([seed, Uint8Array.of(0)]), salt, Uint8Array.of(0, 48), 48);
    const secret = BigInt(`0x${Buffer.from(okm).toString('hex')}`) % ORDER;
    if (secret !== 0n) return secret;
  }
}

/** Is this the signature of the message under the DER public key? False for anything malformed. */
export function blsVerify(publicKeyDer: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const raw = blsPublicKey(publicKeyDer);
  if (raw === undefined || signature.length !== BLS_SIGNATURE_BYTES) return false;
  const point = parsePoint(new mcl.G1(), signature);
  const key = parsePoint(new mcl.G2(), raw);
  if (point === undefined || key === undefined) return false;
  const product = mcl.mul(mcl.millerLoop(point, minusGenerator), mcl.millerLoop(hashToG1(message), key));
  return mcl.finalExp(product).isOne();
}

/** The 96 bytes of a DER public key, or undefined when it is not exactly of that form. */
export function blsPublicKey(der: Uint8Array): Uint8Array | undefined {
  const prefix = DER_PREFIX.length;
  const fits = der.length === prefix + BLS_PUBLIC_KEY_BYTES && DER_PREFIX.equals(der.subarray(0, prefix));
  return fits ? der.subarray(prefix) : undefined;
}

interface Point {
  deserialize(bytes: Uint8Array): void;
  serialize(): Uint8Array;
  isZero(): boolean;
}

/** A point of the right subgroup in its one encoding, not the identity. */
function parsePoint<P extends Point>(point: P, bytes: Uint8Array): P | undefined {
  try {
    point.deserialize(bytes);
  } catch {
    return undefined;
  }
  if (point.isZero() || Buffer.compare(point.serialize(), bytes) !== 0) return undefined;
  return point;
}

/**
 * The point of G1 that a message hashes to, under the domain of the basic scheme unless another is given.
 * Bounds: a domain has up to 255 characters. Source: RFC 9380, hash_to_curve of suite BLS12381G1_XMD:SHA-256_SSWU_RO_.
 */
export function hashToG1(message: Uint8Array, domain: string = DOMAIN): mcl.G1 {
  const uniform = expandMessage(message, domain);
  return mcl.add(mapToG1(uniform.subarray(0, ELEMENT_BYTES)), mapToG1(uniform.subarray(ELEMENT_BYTES)));
}

function mapToG1(bytes: Uint8Array) {
  const element = new mcl.Fp();
  element.setBigEndianMod(bytes);
  return element.mapToG1();
}

/** Source: RFC 9380, section 5.3.1 (expand_message_xmd), for two field elements. */
function expandMessage(message: Uint8Array, domain: string): Uint8Array {
  const length = 2 * ELEMENT_BYTES;
  const suffix = Buffer.concat([Buffer.from(domain, 'latin1'), Uint8Array.of(domain.length)]);
  const first = sha256(Buffer.concat([HASH_BLOCK, message, Uint8Array.of(0, length, 0), suffix]));
  const uniform = new Uint8Array(length);
  let block = new Uint8Array(32);
  for (let index = 1; index * 32 <= length; index++) {
    const mixed = block.map((byte, at) => byte ^ (first[at] ?? 0));
    block = new Uint8Array(sha256(Buffer.concat([mixed, Uint8Array.of(index), suffix])));
    uniform.set(block, (index - 1) * 32);
  }
  return uniform;
}
