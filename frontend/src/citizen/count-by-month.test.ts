import { expect, test } from 'vitest';
import { countByMonth } from './count-by-month.ts';
import type { PositionFacts } from '../dossier/position-facts.ts';

const NOW_MS = new Date(2026, 10, 21).getTime();

function access(date: Date, over: Partial<PositionFacts> = {}): PositionFacts {
  return {
    sequence: 0n,
    at_ns: BigInt(date.getTime()) * 1_000_000n,
    outcome: 'granted',
    byOthers: true,
    ...over,
  };
}

test('the last moment of a month and the first of the next are counted apart', () => {
  const last = new Date(new Date(2026, 10, 1).getTime() - 1);
  const counts = countByMonth([access(last), access(new Date(2026, 10, 1))], NOW_MS, 2);
  expect(counts.map(({ granted }) => granted)).toEqual([1, 1]);
});

test('what a person did herself is not counted, nor what is older than the first month', () => {
  const own = access(new Date(2026, 10, 5), { byOthers: false });
  const old = access(new Date(2026, 8, 30));
  expect(countByMonth([own, old], NOW_MS, 2).every(({ granted }) => granted === 0)).toBe(true);
});

test('each outcome has its own count', () => {
  const at = new Date(2026, 10, 5);
  const all = (['granted', 'denied', 'denied', 'sealed'] as const).map((outcome) => access(at, { outcome }));
  expect(countByMonth(all, NOW_MS, 1)).toEqual([
    { startMs: new Date(2026, 10, 1).getTime(), granted: 1, denied: 2, sealed: 1 },
  ]);
});

test('months go back over the turn of a year', () => {
  const counts = countByMonth([], new Date(2026, 0, 31).getTime(), 3);
  expect(counts.map(({ startMs }) => new Date(startMs).getMonth())).toEqual([10, 11, 0]);
});
