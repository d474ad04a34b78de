import { assert } from '../assert.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { PrincipalKey } from '../principal.ts';
import type { MemoryDelta, Sandbox } from '../sandbox/protocol.ts';
import type { Store } from '../store/store.ts';
import { readMemory, readModule } from './stored-memory.ts';

/** Which canisters the sandbox holds. Stored canisters come back at their first use, each once. */
export class CanisterMemories {
  readonly #loading = new Map<PrincipalKey, Promise<void>>();

  readonly #sandbox: Sandbox;
  readonly #store: Store;

  constructor(sandbox: Sandbox, store: Store) {
    this.#sandbox = sandbox;
    this.#store = store;
  }

  /** Makes sure that the sandbox holds the canister's code and memories. */
  ensure(canister: CanisterState): Promise<void> | undefined {
    const known = this.#loading.get(canister.key);
    if (known) return known === READY ? undefined : known;
    const loading = this.#load(canister);
    this.#loading.set(canister.key, loading);
    return loading;
  }

  /** The sandbox got the canister by an installation. */
  installed(canister: PrincipalKey): void {
    this.#loading.set(canister, READY);
  }

  /** Lets the sandbox forget a canister; its calls are in order, so nothing needs to wait for it. */
  drop(canister: PrincipalKey): void {
    if (!this.#loading.delete(canister)) return;
    // A sandbox that is lost or closed has forgotten it already, and whoever must know of the loss is told.
    this.#sandbox.unload(canister).catch(() => undefined);
  }

  /** What changed in the memories of these canisters since they were stored last. */
  async collect(canisters: readonly PrincipalKey[]): Promise<ReadonlyMap<PrincipalKey, MemoryDelta>> {
    const held = canisters.filter((canister) => this.#loading.get(canister) === READY);
    return held.length === 0 ? new Map() : this.#sandbox.collect(held);
  }

  async #load(canister: CanisterState): Promise<void> {
    assert(canister.code !== undefined, 'only a canister with code is loaded');
    const module = await readModule(this.#store, canister.code.moduleHash);
    await this.#sandbox.load(canister.key, module, await readMemory(this.#store, canister.key));
    this.#loading.set(canister.key, READY);
  }
}

const READY = Promise.resolve();
