import { describe, expect, it } from 'vitest';
import { DOLLARS_PER_XDR, YEAR, yearCost } from './citizen-year.ts';
import { OPERATIONS, type Operation } from './vault-operations.ts';

const costs = (instructions: number) =>
  Object.fromEntries(OPERATIONS.map((name) => [name, { instructions, argumentBytes: 0 }])) as Record<
    Operation,
    { instructions: number; argumentBytes: number }
  >;
const updates = Object.entries(YEAR)
  .filter(([name]) => !name.startsWith('own read'))
  .reduce((sum, [, often]) => sum + often, 0);

describe("a citizen's year", () => {
  it('pays each update with its message, each instruction, and no query', () => {
    expect(yearCost(costs(0), 0).total).toBe(updates * (5_000_000 + 1_200_000 + 2_000 * 350));
    expect(yearCost(costs(7), 0).total - yearCost(costs(0), 0).total).toBe(updates * 7);
  });

  it('pays a gibibyte for a year at the published price', () => {
    const { storage, storedBytes } = yearCost(costs(0), 2 ** 30 / (updates + 1));
    expect(storedBytes).toBeCloseTo(2 ** 30, 3);
    expect(storage).toBeCloseTo(127_000 * 31_557_600, 0);
  });

  it('is in dollars at the stated rate', () => {
    const { total, dollars } = yearCost(costs(10_000_000), 1_000);
    expect(dollars).toBeCloseTo((total / 1e12) * DOLLARS_PER_XDR, 12);
  });
});
