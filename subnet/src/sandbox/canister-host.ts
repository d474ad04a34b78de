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
import type { ModuleStore } from './module-store.ts';
import { moduleNotFound } from './canister-trap.ts';
import { beginBatch, CanisterBox } from './canister-box.ts';
import { trapResult } from './execution-result.ts';
import { installCode } from './install-code.ts';
import { assert } from '../assert.ts';

/** Bounds: canisters with a live instance; the longest unused give theirs up. Each reserves several GiB of addresses. */
export const LIVE_INSTANCES_MAX = 4_000;
const NO_MEMORY = { wasm: 0, stable: 0n, globals: 0 };

/** The Sandbox interface without the thread border: every canister of one worker. */
export class CanisterHost {
  readonly #modules: ModuleStore;
  readonly #boxes = new Map<PrincipalKey, CanisterBox>();
  /** From the longest unused to the youngest. */
  readonly #live = new Map<PrincipalKey, CanisterBox>();

  constructor(modules: ModuleStore) {
    this.#modules = modules;
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
      this.#boxes.set(key, box);
      this.#touch(key, box);
    }
    return result;
  }

  load(key: PrincipalKey, module: Uint8Array, memory: MemoryDelta): void {
    this.#boxes.set(key, CanisterBox.load(key, this.#modules.load(module), memory));
    this.#live.delete(key);
  }

  unload(key: PrincipalKey): void {
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
    executions.forEach((execution, index) => {
      const result =
        box === undefined
          ? trapResult(moduleNotFound(), { log: [], system }, 0n, NO_MEMORY)
          : box.execute(batch, execution);
      onResult(result, index);
    });
  }

  release(key: PrincipalKey): void {
    this.#boxes.get(key)?.release();
  }

  collect(keys: readonly PrincipalKey[]): Map<PrincipalKey, MemoryDelta> {
    const deltas = new Map<PrincipalKey, MemoryDelta>();
    for (const key of keys) {
      const box = this.#boxes.get(key);
      if (box !== undefined) deltas.set(key, box.takeDelta());
    }
    return deltas;
  }

  pages(key: PrincipalKey, memory: 'heap' | 'stable', from: number, pagesMax: number): PageSet {
    return this.#box(key).pages(memory, from, pagesMax);
  }

  globals(key: PrincipalKey): Uint8Array {
    return this.#box(key).encodedGlobals();
  }

  replace(key: PrincipalKey, module: Uint8Array, memory: MemoryDelta): void {
    assert(this.#boxes.get(key)?.isHeld !== true, 'nothing is on hold while a canister is replaced');
    this.load(key, module, memory);
    this.#box(key).markReplaced();
  }

  fill(key: PrincipalKey, memory: 'heap' | 'stable', pages: PageSet): void {
    this.#box(key).fill(memory, pages);
  }

  read(key: PrincipalKey, memory: 'heap' | 'stable', offset: bigint, length: number): Uint8Array {
    return this.#boxes.get(key)?.read(memory, offset, length) ?? new Uint8Array(length);
  }

  #box(key: PrincipalKey): CanisterBox {
    const box = this.#boxes.get(key);
    assert(box !== undefined, 'the sandbox holds the canister');
    return box;
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
