import { networkInterfaces } from 'node:os';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testAgent } from '../harness/test-agent.ts';
import { add, countingCanister, readCount } from './counting-canister.ts';

describe('metrics', () => {
  let subnet: Subnet;

  beforeAll(async () => {
    subnet = await Subnet.start({ port: 0, host: '0.0.0.0', allowRemote: true });
  });
  afterAll(() => subnet.stop());

  const local = (path: string): string => `http://127.0.0.1:${subnet.port}${path}`;
  const value = (text: string, series: string): number => {
    const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
    return line === undefined ? Number.NaN : Number(line.slice(series.length + 1));
  };

  test('tell rounds, instructions, memory, queues and requests of real work', async () => {
    const agent = await testAgent(subnet);
    const canister = await countingCanister(agent);
    const before = subnet.metrics();
    for (let i = 0; i < 5; i++) await add(agent, canister);
    await readCount(agent, canister);
    const response = await fetch(local('/_/metrics'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const after = await response.text();
    const rise = (series: string): number => value(after, series) - (value(before, series) || 0);
    expect(rise('indus_rounds_total')).toBeGreaterThanOrEqual(5);
    expect(rise('indus_messages_total')).toBe(5);
    expect(rise('indus_instructions_total')).toBeGreaterThan(500);
    expect(rise('indus_round_execute_seconds_count')).toBe(rise('indus_rounds_total'));
    expect(rise('indus_requests_total{endpoint="call",status="200"}')).toBe(5);
    expect(rise('indus_requests_total{endpoint="query",status="200"}')).toBe(1);
    expect(value(after, 'indus_canisters')).toBe(1);
    expect(value(after, 'indus_canister_memory_bytes{kind="stable"}')).toBe(65_536);
    expect(value(after, 'indus_canister_memory_bytes{kind="wasm"}')).toBeGreaterThan(0);
    expect(value(after, 'indus_queued_messages{queue="canisters"}')).toBe(0);
    expect(value(after, 'indus_healthy')).toBe(1);
    expect(value(after, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    for (const line of after.trimEnd().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [-+0-9.eInf]+)$/);
    }
  });

  test('are for this machine only, though the port is open to others', async () => {
    const other = Object.values(networkInterfaces())
      .flat()
      .find((found) => found?.family === 'IPv4' && !found.internal);
    if (other === undefined) return;
    const response = await fetch(`http://${other.address}:${subnet.port}/_/metrics`);
    expect(response.status).toBe(403);
  });

  test('a canister under its own name keeps the path, and writing is refused', async () => {
    const own = await subnet.fetch('http://5v3p4-iyaaa-aaaaa-qaaaa-cai.localhost/_/metrics');
    expect(await own.text()).not.toContain('indus_rounds_total');
    expect((await fetch(local('/_/metrics'), { method: 'POST' })).status).toBe(405);
    expect((await fetch(local('/_/backup'), { method: 'POST' })).status).toBe(401);
  });
});
