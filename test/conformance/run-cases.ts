import { Bench } from './bench.ts';
import type { CaseGroup, ConformanceCase } from './conformance-case.ts';
import type { Network } from './network.ts';

/** How a case went. */
export interface CaseResult {
  readonly chapter: string;
  readonly section: string;
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped; empty when it passed. */
  readonly reason: string;
}

const GROUPS_AT_ONCE = 6;

/** Runs every case of the groups on a network; groups run side by side, the cases of a group in order. */
export async function runCases(network: Network, groups: readonly CaseGroup[]): Promise<CaseResult[]> {
  const bench = new Bench(network);
  const results = groups.map((): CaseResult[] => []);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < groups.length; at = next++) {
      const { chapter, cases } = groups[at] as CaseGroup;
      for (const one of cases) results[at]?.push(await runCase(bench, chapter, one));
    }
  };
  await Promise.all(Array.from({ length: GROUPS_AT_ONCE }, work));
  return results.flat();
}

async function runCase(bench: Bench, chapter: string, one: ConformanceCase): Promise<CaseResult> {
  const head = { chapter, section: one.section, name: one.name };
  const skip = typeof one.skip === 'function' ? one.skip(bench.network) : one.skip;
  if (skip !== undefined) return { ...head, outcome: 'skipped', reason: skip };
  try {
    await one.run(bench);
    return { ...head, outcome: 'passed', reason: '' };
  } catch (error) {
    return { ...head, outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
