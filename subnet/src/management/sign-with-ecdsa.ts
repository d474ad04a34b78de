import { principalBytes } from '../principal.ts';
import { nextTurn } from '../real-time.ts';
import { SIGNATURE_RANDOM_BYTES } from '../threshold/threshold-keys.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { MESSAGE_HASH_BYTES } from './management-limits.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { badPayload } from './management-refused.ts';
import { requireFee, requireKey, requirePath } from './threshold-request.ts';

/** Argument of sign_with_ecdsa. */
interface SignWithEcdsaArgument {
  readonly message_hash: Uint8Array;
  readonly derivation_path: Uint8Array[];
  readonly key_id: { readonly name: string };
}

/**
 * Signs a hash with the caller's key at a path, for the price of the key; the rest of the cycles goes back.
 * Errors: IC0301 for an unknown key, IC0408, IC0406 for too few cycles.
 * Source: interface specification, "sign_with_ecdsa".
 */
export const signWithEcdsa: ManagementMethod<SignWithEcdsaArgument> = {
  name: 'sign_with_ecdsa',
  types: MANAGEMENT_IDL.sign_with_ecdsa,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  async handle(request, { message_hash: hash, derivation_path: path, key_id: { name } }) {
    const { call, host } = request;
    if (hash.length !== MESSAGE_HASH_BYTES) {
      const expected = `expected an array of length ${MESSAGE_HASH_BYTES}`;
      throw badPayload(`Deserialize error: invalid length ${hash.length}, ${expected}`);
    }
    requirePath(path);
    requireKey(request, 'signature', 'ecdsa:Secp256k1', name);
    const fee = requireFee(request, name);
    await nextTurn();
    const key = { name, canister: principalBytes(call.caller), path };
    const signature = host.thresholdKeys.signWithEcdsa(key, hash, host.randomBytes(SIGNATURE_RANDOM_BYTES));
    return reply({ signature }, fee);
  },
};
