import { IDL } from '@dfinity/candid';
import { BareCanister, EMPTY_ARGUMENT, InThreadCanister, WorkerCanister } from '@indus/subnet/bench';

import { benchModule } from './bench-modules.ts';
import { interleave, spreadOf, type Spread } from './statistics.ts';

/** Bounds: CPU time of a query or an update in the sandbox over that of the bare module. */
export const PER_CALL_RATIO_MAX = 1.7;

/** V8 compiles a canister's hot functions late: so many calls first. */
const WARM_UP_CALLS = 4_000;
const BLOCKS = 31;
const BLOCK_CALLS = 100;

/** One way to execute a call. Units: microseconds of CPU time for each call, all threads together. */
export interface CallCost {
  readonly way: string;
  readonly time: Spread;
  /** Median over that of the bare module. */
  readonly ratio: number;
}

/** Time of one query and one update, for every way of running the same module. */
export async function measurePerCall(
  onProgress: (text: string) => void,
): Promise<Record<'query' | 'update', readonly CallCost[]>> {
  const module = await benchModule('greeting', 'plain');
  const bare = new BareCanister(module, 'uploaded', EMPTY_ARGUMENT);
  const metered = new BareCanister(module, 'metered', EMPTY_ARGUMENT);
  const marked = new BareCanister(module, 'metered and marked', EMPTY_ARGUMENT);
  const sandboxed = new InThreadCanister(module, EMPTY_ARGUMENT);
  await using worker = await WorkerCanister.start(module, EMPTY_ARGUMENT);
  const measure = async (
    call: 'query' | 'update',
    method: string,
    payload: Uint8Array,
  ): Promise<CallCost[]> => {
    const name = `canister_${call} ${method}`;
    const ways: Record<string, (count: number) => void | Promise<void>> = {
      'bare module': (count) => repeat(count, () => bare.call(name, payload)),
      'metering only': (count) => repeat(count, () => metered.call(name, payload)),
      'metering and dirty marks': (count) => repeat(count, () => marked.call(name, payload)),
      'sandbox: metering and rollback': (count) => repeat(count, () => sandboxed.call(call, method, payload)),
      'sandbox in its worker, one by one': async (count) => {
        for (let i = 0; i < count; i++) await worker.call(call, method, { payload, count: 1 });
      },
      'sandbox in its worker, in a batch': (count) => worker.call(call, method, { payload, count }),
    };
    onProgress(`per call: ${call}, warming up`);
    for (const run of Object.values(ways)) await run(WARM_UP_CALLS);
    onProgress(`per call: ${call}, measuring`);
    const timed = Object.fromEntries(
      Object.entries(ways).map(([way, run]) => [
        way,
        async () => {
          const started = process.cpuUsage();
          await run(BLOCK_CALLS);
          const { user, system } = process.cpuUsage(started);
          return (user + system) / BLOCK_CALLS;
        },
      ]),
    );
    const values = await interleave(BLOCKS, timed);
    const base = spreadOf(values['bare module'] as number[]).median;
    return Object.entries(values).map(([way, blocks]) => {
      const time = spreadOf(blocks);
      return { way, time, ratio: time.median / base };
    });
  };
  const text = new Uint8Array(IDL.encode([IDL.Text], ['Goodbye world!']));
  return {
    query: await measure('query', 'getMessage', EMPTY_ARGUMENT),
    update: await measure('update', 'setMessage', text),
  };
}

function repeat(count: number, call: () => void): void {
  for (let i = 0; i < count; i++) call();
}
