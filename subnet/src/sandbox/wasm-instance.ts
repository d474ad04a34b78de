import type { ModuleInfo } from '../wasm/prepared-module.ts';
import type { ApiHost } from './system-api/api-host.ts';
import type { ExecutionRun } from './system-api/execution-run.ts';
import type { EntryPoint } from './protocol.ts';
import type { StableOverlay } from './stable-memory.ts';
import {
  CanisterTrap,
  functionNotFound,
  instructionLimitExceeded,
  outOfMemory,
  trapOfEngineError,
  wasmTrap,
} from './canister-trap.ts';
import { PRIVATE_EXPORT } from '../wasm/prepared-module.ts';
import { FunctionTable } from './function-table.ts';
import { Heap } from './heap.ts';
import { InstanceGlobals } from './globals.ts';
import { linkImports } from './system-api/link-imports.ts';
import { collectGarbage } from './collect-garbage.ts';
import { heapGrew } from './system-api/grow-memory.ts';
import { asWasmFunction } from '../wasm/wasm-function.ts';
import { assert } from '../assert.ts';

/** A compiled module. */
export interface LoadedModule {
  readonly hash: string;
  readonly module: WebAssembly.Module;
  readonly info: ModuleInfo;
}

/** Host charges are gathered and taken off the wasm counter when this many have come together. Units: instructions. */
const FLUSH_INSTRUCTIONS = 65_536;

/** One instance of a canister's module, and the host of its System API calls. */
export class WasmInstance implements ApiHost {
  readonly heap: Heap;
  readonly globals: InstanceGlobals;
  readonly stable: StableOverlay;
  readonly #exports: WebAssembly.Exports;
  readonly #counter: { value: bigint };
  readonly #info: ModuleInfo;
  #run: ExecutionRun | undefined;
  #last: ExecutionRun | undefined;
  #limit = 0n;
  #pending = 0;
  #heapBytes = 0;

  /** Errors: CanisterTrap when the module cannot be instantiated (no memory left, segment outside of the table). */
  constructor(loaded: LoadedModule, stable: StableOverlay) {
    this.stable = stable;
    this.#info = loaded.info;
    this.#exports = instantiate(loaded, this).exports;
    const memory = this.#exports[PRIVATE_EXPORT.memory];
    this.heap = new Heap(memory as WebAssembly.Memory | undefined, loaded.info.shiftBytes);
    this.#counter = this.#exports[PRIVATE_EXPORT.counter] as unknown as { value: bigint };
    this.globals = new InstanceGlobals(this.#exports, loaded.info);
    const hook = this.#exports[PRIVATE_EXPORT.growthHook] as WebAssembly.Table | undefined;
    hook?.set(
      0,
      asWasmFunction(() => this.#grown()),
    );
  }

  get run(): ExecutionRun {
    assert(this.#run !== undefined, 'System API functions are called during an execution');
    return this.#run;
  }

  /** Writes the active data segments. Errors: CanisterTrap when one lies outside of the memory. */
  writeDataSegments(): void {
    for (const { offset, bytes } of this.#info.dataSegments) {
      if (offset + bytes.length > this.heap.sizeBytes) throw wasmTrap('heap out of bounds');
      this.heap.write(offset, bytes);
    }
  }

  /** Runs the start function. Errors: CanisterTrap. */
  start(run: ExecutionRun): void {
    this.#execute(run, this.#exports[PRIVATE_EXPORT.start] as () => void);
  }

  /** Runs an exported function of the canister by its name, `canister_init` for example. Errors: CanisterTrap. */
  runExport(run: ExecutionRun, name: string): void {
    this.#execute(run, this.#exports[name] as () => void);
  }

  /** Runs a callback. Errors: CanisterTrap. */
  runCallback(run: ExecutionRun, closure: Extract<EntryPoint, { closure: unknown }>['closure']): void {
    const { fun, env } = closure;
    const { table } = this.#info;
    if (table === undefined) throw functionNotFound(fun);
    const functions = new FunctionTable(this.#exports[table.exportName] as WebAssembly.Table);
    if (fun >= BigInt(functions.length)) throw functionNotFound(fun);
    const target = functions.get(Number(fun)) as ((env: number | bigint) => void) | null;
    if (typeof target !== 'function') throw functionNotFound(fun);
    if (target.length !== 1) throw wasmTrap('function signature mismatch');
    this.#execute(run, () => target(this.#info.pointers64 ? env : Number(BigInt.asIntN(32, env))));
  }

  charge(instructions: number): void {
    this.#pending += instructions;
    if (this.#pending >= FLUSH_INSTRUCTIONS) this.#flush();
  }

  instructionsUsed(): bigint {
    const used = this.#limit - this.#counter.value + BigInt(this.#pending);
    return used < this.#limit ? used : this.#limit;
  }

  /** Instructions that `run` used here; 0 when it never got as far as to run. */
  usedBy(run: ExecutionRun): bigint {
    return this.#last === run ? this.instructionsUsed() : 0n;
  }

  #execute(run: ExecutionRun, body: () => void): void {
    this.#run = run;
    this.#last = run;
    this.#limit = run.input.instructionLimit;
    this.#pending = 0;
    this.#heapBytes = this.heap.sizeBytes;
    this.#counter.value = this.#limit;
    try {
      body();
      this.#flush();
    } catch (error) {
      throw this.#toTrap(error);
    } finally {
      this.#run = undefined;
    }
  }

  #grown(): void {
    const { sizeBytes } = this.heap;
    const grownBytes = sizeBytes - this.#heapBytes;
    this.#heapBytes = sizeBytes;
    if (grownBytes > 0) heapGrew(this.run, sizeBytes, grownBytes);
  }

  #flush(): void {
    const left = this.#counter.value - BigInt(this.#pending);
    this.#pending = 0;
    this.#counter.value = left < 0n ? -1n : left;
    if (left < 0n) throw instructionLimitExceeded(this.#limit);
  }

  #toTrap(error: unknown): CanisterTrap {
    if (!(error instanceof CanisterTrap) && this.#counter.value < 0n && isUnreachable(error))
      return instructionLimitExceeded(this.#limit);
    // A callback whose parameter is of another type never begins, so that nothing is charged.
    const begun = this.#counter.value !== this.#limit || this.#pending > 0;
    if (error instanceof TypeError && !begun) return wasmTrap('function signature mismatch');
    const trap = trapOfEngineError(error);
    if (trap === undefined) throw error;
    return trap;
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError && error.message.includes('unreachable');
}

function instantiate({ module, info }: LoadedModule, host: ApiHost): WebAssembly.Instance {
  const imports = linkImports(info.imports, info.pointers64, host);
  try {
    return new WebAssembly.Instance(module, imports);
  } catch (error) {
    if (!(error instanceof RangeError)) {
      const trap = trapOfEngineError(error);
      throw trap ?? error;
    }
  }
  collectGarbage();
  try {
    return new WebAssembly.Instance(module, imports);
  } catch (error) {
    if (error instanceof RangeError) throw outOfMemory();
    throw error;
  }
}
