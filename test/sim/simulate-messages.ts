import { MessageSimulation, type SimulationOptions, type SimulationResult } from './message-simulation.ts';
import { SubnetUnderTest } from './subnet-under-test.ts';

/** A random schedule of messages and management calls, checked against invariants at every rest. */
export async function simulateMessages(options: SimulationOptions): Promise<SimulationResult> {
  const subnet = await SubnetUnderTest.start(options.seed);
  try {
    const simulation = new MessageSimulation(subnet, options);
    await simulation.begin();
    for (let step = 0; step < options.steps; step++) await simulation.step();
    return await simulation.finish();
  } finally {
    await subnet.end();
  }
}
