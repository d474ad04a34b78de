import type { PrincipalKey } from '../principal.ts';
import type {
  Execution,
  ExecutionResult,
  Installation,
  MemoryDelta,
  PageSet,
  PrepareResult,
  SystemState,
} from './protocol.ts';
import type { LoadedModule } from './wasm-instance.ts';
import type { ModuleStore } from './module-store.ts';
import { moduleNotFound } from './canister-trap.ts';
import { beginBatch, CanisterBox } from './canister-box.ts';
import { trapResult } from './execution-result.ts';
import { installCode } from './install-code.ts';
import { assert } from '../assert.ts';

/** Bounds: canisters with a live instance; the longest unused give theirs up. Each reserves several GiB of addresses. */
export const LIVE_INSTANCES_MAX = 4_000;
/** Bounds: a batch ends after the execution that brings it to this many; what is left comes in another. */
export const BATCH_INSTRUCTIONS_MAX = 500_000_000n;
/** Bounds: memory of canisters that are gone, before it is collected. Units: bytes. */
const GARBAGE_BYTES_MAX = 128 * 1024 * 1024;
const NO_MEMORY = { wasm: 0, stable: 0n, globals: 0 };

/** The canisters of one worker, without the thread border. */
export class CanisterHost {
  readonly #modules: ModuleStore;
  readonly #boxes = new Map<PrincipalKey, CanisterBox>();
  /** From the longest unused to the youngest. */
  readonly #live = new Map<PrincipalKey, CanisterBox>();
  readonly #collect: () => void;
  #garbageBytes = 0;

  /** `collect` is called when much memory could be given back, once what runs has ended. */
  constructor(modules: ModuleStore, collect: () => void = () => undefined) {
    this.#modules = modules;
    this.#collect = collect;
  }

  prepare(module: Uint8Array): PrepareResult & { readonly moduleHash: string } {
    return this.#modules.prepare(module);
  }

  install(key: PrincipalKey, installation: Installation, system: SystemState): ExecutionResult {
    const loaded = this.#modules.get(installation.moduleHash);
    assert(loaded !== undefined, 'a module is prepared before it is installed');
    const old = this.#boxes.get(key);
    const { result, box } = installCode({ key, installation, system, loaded, old });
    if (box !== undefined) {
      this.#letGo(old);
      this.#boxes.set(key, box);
      this.#touch(key, box);
    }
    return result;
  }

  load(key: PrincipalKey, loaded: LoadedModule, memory: MemoryDelta): void {
    this.#boxes.set(key, CanisterBox.load(key, loaded, memory));
    this.#live.delete(key);
  }

  unload(key: PrincipalKey): void {
    this.#letGo(this.#boxes.get(key));
    this.#boxes.delete(key);
    this.#live.delete(key);
  }

  execute(
    key: PrincipalKey,
    system: SystemState,
    executions: readonly Execution[],
    onResult: (result: ExecutionResult, index: number) => void,
  ): void {
    const box = this.#boxes.get(key);
    if (box !== undefined) this.#touch(key, box);
    const batch = beginBatch(system);
    let left = BATCH_INSTRUCTIONS_MAX;
    for (const [index, execution] of executions.entries()) {
      const result =
        box === undefined
          ? trapResult(moduleNotFound(), { log: [], system }, 0n, NO_MEMORY)
          : box.execute(batch, execution);
      onResult(result, index);
      left -= result.instructions;
      if (left <= 0n) return;
    }
  }

  release(key: PrincipalKey, hold: number): void {
    this.#boxes.get(key)?.release(hold);
  }

  /** What changed of a canister's memories since the last call; undefined for one without code. */
  takeDelta(key: PrincipalKey): MemoryDelta | undefined {
    return this.#boxes.get(key)?.takeDelta();
  }

  pages(key: PrincipalKey, memory: 'heap' | 'stable', from: number, pagesMax: number): PageSet {
    return this.#box(key).pages(memory, from, pagesMax);
  }

  globals(key: PrincipalKey): Uint8Array {
    return this.#box(key).encodedGlobals();
  }

  read(key: PrincipalKey, memory: 'heap' | 'stable', offset: bigint, length: number): Uint8Array {
    return this.#boxes.get(key)?.read(memory, offset, length) ?? new Uint8Array(length);
  }

  #box(key: PrincipalKey): CanisterBox {
    const box = this.#boxes.get(key);
    assert(box !== undefined, 'the sandbox holds the canister');
    return box;
  }

  /** Memories are large and rarely collected by themselves: JavaScript sees little of what they take. */
  #letGo(box: CanisterBox | undefined): void {
    this.#garbageBytes += box === undefined ? 0 : 2 * box.state.shadow.sizeBytes;
    if (this.#garbageBytes < GARBAGE_BYTES_MAX) return;
    this.#garbageBytes = 0;
    this.#collect();
  }

  #touch(key: PrincipalKey, box: CanisterBox): void {
    this.#live.delete(key);
    this.#live.set(key, box);
    const [oldest] = this.#live;
    if (this.#live.size <= LIVE_INSTANCES_MAX || oldest === undefined) return;
    this.#live.delete(oldest[0]);
    oldest[1].park();
  }
}
