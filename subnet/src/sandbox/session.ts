import type { HeldPages } from './heap.ts';
import type { GlobalState } from './globals.ts';
import type { HeapShadow } from './heap-shadow.ts';
import type { StableMemory } from './stable-memory.ts';
import type { ExecutionRun } from './system-api/execution-run.ts';
import type { LoadedModule } from './wasm-instance.ts';
import { CanisterTrap, outOfMemory } from './canister-trap.ts';
import { StableOverlay } from './stable-memory.ts';
import { WasmInstance } from './wasm-instance.ts';

/** What a canister is made of between messages: rollback leads here, instances are built from it. */
export interface CommittedState {
  readonly loaded: LoadedModule;
  readonly shadow: HeapShadow;
  readonly stable: StableMemory;
  /** Absent: as the module initialises them. */
  globals: GlobalState | undefined;
}

/** A live instance over a committed state, with what is held of executions that neither commit nor roll back yet. */
export class Session {
  readonly #state: CommittedState;
  readonly #stable: StableOverlay;
  #instance: WasmInstance | undefined;
  #held: { readonly pages: HeldPages; readonly globals: GlobalState; readonly sizeBytes: number } | undefined;

  /** With `stable`, goes on with what another session of the canister wrote to stable memory. */
  constructor(state: CommittedState, stable?: StableOverlay) {
    this.#state = state;
    this.#stable = stable ?? new StableOverlay(state.stable);
  }

  /** Built when first needed. Errors: CanisterTrap when no instance can be made. */
  get instance(): WasmInstance {
    this.#instance ??= this.#build();
    return this.#instance;
  }

  get stable(): StableOverlay {
    return this.#stable;
  }

  /** Size of the heap to which `rollback` leads. Units: bytes. */
  get baseBytes(): number {
    return this.#held?.sizeBytes ?? this.#state.shadow.sizeBytes;
  }

  /** Makes what ran the committed state. Bounds: nothing is held. */
  commit(): void {
    const { heap, globals } = this.instance;
    heap.commit(this.#state.shadow);
    this.#stable.commit();
    this.#state.globals = globals.capture();
  }

  /** Undoes what ran since the last commit or hold. */
  rollback(): void {
    this.#stable.rollback();
    if (this.#instance === undefined) return;
    const { heap, globals } = this.#instance;
    const captured = this.#held?.globals ?? this.#state.globals;
    if (heap.sizeBytes === this.baseBytes && captured !== undefined) {
      heap.rollback(this.#state.shadow, this.#held?.pages);
      if (globals.restore(captured)) return;
    }
    this.#instance = undefined;
  }

  /** Keeps what ran so far from the next rollback, without committing it. */
  hold(): void {
    const { heap, globals } = this.instance;
    const pages: HeldPages = this.#held?.pages ?? new Map();
    heap.hold(pages);
    this.#held = { pages, globals: globals.capture(), sizeBytes: heap.sizeBytes };
    this.#stable.push();
  }

  /** Undoes what is held; false when the session is of no further use. */
  release(): boolean {
    const held = this.#held;
    const captured = this.#state.globals;
    this.#held = undefined;
    this.#stable.reset();
    if (held === undefined || this.#instance === undefined || captured === undefined) return false;
    if (held.sizeBytes !== this.#state.shadow.sizeBytes) return false;
    const { heap, globals } = this.#instance;
    if (heap.sizeBytes !== held.sizeBytes) return false;
    heap.release(this.#state.shadow, held.pages);
    return globals.restore(captured);
  }

  /** Instructions that `run` used in this session. */
  usedBy(run: ExecutionRun): bigint {
    return this.#instance?.usedBy(run) ?? 0n;
  }

  #build(): WasmInstance {
    const instance = new WasmInstance(this.#state.loaded, this.#stable);
    if (!instance.heap.growTo(this.baseBytes)) throw outOfMemory();
    instance.heap.restore(this.#state.shadow, this.#held?.pages);
    const captured = this.#held?.globals ?? this.#state.globals;
    if (captured !== undefined && !instance.globals.restore(captured)) throw tableLost();
    return instance;
  }
}

function tableLost(): CanisterTrap {
  return new CanisterTrap('IC0502', 'Canister trapped: its function table cannot be rebuilt');
}
