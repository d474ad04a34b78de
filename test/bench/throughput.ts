import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { BareCanister, EMPTY_ARGUMENT } from '@indus/subnet/bench';

import { testIdentity } from '../harness/test-agent.ts';
import { benchModule } from './bench-modules.ts';
import { BenchProcess } from './child-process.ts';
import { deployModule } from './deploy-module.ts';
import type { LoadOrder, LoadResult } from './load-process.ts';
import { spreadOf, type Spread } from './statistics.ts';
import type { SubnetMessage } from './subnet-process.ts';

/** Bounds: updates per second of the subnet at 64 clients over calls per second of the bare loop. */
export const THROUGHPUT_SHARE_MIN = 0.5;

const BLOCKS = 7;
const WARM_UP_UPDATES = 6_000;

/** One kind of load. */
export interface Load {
  readonly name: string;
  readonly kind: 'call' | 'query';
  readonly clients: number;
  readonly count: number;
}

const LOADS: readonly Load[] = [
  { name: 'updates, 64 clients', kind: 'call', clients: 64, count: 3_000 },
  { name: 'updates, 8 clients', kind: 'call', clients: 8, count: 1_500 },
  { name: 'updates, 1 client', kind: 'call', clients: 1, count: 400 },
  { name: 'queries, 64 clients', kind: 'query', clients: 64, count: 3_000 },
  { name: 'queries, 1 client', kind: 'query', clients: 1, count: 400 },
];

/** `cpu`: time that the subnet's process used for each call, all threads. Units: microseconds. */
export interface LoadFigures {
  readonly load: Load;
  readonly perSecond: Spread;
  readonly p50Ms: Spread;
  readonly p99Ms: Spread;
  readonly cpu: Spread;
  readonly verified: number;
}

/** Calls per second, all of one run and in turns. */
export interface Throughput {
  readonly bareLoop: Spread;
  readonly loads: readonly LoadFigures[];
  /** Updates per second at 64 clients over the bare loop's. */
  readonly share: number;
}

/** Loads a subnet over HTTP from another process, in turns with the bare module's own loop in this one. */
export async function measureThroughput(onProgress: (text: string) => void): Promise<Throughput> {
  const module = await benchModule('greeting', 'plain');
  const text = new Uint8Array(IDL.encode([IDL.Text], ['Goodbye world!']));
  const bare = new BareCanister(module, 'uploaded', EMPTY_ARGUMENT);
  const stateDir = await mkdtemp(join(tmpdir(), 'indus-bench-'));
  const subnet = new BenchProcess('./subnet-process.ts', [stateDir]);
  const loader = new BenchProcess('./load-process.ts');
  try {
    const started = await subnet.next<SubnetMessage>();
    if (started.kind !== 'listening') throw new Error('expected the subnet to listen');
    const { port, rootKey } = started;
    const host = `http://127.0.0.1:${port}`;
    const agent = await HttpAgent.create({ host, rootKey, identity: testIdentity(1) });
    const canister = (await deployModule(agent, module)).toText();
    const order = ({ kind, clients, count }: Load): LoadOrder => ({
      ...{ port, rootKey, canister, kind, clients, count },
      method: kind === 'call' ? 'setMessage' : 'getMessage',
      argument: kind === 'call' ? text : EMPTY_ARGUMENT,
    });
    onProgress('throughput: warming up');
    bareLoop(bare, text, 4_000);
    for (const kind of ['call', 'query'] as const) {
      await loader.ask<LoadResult>(order({ name: '', kind, clients: 64, count: WARM_UP_UPDATES }));
    }
    const cpuOf = async (): Promise<number> => {
      const answer = await subnet.ask<SubnetMessage>('cpu');
      return answer.kind === 'cpu' ? answer.microseconds : 0;
    };
    const loops: number[] = [];
    const results = LOADS.map(() => [] as (LoadResult & { readonly cpu: number })[]);
    for (let block = 0; block < BLOCKS; block++) {
      onProgress(`throughput: block ${block + 1} of ${BLOCKS}`);
      loops.push(bareLoop(bare, text, 3_000));
      for (const [at, load] of LOADS.entries()) {
        const before = await cpuOf();
        const result = await loader.ask<LoadResult>(order(load));
        results[at]?.push({ ...result, cpu: ((await cpuOf()) - before) / load.count });
      }
    }
    const loads = LOADS.map((load, at) => figuresOf(load, results[at] ?? []));
    const loop = spreadOf(loops);
    return { bareLoop: loop, loads, share: (loads[0]?.perSecond.median ?? 0) / loop.median };
  } finally {
    await loader.stop();
    await subnet.stop('stop');
    await rm(stateDir, { recursive: true, force: true });
  }
}

function figuresOf(load: Load, results: readonly (LoadResult & { readonly cpu: number })[]): LoadFigures {
  return {
    load,
    perSecond: spreadOf(results.map(({ seconds }) => load.count / seconds)),
    p50Ms: spreadOf(results.map(({ p50Ms }) => p50Ms)),
    p99Ms: spreadOf(results.map(({ p99Ms }) => p99Ms)),
    cpu: spreadOf(results.map(({ cpu }) => cpu)),
    verified: results.reduce((sum, { verified }) => sum + verified, 0),
  };
}

/** Calls per second. */
function bareLoop(bare: BareCanister, argument: Uint8Array, count: number): number {
  const started = performance.now();
  for (let i = 0; i < count; i++) bare.call('canister_update setMessage', argument);
  return (count * 1_000) / (performance.now() - started);
}
