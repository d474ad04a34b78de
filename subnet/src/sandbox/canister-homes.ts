import type { PrincipalKey } from '../principal.ts';
import { assert } from '../assert.ts';
import type { CanisterSource, Place, StoredCanister } from './sandbox.ts';
import {
  DeadlyOrder,
  dropLoad,
  isCondemned,
  isIdle,
  LOSSES_MAX,
  needsHold,
  refuse,
  SandboxMoved,
  type Home,
} from './canister-home.ts';
import { copyOf, entryFor, SandboxLost, type Entry, type LinkOptions } from './sandbox-link.ts';
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

/** Where each copy of a canister is, and the way of its orders there. Only this class moves one. */
export class CanisterHomes {
  readonly stations: Stations;
  readonly #options: HomesOptions;
  /** From the longest unused to the youngest. */
  readonly #homes: Readonly<Record<Place, Map<PrincipalKey, Home>>> = {
    home: new Map(),
    'stand-in': new Map(),
  };
  /** Those that gave way, oldest first. */
  readonly #deferred: Home[] = [];
  #aborted: Entry | undefined;
  #copies = 0;
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

  /** How many copies there are. */
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
      copy: { canister: key, number: ++this.#copies },
      place,
      state: 'out',
      station: undefined,
      waiting: [],
      holds: new Set(),
      losses: 0,
      size: 0,
    };
    if (known === undefined) this.#makeRoom();
    homes.delete(key);
    homes.set(key, home);
    return home;
  }

  /** Sends an order to a copy's worker, now or when the copy is there. */
  send(home: Home, entry: Entry): void {
    assert(home.state !== 'gone', 'nobody asks a copy that was given up');
    if (this.#closed) {
      entry.reject(new SandboxLost('the sandbox is closed'));
      return;
    }
    if (home.station !== undefined && home.holds.size === 0 && this.#blocks(home.station, home))
      this.#leave(home);
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

  /** Notes what a copy takes. Units: bytes. */
  resize(home: Home, size: number): void {
    if (home.state === 'gone') return;
    this.#size += size - home.size;
    home.size = size;
    if (this.#size > this.#options.heldBytesMax) this.#makeRoom();
  }

  /** Gives a copy up. */
  forget(home: Home): void {
    this.#unload(home);
    home.state = 'gone';
    this.#homes[home.place].delete(home.copy.canister);
    this.#size -= home.size;
    for (const entry of home.waiting.splice(0))
      refuse(entry, new SandboxMoved('the canister is another one now'));
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
  #blocks(station: Station, home: Home): boolean {
    if (!station.isStuck || station.head === undefined || copyOf(station.head) === home.copy.number)
      return false;
    return this.stations.hasRoomBeside(station);
  }

  #fetch(home: Home): void {
    if (home.state === 'out') void this.#load(home);
  }

  async #load(home: Home): Promise<void> {
    home.state = 'loading';
    const { copy, place } = home;
    try {
      const stored = await this.#options.source[place](copy.canister);
      const loaded = stored && (await this.#options.loadedModule(stored));
      const other = this.#homes[place === 'home' ? 'stand-in' : 'home'].get(copy.canister);
      const station = await this.stations.choose(other?.station);
      if (home.state !== 'loading') return;
      home.state = 'held';
      home.station = station;
      station.homes++;
      const code = stored && loaded && { loaded, memory: stored.memory };
      const { entry, answer } = entryFor<'load'>({ kind: 'load', copy, code }, () => {
        home.losses = 0;
      });
      answer.catch((error: unknown) => this.#fail(home, error));
      for (const next of [entry, ...home.waiting.splice(0)]) station.link.post(next);
      this.stations.watch();
    } catch (error) {
      this.#fail(home, error);
    }
  }

  /** The canister cannot be loaded: who waits for it is told, and the next order tries again. */
  #fail(home: Home, error: unknown): void {
    if (error instanceof SandboxMoved) return;
    if (home.state === 'loading') home.state = 'out';
    const reason = error instanceof Error ? error : new SandboxLost(String(error));
    for (const entry of home.waiting.splice(0)) entry.reject(reason);
    if (error instanceof SandboxLost && !this.#closed) this.#options.onLost(error);
  }

  /** Takes all others away from behind a long order. */
  #relieve(station: Station): void {
    const { head } = station;
    const stays = head && copyOf(head);
    const blocked = new Set<number>();
    for (const entry of station.link.inFlight.values()) {
      const copy = copyOf(entry);
      if (copy !== undefined && copy !== stays && canMove(entry)) blocked.add(copy);
    }
    for (const home of this.#at(station)) if (blocked.has(home.copy.number)) this.#leave(home);
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

  /** Brings one of those back that gave way. */
  #resume(): void {
    for (let home = this.#deferred.shift(); home !== undefined; home = this.#deferred.shift()) {
      if (home.state !== 'deferred') continue;
      home.state = 'out';
      if (home.waiting.length === 0) continue;
      this.#fetch(home);
      break;
    }
    if (this.#deferred.length > 0) this.stations.watch();
  }

  /** Takes a copy out of its worker; its orders go where it is loaded next. */
  #leave(home: Home): void {
    const { station, copy } = home;
    assert(station !== undefined, 'only a copy that is held leaves');
    const entries = station.link
      .withdraw((entry) => copyOf(entry) === copy.number && entry.order.kind !== 'unload')
      .filter((entry) => !dropLoad(entry));
    this.#unload(home);
    this.#goOn(home, entries);
  }

  /** Orders of a copy that is not held any more: they wait for its next place; what was on hold is to be asked again. */
  #goOn(home: Home, entries: readonly Entry[]): void {
    const onHold = home.holds.size > 0;
    home.holds.clear();
    for (const entry of entries) {
      if (entry.order.kind === 'release' || (onHold && needsHold(entry)))
        refuse(entry, new SandboxMoved('what was on hold is gone'));
      else home.waiting.push(entry);
    }
    if (home.waiting.length > 0) this.#fetch(home);
  }

  #unload(home: Home): void {
    const { station, copy } = home;
    home.station = undefined;
    if (station === undefined) return;
    home.state = 'out';
    station.homes--;
    // A worker that is lost or closed has forgotten it already, and whoever must know of the loss is told.
    station.link.ask<'unload'>({ kind: 'unload', copy }).catch(() => undefined);
  }

  /** A worker died: its canisters go on elsewhere. */
  #recover(station: Station, lost: SandboxLost, entries: readonly Entry[]): void {
    if (this.#closed) {
      for (const entry of entries) entry.reject(lost);
      return;
    }
    const [head] = entries;
    const gaveWay = head !== undefined && head === this.#aborted ? copyOf(head) : undefined;
    if (head !== undefined && gaveWay === undefined) head.losses++;
    const left = new Set(entries.filter((entry) => !dropLoad(entry) && !isCondemned(entry, lost)));
    for (const home of [...this.#at(station)]) {
      const { number } = home.copy;
      const own = [...left].filter((entry) => copyOf(entry) === number);
      for (const entry of own) left.delete(entry);
      home.station = undefined;
      home.state = 'out';
      if (number === gaveWay) {
        home.state = 'deferred';
        this.#deferred.push(home);
      } else if (head?.order.kind === 'load' && copyOf(head) === number && ++home.losses === LOSSES_MAX) {
        home.losses = 0;
        for (const entry of own.splice(0)) refuse(entry, new DeadlyOrder(lost.message));
      }
      this.#goOn(home, own);
    }
    for (const entry of left) {
      if (entry.order.kind === 'prepare') this.#resend(entry);
      else refuse(entry, new SandboxMoved('the canister was forgotten'));
    }
  }

  *#at(station: Station): Iterable<Home> {
    for (const homes of Object.values(this.#homes))
      for (const home of homes.values()) if (home.station === station) yield home;
  }

  /** Lets copies go that were not used for long, until the bounds are kept. */
  #makeRoom(): void {
    for (const place of ['stand-in', 'home'] as const) {
      for (const home of this.#homes[place].values()) {
        if (this.count <= HELD_CANISTERS_MAX && this.#size <= this.#options.heldBytesMax) return;
        if (isIdle(home)) this.forget(home);
      }
    }
  }
}
