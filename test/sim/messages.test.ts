import { describe, expect, test } from 'vitest';
import { checkedRun } from './checked-run.ts';
import { simulateMessages } from './simulate-messages.ts';

describe('random schedules of messages', () => {
  test.each([1, 3])(
    'seed %i keeps every invariant, twice alike and with restarts in between',
    async (seed) => {
      const { accepted, replied } = await checkedRun(seed, 12);
      expect(accepted).toBeGreaterThan(10);
      expect(replied).toBeGreaterThan(5);
    },
    60_000,
  );

  test('different seeds make different schedules', async () => {
    const [one, other] = [
      await simulateMessages({ seed: 4, steps: 2, restarts: false }),
      await simulateMessages({ seed: 5, steps: 2, restarts: false }),
    ];
    expect(one.outcome).not.toBe(other.outcome);
  }, 60_000);
});
