import { expectEqual } from './invariants.ts';
import type { SimulationResult } from './message-simulation.ts';
import { simulateMessages } from './simulate-messages.ts';

/** One seed three times: twice alike, and once with the subnet stopped and started in between. All end the same. */
export async function checkedRun(seed: number, steps: number): Promise<SimulationResult> {
  const first = await simulateMessages({ seed, steps, restarts: false });
  const second = await simulateMessages({ seed, steps, restarts: false });
  expectEqual(second.outcome, first.outcome, 'the same seed gives the same outcome');
  expectEqual(second.root, first.root, 'the same seed gives the same state tree');
  const restarted = await simulateMessages({ seed, steps, restarts: true });
  expectEqual(restarted.outcome, first.outcome, 'restarts change no outcome');
  expectEqual(restarted.root, first.root, 'restarts change no state tree');
  return first;
}
