import { expect, test } from 'vitest';
import { choosePositions } from './choose-positions.ts';

test('five words are asked for, each once, in their order, and every word at some time', () => {
  const seen = new Set<number>();
  for (let time = 0; time < 300; time++) {
    const positions = choosePositions(24);
    expect(positions).toHaveLength(5);
    expect([...new Set(positions)].sort((a, b) => a - b)).toEqual(positions);
    expect(positions[0]).toBeGreaterThanOrEqual(0);
    expect(positions.at(-1)).toBeLessThan(24);
    positions.forEach((position) => seen.add(position));
  }
  expect(seen.size).toBe(24);
});

test('of fewer words than that all are asked for', () => {
  expect(choosePositions(3)).toEqual([0, 1, 2]);
});
