import { createHash } from 'node:crypto';
import { bls12_381 } from '@noble/curves/bls12-381';
import mcl from 'mcl-wasm';
import { assert } from '../assert.ts';
import { hashToG1 } from '../crypto/bls.ts';

const G1 = bls12_381.G1.Point;
const G2 = bls12_381.G2.Point;
const { Fr } = bls12_381.fields;

const CANISTER_DOMAIN = 'ic-vetkd-bls12-381-g2-canister-id';
const CONTEXT_DOMAIN = 'ic-vetkd-bls12-381-g2-context';
/** Source: draft-irtf-cfrg-bls-signature-05, section 4.2.2 (message augmentation). */
const AUGMENTED_DOMAIN = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_AUG_';
const TRANSPORT_KEY_BYTES = 48;

/** A vetKD key pair: of a subnet, of one of its canisters, or of a context of a canister. */
export interface VetKdKey {
  readonly secret: bigint;
  /** Shape: compressed point of G2, 96 bytes. */
  readonly publicKey: Uint8Array;
}

/** The pair of a secret scalar. */
export function vetKdKey(secret: bigint): VetKdKey {
  assert(secret !== 0n, 'a secret is not zero');
  return { secret, publicKey: G2.BASE.multiply(secret).toBytes(true) };
}

/**
 * The key of a canister, from that of the subnet.
 * Source: dfinity/vetkeys backend/rs/ic_vetkeys/src/utils/mod.rs (derive_canister_key), commit 31b1a1c.
 */
export function vetKdCanisterKey(master: VetKdKey, canister: Uint8Array): VetKdKey {
  return derived(master, canister, CANISTER_DOMAIN);
}

/**
 * The key of a context, from that of a canister; an empty context has the canister's own key.
 * Source: dfinity/vetkeys backend/rs/ic_vetkeys/src/utils/mod.rs (derive_sub_key), commit 31b1a1c.
 */
export function vetKdContextKey(canisterKey: VetKdKey, context: Uint8Array): VetKdKey {
  return context.length === 0 ? canisterKey : derived(canisterKey, context, CONTEXT_DOMAIN);
}

/** Is this the one encoding of a point of the right subgroup, the identity included? */
export function isTransportKey(encoded: Uint8Array): boolean {
  if (encoded.length !== TRANSPORT_KEY_BYTES) return false;
  try {
    // A copy: the parser clears the flag bits in a Buffer's own bytes.
    const point = G1.fromBytes(Uint8Array.from(encoded));
    point.assertValidity();
    return Buffer.compare(point.toBytes(true), encoded) === 0;
  } catch {
    return false;
  }
}

/**
 * The vetKey of an input, encrypted for a transport key.
 * Shape: `E1 · E2 · E3`, 192 bytes. Context: the transport key was checked; `random` is fresh; secret, input and transport key are mixed in, so that
 * random bytes that come again after a crash do no harm.
 * Source: IC interface specification, "vetkd_derive_key"; ia.cr/2023/616.
 */
export function encryptedVetKey(
  key: VetKdKey,
  input: Uint8Array,
  transport: Uint8Array,
  random: Uint8Array,
): Uint8Array {
  const blinding = blindingScalar(key, input, transport, random);
  const vetKey = mcl.mul(
    hashToG1(Buffer.concat([key.publicKey, input]), AUGMENTED_DOMAIN),
    scalar(key.secret),
  );
  const receiver = new mcl.G1();
  receiver.deserialize(transport);
  return new Uint8Array(
    Buffer.concat([
      G1.BASE.multiply(blinding).toBytes(true),
      G2.BASE.multiply(blinding).toBytes(true),
      mcl.add(vetKey, mcl.mul(receiver, scalar(blinding))).serialize(),
    ]),
  );
}

function scalar(value: bigint): mcl.Fr {
  const element = new mcl.Fr();
  element.setStr(value.toString(16), 16);
  return element;
}

function derived(key: VetKdKey, input: Uint8Array, domain: string): VetKdKey {
  const message = Buffer.concat([withLength(key.publicKey), withLength(input)]);
  return vetKdKey(Fr.add(key.secret, bls12_381.G2.hashToScalar(message, { DST: domain })));
}

function withLength(bytes: Uint8Array): Buffer {
  const prefixed = Buffer.alloc(8 + bytes.length);
  prefixed.writeBigUInt64BE(BigInt(bytes.length));
  prefixed.set(bytes, 8);
  return prefixed;
}

function blindingScalar(key: VetKdKey, input: Uint8Array, transport: Uint8Array, random: Uint8Array): bigint {
  const hash = createHash('sha512')
    .update(Fr.toBytes(key.secret))
    .update(random)
    .update(transport)
    .update(input);
  return 1n + (BigInt(`0x${hash.digest('hex')}`) % (Fr.ORDER - 1n));
}
