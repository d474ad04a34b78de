import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { residentSlope, type Sample } from './memory-trend.ts';
import { Soak } from './soak.ts';

const SEED = 1;
const DURATION_MS = 25_000;
const MIB = 2 ** 20;

test(`${DURATION_MS / 1000} s of mixed load with kill -9 in between (seed ${SEED}): nothing is lost, stuck or half done`, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'soak-'));
  const { figures, samples } = await Soak.run({
    directory,
    seed: SEED,
    durationMs: DURATION_MS,
    lifeMs: [1_500, 8_000],
    sampleEveryMs: 1_000,
  });
  expect(figures.kills + figures.stops).toBeGreaterThanOrEqual(2);
  for (const count of ['updates', 'queries', 'pages', 'upgrades', 'ownersSteps', 'ticks'] as const) {
    expect([count, figures[count]]).not.toEqual([count, 0]);
  }
  expect(samples.length).toBeGreaterThan(5);
  for (const { residentBytes, storeBytes } of samples) {
    expect(residentBytes).toBeGreaterThan(10 * MIB);
    expect(residentBytes).toBeLessThan(1_536 * MIB);
    expect(storeBytes).toBeLessThan(1_024 * MIB);
  }
  await rm(directory, { recursive: true });
});

describe('the trend of resident memory', () => {
  const life = (number: number, slopeMib: number): Sample[] =>
    Array.from({ length: 60 }, (_, at) => ({
      atMs: 600_000 * number + at * 5_000,
      life: number,
      ageMs: at * 5_000,
      residentBytes: (400 + slopeMib * (at / 12) + (at % 7 === 0 ? 90 : 0)) * MIB,
      heapBytes: 0,
      storeBytes: 0,
      knownRequests: 0,
    }));

  test('is that within lives, whatever single peaks and the steps between lives are', () => {
    expect((residentSlope([...life(1, 3), ...life(2, 3)], 0, 0) ?? 0) / MIB).toBeCloseTo(3, 1);
    expect((residentSlope([...life(1, 0), ...life(2, 0)], 0, 0) ?? 1) / MIB).toBeCloseTo(0, 1);
  });

  test('is unknown where too little is left after the warm-up or no life grew old enough', () => {
    expect(residentSlope(life(1, 3), 1_000_000, 0)).toBeUndefined();
    expect(residentSlope(life(1, 3), 0, 290_000)).toBeUndefined();
  });
});
