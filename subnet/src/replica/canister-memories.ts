import { assert } from '../assert.ts';
import type { PrincipalKey } from '../principal.ts';
import type { MemoryDelta } from '../sandbox/protocol.ts';
import type { StoredCanister } from '../sandbox/sandbox.ts';
import { moduleKey } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import { mergeDeltas } from './merge-deltas.ts';
import type { ReplicaState } from './replica-state.ts';
import { readMemory, readModule } from './stored-memory.ts';

type Deltas = Map<PrincipalKey, MemoryDelta>;

interface Code {
  readonly moduleHash: string;
  readonly module: Uint8Array;
}

/**
 * What is not yet stored of canisters' memories, in three steps: what a batch changed before its results take effect,
 * what took effect since the last round was stored, and what is being stored. With the store they give every canister
 * at any time, so that no worker is the only one that knows a canister. The code goes the same way: that of an installation
 * comes with the memories that it made, before the canister's record knows of it.
 */
export class CanisterMemories {
  readonly #store: Store;
  readonly #state: ReplicaState;
  readonly #arrived: Deltas = new Map();
  readonly #applied: Deltas = new Map();
  #storing: ReadonlyMap<PrincipalKey, MemoryDelta> = new Map();
  readonly #installing = new Map<PrincipalKey, Code>();
  readonly #arrivedCode = new Map<PrincipalKey, Code>();
  #storingBlobs: ReadonlyMap<string, Uint8Array | undefined> = new Map();
  readonly #onApplied: (canister: PrincipalKey) => void;

  /** `onApplied` is told when what `newestApplied` gave before of a canister is out of date. */
  constructor(store: Store, state: ReplicaState, onApplied: (canister: PrincipalKey) => void) {
    this.#store = store;
    this.#state = state;
    this.#onApplied = onApplied;
  }

  /** An installation begins; its code belongs to the canister from the moment at which its memories arrive. */
  installing(canister: PrincipalKey, moduleHash: string, module: Uint8Array): void {
    this.#installing.set(canister, { moduleHash, module });
  }

  /** A batch or an installation changed memories; its results have no effect yet. `moduleHash`: of an installation. */
  arrived(canister: PrincipalKey, delta: MemoryDelta, moduleHash?: string): void {
    add(this.#arrived, canister, delta);
    if (moduleHash === undefined) return;
    const code = this.#installing.get(canister);
    assert(code?.moduleHash === moduleHash, 'what was installed was to be installed');
    this.#arrivedCode.set(canister, code);
  }

  /**
   * The results of a batch or an installation take effect: what it changed is stored with this round. Context: the
   * canister's record takes the code of an installation in the same turn.
   */
  apply(canister: PrincipalKey): void {
    this.#installing.delete(canister);
    this.#arrivedCode.delete(canister);
    const delta = this.#arrived.get(canister);
    if (delta === undefined) return;
    this.#arrived.delete(canister);
    add(this.#applied, canister, delta);
    this.#onApplied(canister);
  }

  /** Memories that are whole and new; what was before does not count any more. */
  replace(canister: PrincipalKey, memory: MemoryDelta): void {
    this.forget(canister);
    this.#applied.set(canister, memory);
  }

  /** The canister has no memories any more. */
  forget(canister: PrincipalKey): void {
    this.#installing.delete(canister);
    this.#arrivedCode.delete(canister);
    this.#arrived.delete(canister);
    this.#applied.delete(canister);
    this.#onApplied(canister);
  }

  /** Takes what is to be stored with this round, beside these blobs; `stored` follows when it is durable. */
  take(blobs: ReadonlyMap<string, Uint8Array | undefined>): ReadonlyMap<PrincipalKey, MemoryDelta> {
    const taken = new Map(this.#applied);
    this.#applied.clear();
    this.#storing = taken;
    this.#storingBlobs = blobs;
    return taken;
  }

  stored(): void {
    this.#storing = new Map();
    this.#storingBlobs = new Map();
  }

  /** A canister as its newest batch left it; undefined when it has no code. */
  newest(canister: PrincipalKey): Promise<StoredCanister | undefined> {
    const code = this.#arrivedCode.get(canister);
    return this.#read(canister, [this.#storing, this.#applied, this.#arrived], code);
  }

  /** A canister as the newest batch whose results took effect left it; undefined when it has no code. */
  newestApplied(canister: PrincipalKey): Promise<StoredCanister | undefined> {
    return this.#read(canister, [this.#storing, this.#applied]);
  }

  async #read(
    canister: PrincipalKey,
    layers: readonly ReadonlyMap<PrincipalKey, MemoryDelta>[],
    installed?: Code,
  ): Promise<StoredCanister | undefined> {
    const moduleHash = installed?.moduleHash ?? this.#state.canisters.get(canister)?.code?.moduleHash;
    if (moduleHash === undefined) return undefined;
    // Taken now, before the store is read page by page: of what is stored meanwhile the pages are read twice, which makes
    // no difference. Nothing newer comes meanwhile: who waits for this copy would have to bring it.
    const deltas = layers.flatMap((layer) => layer.get(canister) ?? []);
    const stored = deltas.some(isWhole) ? undefined : await readMemory(this.#store, canister);
    const all = stored === undefined ? deltas : [stored, ...deltas];
    return {
      moduleHash,
      module: async () => installed?.module ?? this.#module(moduleHash),
      memory: all.reduce(mergeDeltas),
    };
  }

  #module(moduleHash: string): Uint8Array | Promise<Uint8Array> {
    const key = moduleKey(moduleHash);
    return this.#state.blobs.get(key) ?? this.#storingBlobs.get(key) ?? readModule(this.#store, moduleHash);
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
