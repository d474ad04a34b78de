import { assert } from './assert.ts';
import type { AsyncEnv } from './env.ts';
import type { Job } from './job-record.ts';
import { JobTable } from './job-table.ts';
import { MessageFlow } from './message-flow.ts';
import type { AsyncHost } from './message-flow.ts';
import { guardFlow } from './serve-async.ts';
import type { Table } from './table.ts';

export type { Job } from './job-record.ts';

/** Jobs that one tick hands out; more that are due wait for the next one, at once after it. */
export const TICK_JOBS_MAX = 8;

const NS_PER_SECOND = 1_000_000_000n;
const BACK_OFF_DOUBLINGS_MAX = 16;
// A timer this late has been lost, as with a tick that trapped.
const TIMER_LATE_S = 60;
const TIMER_LATE_NS = BigInt(TIMER_LATE_S) * NS_PER_SECOND;

/** When a job is to run again. Units: nanoseconds. */
export interface Again {
  readonly dueNs: bigint;
  /** As before when absent. */
  readonly payload?: Uint8Array;
}

/** The code for one kind of job, and how patient it is. */
export interface JobKind {
  /**
   * Does the work, and answers when to do it again, if at all. It may run more than once for the same job, also while an
   * earlier run still waits for a reply: what it does twice must be as if done once.
   * Errors: whatever it throws takes back what it has written since its last `await`, and it is tried again.
   */
  run(env: AsyncEnv, job: Job): void | Again | Promise<void | Again>;
  /** Wait before the second attempt; doubled with each further one. Longer than a run takes. Units: seconds. */
  readonly retryS: number;
  /** The longest wait between attempts. Units: seconds. */
  readonly retryMaxS: number;
  /** Attempts before the job is parked; absent: it is tried for ever. */
  readonly attemptsMax?: number;
}

/** A job to be scheduled. Bounds: `key` and `kind` together up to 500 bytes. Units: nanoseconds. */
export type NewJob = Pick<Job, 'kind' | 'key' | 'payload' | 'dueNs'>;

/**
 * Work that is due at some time, kept in stable memory. One timer waits for the earliest job. When it fires, the tick writes
 * for each due job when it is to be tried again, and only then starts it in a message of its own: whatever happens there, a
 * trap, an upgrade, an answer that never comes, the job comes back. A second timer, the guard, fires a minute after the time
 * of the first: a tick that trapped has undone its own next timer, and the guard starts it again.
 * Context: `start` in install and upgrade; scheduling in updates and jobs.
 */
export class Jobs {
  readonly #table: JobTable;
  readonly #host: AsyncHost;
  readonly #kinds: Readonly<Record<string, JobKind>>;
  // What the runtime's timer waits for; lost with it at an upgrade, and set anew by `start`.
  #armedForNs: bigint | undefined;
  #armings = 0;
  #guardedAtNs: bigint | undefined;
  #guardings = 0;

  /** Lives in a table of its own. */
  constructor(table: Table, host: AsyncHost, kinds: Readonly<Record<string, JobKind>>) {
    this.#table = new JobTable(table);
    this.#host = host;
    this.#kinds = kinds;
  }

  /** Sets the timer for what the table holds. Context: the end of install and upgrade. */
  start(): void {
    this.#armedForNs = undefined;
    this.#guardedAtNs = undefined;
    this.#arm();
  }

  /** Jobs that are due at some time. */
  get size(): number {
    return this.#table.size;
  }

  /** The job of a kind about a key. */
  get(kind: string, key: Uint8Array): Job | undefined {
    return this.#table.get(kind, key);
  }

  /** Schedules a job, in the place of the one with its kind and key. */
  schedule(job: NewJob): void {
    assert(Object.hasOwn(this.#kinds, job.kind), 'a job is of a known kind');
    const generation = (this.#table.get(job.kind, job.key)?.generation ?? 0) + 1;
    this.#table.put({ ...job, attempt: 0, generation, isParked: false });
    this.#arm();
  }

  /** Schedules a job unless there is one with its kind and key that is due by then. */
  scheduleBy(job: NewJob): void {
    const known = this.#table.get(job.kind, job.key);
    const isSooner = known !== undefined && !known.isParked && known.dueNs <= job.dueNs;
    if (isSooner) this.#arm();
    else this.schedule(job);
  }

  /** Takes a job out; a run of it that has begun goes on, but not again. */
  cancel(kind: string, key: Uint8Array): void {
    this.#table.delete(kind, key);
  }

  #arm(): void {
    const dueNs = this.#table.earliestDueNs();
    if (dueNs === undefined) return;
    const nowNs = this.#host.system.timeNs();
    const armedForNs = this.#armedForNs;
    if (armedForNs !== undefined && armedForNs <= dueNs && nowNs < armedForNs + TIMER_LATE_NS) return;
    this.#armFor(dueNs, nowNs);
  }

  #armFor(dueNs: bigint, nowNs: bigint): void {
    this.#armedForNs = dueNs;
    this.#armings += 1;
    const arming = this.#armings;
    const waitNs = dueNs - nowNs;
    const waitS = waitNs <= 0n ? 0 : Number((waitNs + NS_PER_SECOND - 1n) / NS_PER_SECOND);
    // A timer that waits cannot be cleared in Azle 0.33.0: an outdated one fires, and does nothing.
    this.#host.system.setTimer(waitS, () => (arming === this.#armings ? this.#tick() : undefined));
    this.#guard(waitS + TIMER_LATE_S, nowNs);
  }

  // One guard waits at a time, unless a sooner one is needed: what comes after its turn, the next one looks after.
  #guard(waitS: number, nowNs: bigint): void {
    const atNs = nowNs + BigInt(waitS) * NS_PER_SECOND;
    const guardedAtNs = this.#guardedAtNs;
    if (guardedAtNs !== undefined && guardedAtNs <= atNs && nowNs < guardedAtNs + TIMER_LATE_NS) return;
    this.#guardedAtNs = atNs;
    this.#guardings += 1;
    const guarding = this.#guardings;
    this.#host.system.setTimer(waitS, () => {
      if (guarding === this.#guardings) this.#lookAfter();
    });
  }

  // Reads no table: whatever lets a tick trap must not reach what starts it again.
  #lookAfter(): void {
    this.#guardedAtNs = undefined;
    const armedForNs = this.#armedForNs;
    if (armedForNs === undefined) return;
    const nowNs = this.#host.system.timeNs();
    if (nowNs >= armedForNs + TIMER_LATE_NS) {
      this.#armFor(nowNs, nowNs);
    } else {
      const leftNs = armedForNs + TIMER_LATE_NS - nowNs;
      this.#guard(Number((leftNs + NS_PER_SECOND - 1n) / NS_PER_SECOND), nowNs);
    }
  }

  async #tick(): Promise<void> {
    const { system } = this.#host;
    await guardFlow(new MessageFlow(this.#host, system.self()), system, () => {
      const nowNs = system.timeNs();
      for (const job of this.#table.dueBy(nowNs, TICK_JOBS_MAX)) this.#begin(job, nowNs);
      this.#armedForNs = undefined;
      this.#arm();
    });
  }

  #begin(job: Job, nowNs: bigint): void {
    const kind = this.#kinds[job.kind];
    const isSpent = kind === undefined || job.attempt >= (kind.attemptsMax ?? Infinity);
    if (isSpent) {
      this.#table.put({ ...job, isParked: true });
      return;
    }
    const doublings = Math.min(job.attempt, BACK_OFF_DOUBLINGS_MAX);
    const waitS = Math.min(kind.retryS * 2 ** doublings, kind.retryMaxS);
    const begun = { ...job, attempt: job.attempt + 1, dueNs: nowNs + BigInt(waitS) * NS_PER_SECOND };
    this.#table.put(begun);
    this.#host.system.setTimer(0, () => this.#run(kind, begun));
  }

  async #run(kind: JobKind, job: Job): Promise<void> {
    const { system } = this.#host;
    const flow = new MessageFlow(this.#host, system.self());
    await guardFlow(flow, system, async () => {
      const again = await kind.run(flow.env, job);
      flow.refuseUnwinding();
      this.#finish(job, again ?? undefined);
    });
  }

  #finish(job: Job, again: Again | undefined): void {
    const now = this.#table.get(job.kind, job.key);
    if (now?.generation !== job.generation || now.attempt !== job.attempt) return;
    if (again === undefined) this.#table.delete(job.kind, job.key);
    else
      this.#table.put({
        ...job,
        attempt: 0,
        dueNs: again.dueNs,
        payload: again.payload ?? job.payload,
      });
    this.#arm();
  }
}
