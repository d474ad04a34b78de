import { admitCandid, fieldId, findPrincipal } from '@indus/candid';
import { MANAGEMENT_ARGUMENT_LIMITS } from './decode-argument.ts';
import { MANAGEMENT_METHODS } from './methods.ts';

const FIELD_ID = {
  canister_id: fieldId('canister_id'),
  target_canister: fieldId('target_canister'),
} as const;

/**
 * The canister that a management call is about, and that its effective canister id must be. Undefined: the method is
 * about none, is not known, or its argument cannot be read.
 * Bounds: those of every argument; modules and chunks are stepped over, not decoded.
 * Source: interface specification, "Effective canister id".
 */
export function effectiveCanisterId(method: string, argument: Uint8Array): Uint8Array | undefined {
  const field = MANAGEMENT_METHODS.get(method)?.effectiveId;
  if (field === undefined || !admitCandid(argument, MANAGEMENT_ARGUMENT_LIMITS).ok) return undefined;
  return findPrincipal(argument, FIELD_ID[field], MANAGEMENT_ARGUMENT_LIMITS);
}
