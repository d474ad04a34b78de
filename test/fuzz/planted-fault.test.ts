import { describe, expect, test } from 'vitest';
import { fuzzInputs, type Finding } from './fuzz-inputs.ts';
import { check, plainBody, type FuzzTarget } from './fuzz-target.ts';
import { memoryGrowth } from './memory-growth.ts';
import { minimiseInput } from './minimise-input.ts';

const FORBIDDEN = 0x7f;

/** A reader with a mistake: it cannot bear one byte. */
const faulty: FuzzTarget = {
  name: 'faulty',
  deadlineMs: 1_000,
  epochInputs: 50,
  share: 1,
  isStateless: true,
  open: () =>
    Promise.resolve(
      plainBody(
        (random) => random.bytes(8),
        (input) => {
          check(!input.includes(FORBIDDEN), () => 'a forbidden byte');
          return 'read';
        },
      ),
    ),
};

async function run(seed: number) {
  const findings: Finding[] = [];
  const range = { seed, from: 0, runs: 500, untilMs: Number.MAX_SAFE_INTEGER };
  const listener = {
    started: () => undefined,
    minimising: () => undefined,
    found: (finding: Finding) => findings.push(finding),
  };
  return { findings, report: await fuzzInputs(faulty, range, listener) };
}

describe('a fault that is there is found', () => {
  test('with its seed, its index and the smallest input that has it', async () => {
    const { findings, report } = await run(5);
    expect(findings).toHaveLength(3);
    const [first] = findings;
    expect(first).toMatchObject({ rule: 'PropertyBroken: a forbidden byte', alone: true, seed: 5 });
    expect([...(first?.input ?? [])]).toEqual([FORBIDDEN]);
    expect(report.outcomes['FOUND PropertyBroken: a forbidden byte']).toBeGreaterThan(3);
  });

  test('the same seed gives the same inputs and outcomes, another seed others', async () => {
    const digests = [await run(5), await run(5), await run(6)].map(({ report }) => report.digest);
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
  });
});

test('minimise: keeps what the failure needs and nothing else', async () => {
  const input = Uint8Array.from({ length: 100 }, (_, at) => at);
  const fails = (bytes: Uint8Array) => Promise.resolve(bytes.includes(13) && bytes.includes(77));
  expect([...(await minimiseInput(input, fails, 1_000))]).toEqual([13, 77]);
  expect(await minimiseInput(input, fails, 0)).toBe(input);
});

describe('memory', () => {
  test('what rises and falls again is no growth', () => {
    expect(memoryGrowth([1, 10, 90, 10, 90, 10, 90, 10])).toBe(0);
  });
  test('what rises steadily is', () => {
    expect(memoryGrowth([1, 10, 20, 30, 40, 50, 60])).toBe(40);
  });
  test('too few samples tell nothing', () => {
    expect(memoryGrowth([1, 10, 90, 200, 300])).toBe(0);
  });
});
