import { describe, expect, test } from 'vitest';
import type { Finding } from './fuzz-inputs.ts';
import { TARGETS } from './targets.ts';
import { watchTarget } from './watch-target.ts';

/** Inputs of each target that take about two seconds. */
const RUNS: Readonly<Record<string, number>> = {
  cbor: 10_000,
  candid: 5_000,
  proof: 5_000,
  program: 150,
  wasm: 300,
  envelope: 150,
  management: 30,
  install: 20,
  gateway: 100,
};

describe('whatever parses keeps its properties under random inputs', () => {
  test.each(TARGETS.map((target) => [target.name, target] as const))(
    '%s',
    async (name, target) => {
      const findings: Finding[] = [];
      const range = { seed: 7, from: 0, runs: RUNS[name] ?? 300, untilMs: Number.MAX_SAFE_INTEGER };
      const watched = await watchTarget(target, range, (finding) => findings.push(finding));
      expect(findings.map(({ index, rule }) => `input ${index}: ${rule}`)).toEqual([]);
      expect(watched.inputs).toBe(range.runs);
      expect(Object.keys(watched.outcomes).length).toBeGreaterThan(1);
    },
    60_000,
  );
});
