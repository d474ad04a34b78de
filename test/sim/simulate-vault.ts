import { verifyConsistency } from '@indus/client';
import { runSchedule } from '@indus/vault-canister/simulation';
import type { ScheduleResult } from '@indus/vault-canister/simulation';
import { expectEqual } from './invariants.ts';

/**
 * One seed of the vault's schedules, twice: held against the model, and alike.
 * Errors: InvariantBroken.
 */
export async function simulateVault(seed: number, steps: number): Promise<ScheduleResult> {
  const first = await runSchedule({ seed, steps, verifyConsistency });
  const second = await runSchedule({ seed, steps, verifyConsistency });
  expectEqual(second.root, first.root, 'the same seed gives the same state root');
  return first;
}
