import { expect, test } from 'vitest';
import { withSample, type NodeMetrics } from './node-metrics.ts';

const DAY_NS = 86_400_000_000_000n;
const at = (timestampNs: bigint, blocksProposed: bigint): NodeMetrics => ({ timestampNs, blocksProposed });

test('a later sample of a day takes the place of the earlier one, at the next day a new one begins', () => {
  let samples = withSample([], at(DAY_NS, 1n));
  samples = withSample(samples, at(2n * DAY_NS - 1n, 2n));
  expect(samples).toEqual([at(2n * DAY_NS - 1n, 2n)]);
  samples = withSample(samples, at(2n * DAY_NS, 3n));
  expect(samples).toEqual([at(2n * DAY_NS - 1n, 2n), at(2n * DAY_NS, 3n)]);
});

test('sixty days are kept, the oldest goes', () => {
  let samples: readonly NodeMetrics[] = [];
  for (let day = 0n; day < 61n; day++) samples = withSample(samples, at(day * DAY_NS, day));
  expect(samples).toHaveLength(60);
  expect(samples[0]).toEqual(at(DAY_NS, 1n));
});
