import type { PrincipalKey } from '../principal.ts';
import type { ReplicaState } from './replica-state.ts';

/**
 * What composite queries have on hold. While they are short, rounds wait for them. A round that waited long enough goes
 * on without the canisters that are held: these take no messages and queries see a second copy, until they are let go.
 */
export class QueryHolds {
  readonly #state: ReplicaState;
  readonly #counts = new Map<PrincipalKey, number>();
  readonly #kept = new Set<PrincipalKey>();
  #next = 0;

  constructor(state: ReplicaState) {
    this.#state = state;
  }

  /** A new hold; its number. */
  begin(canister: PrincipalKey): number {
    this.#counts.set(canister, (this.#counts.get(canister) ?? 0) + 1);
    return this.#next++;
  }

  /** The hold is let go; true when messages may have waited for it. */
  end(canister: PrincipalKey): boolean {
    const left = (this.#counts.get(canister) ?? 0) - 1;
    if (left > 0) this.#counts.set(canister, left);
    else this.#counts.delete(canister);
    if (left > 0 || !this.#kept.delete(canister)) return false;
    const { away, ready, canisters } = this.#state;
    away.delete(canister);
    const { executing, queue } = canisters.get(canister) ?? { queue: [] };
    if (executing === undefined) this.#state.free(canister);
    if (executing !== undefined || queue.length > 0) ready.add(canister);
    return true;
  }

  /** Keeps all that is on hold out of rounds. Context: a round begins. */
  keepOut(): void {
    for (const canister of this.#counts.keys()) this.keep(canister);
  }

  /** Keeps one canister out of rounds, unless something else does already. */
  keep(canister: PrincipalKey): void {
    if (this.#state.away.has(canister)) return;
    this.#kept.add(canister);
    this.#state.away.add(canister);
    this.#state.busy.add(canister);
  }
}
