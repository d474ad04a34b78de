import { Subnet } from '@indus/subnet';
import { expect, test } from 'vitest';
import { chapters } from './chapters.ts';
import { conformanceCase } from './conformance-case.ts';
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

test('a case that throws has failed and one that is skipped tells why', async () => {
  const network = await openNetwork({});
  try {
    const failing = conformanceCase('a section', 'a case', () => Promise.reject(new Error('no such thing')));
    const skipped = { ...failing, skip: 'out of reach' };
    const results = await runCases(network, [{ chapter: 'a chapter', cases: [failing, skipped] }]);
    expect(results.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['failed', 'no such thing'],
      ['skipped', 'out of reach'],
    ]);
    expect(report('here', results, 0)).toContain('2 cases, 0 passed, 1 failed, 1 skipped');
  } finally {
    await network.close();
  }
});

test('a network given by URL is held to the table over HTTP', async () => {
  const subnet = await Subnet.start({ port: 0 });
  const network = await openNetwork({ INDUS_TEST_NETWORK: subnet.url ?? '' });
  try {
    expect(Buffer.from(network.rootKey)).toEqual(Buffer.from(subnet.rootKey));
    const results = await runCases(network, chapters('Request: Call'));
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(results.length).toBeGreaterThan(5);
    const gateway = await runCases(network, chapters('http-gateway-protocol-spec'));
    expect(gateway.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(gateway.length).toBeGreaterThan(100);
  } finally {
    await network.close();
    await subnet.stop();
  }
});
