import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { decodeArgument } from './decode-argument.ts';
import { ManagementRefused } from './management-refused.ts';
import { MANAGEMENT_METHODS } from './methods.ts';

const ID_ONLY = {
  canister_id: [IDL.Record({ canister_id: IDL.Principal })],
  target_canister: [IDL.Record({ target_canister: IDL.Principal })],
} as const;

/**
 * The canister that a management call is about, and that its effective canister id must be. Undefined: the method is
 * about none, is not known, or its argument cannot be read.
 * Bounds: admitted like every argument before it is decoded.
 * Source: interface specification, "Effective canister id".
 */
export function effectiveCanisterId(method: string, argument: Uint8Array): Uint8Array | undefined {
  const field = MANAGEMENT_METHODS.get(method)?.effectiveId;
  if (field === undefined) return undefined;
  try {
    const [record] = decodeArgument([...ID_ONLY[field]], argument) as [Record<string, unknown>];
    const id = record[field];
    return id instanceof Principal ? id.toUint8Array() : undefined;
  } catch (error) {
    if (error instanceof ManagementRefused) return undefined;
    throw error;
  }
}
