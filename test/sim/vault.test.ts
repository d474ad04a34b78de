import { describe, expect, it } from 'vitest';
import { simulateVault } from './simulate-vault.ts';

describe('the vault under seeded schedules', () => {
  it.each([3, 4, 7, 14, 19, 24])('seed %i is as the model says, twice alike', async (seed) => {
    const { acts, moves } = await simulateVault(seed, 100);
    expect(acts).toBeGreaterThan(50);
    expect(moves).toBeGreaterThan(3);
  });
});
