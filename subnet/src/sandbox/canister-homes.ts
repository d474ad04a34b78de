import type { PrincipalKey } from '../principal.ts';
import { assert } from '../assert.ts';
import type { CanisterSource, Place, StoredCanister } from './sandbox.ts';
import { dropLoad, isCondemned, isIdle, SandboxMoved, type Home } from './canister-home.ts';
import { canisterOf, SandboxLost, type Entry, type LinkOptions } from './sandbox-link.ts';
import { canMove, Stations, type Station } from './stations.ts';
import type { LoadedModule } from './wasm-instance.ts';

/** What the homes need of the pool. */
export interface HomesOptions extends LinkOptions {
  readonly workersMax?: number | undefined;
  readonly heldBytesMax: number;
  readonly source: Readonly<Record<Place, CanisterSource>>;
  readonly loadedModule: (stored: StoredCanister) => Promise<LoadedModule>;
  readonly onLost: (error: unknown) => void;
}

/** Bounds: canisters that workers hold; the longest unused go first. */
export const HELD_CANISTERS_MAX = 2_000;

/** Where each canister lives, and the way of its orders there. */
export class CanisterHomes {
  readonly stations: Stations;
  readonly #options: HomesOptions;
  /** From the longest unused to the youngest. */
  readonly #homes: Readonly<Record<Place, Map<PrincipalKey, Home>>> = {
    home: new Map(),
    'stand-in': new Map(),
  };
  /** Those that gave way, oldest first. */
  #deferred: Home[] = [];
  #aborted: Entry | undefined;
  #size = 0;
  #closed = false;

  constructor(options: HomesOptions) {
    this.#options = options;
    this.stations = new Stations(options, {
      onLost: (station, lost, entries) => this.#recover(station, lost, entries),
      onStuck: (station) => this.#relieve(station),
      onFull: (station) => this.#abort(station),
      onRoom: () => this.#resume(),
    });
  }

  /** How many canisters have a place, second copies included. */
  get count(): number {
    return this.#homes.home.size + this.#homes['stand-in'].size;
  }

  find(key: PrincipalKey, place: Place): Home | undefined {
    return this.#homes[place].get(key);
  }

  /** The canister's place, made the youngest. */
  open(key: PrincipalKey, place: Place): Home {
    const homes = this.#homes[place];
    const known = homes.get(key);
    const home: Home = known ?? {
      key,
      place,
      station: undefined,
      isLoading: false,
      isDeferred: false,
      isDropped: false,
      waiting: [],
      holds: new Set(),
      size: 0,
    };
    homes.delete(key);
    homes.set(key, home);
    if (known === undefined) this.#makeRoom();
    return home;
  }

  /** Sends an order to a canister's worker, now or when the canister is there. */
  send(home: Home, entry: Entry): void {
    if (this.#closed) {
      entry.reject(new SandboxLost('the sandbox is closed'));
      return;
    }
    const { station } = home;
    if (station !== undefined && home.holds.size === 0 && this.#blocks(station, home.key)) this.#leave(home);
    if (home.station === undefined) {
      home.waiting.push(entry);
      this.#fetch(home);
      return;
    }
    home.station.link.post(entry);
    this.stations.watch();
  }

  /** Sends an order that any worker can carry out. */
  async sendAnywhere(entry: Entry): Promise<void> {
    const station = await this.stations.choose();
    station.link.post(entry);
    this.stations.watch();
  }

  /** Notes what a canister takes. Units: bytes. */
  resize(home: Home, size: number): void {
    this.#size += size - home.size;
    home.size = size;
    if (this.#size > this.#options.heldBytesMax) this.#makeRoom();
  }

  /** Gives a canister's place up. */
  forget(home: Home): void {
    home.isDropped = true;
    this.#homes[home.place].delete(home.key);
    this.#size -= home.size;
    this.#unload(home);
    for (const entry of home.waiting.splice(0))
      entry.reject(new SandboxMoved('the canister is another one now'));
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const homes of Object.values(this.#homes)) {
      for (const home of homes.values())
        for (const entry of home.waiting.splice(0)) entry.reject(new SandboxLost('the sandbox is closed'));
    }
    await this.stations.close();
  }

  /** A neighbour keeps the worker busy, and another worker is free. */
  #blocks(station: Station, key: PrincipalKey): boolean {
    if (!station.isStuck || station.head === undefined || canisterOf(station.head) === key) return false;
    return this.stations.hasRoomBeside(station);
  }

  #fetch(home: Home): void {
    if (!home.isLoading && !home.isDeferred) void this.#load(home);
  }

  async #load(home: Home): Promise<void> {
    home.isLoading = true;
    const { key, place } = home;
    try {
      const stored = await this.#options.source[place](key);
      const loaded = stored && (await this.#options.loadedModule(stored));
      const other = this.#homes[place === 'home' ? 'stand-in' : 'home'].get(key);
      const station = await this.stations.choose(other?.station);
      home.isLoading = false;
      if (home.isDropped) return;
      home.station = station;
      station.homes++;
      if (stored !== undefined && loaded !== undefined) {
        station.link
          .ask<'load'>({ kind: 'load', canister: key, loaded, memory: stored.memory })
          .catch((error: unknown) => this.#fail(home, error));
      }
      for (const entry of home.waiting.splice(0)) station.link.post(entry);
      this.stations.watch();
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
    if (error instanceof SandboxLost && !this.#closed) this.#options.onLost(error);
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
    for (const entry of station.link.withdraw(preparations)) this.#resend(entry);
  }

  #resend(entry: Entry): void {
    this.sendAnywhere(entry).catch((error: Error) => entry.reject(error));
  }

  /** All workers are at long orders: the one that began last gives way, and runs again when there is room. */
  #abort(station: Station): void {
    this.#aborted = station.head;
    station.link.abort('it gave way to others');
    this.#aborted = undefined;
  }

  #resume(): void {
    const home = this.#deferred.shift();
    if (home === undefined) return;
    home.isDeferred = false;
    if (!home.isDropped && home.waiting.length > 0) this.#fetch(home);
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
    if (home.holds.size > 0) {
      home.holds.clear();
      for (const entry of entries) entry.reject(new SandboxMoved('what was on hold is gone'));
      return;
    }
    home.waiting.unshift(...entries);
    if (home.waiting.length > 0) this.#fetch(home);
  }

  #unload(home: Home): void {
    const { station, key } = home;
    home.station = undefined;
    if (station === undefined) return;
    station.homes--;
    // A worker that is lost or closed has forgotten it already, and whoever must know of the loss is told.
    station.link.ask<'unload'>({ kind: 'unload', canister: key }).catch(() => undefined);
  }

  /** A worker died: its canisters go on elsewhere. */
  #recover(station: Station, lost: SandboxLost, entries: readonly Entry[]): void {
    if (this.#closed) {
      for (const entry of entries) entry.reject(lost);
      return;
    }
    const [head] = entries;
    if (head !== undefined && head !== this.#aborted) head.losses++;
    const left = new Set(entries.filter((entry) => !dropLoad(entry) && !isCondemned(entry, lost)));
    for (const homes of Object.values(this.#homes)) {
      for (const home of homes.values()) {
        if (home.station !== station) continue;
        home.station = undefined;
        const own = [...left].filter((entry) => canisterOf(entry) === home.key);
        for (const entry of own) left.delete(entry);
        if (head !== undefined && head === this.#aborted && own.includes(head)) {
          home.isDeferred = true;
          this.#deferred.push(home);
        }
        this.#goOn(home, own);
      }
    }
    for (const entry of left) {
      if (entry.order.kind === 'prepare') this.#resend(entry);
      else if (entry.order.kind === 'unload') entry.resolve(undefined);
      else entry.reject(new SandboxMoved('the canister was forgotten'));
    }
  }

  /** Lets canisters go that were not used for long, until the bounds are kept. */
  #makeRoom(): void {
    for (const place of ['stand-in', 'home'] as const) {
      for (const home of this.#homes[place].values()) {
        if (this.count <= HELD_CANISTERS_MAX && this.#size <= this.#options.heldBytesMax) return;
        if (isIdle(home)) this.forget(home);
      }
    }
  }
}
