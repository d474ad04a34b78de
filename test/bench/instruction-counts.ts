import { Actor } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Subnet } from '@indus/subnet';

import { testAgent } from '../harness/test-agent.ts';
import { benchModule } from './bench-modules.ts';
import { deployModule } from './deploy-module.ts';
import { PUBLISHED_COUNTS, type PublishedCount } from './published-counts.ts';

/** Bounds: how far a count may be from the one published for Azle 0.32.0, as a share. */
export const COUNT_DEVIATION_MAX = 0.05;

/** A count as the canister itself read it here, beside the published ones. */
export interface MeasuredCount extends PublishedCount {
  readonly measured: bigint;
  /** Share by which it differs from the figure for 0.32.0. */
  readonly deviation: number;
}

const Entry = IDL.Record({ method_name: IDL.Text, instructions: IDL.Nat64, timestamp: IDL.Nat64 });

/**
 * Repeats Azle's own reading: a module that records its performance counter at the end of each method, called as in
 * Azle's tests, then asked for its records.
 */
export async function measureInstructionCounts(
  onProgress: (text: string) => void,
): Promise<readonly MeasuredCount[]> {
  await using subnet = await Subnet.start();
  const agent = await testAgent(subnet);
  const measured: MeasuredCount[] = [];
  for (const module of ['greeting', 'tables'] as const) {
    const counts = PUBLISHED_COUNTS.filter((count) => count.module === module);
    const canisterId = await deployModule(agent, await benchModule(module, 'recording'));
    const actor = Actor.createActor(
      () =>
        IDL.Service({
          _azle_get_benchmarks: IDL.Func([], [IDL.Vec(Entry)], ['query']),
          ...Object.fromEntries(
            counts.map(({ method, argument }) => [
              method,
              IDL.Func([typeof argument === 'string' ? IDL.Text : IDL.Nat32], [], []),
            ]),
          ),
        }),
      { agent, canisterId },
    ) as Record<string, (...values: unknown[]) => Promise<unknown>>;
    for (const { method, argument } of counts) {
      onProgress(`instruction counts: ${method}(${argument})`);
      await actor[method]!(argument);
    }
    const entries = (await actor['_azle_get_benchmarks']!()) as {
      method_name: string;
      instructions: bigint;
    }[];
    for (const count of counts) {
      const entry = entries.find((candidate) => candidate.method_name === count.method);
      if (entry === undefined) throw new Error(`expected a record of ${count.method}, got none`);
      const deviation = Number(entry.instructions - count.azle032) / Number(count.azle032);
      measured.push({ ...count, measured: entry.instructions, deviation });
    }
  }
  return measured;
}
