import { describe, expect, it } from 'vitest';
import { ascii } from './hash-tree.ts';
import { Jobs, TICK_JOBS_MAX } from './jobs.ts';
import type { Again, JobKind } from './jobs.ts';
import { SimulatedSystem } from './simulated-system.ts';
import { MemoryTable } from './table.ts';

const NONE = new Uint8Array(0);
const SECOND = 1_000_000_000n;

interface Run {
  readonly key: string;
  readonly atNs: bigint;
  readonly attempt: number;
}

function scene(kind: Partial<JobKind> = {}) {
  const system = new SimulatedSystem();
  const table = new MemoryTable();
  const runs: Run[] = [];
  let fails = (_: Run): boolean => false;
  let again = (_: Run): Again | undefined => undefined;
  const kinds: Record<string, JobKind> = {
    work: {
      run: (env, job) => {
        const run = {
          key: Buffer.from(job.key).toString(),
          atNs: env.nowNs - 1_000n * SECOND,
          attempt: job.attempt,
        };
        runs.push(run);
        if (fails(run)) throw new Error('secret');
        return again(run);
      },
      retryS: 10,
      retryMaxS: 35,
      ...kind,
    },
  };
  const host = { system, writes: () => table.writes };
  const open = (): Jobs => new Jobs(table, host, kinds);
  return {
    system,
    table,
    runs,
    open,
    jobs: open(),
    failWhen: (rule: typeof fails) => (fails = rule),
    repeatAt: (rule: typeof again) => (again = rule),
    due: (key: string, seconds: bigint) => ({
      kind: 'work',
      key: ascii(key),
      payload: NONE,
      dueNs: system.nowNs + seconds * SECOND,
    }),
  };
}

const told = (runs: readonly Run[]) => runs.map(({ key, atNs }) => [key, Number(atNs / SECOND)]);

describe('jobs', () => {
  it('runs each job once, when it is due and not a second before', async () => {
    const { jobs, system, runs, due } = scene();
    jobs.schedule(due('b', 20n));
    jobs.schedule(due('a', 10n));
    await system.advance(9);
    expect(runs).toEqual([]);
    await system.advance(1);
    expect(told(runs)).toEqual([['a', 10]]);
    await system.advance(100);
    expect(told(runs)).toEqual([
      ['a', 10],
      ['b', 110],
    ]);
    for (const seconds of [1_000, 60]) await system.advance(seconds);
    expect([runs.length, jobs.size, system.timers]).toEqual([2, 0, 0]);
  });

  it('a job scheduled again runs at the new time only', async () => {
    const { jobs, system, runs, due } = scene();
    jobs.schedule(due('a', 10n));
    jobs.schedule(due('a', 30n));
    await system.advance(10);
    expect(runs).toEqual([]);
    await system.advance(20);
    expect(told(runs)).toEqual([['a', 30]]);
  });

  it('scheduleBy brings a job forward and never puts it off', async () => {
    const { jobs, system, runs, due } = scene();
    jobs.schedule(due('a', 10n));
    jobs.scheduleBy(due('a', 30n));
    jobs.scheduleBy(due('a', 5n));
    await system.advance(5);
    expect(told(runs)).toEqual([['a', 5]]);
  });

  it('a cancelled job does not run', async () => {
    const { jobs, system, runs, due } = scene();
    jobs.schedule(due('a', 1n));
    jobs.cancel('work', ascii('a'));
    await system.advance(100);
    expect(runs).toEqual([]);
  });

  it('tries a failing job again with doubled waits up to the longest', async () => {
    const { jobs, system, runs, due, failWhen } = scene();
    failWhen(() => true);
    jobs.schedule(due('a', 0n));
    for (let second = 0; second < 150; second += 1) await system.advance(1);
    expect(runs.map(({ atNs, attempt }) => [Number(atNs / SECOND), attempt])).toEqual([
      [1, 1],
      [11, 2],
      [31, 3],
      [66, 4],
      [101, 5],
      [136, 6],
    ]);
    expect(new Set(system.traps)).toEqual(new Set(['internal']));
  });

  it('parks a job after its last attempt, and starts afresh when it is scheduled again', async () => {
    const { jobs, system, runs, due, failWhen } = scene({ attemptsMax: 2 });
    failWhen(() => true);
    jobs.schedule(due('a', 0n));
    for (let turn = 0; turn < 20; turn += 1) await system.advance(35);
    expect(runs).toHaveLength(2);
    expect(jobs.get('work', ascii('a'))?.isParked).toBe(true);
    expect([jobs.size, system.timers]).toEqual([0, 0]);
    failWhen(() => false);
    jobs.scheduleBy(due('a', 0n));
    await system.advance(1);
    expect(runs).toHaveLength(3);
    expect(jobs.get('work', ascii('a'))).toBeUndefined();
  });

  it('a job that answers a time runs again then, with its attempts forgotten', async () => {
    const { jobs, system, runs, due, repeatAt } = scene();
    repeatAt(() => ({ dueNs: system.nowNs + 60n * SECOND }));
    jobs.schedule(due('a', 0n));
    for (let turn = 0; turn < 3; turn += 1) await system.advance(60);
    expect(runs.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  });

  it('an upgrade loses the timers, and start sets them again from the table', async () => {
    const { jobs, system, runs, due, open } = scene();
    jobs.schedule(due('a', 10n));
    system.loseTimers();
    await system.advance(20);
    expect(runs).toEqual([]);
    open().start();
    await system.advance(0);
    expect(told(runs)).toEqual([['a', 20]]);
  });

  it('work that began before the job was scheduled again does not end it', async () => {
    let release = (): void => undefined;
    let begun = 0;
    const { jobs, system, due } = scene({
      run: () => {
        begun += 1;
        return begun > 1 ? undefined : new Promise<void>((resolve) => (release = resolve));
      },
    });
    jobs.schedule(due('a', 0n));
    const first = system.advance(0);
    while (begun === 0) await Promise.resolve();
    expect(begun).toBe(1);
    jobs.schedule(due('a', 50n));
    release();
    await first;
    expect(jobs.get('work', ascii('a'))).toMatchObject({ attempt: 0, generation: 2 });
    await system.advance(50);
    expect(begun).toBe(2);
    expect(jobs.size).toBe(0);
  });

  it('hands out a bounded number of jobs a tick, and all of them in the end', async () => {
    const { jobs, system, runs, due } = scene();
    for (let at = 0; at < 3 * TICK_JOBS_MAX; at += 1) jobs.schedule(due(`j${at}`, 1n));
    let most = 0;
    const { setTimer } = system;
    system.setTimer = (delay, callback) => {
      setTimer.call(system, delay, callback);
      most = Math.max(most, system.timers);
    };
    await system.advance(1);
    expect(runs).toHaveLength(3 * TICK_JOBS_MAX);
    // And the next tick and its guard.
    expect(most).toBe(TICK_JOBS_MAX + 2);
  });

  it.each([
    [1, 70n],
    [3, 190n],
  ])('after %i ticks that trap the job runs, though nobody schedules anything', async (traps, atS) => {
    const { jobs, system, runs, due } = scene();
    const { setTimer } = system;
    let [left, isTick] = [traps, true];
    // Each arming sets a timer for the tick and then, when none waits, its guard.
    system.setTimer = (delay, callback) => {
      const traps = isTick && left > 0;
      if (traps) left -= 1;
      isTick = !isTick;
      setTimer.call(system, delay, traps ? () => system.trap('deliberate') : callback);
    };
    jobs.schedule(due('a', 10n));
    for (let second = 0; second < atS - 1n; second += 1) await system.advance(1);
    expect([left, runs]).toEqual([0, []]);
    await system.advance(1);
    expect(told(runs)).toEqual([['a', Number(atS)]]);
  });

  it('a guard waits for what is due next, and is set once', async () => {
    const { jobs, system, runs, due } = scene();
    for (const [key, seconds] of [
      ['a', 100n],
      ['b', 130n],
      ['c', 300n],
    ] as const)
      jobs.schedule(due(key, seconds));
    expect(system.timers).toBe(2);
    for (let second = 0; second < 300; second += 1) await system.advance(1);
    expect(told(runs)).toEqual([
      ['a', 100],
      ['b', 130],
      ['c', 300],
    ]);
  });

  it('refuses a kind that nobody runs', () => {
    const { jobs, due } = scene();
    expect(() => jobs.schedule({ ...due('a', 0n), kind: 'other' })).toThrow('known kind');
  });
});
