import { Actor } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { exchange } from './call-failed.ts';
import type { Connection } from './connection.ts';

/** A call of a method whose type is known only when it is made. */
export interface MethodCall {
  readonly name: string;
  readonly func: IDL.FuncClass;
  readonly arguments: readonly unknown[];
}

/**
 * Calls a method by the type that its interface gives: queries are checked by the signatures of their nodes, updates by
 * their certificate. Shape: all results, in order.
 * Errors: CallFailed, ProofInvalid.
 */
export async function callMethod(
  connection: Connection,
  canisterId: Principal,
  { name, func, arguments: given }: MethodCall,
): Promise<readonly unknown[]> {
  const service = () => IDL.Service({ [name]: func });
  const actor = Actor.createActor(service, { agent: connection.agent, canisterId });
  const method = actor[name] as (...values: readonly unknown[]) => Promise<unknown>;
  const result = await exchange(name, () => method(...given));
  if (func.retTypes.length === 0) return [];
  return func.retTypes.length === 1 ? [result] : (result as readonly unknown[]);
}
