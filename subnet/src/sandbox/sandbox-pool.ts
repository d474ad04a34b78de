import { createHash } from 'node:crypto';
import { totalmem } from 'node:os';
import type { PrincipalKey } from '../principal.ts';
import { DeadlyOrder, SandboxMoved, type Home } from './canister-home.ts';
import { CanisterHomes } from './canister-homes.ts';
import { outOfMemory } from './canister-trap.ts';
import { trapResult } from './execution-result.ts';
import type {
  Execution,
  ExecutionResult,
  Installation,
  MemoryDelta,
  PageSet,
  PrepareResult,
  SystemState,
} from './protocol.ts';
import { assert } from '../assert.ts';
import type { CanisterSource, Executed, Installed, Place, Sandbox, StoredCanister } from './sandbox.ts';
import type { Copy, PreparedModule, SandboxAnswers, SandboxOrder } from './sandbox-message.ts';
import { entryFor, type LinkOptions } from './sandbox-link.ts';
import type { LoadedModule } from './wasm-instance.ts';

/** Options of `openSandboxPool`. */
export interface PoolOptions extends LinkOptions {
  /** Bounds: at least WORKERS_MIN. Default: by the number of cores. */
  readonly workersMax?: number | undefined;
  /** Canisters give up their place when together they hold more. Units: bytes. Default: half of the machine's memory. */
  readonly heldBytesMax?: number | undefined;
  readonly source: CanisterSource;
  /** As `source`, of the newest state that was applied, whatever a worker may have done since. */
  readonly standInSource: CanisterSource;
  /**
   * Is told what a batch or an installation changed at the moment its worker says so, before its result is given and before
   * the canister can be loaded anywhere. `moduleHash`: the code of an installation.
   */
  readonly onChanged: (canister: PrincipalKey, delta: MemoryDelta, moduleHash?: string) => void;
  /** No worker can be started any more. */
  readonly onLost?: (error: unknown) => void;
}

/** Bounds: prepared modules that are kept although no canister may use them any more. */
const MODULES_KEPT = 64;
const NO_MEMORY = { wasm: 0, stable: 0n, globals: 0 };

/** Starts the first worker of a pool. Errors: SandboxLost. */
export async function openSandboxPool(options: PoolOptions): Promise<SandboxPool> {
  const pool = new SandboxPool(options);
  await pool.start();
  return pool;
}

/**
 * Several workers as one sandbox. Each canister lives in one of them at a time; one whose orders wait behind a long one
 * of a neighbour goes to another worker, where it is loaded as its newest result left it. A worker that dies takes no
 * canister along: they are loaded elsewhere, and what ran there runs again.
 */
export class SandboxPool implements Sandbox {
  readonly #homes: CanisterHomes;
  readonly #onChanged: PoolOptions['onChanged'];
  readonly #modules = new Map<string, LoadedModule>();
  /** By the bytes that were prepared: an installation prepares the same bytes twice. */
  readonly #prepared = new WeakMap<Uint8Array, PrepareResult & { readonly moduleHash: string }>();

  constructor(options: PoolOptions) {
    this.#onChanged = options.onChanged;
    this.#homes = new CanisterHomes({
      ...options,
      heldBytesMax: options.heldBytesMax ?? totalmem() / 2,
      source: { home: options.source, 'stand-in': options.standInSource },
      loadedModule: (stored) => this.#loadedModule(stored),
      onLost: (error) => options.onLost?.(error),
    });
  }

  /** How many workers run. */
  get workers(): number {
    return this.#homes.stations.size;
  }

  /** How many canisters they hold. */
  get held(): number {
    return this.#homes.count;
  }

  async start(): Promise<void> {
    await this.#homes.stations.start();
  }

  async prepare(module: Uint8Array): Promise<PrepareResult & { readonly moduleHash: string }> {
    const known = this.#prepared.get(module);
    if (known !== undefined && (!known.ok || this.#modules.has(known.moduleHash))) return known;
    const { entry, answer } = entryFor<'prepare'>({ kind: 'prepare', module });
    await this.#homes.sendAnywhere(entry);
    const { module: compiled, ...result } = await orDeadly(answer, () => tooLarge(module));
    if (result.ok && compiled !== undefined)
      this.#keepModule({ hash: result.moduleHash, module: compiled, info: result.info });
    this.#prepared.set(module, result);
    return result;
  }

  async install(canister: PrincipalKey, installation: Installation, system: SystemState): Promise<Installed> {
    const loaded = this.#modules.get(installation.moduleHash);
    assert(loaded !== undefined, 'a module is prepared before it is installed');
    const home = this.#homes.open(canister, 'home');
    const order = { kind: 'install', copy: home.copy, loaded, installation, system } as const;
    const installing = this.#send<'install'>(home, order, ({ result, delta }) =>
      this.#record(home, result, delta, installation.moduleHash),
    );
    return orDeadly<Installed>(installing, () => ({ result: deadly(system) }));
  }

  async execute(
    canister: PrincipalKey,
    system: SystemState,
    executions: readonly Execution[],
    place: Place = 'home',
  ): Promise<Executed> {
    const [first] = executions;
    assert(first !== undefined, 'there is something to execute');
    const home = this.#homeFor(first, canister, place);
    const order = { kind: 'execute', copy: home.copy, system, executions } as const;
    const executing = this.#send<'execute'>(home, order, ({ results, delta }) => {
      const last = results.at(-1);
      if (first.hold !== undefined && opensHold(first) && last?.trap !== undefined)
        home.holds.delete(first.hold);
      if (last !== undefined) this.#record(home, last, delta);
    });
    return orDeadly(executing, () =>
      // One of several is deadly: the first is tried alone, the others come after it.
      executions.length > 1
        ? this.execute(canister, system, executions.slice(0, 1), place)
        : { results: [deadly(system)] },
    );
  }

  async release(canister: PrincipalKey, hold: number, place: Place = 'home'): Promise<void> {
    const home = this.#homes.find(canister, place);
    // Whoever lost its hold has nothing to give back.
    if (home?.holds.delete(hold) !== true) return;
    await this.#send<'release'>(home, { kind: 'release', copy: home.copy, hold });
  }

  pages(...[canister, memory, from, pagesMax]: Parameters<Sandbox['pages']>): Promise<PageSet> {
    return this.#ask<'pages'>(canister, (copy) => ({ kind: 'pages', copy, memory, from, pagesMax }));
  }

  globals(canister: PrincipalKey): Promise<Uint8Array> {
    return this.#ask<'globals'>(canister, (copy) => ({ kind: 'globals', copy }));
  }

  read(...[canister, memory, offset, length]: Parameters<Sandbox['read']>): Promise<Uint8Array> {
    return this.#ask<'read'>(canister, (copy) => ({ kind: 'read', copy, memory, offset, length }));
  }

  drop(canister: PrincipalKey): void {
    const home = this.#homes.find(canister, 'home');
    if (home !== undefined) this.#homes.forget(home);
    this.dropStandIn(canister);
  }

  dropStandIn(canister: PrincipalKey): void {
    const home = this.#homes.find(canister, 'stand-in');
    if (home !== undefined) this.#homes.forget(home);
  }

  async close(): Promise<void> {
    await this.#homes.close();
  }

  #ask<K extends Exclude<SandboxOrder['kind'], 'prepare'>>(
    canister: PrincipalKey,
    order: (copy: Copy) => Extract<SandboxOrder, { readonly kind: K }>,
  ): Promise<SandboxAnswers[K]> {
    const home = this.#homes.open(canister, 'home');
    return this.#send<K>(home, order(home.copy));
  }

  #send<K extends SandboxOrder['kind']>(
    home: Home,
    order: Extract<SandboxOrder, { readonly kind: K }>,
    onEnd?: (answer: SandboxAnswers[K]) => void,
  ): Promise<SandboxAnswers[K]> {
    const { entry, answer } = entryFor<K>(order, onEnd);
    this.#homes.send(home, entry);
    return answer;
  }

  async #loadedModule({ moduleHash, module }: StoredCanister): Promise<LoadedModule> {
    if (!this.#modules.has(moduleHash)) await this.prepare(await module());
    const loaded = this.#modules.get(moduleHash);
    assert(loaded !== undefined, 'a stored module is still accepted');
    this.#keepModule(loaded);
    return loaded;
  }

  /** Makes it the youngest; the oldest goes when there are too many. */
  #keepModule(loaded: LoadedModule): void {
    this.#modules.delete(loaded.hash);
    this.#modules.set(loaded.hash, loaded);
    const [oldest] = this.#modules.keys();
    if (this.#modules.size > MODULES_KEPT && oldest !== undefined) this.#modules.delete(oldest);
  }

  /** Errors: SandboxMoved when the execution goes on with a hold that is gone. */
  #homeFor(execution: Execution, canister: PrincipalKey, place: Place): Home {
    const { effect, hold } = execution;
    const goesOn = effect === 'hold' && hold !== undefined && !opensHold(execution);
    if (goesOn && this.#homes.find(canister, place)?.holds.has(hold) !== true)
      throw new SandboxMoved('what was on hold is gone');
    const home = this.#homes.open(canister, place);
    if (hold !== undefined && opensHold(execution)) home.holds.add(hold);
    return home;
  }

  /** What a copy did that was given up meanwhile does not count. */
  #record(home: Home, result: ExecutionResult, delta?: MemoryDelta, moduleHash?: string): void {
    if (home.state === 'gone') return;
    assert(delta === undefined || home.place === 'home', 'a second copy commits nothing');
    if (delta !== undefined) this.#onChanged(home.copy.canister, delta, moduleHash);
    // A heap is held twice: as the instance's and as what a rollback restores.
    if (result.trap === undefined)
      this.#homes.resize(home, 2 * result.memory.wasm + Number(result.memory.stable));
  }
}

/** Waits; `otherwise` says what becomes of an order of which worker after worker dies. */
async function orDeadly<T>(answer: Promise<T>, otherwise: () => T | Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof DeadlyOrder)) throw error;
    return otherwise();
  }
}

function opensHold({ effect, entry }: Execution): boolean {
  return effect === 'hold' && (entry.kind === 'query' || entry.kind === 'composite_query');
}

function deadly(system: SystemState): ExecutionResult {
  return trapResult(outOfMemory(), { log: [], system }, 0n, NO_MEMORY);
}

function tooLarge(module: Uint8Array): PreparedModule {
  const message = "Canister's Wasm module is not valid: it takes more memory to prepare than there is";
  const moduleHash = createHash('sha256').update(module).digest('hex');
  return { ok: false, trap: { errorCode: 'IC0505', message }, moduleHash };
}
