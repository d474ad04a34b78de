import type { CanisterState } from '../canister/canister-state.ts';
import { allocatedBytes } from '../canister/holding-costs.ts';
import { usedBytes } from '../management/canister-memory.ts';
import type { PrincipalKey } from '../principal.ts';

/** How much memory all canisters have at their disposal; measures only those that changed since it was asked last. */
export class MemoryUsage {
  readonly #canisters: ReadonlyMap<PrincipalKey, CanisterState>;
  readonly #known = new Map<PrincipalKey, bigint>();
  readonly #stale = new Set<PrincipalKey>();
  #total = 0n;
  #fresh = true;

  constructor(canisters: ReadonlyMap<PrincipalKey, CanisterState>) {
    this.#canisters = canisters;
  }

  /** The canister may have changed, or is gone. */
  mark(canister: PrincipalKey): void {
    this.#stale.add(canister);
  }

  /** Units: bytes. */
  get totalBytes(): bigint {
    const keys = this.#fresh ? this.#canisters.keys() : this.#stale;
    this.#fresh = false;
    for (const key of keys) this.#measure(key);
    this.#stale.clear();
    return this.#total;
  }

  #measure(key: PrincipalKey): void {
    const canister = this.#canisters.get(key);
    this.#total -= this.#known.get(key) ?? 0n;
    this.#known.delete(key);
    if (canister === undefined) return;
    const bytes = allocatedBytes(usedBytes(canister), canister.settings.memoryAllocation);
    this.#known.set(key, bytes);
    this.#total += bytes;
  }
}
