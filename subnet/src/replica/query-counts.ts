import type { QueryStats } from '../canister/canister-state.ts';
import type { PrincipalKey } from '../principal.ts';
import type { ReplicaState } from './replica-state.ts';

/** Queries since the last round, by canister: queries write no state, the next round adds them up. */
export class QueryCounts {
  readonly #counts = new Map<PrincipalKey, QueryStats>();

  /** Counts a query of a canister, or a part of one. */
  count(canister: PrincipalKey, query: Partial<QueryStats>): void {
    this.#counts.set(canister, sum(this.#counts.get(canister), { ...NONE, ...query }));
  }

  /** Moves the counts into the records of the canisters. */
  addTo(state: ReplicaState): void {
    for (const [key, counts] of this.#counts) {
      const canister = state.canisters.get(key);
      if (canister === undefined) continue;
      canister.queryStats = sum(canister.queryStats, counts);
      state.touch(canister);
    }
    this.#counts.clear();
  }
}

const NONE: QueryStats = { calls: 0n, instructions: 0n, requestBytes: 0n, responseBytes: 0n };

function sum(a: QueryStats | undefined, b: QueryStats): QueryStats {
  if (a === undefined) return b;
  return {
    calls: a.calls + b.calls,
    instructions: a.instructions + b.instructions,
    requestBytes: a.requestBytes + b.requestBytes,
    responseBytes: a.responseBytes + b.responseBytes,
  };
}
