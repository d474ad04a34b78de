import type { CanisterState } from '../canister/canister-state.ts';
import type { Place } from '../sandbox/sandbox.ts';
import type { ReplicaParts } from './replica-parts.ts';

/** Where queries of a canister run: beside an execution that outlasts rounds, on a copy of what was before it. */
export function placeOf({ state }: Pick<ReplicaParts, 'state'>, canister: CanisterState): Place {
  return state.away.has(canister.key) ? 'stand-in' : 'home';
}
