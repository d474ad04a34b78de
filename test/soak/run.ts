import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { medianOf, residentSlope, type Sample } from './memory-trend.ts';
import { Soak, type SoakFigures } from './soak.ts';

/**
 * `npm run soak -- [--minutes 60] [--seed N] [--life SECONDS]`: mixed load on a subnet in a process of its own that is killed and started
 * again after at most the given time. Each minute a line of figures, at the end a verdict; the status is 1 when something was lost, stuck or grew.
 */

const MIB = 2 ** 20;
const MINUTE_MS = 60_000;
/** Statuses of calls are known for up to 6.5 minutes: until then, memory may grow with them. */
const WARM_UP_MS = 7 * MINUTE_MS;
/** A young process fills its buffers and caches; in the hours measured, lives of ten minutes were even from their fifth on. */
const AGE_MS_MIN = 5 * MINUTE_MS;
const SLOPE_MIB_MAX = 4;
const RESIDENT_MIB_MAX = 1_536;
const STORE_MIB_MAX = 1_024;

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, life: { type: 'string' } },
});
const minutes = Number(values.minutes ?? 60);
const seed = Number(values.seed ?? process.hrtime()[1] % 1_000_000);
const lifeSeconds = Number(values.life ?? Math.min(Math.max(minutes * 12, 10), 720));
const again = `npm run soak -- --minutes ${minutes} --seed ${seed} --life ${lifeSeconds}`;
const directory = await mkdtemp(join(tmpdir(), 'soak-'));
const samples: Sample[] = [];
const misses: string[] = [];
let figures: SoakFigures | undefined;
let minute = 0;

print(`soak of ${minutes} minutes, seed ${seed}; repeat it with: ${again}`);
try {
  ({ figures } = await Soak.run({
    directory,
    seed,
    durationMs: minutes * MINUTE_MS,
    lifeMs: [Math.min(2_000, lifeSeconds * 1000), lifeSeconds * 1000],
    sampleEveryMs: 5_000,
    onSample: (sample, present) => {
      samples.push(sample);
      figures = present;
      if (sample.atMs < (minute + 1) * MINUTE_MS) return;
      minute = Math.floor(sample.atMs / MINUTE_MS);
      printMinute(present);
    },
  }));
  await rm(directory, { recursive: true });
} catch (error) {
  misses.push(`${String((error as Error).stack ?? error)}\n(the state is in ${directory})`);
}
printVerdict();

function printMinute({ kills, updates, lost }: SoakFigures): void {
  const recent = samples.filter(({ atMs }) => atMs >= (minute - 1) * MINUTE_MS);
  const mib = (of: (sample: Sample) => number) => (medianOf(recent.map(of)) / MIB).toFixed(0);
  const last = recent.at(-1) as Sample;
  print(
    `minute ${minute}: resident ${mib((sample) => sample.residentBytes)} MiB, heap ${mib((sample) => sample.heapBytes)} MiB, ` +
      `store ${mib((sample) => sample.storeBytes)} MiB, life ${last.life} of ${(last.ageMs / 1000).toFixed(0)} s, ` +
      `${last.knownRequests} requests known, ${updates} updates, ${lost} lost unacknowledged, ${kills} kills`,
  );
}

function printVerdict(): void {
  const most = (of: (sample: Sample) => number) => Math.max(0, ...samples.map(of)) / MIB;
  const resident = most((sample) => sample.residentBytes);
  const store = most((sample) => sample.storeBytes);
  const slope = residentSlope(samples, WARM_UP_MS, AGE_MS_MIN);
  const slopeMib = slope === undefined ? undefined : slope / MIB;
  if (resident > RESIDENT_MIB_MAX) misses.push(`resident memory: ${resident.toFixed(0)} MiB`);
  if (store > STORE_MIB_MAX) misses.push(`size of the store: ${store.toFixed(0)} MiB`);
  if (slopeMib !== undefined && slopeMib > SLOPE_MIB_MAX) misses.push(`resident memory grows`);
  for (const miss of misses) process.stderr.write(`missed: ${miss}\n`);
  if (figures !== undefined) print(JSON.stringify(figures));
  print(
    `resident at most ${resident.toFixed(0)} MiB (bound ${RESIDENT_MIB_MAX}), slope ` +
      `${slopeMib === undefined ? 'unknown in so short a run' : `${slopeMib.toFixed(2)} MiB a minute`} (bound ${SLOPE_MIB_MAX}), ` +
      `store at most ${store.toFixed(0)} MiB (bound ${STORE_MIB_MAX})`,
  );
  print(misses.length === 0 ? 'soak: held' : `soak: missed; repeat it with: ${again}`);
  process.exitCode = misses.length === 0 ? 0 : 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
