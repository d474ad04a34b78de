import { principalBytes } from '../principal.ts';
import { nextTurn } from '../real-time.ts';
import { SIGNATURE_RANDOM_BYTES } from '../threshold/threshold-keys.ts';
import { isTransportKey } from '../threshold/vetkd.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { requireFee, requireKey, thresholdRefused } from './threshold-request.ts';

/** Argument of vetkd_derive_key. */
interface VetKdDeriveKeyArgument {
  readonly input: Uint8Array;
  readonly context: Uint8Array;
  readonly transport_public_key: Uint8Array;
  readonly key_id: { readonly name: string };
}

/**
 * Derives the vetKey of an input for the calling canister and a context, encrypted for the transport key, for the
 * price of the key; the rest of the cycles goes back.
 * Errors: IC0301 for an unknown key, IC0408, IC0406 for a transport key that is no point and for too few cycles.
 * Source: interface specification, "vetkd_derive_key".
 */
export const vetkdDeriveKey: ManagementMethod<VetKdDeriveKeyArgument> = {
  name: 'vetkd_derive_key',
  types: MANAGEMENT_IDL.vetkd_derive_key,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  async handle(request, { input, context, transport_public_key: transport, key_id: { name } }) {
    const { call, host } = request;
    requireKey(request, 'signature', 'vetkd:Bls12_381_G2', name);
    if (!isTransportKey(transport)) throw thresholdRefused('The provided transport public key is invalid.');
    const fee = requireFee(request, name);
    await nextTurn();
    const random = host.randomBytes(SIGNATURE_RANDOM_BYTES);
    const key = { name, canister: principalBytes(call.caller), context };
    const encrypted = host.thresholdKeys.vetKdDeriveKey(key, input, transport, random);
    return reply({ encrypted_key: encrypted }, fee);
  },
};
