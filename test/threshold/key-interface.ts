import { IDL } from '@dfinity/candid';

const blob = IDL.Vec(IDL.Nat8);
const path = { derivation_path: IDL.Vec(blob) };
const owner = { canister_id: IDL.Opt(IDL.Principal) };
const ecdsaKey = { key_id: IDL.Record({ curve: IDL.Variant({ secp256k1: IDL.Null }), name: IDL.Text }) };
const schnorrKey = {
  key_id: IDL.Record({
    algorithm: IDL.Variant({ bip340secp256k1: IDL.Null, ed25519: IDL.Null }),
    name: IDL.Text,
  }),
};
const vetKdKey = { key_id: IDL.Record({ curve: IDL.Variant({ bls12_381_g2: IDL.Null }), name: IDL.Text }) };
const aux = IDL.Opt(IDL.Variant({ bip341: IDL.Record({ merkle_root_hash: blob }) }));

/** Argument and result of each method of the threshold keys. Source: IC interface specification, ic.did. */
export const KEY_INTERFACE = {
  ecdsa_public_key: [
    { ...owner, ...path, ...ecdsaKey },
    { public_key: blob, chain_code: blob },
  ],
  sign_with_ecdsa: [{ message_hash: blob, ...path, ...ecdsaKey }, { signature: blob }],
  schnorr_public_key: [
    { ...owner, ...path, ...schnorrKey },
    { public_key: blob, chain_code: blob },
  ],
  sign_with_schnorr: [{ message: blob, ...path, ...schnorrKey, aux }, { signature: blob }],
  vetkd_public_key: [{ ...owner, context: blob, ...vetKdKey }, { public_key: blob }],
  vetkd_derive_key: [
    { input: blob, context: blob, transport_public_key: blob, ...vetKdKey },
    { encrypted_key: blob },
  ],
} as const satisfies Record<string, readonly [Record<string, IDL.Type>, Record<string, IDL.Type>]>;

/** A method of the threshold keys. */
export type KeyMethod = keyof typeof KEY_INTERFACE;

/** A record as an argument. */
export function encodeKeyArgument(method: KeyMethod, argument: Record<string, unknown>): Uint8Array {
  return new Uint8Array(IDL.encode([IDL.Record(KEY_INTERFACE[method][0])], [argument]));
}

/** The fields of a result; all are blobs. */
export function decodeKeyResult(method: KeyMethod, data: Uint8Array): Record<string, Uint8Array> {
  const [result] = IDL.decode([IDL.Record(KEY_INTERFACE[method][1])], data);
  return result as unknown as Record<string, Uint8Array>;
}
