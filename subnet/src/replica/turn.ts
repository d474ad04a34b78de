import { startAlarm } from '../real-time.ts';

/**
 * Rounds and composite queries take turns: one round alone, or any number of composite queries. Who asked first comes
 * first. A round waits for composite queries for a bounded time only; those that take longer run beside it.
 */
export class Turn {
  readonly #patienceMs: number | undefined;
  #round: Promise<void> = Promise.resolve();
  readonly #queries = new Set<Promise<void>>();

  /** Units: milliseconds; undefined: without end. */
  constructor(patienceMs: number | undefined) {
    this.#patienceMs = patienceMs;
  }

  /** Runs a round when all who asked before are done, or took longer than the patience. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const [before, queries] = [this.#round, [...this.#queries]];
    const run = (async () => {
      await before;
      await this.#patiently(queries);
      return work();
    })();
    this.#round = settled(run);
    return run;
  }

  /** Runs a composite query when the rounds that asked before are done. */
  async share<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#round;
    const run = (async () => {
      await before;
      return work();
    })();
    const end = settled(run);
    this.#queries.add(end);
    void end.then(() => this.#queries.delete(end));
    return run;
  }

  async #patiently(queries: readonly Promise<void>[]): Promise<void> {
    if (queries.length === 0) return;
    const all = Promise.all(queries);
    if (this.#patienceMs === undefined) {
      await all;
      return;
    }
    const alarm = startAlarm(this.#patienceMs);
    await Promise.race([all, alarm.done]);
    alarm.cancel();
    // One that is late is waited for once, not by every round.
    for (const query of queries) this.#queries.delete(query);
  }
}

function settled(run: Promise<unknown>): Promise<void> {
  return run.then(
    () => undefined,
    () => undefined,
  );
}
