import type { CanisterState } from '../canister/canister-state.ts';
import { reject, type Reject } from '../reject.ts';
import { fromCanister, noModule, refusesCalls } from './route.ts';

/** Why a canister does not answer a query with this method, or undefined. */
export function refusesQuery(canister: CanisterState, method: string): Reject | undefined {
  const refusal = refusesCalls(canister);
  if (refusal) return refusal;
  const methods = canister.code?.info.methods;
  if (methods === undefined) return noModule(canister.key);
  if (methods.query.includes(method) || methods.composite_query.includes(method)) return undefined;
  return reject('IC0536', fromCanister(canister.key, `Canister has no query method '${method}'`));
}
