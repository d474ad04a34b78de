import type { Principal } from '@dfinity/principal';
import { nextTurn } from '../real-time.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { keyOwner, requireKey } from './threshold-request.ts';

/** Argument of vetkd_public_key. */
interface VetKdPublicKeyArgument {
  readonly canister_id: [] | [Principal];
  readonly context: Uint8Array;
  readonly key_id: { readonly name: string };
}

/**
 * Answers with the key that verifies the vetKeys of a canister and context; it costs nothing.
 * Errors: IC0301 for an unknown key, IC0408.
 * Source: interface specification, "vetkd_public_key".
 */
export const vetkdPublicKey: ManagementMethod<VetKdPublicKeyArgument> = {
  name: 'vetkd_public_key',
  types: MANAGEMENT_IDL.vetkd_public_key,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  async handle(request, { canister_id, context, key_id: { name } }) {
    requireKey(request, 'public key', 'vetkd:Bls12_381_G2', name);
    await nextTurn();
    const canister = keyOwner(request, canister_id);
    return reply({ public_key: request.host.thresholdKeys.vetKdPublicKey(name, canister, context) });
  },
};
