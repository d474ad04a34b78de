import { startKillable, type KillableSubnet } from '../crash/killed-subnet.ts';

/** A subnet in a process of its own that is killed and started again while clients go on. */
export class RestartedServer {
  /** Hexadecimal DER; every life has the same. */
  readonly rootKey: string;
  readonly #stateDir: string;
  #up: Promise<KillableSubnet>;
  #life = 1;
  #startedMs = performance.now();

  private constructor(stateDir: string, first: KillableSubnet) {
    this.#stateDir = stateDir;
    this.rootKey = first.rootKey;
    this.#up = Promise.resolve(first);
  }

  static async start(stateDir: string): Promise<RestartedServer> {
    return new RestartedServer(stateDir, await startKillable(stateDir));
  }

  /** Which process serves: 1 for the first. */
  get life(): number {
    return this.#life;
  }

  /** Units: milliseconds since the present process serves. */
  get ageMs(): number {
    return performance.now() - this.#startedMs;
  }

  /** The port of the process that serves; while none does, that of the next. */
  async port(): Promise<number> {
    return (await this.#up).port;
  }

  /** Ends the process, by `kill -9` or in order, and starts the next one on the same state. */
  async restart(how: 'kill' | 'stop'): Promise<void> {
    const before = await this.#up;
    this.#up = (async () => {
      await before[how]();
      const next = await startKillable(this.#stateDir);
      if (next.rootKey !== this.rootKey) throw new Error(`the root key changed in life ${this.#life + 1}`);
      this.#life++;
      this.#startedMs = performance.now();
      return next;
    })();
    await this.#up;
  }

  async end(): Promise<void> {
    await (await this.#up).stop();
  }
}
