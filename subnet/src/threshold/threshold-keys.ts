import { bls12_381 } from '@noble/curves/bls12-381';
import { ed25519 } from '@noble/curves/ed25519';
import { secp256k1 } from '@noble/curves/secp256k1';
import { BoundedCache } from '../crypto/bounded-cache.ts';
import { deriveEd25519 } from './derive-ed25519.ts';
import { deriveSecp256k1 } from './derive-secp256k1.ts';
import { keyId, type KeyScheme } from './key-id.ts';
import { masterSecret, noncePrefix } from './master-secret.ts';
import { signBip340, taprootSecret } from './sign-bip340.ts';
import { signEd25519 } from './sign-ed25519.ts';
import { encryptedVetKey, vetKdCanisterKey, vetKdContextKey, vetKdKey } from './vetkd.ts';
import type { VetKdKey } from './vetkd.ts';

/** A derived public key from which others can be derived. */
export interface ExtendedPublicKey {
  readonly publicKey: Uint8Array;
  readonly chainCode: Uint8Array;
}

/** A key of a canister: its name, and the path below the canister's id. */
export interface KeyPath {
  readonly name: string;
  readonly canister: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** Bytes of randomness that a signature takes. */
export const SIGNATURE_RANDOM_BYTES = 32;

const SECP = secp256k1.Point;
const ED = ed25519.Point;
/** A canister mostly asks for the same keys again, and each level of a derivation is a multiplication on the curve. */
const KEPT_KEYS_MAX = 512;
/** Longer paths and contexts are legal; they are derived each time. */
const KEPT_PATH_BYTES_MAX = 256;

interface SecretKey extends ExtendedPublicKey {
  readonly secret: bigint;
}

/**
 * The keys that the IC holds in shares among the nodes of a subnet, held here in one piece: the same derivations and
 * the same signatures, without the protocol between nodes.
 * Context: the caller checks that the key's name is one of KEY_NAMES.
 */
export class ThresholdKeys {
  readonly #secret: Uint8Array;
  readonly #masters = new Map<string, bigint>();
  readonly #keys = new BoundedCache<SecretKey>(KEPT_KEYS_MAX);
  readonly #vetKdKeys = new BoundedCache<VetKdKey>(KEPT_KEYS_MAX);

  /** `secret`: 32 bytes from which all master keys come. */
  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  /** Shape: SEC1 compressed, 33 bytes. */
  ecdsaPublicKey(key: KeyPath): ExtendedPublicKey {
    return this.#secp('ecdsa:Secp256k1', key);
  }

  /** Signs a hash of 32 bytes. Shape: r and s of 32 bytes each; s is the lower one. */
  signWithEcdsa(key: KeyPath, hash: Uint8Array, random: Uint8Array): Uint8Array {
    const { secret } = this.#secp('ecdsa:Secp256k1', key);
    return secp256k1
      .sign(hash, secret, { prehash: false, lowS: true, extraEntropy: random })
      .toBytes('compact');
  }

  /** Shape: SEC1 compressed, 33 bytes. */
  bip340PublicKey(key: KeyPath): ExtendedPublicKey {
    return this.#secp('schnorr:Bip340Secp256k1', key);
  }

  /** Signs for the derived key, or for the Taproot output key that it makes with a Merkle root. */
  signWithBip340(
    key: KeyPath,
    message: Uint8Array,
    merkleRoot: Uint8Array | undefined,
    random: Uint8Array,
  ): Uint8Array | undefined {
    const internal = this.#secp('schnorr:Bip340Secp256k1', key).secret;
    const secret = merkleRoot === undefined ? internal : taprootSecret(internal, merkleRoot);
    return secret === undefined ? undefined : signBip340(secret, message, random);
  }

  /** Shape: RFC 8032, 32 bytes. */
  ed25519PublicKey(key: KeyPath): ExtendedPublicKey {
    return this.#ed25519(key);
  }

  /** Signs a message of any length. */
  signWithEd25519(key: KeyPath, message: Uint8Array, random: Uint8Array): Uint8Array {
    const { secret, chainCode } = this.#ed25519(key);
    const prefix = noncePrefix(ED.Fn.toBytes(secret), chainCode);
    return signEd25519({ scalar: secret, noncePrefix: prefix }, message, random);
  }

  /** Shape: compressed point of G2, 96 bytes. */
  vetKdPublicKey(name: string, canister: Uint8Array, context: Uint8Array): Uint8Array {
    return this.#vetKdKey(name, canister, context).publicKey;
  }

  /** The vetKey of an input, for whoever holds the secret of a transport key that was checked. Shape: 192 bytes. */
  vetKdDeriveKey(
    { name, canister, context }: { name: string; canister: Uint8Array; context: Uint8Array },
    input: Uint8Array,
    transport: Uint8Array,
    random: Uint8Array,
  ): Uint8Array {
    return encryptedVetKey(this.#vetKdKey(name, canister, context), input, transport, random);
  }

  #secp(scheme: KeyScheme, { name, canister, path }: KeyPath): SecretKey {
    return kept(this.#keys, [scheme, name], [canister, ...path], () => {
      const master = this.#master(scheme, name, SECP.Fn.ORDER);
      const derived = deriveSecp256k1(SECP.BASE.multiply(master), [canister, ...path]);
      return {
        secret: SECP.Fn.add(master, derived.offset),
        publicKey: derived.point.toBytes(true),
        chainCode: derived.chainCode,
      };
    });
  }

  #ed25519({ name, canister, path }: KeyPath): SecretKey {
    return kept(this.#keys, ['schnorr:Ed25519', name], [canister, ...path], () => {
      const master = this.#master('schnorr:Ed25519', name, ED.Fn.ORDER);
      const derived = deriveEd25519(ED.BASE.multiply(master), [canister, ...path]);
      return {
        secret: ED.Fn.add(master, derived.offset),
        publicKey: derived.point.toBytes(),
        chainCode: derived.chainCode,
      };
    });
  }

  #vetKdKey(name: string, canister: Uint8Array, context: Uint8Array): VetKdKey {
    return kept(this.#vetKdKeys, [name], [canister, context], () => {
      const canisterKey = kept(this.#vetKdKeys, [name], [canister], () =>
        vetKdCanisterKey(this.#vetKdMaster(name), canister),
      );
      return vetKdContextKey(canisterKey, context);
    });
  }

  #vetKdMaster(name: string): VetKdKey {
    return kept(this.#vetKdKeys, [name], [], () =>
      vetKdKey(this.#master('vetkd:Bls12_381_G2', name, bls12_381.fields.Fr.ORDER)),
    );
  }

  #master(scheme: KeyScheme, name: string, order: bigint): bigint {
    const id = keyId(scheme, name);
    let secret = this.#masters.get(id);
    if (secret === undefined) {
      secret = masterSecret(this.#secret, id, order);
      this.#masters.set(id, secret);
    }
    return secret;
  }
}

/** A value of its own for each list of words and path; a long path is not kept. */
function kept<V>(
  cache: BoundedCache<V>,
  words: readonly string[],
  path: readonly Uint8Array[],
  make: () => V,
): V {
  if (path.reduce((sum, part) => sum + part.length + 1, 0) > KEPT_PATH_BYTES_MAX) return make();
  const id = [...words, ...path.map((part) => Buffer.from(part).toString('hex'))].join('/');
  const known = cache.get(id);
  if (known !== undefined) return known;
  const value = make();
  cache.set(id, value);
  return value;
}
