import { expect, test } from 'vitest';
import { chapters } from './chapters.ts';
import { openNetwork } from './network.ts';
import { report } from './report.ts';
import { runCases } from './run-cases.ts';

const CASES_MIN = 400;

test('the embedded subnet agrees with every row of the conformance table', async () => {
  const network = await openNetwork({});
  try {
    const started = performance.now();
    const results = await runCases(network, chapters());
    const text = report(network.name, results, performance.now() - started);
    console.log(text);
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(CASES_MIN);
    expect(results.filter(({ outcome, reason }) => outcome === 'skipped' && reason === '')).toEqual([]);
    const names = results.map(({ section, name }) => `${section}: ${name}`);
    expect(names.length).toBe(new Set(names).size);
  } finally {
    await network.close();
  }
});
