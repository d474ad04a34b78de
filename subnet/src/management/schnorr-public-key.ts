import type { Principal } from '@dfinity/principal';
import { nextTurn } from '../real-time.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import {
  keyOwner,
  requireKey,
  requirePath,
  schnorrScheme,
  type SchnorrAlgorithm,
} from './threshold-request.ts';

/** Argument of schnorr_public_key. */
interface SchnorrPublicKeyArgument {
  readonly canister_id: [] | [Principal];
  readonly derivation_path: Uint8Array[];
  readonly key_id: { readonly algorithm: SchnorrAlgorithm; readonly name: string };
}

/**
 * Answers with the Schnorr key of a canister at a path; it costs nothing.
 * Errors: IC0301 for an unknown key, IC0408.
 * Source: interface specification, "schnorr_public_key".
 */
export const schnorrPublicKey: ManagementMethod<SchnorrPublicKeyArgument> = {
  name: 'schnorr_public_key',
  types: MANAGEMENT_IDL.schnorr_public_key,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  async handle(request, { canister_id, derivation_path: path, key_id: { algorithm, name } }) {
    requirePath(path);
    requireKey(request, 'public key', schnorrScheme(algorithm), name);
    await nextTurn();
    const { thresholdKeys } = request.host;
    const key = { name, canister: keyOwner(request, canister_id), path };
    const derived =
      'ed25519' in algorithm ? thresholdKeys.ed25519PublicKey(key) : thresholdKeys.bip340PublicKey(key);
    return reply({ public_key: derived.publicKey, chain_code: derived.chainCode });
  },
};
