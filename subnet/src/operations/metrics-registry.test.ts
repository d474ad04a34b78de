import { expect, test } from 'vitest';
import { MetricsRegistry } from './metrics-registry.ts';

test('counters, gauges and histograms are told in the text exposition format', () => {
  const registry = new MetricsRegistry();
  const ok = registry.counter('requests_total', 'Requests.', { endpoint: 'call', status: '200' });
  const bad = registry.counter('requests_total', 'Requests.', { endpoint: 'a"\\\nb', status: '400' });
  registry.gauge('memory_bytes', 'Back\\slash and\nline.', () => 1.5);
  const seconds = registry.histogram('round_seconds', 'Rounds.', [0.1, 1]);
  ok.add();
  ok.add(2);
  bad.add();
  for (const value of [0.1, 0.100001, 1, 7]) seconds.observe(value);
  expect(registry.text().split('\n')).toEqual([
    '# HELP requests_total Requests.',
    '# TYPE requests_total counter',
    'requests_total{endpoint="call",status="200"} 3',
    'requests_total{endpoint="a\\"\\\\\\nb",status="400"} 1',
    '# HELP memory_bytes Back\\\\slash and\\nline.',
    '# TYPE memory_bytes gauge',
    'memory_bytes 1.5',
    '# HELP round_seconds Rounds.',
    '# TYPE round_seconds histogram',
    'round_seconds_bucket{le="0.1"} 1',
    'round_seconds_bucket{le="1"} 3',
    'round_seconds_bucket{le="+Inf"} 4',
    'round_seconds_sum 8.200001',
    'round_seconds_count 4',
    '',
  ]);
});
