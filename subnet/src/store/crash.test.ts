import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStore } from './open-store.ts';

/** Keys that one batch of the child puts; every value is the number of the batch. */
const KEYS = 40;
const ROUNDS = 20;
/** After the first commit; every fourth round: after the start, so that opening and recovery are hit too. */
const KILL_AFTER_MS_MAX = 60;
const KILL_STARTING_MS_MAX = 600;
const CHILD = `
  import { openStore } from ${JSON.stringify(new URL('./open-store.ts', import.meta.url).href)};
  const store = await openStore({ directory: process.argv[1], durability: 'process' });
  const first = await store.get('last');
  for (let n = first === undefined ? 1 : new DataView(first.buffer, first.byteOffset).getUint32(0) + 1; ; n++) {
    const value = new Uint8Array(4096);
    new DataView(value.buffer).setUint32(0, n);
    const puts = [['last', value.slice(0, 4)]];
    for (let key = 0; key < ${KEYS}; key++) puts.push(['page/' + n % 3 + '/' + key, value]);
    await store.commit({ puts, deletes: ['gone'], deletePrefixes: n % 5 === 0 ? ['page/' + ((n + 1) % 3) + '/'] : [] });
    process.stdout.write(n + '\\n');
  }
`;

it(`kill -9 at ${ROUNDS} random moments: every reported batch is there, the last one whole or absent`, async () => {
  const seed = Number(process.env['CRASH_SEED'] ?? randomInt(1, 2 ** 31));
  console.log(`crash test: repeat with CRASH_SEED=${seed}`);
  const delays = fc.sample(fc.integer({ min: 0, max: KILL_AFTER_MS_MAX }), { numRuns: ROUNDS, seed });
  const directory = await mkdtemp(join(tmpdir(), 'crash-'));
  try {
    let before = 0;
    for (const [round, delay] of delays.entries()) {
      const starting = round % 4 === 3;
      const killAfterMs = starting ? (delay * KILL_STARTING_MS_MAX) / KILL_AFTER_MS_MAX : delay;
      const reported = await runAndKill(directory, killAfterMs, starting);
      const found = await checkState(directory, `seed ${seed}, round ${round}`);
      expect(found).toBeGreaterThanOrEqual(Math.max(reported, before));
      expect(found).toBeLessThanOrEqual(Math.max(reported, before) + 1);
      before = found;
    }
    expect(before).toBeGreaterThan(ROUNDS);
  } finally {
    await rm(directory, { recursive: true });
  }
}, 120_000);

/** The last number that the child printed before it was killed: so long after its start, or after its first number. */
async function runAndKill(directory: string, delayMs: number, starting: boolean): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', CHILD, directory], {
    cwd: new URL('.', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let last = 0;
  const kill = (): Promise<void> => sleep(delayMs).then(() => void child.kill('SIGKILL'));
  let killer = starting ? kill() : undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    killer ??= kill();
  }
  await ended;
  await killer;
  return last;
}

/** The number of the last whole batch; fails when any batch is there in part. */
async function checkState(directory: string, where: string): Promise<number> {
  const store = await openStore({ directory, durability: 'process' });
  try {
    const record = await store.get('last');
    const last = record === undefined ? 0 : number(record);
    for (let n = Math.max(1, last - 2); n <= last; n++) {
      const values: number[] = [];
      for await (const [, value] of store.scan(`page/${n % 3}/`)) values.push(number(value));
      const swept = [n + 1, n + 2].some(
        (later) => later <= last && later % 5 === 0 && (later + 1) % 3 === n % 3,
      );
      expect({ where, batch: n, values }).toEqual({
        where,
        batch: n,
        values: swept ? [] : Array.from({ length: KEYS }, () => n),
      });
    }
    return last;
  } finally {
    await store.close();
  }
}

function number(value: Uint8Array): number {
  return new DataView(value.buffer, value.byteOffset).getUint32(0);
}
