/** Scheme of a threshold key in the IC's words: the family, then its curve or algorithm. */
export type KeyScheme =
  'ecdsa:Secp256k1' | 'schnorr:Bip340Secp256k1' | 'schnorr:Ed25519' | 'vetkd:Bls12_381_G2';

/** A scheme and a name in one text, as the IC writes it: `ecdsa:Secp256k1:key_1`. */
export type KeyId = `${KeyScheme}:${string}`;

const SCHEMES: readonly KeyScheme[] = [
  'ecdsa:Secp256k1',
  'schnorr:Bip340Secp256k1',
  'schnorr:Ed25519',
  'vetkd:Bls12_381_G2',
];

/** Names under which every scheme has a key: that of local networks, the IC's test key and its production key. */
export const KEY_NAMES: readonly string[] = ['dfx_test_key', 'key_1', 'test_key_1'];

/**
 * All keys of this subnet in order.
 * Source of the form: dfinity/ic rs/types/management_canister_types/src/lib.rs (Display of MasterPublicKeyId).
 */
export const KEY_IDS: readonly KeyId[] = SCHEMES.flatMap((scheme) =>
  KEY_NAMES.map((name) => keyId(scheme, name)),
);

/** The id of a key; it need not exist. */
export function keyId(scheme: KeyScheme, name: string): KeyId {
  return `${scheme}:${name}`;
}
