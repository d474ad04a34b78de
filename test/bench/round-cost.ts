import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { IDL } from '@dfinity/candid';
import { KnownRequestsReplica } from '@indus/subnet/bench';

import { benchModule } from './bench-modules.ts';
import { interleave, spreadOf, type Spread } from './statistics.ts';

/** Bounds: CPU time of a round's end with many known requests over that with few. */
export const ROUND_COST_RATIO_MAX = 1.2;

/** The two states that are compared. */
export const FEW_REQUESTS = 100;
export const MANY_REQUESTS = 10_000;

const WARM_UP_ROUNDS = 300;
const BLOCKS = 31;
const BLOCK_ROUNDS = 20;

/** CPU time of storing, certifying and announcing a round with one update, all threads. Units: microseconds. */
export interface RoundCost {
  readonly few: Spread;
  readonly many: Spread;
  /** Median with many over median with few. */
  readonly ratio: number;
}

/** Rounds of two subnets in turns, one that knows few requests and one that knows many. */
export async function measureRoundCost(onProgress: (text: string) => void): Promise<RoundCost> {
  const module = await benchModule('greeting', 'plain');
  const argument = new Uint8Array(IDL.encode([IDL.Text], ['Goodbye world!']));
  const stateDir = await mkdtemp(join(tmpdir(), 'indus-bench-'));
  const open = (known: number): Promise<KnownRequestsReplica> => {
    onProgress(`round cost: executing ${known} requests`);
    const options = { stateDir: join(stateDir, String(known)), module, argument, known };
    return KnownRequestsReplica.open({ ...options, method: 'setMessage' });
  };
  try {
    await using few = await open(FEW_REQUESTS);
    await using many = await open(MANY_REQUESTS);
    onProgress('round cost: measuring');
    for (const replica of [few, many]) await turnRounds(replica, WARM_UP_ROUNDS);
    const values = await interleave(BLOCKS, {
      few: () => turnRounds(few, BLOCK_ROUNDS),
      many: () => turnRounds(many, BLOCK_ROUNDS),
    });
    const cost = { few: spreadOf(values.few), many: spreadOf(values.many) };
    return { ...cost, ratio: cost.many.median / cost.few.median };
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

/** Units: microseconds of CPU time for the end of each round. */
async function turnRounds(replica: KnownRequestsReplica, rounds: number): Promise<number> {
  let used = 0;
  for (let round = 0; round < rounds; round++) {
    await replica.execute();
    const started = process.cpuUsage();
    await replica.commit();
    const { user, system } = process.cpuUsage(started);
    used += user + system;
  }
  return used / rounds;
}
