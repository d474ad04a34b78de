import { admitCandid, WALK_LIMITS, type AdmissionLimits } from '@indus/candid';
import { IDL } from '@dfinity/candid';
import { keyText } from '../principal.ts';
import { reject, type Reject } from '../reject.ts';
import { SystemTrap, type SystemCall, type SystemCanister, type SystemMethod } from './system-canister.ts';

/** Bounds: what an argument of a system canister may hold; the largest that is legal is a canister's settings. */
export const SYSTEM_ARGUMENT_LIMITS: AdmissionLimits = {
  ...WALK_LIMITS,
  bytesMax: 65_536,
  typesMax: 256,
  fieldsMax: 1_024,
  valuesMax: 2_000,
  zeroSizedElementsMax: 0,
  nestingMax: 32,
};

/** How a call of a system canister ended. */
export type MethodOutcome =
  | { readonly kind: 'reply'; readonly data: Uint8Array; readonly cyclesTaken: bigint }
  | { readonly kind: 'refused'; readonly reject: Reject };

/** The method of a canister that such a call may reach, or why none. A query can be asked in either way. */
export function findMethod(
  canister: SystemCanister,
  name: string,
  mode: 'update' | 'query',
): { readonly method: SystemMethod } | { readonly refusal: Reject } {
  const method = canister.methods.get(name);
  if (method !== undefined && (mode === 'update' || method.kind === 'query')) return { method };
  return { refusal: failure(canister, 'IC0536', `Canister has no ${mode} method '${name}'`) };
}

/** Admits and decodes the argument, runs the method and encodes the reply. Errors: none for what the caller did. */
export async function runMethod(
  canister: SystemCanister,
  method: SystemMethod,
  call: SystemCall,
  argument: Uint8Array,
): Promise<MethodOutcome> {
  try {
    const [decoded] = decode(method.argument, argument);
    const { values, cyclesTaken } = await method.handle(call, decoded as never);
    const data = new Uint8Array(IDL.encode([...method.result], [...values]));
    return { kind: 'reply', data, cyclesTaken };
  } catch (error) {
    if (!(error instanceof SystemTrap)) throw error;
    const message = `Canister called \`ic0.trap\` with message: '${error.message}'`;
    return { kind: 'refused', reject: failure(canister, 'IC0503', message) };
  }
}

function decode(types: readonly IDL.Type[], argument: Uint8Array): unknown[] {
  const admission = admitCandid(argument, SYSTEM_ARGUMENT_LIMITS);
  if (!admission.ok) {
    const { message, position } = admission.reason;
    throw new SystemTrap(`failed to decode call arguments: ${message} at byte ${position}`);
  }
  try {
    return IDL.decode([...types], new Uint8Array(argument));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SystemTrap(`failed to decode call arguments: ${reason}`);
  }
}

function failure(canister: SystemCanister, errorCode: string, message: string): Reject {
  return reject(errorCode, `Error from Canister ${keyText(canister.key)}: ${message}`);
}
