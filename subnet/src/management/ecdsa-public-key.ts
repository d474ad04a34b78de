import type { Principal } from '@dfinity/principal';
import { nextTurn } from '../real-time.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { keyOwner, requireKey, requirePath } from './threshold-request.ts';

/** Argument of ecdsa_public_key. */
interface EcdsaPublicKeyArgument {
  readonly canister_id: [] | [Principal];
  readonly derivation_path: Uint8Array[];
  readonly key_id: { readonly name: string };
}

/**
 * Answers with the ECDSA key of a canister at a path; it costs nothing.
 * Errors: IC0301 for an unknown key, IC0408.
 * Source: interface specification, "ecdsa_public_key".
 */
export const ecdsaPublicKey: ManagementMethod<EcdsaPublicKeyArgument> = {
  name: 'ecdsa_public_key',
  types: MANAGEMENT_IDL.ecdsa_public_key,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  async handle(request, { canister_id, derivation_path: path, key_id: { name } }) {
    requirePath(path);
    requireKey(request, 'public key', 'ecdsa:Secp256k1', name);
    await nextTurn();
    const canister = keyOwner(request, canister_id);
    const key = request.host.thresholdKeys.ecdsaPublicKey({ name, canister, path });
    return reply({ public_key: key.publicKey, chain_code: key.chainCode });
  },
};
