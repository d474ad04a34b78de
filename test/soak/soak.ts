import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN_TOKEN_FILE, restoreBackup } from '@indus/subnet';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { Random } from '../sim/random.ts';
import { httpExchange } from './http-exchange.ts';
import { Owner } from './owner.ts';
import { RestartedServer } from './restarted-server.ts';
import type { Sample } from './memory-trend.ts';
import { SharedCounters } from './shared-counters.ts';
import { SoakClient } from './soak-client.ts';
import { Visitor } from './visitor.ts';

/** A soak: the same seed makes each client do the same things in the same order, and the kills after the same times. */
export interface SoakOptions {
  readonly directory: string;
  readonly seed: number;
  readonly durationMs: number;
  /** Bounds of the time between two ends of the process. Units: milliseconds. */
  readonly lifeMs: readonly [min: number, max: number];
  readonly sampleEveryMs: number;
  readonly onSample?: (sample: Sample, figures: SoakFigures) => void;
}

/** What a soak did. */
export interface SoakFigures {
  readonly kills: number;
  readonly stops: number;
  readonly updates: number;
  /** Calls that no life knew of: without effect, as was checked. */
  readonly lost: number;
  readonly queries: number;
  readonly pages: number;
  readonly upgrades: number;
  readonly ownersSteps: number;
  readonly backups: number;
  readonly ticks: number;
}

const COUNTERS = 4;
const CLIENTS = 6;
const OWNERS = 3;
/** Bounds: pauses of clients, so that the machine is busy and not full. Units: milliseconds. */
const PAUSE_MS_MAX = 120;
const UPGRADE_EVERY_MS = 8_000;
const BACKUP_EVERY_MS = 45_000;
const GAUGES = {
  residentBytes: 'process_resident_memory_bytes',
  heapBytes: 'process_heap_bytes',
  knownRequests: 'indus_known_requests',
} as const;

/** Runs the soak. Errors: the first thing that was not as it must be. */
export class Soak {
  readonly #options: SoakOptions;
  readonly #samples: Sample[] = [];
  readonly #clients: SoakClient[] = [];
  readonly #server: RestartedServer;
  readonly #counters: SharedCounters;
  readonly #startedMs = performance.now();
  #failure: unknown;
  #counts = { kills: 0, stops: 0, queries: 0, pages: 0, upgrades: 0, ownersSteps: 0, backups: 0, ticks: 0 };

  private constructor(options: SoakOptions, server: RestartedServer, counters: SharedCounters) {
    this.#options = options;
    this.#server = server;
    this.#counters = counters;
  }

  /** Runs one soak from its beginning to its end. */
  static async run(
    options: SoakOptions,
  ): Promise<{ readonly figures: SoakFigures; readonly samples: readonly Sample[] }> {
    const server = await RestartedServer.start(join(options.directory, 'state'));
    let soak: Soak;
    try {
      const code = await scriptCanister();
      const owner = new SoakClient(server);
      soak = new Soak(options, server, await SharedCounters.deploy(owner, code, COUNTERS));
      soak.#clients.push(owner);
      await soak.#run(code);
    } finally {
      await server.end();
    }
    return { figures: soak.figures, samples: soak.#samples };
  }

  get figures(): SoakFigures {
    const sum = (of: (client: SoakClient) => number) =>
      this.#clients.reduce((total, client) => total + of(client), 0);
    return { ...this.#counts, updates: sum(({ calls }) => calls), lost: sum(({ lost }) => lost) };
  }

  get #elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  get #isOver(): boolean {
    return this.#failure !== undefined || this.#elapsedMs >= this.#options.durationMs;
  }

  async #run(code: Uint8Array): Promise<void> {
    const { seed } = this.#options;
    const visitor = await Visitor.begin(this.#server);
    const work = [
      ...Array.from({ length: CLIENTS }, (_, slot) => this.#count(slot, new Random(seed * 100 + slot))),
      ...Array.from({ length: OWNERS }, (_, at) => this.#own(code, new Random(seed * 100 + 50 + at))),
      this.#visit(visitor),
      this.#upgrade(),
      this.#backUp(),
      this.#sample(),
      this.#restart(new Random(seed * 100 + 99)),
    ];
    await Promise.all(work.map((part) => part.catch((error: unknown) => (this.#failure ??= error))));
    if (this.#failure !== undefined) throw this.#failure as Error;
    await this.#checkRest();
  }

  /** A client that counts in its slot of all canisters, in all ways, and reads what it counted. */
  async #count(slot: number, random: Random): Promise<void> {
    const client = this.#newClient();
    while (!this.#isOver) {
      const [at, other] = [random.below(COUNTERS), random.below(COUNTERS)];
      const kind = random.below(10);
      if (kind < 5) await this.#counters.add(client, slot, at);
      else if (kind < 7)
        await this.#counters.addThrough(client, slot, at, other === at ? (at + 1) % COUNTERS : other);
      else {
        await this.#counters.check(client, slot, at, (at + 1) % COUNTERS);
        this.#counts.queries += 2;
      }
      await sleep(random.below(PAUSE_MS_MAX));
    }
    for (let at = 0; at < COUNTERS; at++) {
      await this.#counters.check(client, slot, at, (at + 1) % COUNTERS);
      this.#counts.ticks = Math.max(this.#counts.ticks, Number(await this.#counters.checkTicks(client, at)));
    }
  }

  async #own(code: Uint8Array, random: Random): Promise<void> {
    const owner = await Owner.begin(this.#newClient(), random, code);
    while (!this.#isOver) {
      await owner.step();
      this.#counts.ownersSteps++;
      await sleep(random.below(PAUSE_MS_MAX));
    }
    await owner.check();
  }

  async #visit(visitor: Visitor): Promise<void> {
    while (!this.#isOver) {
      await visitor.visit();
      this.#counts.pages++;
      await sleep(PAUSE_MS_MAX);
    }
  }

  async #upgrade(): Promise<void> {
    for (let at = 0; !this.#isOver; at++) {
      await this.#pause(UPGRADE_EVERY_MS);
      if (this.#isOver) return;
      await this.#counters.checkTicks(this.#clients[0] as SoakClient, at % COUNTERS);
      await this.#counters.upgrade(at % COUNTERS);
      this.#counts.upgrades++;
    }
  }

  /** Asks for a backup as an operator does, and restores it: its root must fit. A kill may end it, and leaves none. */
  async #backUp(): Promise<void> {
    while (!this.#isOver) {
      await this.#pause(BACKUP_EVERY_MS);
      if (this.#isOver) return;
      const file = join(this.#options.directory, `${randomUUID()}.backup`);
      const token = await readFile(join(this.#options.directory, 'state', ADMIN_TOKEN_FILE), 'utf8').catch(
        () => '',
      );
      const port = await this.#server.port();
      const answer = await httpExchange({
        port,
        path: '/_/backup',
        method: 'POST',
        headers: { authorization: `Bearer ${token.trim()}` },
        body: Buffer.from(JSON.stringify({ file })),
        timeoutMs: 120_000,
      }).catch(() => undefined);
      if (answer?.status !== 200) continue;
      const restored = join(this.#options.directory, 'restored');
      await restoreBackup(file, restored);
      await rm(restored, { recursive: true });
      await rm(file);
      this.#counts.backups++;
    }
  }

  async #restart(random: Random): Promise<void> {
    const [min, max] = this.#options.lifeMs;
    while (!this.#isOver) {
      // As many short lives as long ones: the logarithm of the time is evenly spread.
      await this.#pause(min * (max / min) ** (random.below(1_000) / 1_000));
      if (this.#isOver) return;
      const how = random.chance(80) ? 'kill' : 'stop';
      await this.#server.restart(how);
      this.#counts[how === 'kill' ? 'kills' : 'stops']++;
    }
  }

  async #sample(): Promise<void> {
    while (!this.#isOver) {
      await this.#pause(this.#options.sampleEveryMs);
      const text = await this.#metrics();
      if (text === undefined) continue;
      const gauge = (name: string) =>
        Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
      const sample: Sample = {
        atMs: this.#elapsedMs,
        life: this.#server.life,
        ageMs: this.#server.ageMs,
        residentBytes: gauge(GAUGES.residentBytes),
        heapBytes: gauge(GAUGES.heapBytes),
        knownRequests: gauge(GAUGES.knownRequests),
        storeBytes: await folderBytes(join(this.#options.directory, 'state', 'database')),
      };
      this.#samples.push(sample);
      this.#options.onSample?.(sample, this.figures);
    }
  }

  /** Nothing waits and nothing is under way once the clients rest. */
  async #checkRest(): Promise<void> {
    for (let wait = 0; ; wait++) {
      const text = (await this.#metrics()) ?? '';
      const open = /^(indus_queued_messages\{[^}]*\}|indus_call_contexts) ([1-9]\S*)$/m.exec(text);
      if (text !== '' && open === null) return;
      if (wait === 50)
        throw new Error(`expected nothing under way at rest, got ${open?.[0] ?? 'no metrics'}`);
      await sleep(100);
    }
  }

  async #metrics(): Promise<string | undefined> {
    const port = await this.#server.port();
    const answer = await httpExchange({ port, path: '/_/metrics', timeoutMs: 30_000 }).catch(() => undefined);
    return answer?.status === 200 ? answer.body.toString() : undefined;
  }

  /** Waits, but not beyond the end. */
  async #pause(ms: number): Promise<void> {
    const endMs = this.#elapsedMs + ms;
    while (!this.#isOver && this.#elapsedMs < endMs)
      await sleep(Math.min(200, Math.max(endMs - this.#elapsedMs, 1)));
  }

  #newClient(): SoakClient {
    const client = new SoakClient(this.#server);
    this.#clients.push(client);
    return client;
  }
}

/** Units: bytes. Files may come and go meanwhile. */
async function folderBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    bytes += await stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return bytes;
}
