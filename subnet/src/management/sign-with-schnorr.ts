import { principalBytes } from '../principal.ts';
import { nextTurn } from '../real-time.ts';
import { MERKLE_ROOT_BYTES } from '../threshold/sign-bip340.ts';
import { SIGNATURE_RANDOM_BYTES, type KeyPath } from '../threshold/threshold-keys.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod, type MethodRequest } from './management-method.ts';
import {
  requireFee,
  requireKey,
  requirePath,
  schnorrScheme,
  thresholdRefused,
  type SchnorrAlgorithm,
} from './threshold-request.ts';

const INVALID_AUX = 'Invalid aux field for Bip340Secp256k1';

/** Argument of sign_with_schnorr. */
interface SignWithSchnorrArgument {
  readonly message: Uint8Array;
  readonly derivation_path: Uint8Array[];
  readonly key_id: { readonly algorithm: SchnorrAlgorithm; readonly name: string };
  readonly aux: [] | [{ readonly bip341: { readonly merkle_root_hash: Uint8Array } }];
}

/**
 * Signs a message with the caller's key at a path, for the price of the key; the rest of the cycles goes back.
 * Errors: IC0301 for an unknown key, IC0408, IC0406 for an `aux` that does not fit and for too few cycles.
 * Source: interface specification, "sign_with_schnorr".
 */
export const signWithSchnorr: ManagementMethod<SignWithSchnorrArgument> = {
  name: 'sign_with_schnorr',
  types: MANAGEMENT_IDL.sign_with_schnorr,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  async handle(request, { message, derivation_path: path, key_id: { algorithm, name }, aux }) {
    requirePath(path);
    requireKey(request, 'signature', schnorrScheme(algorithm), name);
    const merkleRoot = aux[0]?.bip341.merkle_root_hash;
    if (merkleRoot !== undefined) requireAux(algorithm, merkleRoot);
    const fee = requireFee(request, name);
    await nextTurn();
    const key = { name, canister: principalBytes(request.call.caller), path };
    const sign = 'ed25519' in algorithm ? signEd25519 : signBip340;
    return reply({ signature: sign(request, key, message, merkleRoot) }, fee);
  },
};

function requireAux(algorithm: SchnorrAlgorithm, merkleRoot: Uint8Array): void {
  if ('ed25519' in algorithm) throw thresholdRefused('Schnorr algorithm Ed25519 does not support aux input');
  if (merkleRoot.length === 0 || merkleRoot.length === MERKLE_ROOT_BYTES) return;
  throw thresholdRefused(INVALID_AUX);
}

function signEd25519({ host }: MethodRequest, key: KeyPath, message: Uint8Array): Uint8Array {
  return host.thresholdKeys.signWithEd25519(key, message, host.randomBytes(SIGNATURE_RANDOM_BYTES));
}

function signBip340(
  { host }: MethodRequest,
  key: KeyPath,
  message: Uint8Array,
  merkleRoot: Uint8Array | undefined,
): Uint8Array {
  const random = host.randomBytes(SIGNATURE_RANDOM_BYTES);
  const signature = host.thresholdKeys.signWithBip340(key, message, merkleRoot, random);
  if (signature === undefined) throw thresholdRefused(INVALID_AUX);
  return signature;
}
