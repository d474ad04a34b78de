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
import type { Copy } from './sandbox-message.ts';
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
  /** By copy; undefined: the canister has no code. */
  readonly #boxes = new Map<number, CanisterBox | undefined>();
  /** From the longest unused to the youngest. */
  readonly #live = new Map<number, CanisterBox>();
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

  /** Context: an upgrade needs its copy loaded; the other modes leave nothing of what was there. */
  install({ canister, number }: Copy, installation: Installation, system: SystemState): ExecutionResult {
    const loaded = this.#modules.get(installation.moduleHash);
    assert(loaded !== undefined, 'a module is prepared before it is installed');
    const old = installation.mode === 'upgrade' ? this.#box(number) : this.#boxes.get(number);
    const { result, box } = installCode({ key: canister, installation, system, loaded, old });
    if (box !== undefined) {
      this.#letGo(old);
      this.#boxes.set(number, box);
      this.#touch(number, box);
    }
    return result;
  }

  /** Brings a copy here; without `code`, that of a canister that has none. */
  load({ canister, number }: Copy, code?: { loaded: LoadedModule; memory: MemoryDelta }): void {
    assert(!this.#boxes.has(number), 'a copy is loaded once');
    this.#boxes.set(number, code && CanisterBox.load(canister, code.loaded, code.memory));
  }

  /** Takes a copy away, if it came at all. */
  unload({ number }: Copy): void {
    this.#letGo(this.#boxes.get(number));
    this.#boxes.delete(number);
    this.#live.delete(number);
  }

  execute(
    { number }: Copy,
    system: SystemState,
    executions: readonly Execution[],
    onResult: (result: ExecutionResult, index: number) => void,
  ): void {
    const box = this.#box(number);
    if (box !== undefined) this.#touch(number, box);
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

  release({ number }: Copy, hold: number): void {
    this.#box(number)?.release(hold);
  }

  /** What changed of a canister's memories since the last call; undefined for one without code. */
  takeDelta({ number }: Copy): MemoryDelta | undefined {
    return this.#box(number)?.takeDelta();
  }

  pages({ number }: Copy, memory: 'heap' | 'stable', from: number, pagesMax: number): PageSet {
    return this.#withCode(number).pages(memory, from, pagesMax);
  }

  globals({ number }: Copy): Uint8Array {
    return this.#withCode(number).encodedGlobals();
  }

  read({ number }: Copy, memory: 'heap' | 'stable', offset: bigint, length: number): Uint8Array {
    return this.#box(number)?.read(memory, offset, length) ?? new Uint8Array(length);
  }

  #box(number: number): CanisterBox | undefined {
    assert(this.#boxes.has(number), 'the worker holds the copy');
    return this.#boxes.get(number);
  }

  #withCode(number: number): CanisterBox {
    const box = this.#box(number);
    assert(box !== undefined, 'the canister has code');
    return box;
  }

  /** Memories are large and rarely collected by themselves: JavaScript sees little of what they take. */
  #letGo(box: CanisterBox | undefined): void {
    this.#garbageBytes += box === undefined ? 0 : 2 * box.state.shadow.sizeBytes;
    if (this.#garbageBytes < GARBAGE_BYTES_MAX) return;
    this.#garbageBytes = 0;
    this.#collect();
  }

  #touch(number: number, box: CanisterBox): void {
    this.#live.delete(number);
    this.#live.set(number, box);
    const [oldest] = this.#live;
    if (this.#live.size <= LIVE_INSTANCES_MAX || oldest === undefined) return;
    this.#live.delete(oldest[0]);
    oldest[1].park();
  }
}
