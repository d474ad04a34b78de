import { availableParallelism } from 'node:os';
import { startAlarm, type Alarm } from '../real-time.ts';
import { copyOf, SandboxLink, type Entry, type LinkOptions, type SandboxLost } from './sandbox-link.ts';

/** Bounds: workers of one subnet, where the options do not say. One may be busy for minutes, another must be free. */
export const WORKERS_MAX_DEFAULT = Math.max(4, availableParallelism() + 2);
export const WORKERS_MIN = 2;

/** How often it is looked whether a worker got ahead. Units: milliseconds. */
const LOOK_MS = 20;
/** A worker that is at the same order for so many looks holds up others. */
const LOOKS_STUCK = 2;

/** A worker and what is known of how it gets ahead. */
export class Station {
  readonly link: SandboxLink;
  /** Canisters that live here. */
  homes = 0;
  #head: number | undefined;
  #looks = 0;

  constructor(link: SandboxLink) {
    this.link = link;
  }

  /** The order that the worker is at takes long. */
  get isStuck(): boolean {
    return this.#looks >= LOOKS_STUCK && this.#head === this.#first()?.[0];
  }

  /** The order that the worker is at. */
  get head(): Entry | undefined {
    return this.#first()?.[1];
  }

  /** For how many looks the worker has been at the same order. */
  get looks(): number {
    return this.#looks;
  }

  look(): void {
    const head = this.#first()?.[0];
    this.#looks = head !== undefined && head === this.#head ? this.#looks + 1 : 0;
    this.#head = head;
  }

  /** Orders wait behind a long one that is not of their copy. */
  get holdsUpOthers(): boolean {
    const { head } = this;
    if (head === undefined || !this.isStuck) return false;
    const copy = copyOf(head);
    for (const entry of this.link.inFlight.values()) {
      if (entry !== head && canMove(entry) && (copy === undefined || copyOf(entry) !== copy)) return true;
    }
    return false;
  }

  #first(): [number, Entry] | undefined {
    return this.link.inFlight.entries().next().value;
  }
}

/** What another worker can do as well: all but what brings a canister here and what takes it away. */
export function canMove({ order }: Entry): boolean {
  return order.kind !== 'unload' && order.kind !== 'load';
}

/** What the owner of the workers is told. */
export interface StationEvents {
  /** A worker died with these orders; the first of them is the one it was at. */
  onLost(station: Station, lost: SandboxLost, entries: readonly Entry[]): void;
  /** Orders wait behind a long one of another canister, and there is a worker that could take them. */
  onStuck(station: Station): void;
  /** Orders wait behind long ones, and no worker could take them; this one began its long order last. */
  onFull(station: Station): void;
  /** A worker besides the last free one could take long orders. */
  onRoom(): void;
}

/** The workers of a subnet: the first is started at once, others when somebody waits for a neighbour. */
export class Stations {
  readonly #options: LinkOptions;
  readonly #workersMax: number;
  readonly #events: StationEvents;
  readonly #stations: Station[] = [];
  #starting: Promise<Station> | undefined;
  #alarm: Alarm | undefined;
  #closed = false;

  constructor(options: LinkOptions & { readonly workersMax?: number | undefined }, events: StationEvents) {
    this.#options = options;
    this.#workersMax = Math.max(WORKERS_MIN, options.workersMax ?? WORKERS_MAX_DEFAULT);
    this.#events = events;
  }

  /** How many workers there are. */
  get size(): number {
    return this.#stations.length;
  }

  /**
   * A worker for a canister that none holds: one that gets ahead, of those the one with the fewest canisters; a new one
   * where all are stuck and there may be more. Errors: SandboxLost when a worker cannot be started.
   */
  async choose(except?: Station): Promise<Station> {
    for (;;) {
      const open = this.#stations.filter((station) => station !== except);
      const free = fewestHomes(open.filter((station) => !station.isStuck));
      if (free !== undefined) return free;
      if (this.#stations.length >= this.#workersMax) {
        const any = fewestHomes(open);
        if (any !== undefined) return any;
      }
      await this.start();
    }
  }

  /** Some worker other than this one gets ahead, or could be started. */
  hasRoomBeside(station: Station): boolean {
    if (this.#stations.length < this.#workersMax) return true;
    return this.#stations.some((other) => other !== station && !other.isStuck);
  }

  /** Starts a worker; one at a time. */
  start(): Promise<Station> {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** Looks from now on whether workers get ahead, as long as they have orders. */
  watch(): void {
    if (this.#alarm !== undefined || this.#closed) return;
    const alarm = startAlarm(LOOK_MS);
    this.#alarm = alarm;
    void alarm.done.then(() => {
      if (this.#alarm !== alarm) return;
      this.#alarm = undefined;
      this.#look();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const alarm = this.#alarm;
    this.#alarm = undefined;
    alarm?.cancel();
    await Promise.all(this.#stations.map(({ link }) => link.close()));
    // A worker that is being started ends as soon as it runs.
    await this.#starting?.then(({ link }) => link.close()).catch(() => undefined);
  }

  async #start(): Promise<Station> {
    const link = new SandboxLink(this.#options, (lost, entries) => {
      const at = this.#stations.indexOf(station);
      if (at >= 0) this.#stations.splice(at, 1);
      this.#events.onLost(station, lost, entries);
    });
    const station = new Station(link);
    await link.ready;
    this.#stations.push(station);
    return station;
  }

  get #stuck(): number {
    return this.#stations.filter(({ isStuck }) => isStuck).length;
  }

  /** A preparation that is given up would begin anew with nothing gained: only canisters give way. */
  #makeWay(): void {
    const running = this.#stations.filter(({ head }) => head !== undefined && head.order.kind !== 'prepare');
    const youngest = running.sort((a, b) => a.looks - b.looks)[0];
    if (youngest !== undefined) this.#events.onFull(youngest);
  }

  #look(): void {
    for (const station of this.#stations) station.look();
    const full = this.#stations.filter(({ holdsUpOthers }) => holdsUpOthers);
    for (const station of full) if (this.hasRoomBeside(station)) this.#events.onStuck(station);
    if (full.length > 0 && this.#stuck === this.#workersMax) this.#makeWay();
    else if (this.#stuck < this.#workersMax - 1) this.#events.onRoom();
    if (this.#stations.some(({ link }) => link.inFlight.size > 0)) this.watch();
  }
}

function fewestHomes(stations: readonly Station[]): Station | undefined {
  let best: Station | undefined;
  for (const station of stations) if (best === undefined || station.homes < best.homes) best = station;
  return best;
}
