import type { PrincipalKey } from '../principal.ts';
import type { MemoryDelta } from '../sandbox/protocol.ts';
import type { StoredCanister } from '../sandbox/sandbox.ts';
import type { Store } from '../store/store.ts';
import { mergeDeltas } from './merge-deltas.ts';
import type { ReplicaState } from './replica-state.ts';
import { readMemory, readModule } from './stored-memory.ts';

type Deltas = Map<PrincipalKey, MemoryDelta>;

/**
 * What is not yet stored of canisters' memories, in three steps: what a batch changed before its results take effect,
 * what took effect since the last round was stored, and what is being stored. With the store they give every canister
 * at any time, so that no worker is the only one that knows a canister.
 */
export class CanisterMemories {
  readonly #store: Store;
  readonly #state: ReplicaState;
  readonly #arrived: Deltas = new Map();
  readonly #applied: Deltas = new Map();
  #storing: ReadonlyMap<PrincipalKey, MemoryDelta> = new Map();

  constructor(store: Store, state: ReplicaState) {
    this.#store = store;
    this.#state = state;
  }

  /** A batch or an installation changed memories; its results have no effect yet. */
  arrived(canister: PrincipalKey, delta: MemoryDelta): void {
    add(this.#arrived, canister, delta);
  }

  /** The results of a batch take effect: what it changed is stored with this round. */
  apply(canister: PrincipalKey): void {
    const delta = this.#arrived.get(canister);
    if (delta === undefined) return;
    this.#arrived.delete(canister);
    add(this.#applied, canister, delta);
  }

  /** Memories that are whole and new; what was before does not count any more. */
  replace(canister: PrincipalKey, memory: MemoryDelta): void {
    this.forget(canister);
    this.#applied.set(canister, memory);
  }

  /** The canister has no memories any more. */
  forget(canister: PrincipalKey): void {
    this.#arrived.delete(canister);
    this.#applied.delete(canister);
  }

  /** Takes what is to be stored with this round; `stored` follows when it is durable. */
  take(): ReadonlyMap<PrincipalKey, MemoryDelta> {
    const taken = new Map(this.#applied);
    this.#applied.clear();
    this.#storing = taken;
    return taken;
  }

  stored(): void {
    this.#storing = new Map();
  }

  /** A canister as its newest batch left it; undefined when it has no code. */
  newest(canister: PrincipalKey): Promise<StoredCanister | undefined> {
    return this.#read(canister, [this.#storing, this.#applied, this.#arrived]);
  }

  /** A canister as the newest batch whose results took effect left it; undefined when it has no code. */
  newestApplied(canister: PrincipalKey): Promise<StoredCanister | undefined> {
    return this.#read(canister, [this.#storing, this.#applied]);
  }

  async #read(
    canister: PrincipalKey,
    layers: readonly ReadonlyMap<PrincipalKey, MemoryDelta>[],
  ): Promise<StoredCanister | undefined> {
    const code = this.#state.canisters.get(canister)?.code;
    if (code === undefined) return undefined;
    const { moduleHash } = code;
    // Taken now: what is stored meanwhile is then read twice, which makes no difference.
    const deltas = layers.flatMap((layer) => layer.get(canister) ?? []);
    const stored = deltas.some(isWhole) ? undefined : await readMemory(this.#store, canister);
    const all = stored === undefined ? deltas : [stored, ...deltas];
    return {
      moduleHash,
      module: () => readModule(this.#store, moduleHash),
      memory: all.reduce(mergeDeltas),
    };
  }
}

/** Nothing of what was before is left. */
function isWhole({ heap, stable }: MemoryDelta): boolean {
  return heap.reset && stable.reset;
}

function add(deltas: Deltas, canister: PrincipalKey, delta: MemoryDelta): void {
  const before = deltas.get(canister);
  deltas.set(canister, before === undefined ? delta : mergeDeltas(before, delta));
}
