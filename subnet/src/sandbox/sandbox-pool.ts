import { totalmem } from 'node:os';
import type { PrincipalKey } from '../principal.ts';
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
import type { CanisterSource, Executed, Installed, Place, Sandbox } from './sandbox.ts';
import type { SandboxAnswers, SandboxOrder } from './sandbox-message.ts';
import { canisterOf, entryFor, SandboxLost, type Entry, type LinkOptions } from './sandbox-link.ts';
import { canMove, Stations, type Station } from './stations.ts';
import type { LoadedModule } from './wasm-instance.ts';

/** A canister was taken from its worker while a query had something on hold there or waited: it is to be asked again. */
export class SandboxMoved extends Error {
  override readonly name = 'SandboxMoved';
}

/** Options of `openSandboxPool`. */
export interface PoolOptions extends LinkOptions {
  /** Bounds: at least WORKERS_MIN. Default: by the number of cores. */
  readonly workersMax?: number | undefined;
  /** Canisters give up their place when together they hold more. Units: bytes. Default: half of the machine's memory. */
  readonly heldBytesMax?: number | undefined;
  readonly source: CanisterSource;
  /** As `source`, of the newest state that was applied, whatever a worker may have done since. */
  readonly standInSource: CanisterSource;
  /** Is told what a batch or an installation changed, before its result is given. */
  readonly onChanged: (canister: PrincipalKey, delta: MemoryDelta) => void;
  /** No worker can be started any more. */
  readonly onLost?: (error: unknown) => void;
}

/** Bounds: canisters that workers hold; the longest unused go first. */
export const HELD_CANISTERS_MAX = 2_000;
/** Bounds: prepared modules that are kept although no canister may use them any more. */
const MODULES_KEPT = 64;
const NO_MEMORY = { wasm: 0, stable: 0n, globals: 0 };

/** Starts the first worker of a pool. Errors: SandboxLost. */
export async function openSandboxPool(options: PoolOptions): Promise<SandboxPool> {
  const pool = new SandboxPool(options);
  await pool.start();
  return pool;
}

/** A canister's place: in a worker, on the way to one, or in none. */
interface Home {
  readonly key: PrincipalKey;
  readonly place: Place;
  /** Where it is held; absent while it is not. */
  station: Station | undefined;
  isLoading: boolean;
  /** Nobody asks here any more. */
  isDropped: boolean;
  /** Orders for when it is held. */
  waiting: Entry[];
  holds: number;
  bytes: number;
}

/**
 * Several workers as one sandbox. Each canister lives in one of them at a time; one whose orders wait behind a long one
 * of a neighbour goes to another worker, where it is loaded as its newest result left it. A worker that dies takes no
 * canister along: they are loaded elsewhere, and what ran there runs again.
 */
export class SandboxPool implements Sandbox {
  readonly #options: PoolOptions;
  readonly #stations: Stations;
  /** From the longest unused to the youngest. */
  readonly #homes: Readonly<Record<Place, Map<PrincipalKey, Home>>> = {
    home: new Map(),
    'stand-in': new Map(),
  };
  readonly #modules = new Map<string, LoadedModule>();
  /** Of the bytes that were prepared last: an installation prepares the same bytes twice. */
  readonly #prepared = new WeakMap<Uint8Array, PrepareResult & { readonly moduleHash: string }>();
  readonly #bytesMax: number;
  #bytes = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#bytesMax = options.heldBytesMax ?? totalmem() / 2;
    this.#stations = new Stations(options, {
      onLost: (station, lost, entries) => this.#recover(station, lost, entries),
      onStuck: (station) => this.#relieve(station),
    });
  }

  /** How many workers run. */
  get workers(): number {
    return this.#stations.size;
  }

  /** How many canisters they hold. */
  get held(): number {
    return this.#homes.home.size + this.#homes['stand-in'].size;
  }

  async start(): Promise<void> {
    await this.#stations.start();
  }

  async prepare(module: Uint8Array): Promise<PrepareResult & { readonly moduleHash: string }> {
    const known = this.#prepared.get(module);
    if (known !== undefined && (!known.ok || this.#modules.has(known.moduleHash))) return known;
    const { entry, answer } = entryFor<'prepare'>({ kind: 'prepare', module });
    await this.#postAnywhere(entry);
    const { module: compiled, ...result } = await answer;
    if (result.ok && compiled !== undefined)
      this.#keepModule({ hash: result.moduleHash, module: compiled, info: result.info });
    this.#prepared.set(module, result);
    return result;
  }

  async install(canister: PrincipalKey, installation: Installation, system: SystemState): Promise<Installed> {
    const loaded = this.#modules.get(installation.moduleHash);
    assert(loaded !== undefined, 'a module is prepared before it is installed');
    const order = { kind: 'install', canister, loaded, installation, system } as const;
    const installed = await this.#orDeadly<'install'>(canister, order, () => ({ result: deadly(system) }));
    this.#record(canister, 'home', installed.result, installed.delta);
    return installed;
  }

  async execute(
    canister: PrincipalKey,
    system: SystemState,
    executions: readonly Execution[],
    place: Place = 'home',
  ): Promise<Executed> {
    const order = { kind: 'execute', canister, system, executions } as const;
    const first = executions[0];
    if (first !== undefined && opensHold(first)) this.#home(canister, place).holds++;
    const executed = await this.#orDeadly<'execute'>(
      canister,
      order,
      // One of several is deadly: the first is tried alone, the others come after it.
      () =>
        executions.length > 1
          ? this.execute(canister, system, executions.slice(0, 1), place)
          : { results: [deadly(system)] },
      place,
    );
    const last = executed.results.at(-1);
    if (first !== undefined && opensHold(first) && last?.trap !== undefined) this.#letGo(canister, place);
    if (last !== undefined) this.#record(canister, place, last, executed.delta);
    return executed;
  }

  async release(canister: PrincipalKey, place: Place = 'home'): Promise<void> {
    // Whoever lost its hold has nothing to give back.
    if (this.#letGo(canister, place))
      await this.#ask<'release'>(canister, { kind: 'release', canister }, place);
  }

  pages(...[canister, memory, from, pagesMax]: Parameters<Sandbox['pages']>): Promise<PageSet> {
    return this.#ask<'pages'>(canister, { kind: 'pages', canister, memory, from, pagesMax });
  }

  globals(canister: PrincipalKey): Promise<Uint8Array> {
    return this.#ask<'globals'>(canister, { kind: 'globals', canister });
  }

  read(...[canister, memory, offset, length]: Parameters<Sandbox['read']>): Promise<Uint8Array> {
    return this.#ask<'read'>(canister, { kind: 'read', canister, memory, offset, length });
  }

  drop(canister: PrincipalKey): void {
    for (const place of ['home', 'stand-in'] as const) {
      const home = this.#homes[place].get(canister);
      if (home !== undefined) this.#forget(home);
    }
  }

  dropStandIn(canister: PrincipalKey): void {
    const home = this.#homes['stand-in'].get(canister);
    if (home !== undefined) this.#forget(home);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const waiting = [...this.#homes.home.values(), ...this.#homes['stand-in'].values()].flatMap((home) =>
      home.waiting.splice(0),
    );
    for (const entry of waiting) entry.reject(new SandboxLost('the sandbox is closed'));
    await this.#stations.close();
  }

  #ask<K extends Exclude<SandboxOrder['kind'], 'prepare'>>(
    canister: PrincipalKey,
    order: Extract<SandboxOrder, { readonly kind: K }>,
    place: Place = 'home',
  ): Promise<SandboxAnswers[K]> {
    const { entry, answer } = entryFor<K>(order);
    this.#send(this.#home(canister, place), entry);
    return answer;
  }

  /** Asks; `otherwise` says what becomes of an order that worker after worker dies of. */
  async #orDeadly<K extends 'install' | 'execute'>(
    canister: PrincipalKey,
    order: Extract<SandboxOrder, { readonly kind: K }>,
    otherwise: () => SandboxAnswers[K] | Promise<SandboxAnswers[K]>,
    place: Place = 'home',
  ): Promise<SandboxAnswers[K]> {
    try {
      return await this.#ask<K>(canister, order, place);
    } catch (error) {
      if (this.#closed || !(error instanceof SandboxLost)) throw error;
      return otherwise();
    }
  }

  /** The canister's place, made the youngest. */
  #home(key: PrincipalKey, place: Place): Home {
    const homes = this.#homes[place];
    const known = homes.get(key);
    const home = known ?? {
      key,
      place,
      station: undefined,
      isLoading: false,
      isDropped: false,
      waiting: [],
      holds: 0,
      bytes: 0,
    };
    homes.delete(key);
    homes.set(key, home);
    if (known === undefined) this.#makeRoom();
    return home;
  }

  #send(home: Home, entry: Entry): void {
    if (this.#closed) {
      entry.reject(new SandboxLost('the sandbox is closed'));
      return;
    }
    const { station } = home;
    if (station !== undefined && home.holds === 0 && this.#blocks(station, home.key)) this.#leave(home);
    if (home.station === undefined) {
      home.waiting.push(entry);
      if (!home.isLoading) void this.#load(home);
      return;
    }
    home.station.link.post(entry);
    this.#stations.watch();
  }

  /** A neighbour keeps the worker busy, and another worker is free. */
  #blocks(station: Station, key: PrincipalKey): boolean {
    if (!station.isStuck || station.head === undefined || canisterOf(station.head) === key) return false;
    return this.#stations.hasRoomBeside(station);
  }

  async #load(home: Home): Promise<void> {
    home.isLoading = true;
    const { key, place } = home;
    try {
      const stored = await (place === 'home' ? this.#options.source(key) : this.#options.standInSource(key));
      const loaded = stored && (await this.#loadedModule(stored.moduleHash, () => stored.module()));
      const station = await this.#stations.choose(this.#otherPlace(home)?.station);
      home.isLoading = false;
      if (home.isDropped) return;
      home.station = station;
      station.homes++;
      if (stored !== undefined && loaded !== undefined) {
        const { memory } = stored;
        station.link
          .ask<'load'>({ kind: 'load', canister: key, loaded, memory })
          .catch((error: unknown) => this.#fail(home, error));
      }
      for (const entry of home.waiting.splice(0)) station.link.post(entry);
      this.#stations.watch();
    } catch (error) {
      home.isLoading = false;
      this.#fail(home, error);
    }
  }

  /** The canister cannot be loaded: who waits for it is told, and the next order tries again. */
  #fail(home: Home, error: unknown): void {
    if (error instanceof SandboxMoved) return;
    const reason = error instanceof Error ? error : new SandboxLost(String(error));
    for (const entry of home.waiting.splice(0)) entry.reject(reason);
    if (error instanceof SandboxLost && !this.#closed) this.#options.onLost?.(error);
  }

  async #loadedModule(hash: string, bytes: () => Promise<Uint8Array>): Promise<LoadedModule> {
    if (!this.#modules.has(hash)) await this.prepare(await bytes());
    const loaded = this.#modules.get(hash);
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

  async #postAnywhere(entry: Entry): Promise<void> {
    const station = await this.#stations.choose();
    station.link.post(entry);
    this.#stations.watch();
  }

  /** Takes all others away from behind a long order. */
  #relieve(station: Station): void {
    const { head } = station;
    const stays = head && canisterOf(head);
    const blocked = new Set<PrincipalKey>();
    for (const entry of station.link.inFlight.values()) {
      const canister = canisterOf(entry);
      if (canister !== undefined && canister !== stays && canMove(entry)) blocked.add(canister);
    }
    for (const homes of Object.values(this.#homes)) {
      for (const canister of blocked) {
        const home = homes.get(canister);
        if (home?.station === station) this.#leave(home);
      }
    }
    const preparations = (entry: Entry) => entry !== head && entry.order.kind === 'prepare';
    for (const entry of station.link.withdraw(preparations))
      this.#postAnywhere(entry).catch((error: Error) => entry.reject(error));
  }

  /** Takes a canister out of its worker; its orders go where it is loaded next. */
  #leave(home: Home): void {
    const { station, key } = home;
    assert(station !== undefined, 'only a canister that is held leaves');
    const entries = station.link
      .withdraw((entry) => canisterOf(entry) === key && entry.order.kind !== 'unload')
      .filter((entry) => !dropLoad(entry));
    this.#unload(home);
    this.#goOn(home, entries);
  }

  /** Orders of a canister that is not held any more: they wait for its next place, or are to be asked again. */
  #goOn(home: Home, entries: readonly Entry[]): void {
    if (home.holds > 0) {
      home.holds = 0;
      for (const entry of entries) entry.reject(new SandboxMoved('what was on hold is gone'));
      return;
    }
    home.waiting.unshift(...entries);
    if (home.waiting.length > 0 && !home.isLoading) void this.#load(home);
  }

  #unload(home: Home): void {
    const { station, key } = home;
    home.station = undefined;
    if (station === undefined) return;
    station.homes--;
    // A worker that is lost or closed has forgotten it already, and whoever must know of the loss is told.
    station.link.ask<'unload'>({ kind: 'unload', canister: key }).catch(() => undefined);
  }

  #forget(home: Home): void {
    home.isDropped = true;
    this.#homes[home.place].delete(home.key);
    this.#bytes -= home.bytes;
    this.#unload(home);
    for (const entry of home.waiting.splice(0))
      entry.reject(new SandboxMoved('the canister is another one now'));
  }

  /** A worker died: its canisters go on elsewhere. */
  #recover(station: Station, lost: SandboxLost, entries: readonly Entry[]): void {
    if (this.#closed) {
      for (const entry of entries) entry.reject(lost);
      return;
    }
    const [head] = entries;
    if (head !== undefined) head.losses++;
    const left = new Set(entries.filter((entry) => !dropLoad(entry) && !isCondemned(entry, lost)));
    for (const homes of Object.values(this.#homes)) {
      for (const home of homes.values()) {
        if (home.station !== station) continue;
        home.station = undefined;
        const own = [...left].filter((entry) => canisterOf(entry) === home.key);
        for (const entry of own) left.delete(entry);
        this.#goOn(home, own);
      }
    }
    for (const entry of left) {
      if (entry.order.kind === 'prepare')
        this.#postAnywhere(entry).catch((error: Error) => entry.reject(error));
      else if (entry.order.kind === 'unload') entry.resolve(undefined);
      else entry.reject(new SandboxMoved('the canister was forgotten'));
    }
  }

  #record(key: PrincipalKey, place: Place, result: ExecutionResult, delta: MemoryDelta | undefined): void {
    if (delta !== undefined) this.#options.onChanged(key, delta);
    const home = this.#homes[place].get(key);
    if (home === undefined || result.trap !== undefined) return;
    // A heap is held twice: as the instance's and as what a rollback restores.
    const bytes = 2 * result.memory.wasm + Number(result.memory.stable);
    this.#bytes += bytes - home.bytes;
    home.bytes = bytes;
    if (this.#bytes > this.#bytesMax) this.#makeRoom();
  }

  /** Lets canisters go that were not used for long, until the bounds are kept. */
  #makeRoom(): void {
    for (const place of ['stand-in', 'home'] as const) {
      for (const home of this.#homes[place].values()) {
        if (this.held <= HELD_CANISTERS_MAX && this.#bytes <= this.#bytesMax) return;
        if (isIdle(home)) this.#forget(home);
      }
    }
  }

  /** True when something was on hold. */
  #letGo(key: PrincipalKey, place: Place): boolean {
    const home = this.#homes[place].get(key);
    if (home === undefined || home.holds === 0) return false;
    home.holds--;
    return true;
  }

  #otherPlace({ key, place }: Home): Home | undefined {
    return this.#homes[place === 'home' ? 'stand-in' : 'home'].get(key);
  }
}

function opensHold({ effect, entry }: Execution): boolean {
  return effect === 'hold' && (entry.kind === 'query' || entry.kind === 'composite_query');
}

/** An order that brought a canister to a worker where it is not any more. */
function dropLoad(entry: Entry): boolean {
  if (entry.order.kind !== 'load') return false;
  entry.reject(new SandboxMoved('the canister is loaded elsewhere'));
  return true;
}

/** Workers died of this order, as far as can be told: it does not run again. */
function isCondemned(entry: Entry, lost: SandboxLost): boolean {
  const lossesMax = entry.order.kind === 'execute' && entry.order.executions.length > 1 ? 1 : 2;
  if (entry.losses < lossesMax) return false;
  entry.reject(lost);
  return true;
}

/** No order is on its way, and nothing is on hold. */
function isIdle({ key, station, isLoading, waiting, holds }: Home): boolean {
  if (isLoading || waiting.length > 0 || holds > 0) return false;
  if (station === undefined) return true;
  for (const entry of station.link.inFlight.values()) if (canisterOf(entry) === key) return false;
  return true;
}

function deadly(system: SystemState): ExecutionResult {
  return trapResult(outOfMemory(), { log: [], system }, 0n, NO_MEMORY);
}
