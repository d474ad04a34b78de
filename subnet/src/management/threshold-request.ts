import type { Principal } from '@dfinity/principal';
import { principalBytes } from '../principal.ts';
import { KEY_COSTS } from '../sandbox/system-api/cycle-costs.ts';
import { KEY_IDS, keyId, type KeyScheme } from '../threshold/key-id.ts';
import { groupedCycles } from './grouped-cycles.ts';
import { DERIVATION_PATH_ELEMENTS_MAX } from './management-limits.ts';
import type { MethodRequest } from './management-method.ts';
import { ManagementRefused, tooManyElements, unroutable } from './management-refused.ts';

/** Source: ic.did, "schnorr_algorithm"; both stand in one variant. */
export type SchnorrAlgorithm = { readonly bip340secp256k1: null } | { readonly ed25519: null };

/** What a method does with a key; holding and being allowed to sign are told apart in the IC's words. */
export type KeyUse = 'public key' | 'signature';

/** Scheme of an algorithm. */
export function schnorrScheme(algorithm: SchnorrAlgorithm): KeyScheme {
  return 'ed25519' in algorithm ? 'schnorr:Ed25519' : 'schnorr:Bip340Secp256k1';
}

/**
 * Checks that this subnet has the key.
 * Errors: ManagementRefused IC0301.
 * Source of the texts: dfinity/ic rs/embedders/src/wasmtime_embedder/system_api/routing.rs.
 */
export function requireKey({ call }: MethodRequest, use: KeyUse, scheme: KeyScheme, name: string): void {
  const id = keyId(scheme, name);
  if (KEY_IDS.includes(id)) return;
  const keys = `[${KEY_IDS.join(', ')}]`;
  throw unroutable(
    call.method,
    use === 'signature'
      ? `Requested unknown or disabled threshold key: ${id}, existing enabled keys: ${keys}`
      : `Requested unknown threshold key: ${id}, existing keys: ${keys}`,
  );
}

/** Errors: ManagementRefused IC0408. */
export function requirePath(path: readonly Uint8Array[]): void {
  if (path.length > DERIVATION_PATH_ELEMENTS_MAX) throw tooManyElements(DERIVATION_PATH_ELEMENTS_MAX);
}

/**
 * The price of a signature or key, which the attached cycles must cover; the method takes it, the rest goes back.
 * Errors: ManagementRefused IC0406. Source: published cycle costs, "Threshold cryptography".
 */
export function requireFee({ call }: MethodRequest, name: string): bigint {
  const fee = KEY_COSTS.get(name) ?? 0n;
  if (call.cycles >= fee) return fee;
  throw thresholdRefused(
    `${call.method} request sent with ${groupedCycles(call.cycles)} cycles, but ${groupedCycles(fee)} cycles are required.`,
  );
}

/**
 * A signature or key that cannot be made.
 * Source of code and texts: dfinity/ic rs/execution_environment/src/execution_environment.rs (sign_with_threshold,
 * vetkd_derive_key), commit 00439e1d2ccf1537bcbd5830958a044ee27965fc.
 */
export function thresholdRefused(message: string): ManagementRefused {
  return new ManagementRefused('IC0406', message);
}

/** Whose key is meant: that of the canister in the argument, else the caller's. */
export function keyOwner({ call }: MethodRequest, canister: readonly Principal[]): Uint8Array {
  const [asked] = canister;
  return asked === undefined ? principalBytes(call.caller) : asked.toUint8Array();
}
