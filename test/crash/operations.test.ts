import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ADMIN_TOKEN_FILE, backupDirectory, restoreBackup } from '@indus/subnet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { ofCanister } from '../sim/management-arguments.ts';
import { Random } from '../sim/random.ts';
import { MANAGEMENT } from '../sim/subnet-client.ts';
import { addTo, fill, initial, readSlot } from '../soak/counter-scripts.ts';
import { httpExchange } from '../soak/http-exchange.ts';
import { RestartedServer } from '../soak/restarted-server.ts';
import { deploy, insist } from '../soak/shared-counters.ts';
import { listedIds, ofSnapshot, taking, takenId } from '../soak/soak-arguments.ts';
import { dataOf, SoakClient, type Outcome } from '../soak/soak-client.ts';

/** They take longer than calls: a tenth of the kills each for snapshots, backups and restorations. */
const KILLS = Math.ceil(Number(process.env['INDUS_CRASH_KILLS'] ?? 30) / 10);
const SEED = Number(process.env['INDUS_CRASH_SEED'] ?? Date.now() % 1_000_000);
const HEAP_MIB = 24;
const SNAPSHOTS_MAX = 4;
const TIMEOUT_MS = KILLS * 15_000 + 60_000;

let directory: string;
let server: RestartedServer;
let client: SoakClient;
let canister: Uint8Array;
const random = new Random(SEED);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crash-operations-'));
  server = await RestartedServer.start(join(directory, 'state'));
  client = new SoakClient(server);
  canister = await deploy(client, await scriptCanister(), initial());
  await insist(() => client.call(canister, 'update', fill(HEAP_MIB)));
});
afterAll(async () => {
  await server.end();
  await rm(directory, { recursive: true });
});

const manage = (method: string, argument: Uint8Array): Promise<Outcome> =>
  client.call(MANAGEMENT, method, argument, canister);

/** The counter in the heap and in stable memory, which must be alike. */
async function count(): Promise<bigint> {
  const bytes = Buffer.from(dataOf(await client.query(canister, 'query', readSlot(0))));
  expect(bytes.readBigUInt64LE(0)).toBe(bytes.readBigUInt64LE(8));
  return bytes.readBigUInt64LE(0);
}

/** Kills the subnet at a random moment of something that takes about that long; the next one serves then. */
async function killDuring<T>(typicalMs: number, work: Promise<T>): Promise<T> {
  await sleep(random.below(Math.ceil(typicalMs * 1.3)));
  await server.restart('kill');
  return work;
}

async function timed(work: Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work;
  return performance.now() - startedMs;
}

test(
  `kill -9 while snapshots are taken and loaded (${KILLS} kills each, seed ${SEED}): each is whole or not there`,
  async () => {
    const snapshots = new Map<string, bigint>();
    const take = async (replaced?: string) =>
      manage(
        'take_canister_snapshot',
        taking(canister, replaced === undefined ? undefined : Buffer.from(replaced, 'hex')),
      );
    const took = (outcome: Outcome, value: bigint, replaced?: string): void => {
      if (outcome.kind === 'lost') return;
      if (replaced !== undefined) snapshots.delete(replaced);
      snapshots.set(Buffer.from(takenId(dataOf(outcome))).toString('hex'), value);
    };
    let first: Outcome | undefined;
    const takeMs = await timed(take().then((outcome) => (first = outcome)));
    took(first as unknown as Outcome, 0n);
    let value = 0n;
    for (let kill = 1; kill <= KILLS; kill++) {
      const where = `kill ${kill} of seed ${SEED}`;
      value = Buffer.from(await insist(() => client.call(canister, 'update', addTo(0)))).readBigUInt64LE();
      const replaced = snapshots.size < SNAPSHOTS_MAX ? undefined : random.pick([...snapshots.keys()]);
      took(await killDuring(takeMs, take(replaced)), value, replaced);
      const listed = listedIds(await insist(() => manage('list_canister_snapshots', ofCanister(canister))));
      expect([where, listed.map((id) => Buffer.from(id).toString('hex')).sort()]).toEqual([
        where,
        [...snapshots.keys()].sort(),
      ]);
      expect([where, await count()]).toEqual([where, value]);

      const [id, kept] = random.pick([...snapshots]);
      const load = manage('load_canister_snapshot', ofSnapshot(canister, Buffer.from(id, 'hex')));
      const loaded = await killDuring(takeMs, load);
      if (loaded.kind !== 'lost') dataOf(loaded);
      if (loaded.kind === 'reply') value = kept;
      expect([where, loaded.kind, await count()]).toEqual([where, loaded.kind, value]);
    }
    for (const [id, kept] of snapshots) {
      await insist(() => manage('load_canister_snapshot', ofSnapshot(canister, Buffer.from(id, 'hex'))));
      expect(await count()).toBe(kept);
    }
  },
  TIMEOUT_MS,
);

test(
  `kill -9 while a backup is written (${KILLS} kills, seed ${SEED}): the file is whole or has no name`,
  async () => {
    const backUp = async (file: string) => {
      const token = await readFile(join(directory, 'state', ADMIN_TOKEN_FILE), 'utf8');
      const answer = await httpExchange({
        port: await server.port(),
        path: '/_/backup',
        method: 'POST',
        headers: { authorization: `Bearer ${token.trim()}` },
        body: Buffer.from(JSON.stringify({ file })),
        timeoutMs: 60_000,
      }).catch(() => undefined);
      return answer?.status;
    };
    const typicalMs = await timed(backUp(join(directory, 'first.backup')));
    const expected = await count();
    for (let kill = 1; kill <= KILLS; kill++) {
      const file = join(directory, `${kill}.backup`);
      const status = await killDuring(typicalMs, backUp(file));
      expect([200, undefined]).toContain(status);
      const isThere = (await readdir(directory)).includes(`${kill}.backup`);
      if (status === 200) expect(isThere).toBe(true);
      if (!isThere) continue;
      await restoreBackup(file, join(directory, 'whole'));
      await rm(join(directory, 'whole'), { recursive: true });
      await rm(file);
    }
    expect(await count()).toBe(expected);
  },
  TIMEOUT_MS,
);

test(
  `kill -9 while a backup is restored (${KILLS} kills, seed ${SEED}): the folder is whole or not there, and the next try succeeds`,
  async () => {
    const file = join(directory, 'first.backup');
    const target = join(directory, 'target');
    const { root } = (await restoreBackup(file, target)).header;
    await rm(target, { recursive: true });
    const child = fileURLToPath(new URL('./restore-child.ts', import.meta.url));
    const restore = async (killAfterMs: number) => {
      const process_ = spawn(process.execPath, ['--import', 'tsx', child, file, target], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const gone = once(process_, 'exit');
      await once(process_.stdout, 'data');
      const startedMs = performance.now();
      await Promise.race([gone, sleep(killAfterMs)]);
      process_.kill('SIGKILL');
      await gone;
      return performance.now() - startedMs;
    };
    const typicalMs = await restore(60_000);
    for (let kill = 1; kill <= KILLS; kill++) {
      await rm(target, { recursive: true, force: true });
      await restore(random.below(Math.ceil(typicalMs * 1.2)));
      const isThere = await access(target).then(
        () => true,
        () => false,
      );
      if (!isThere) await restoreBackup(file, target);
      const again = join(directory, `again-${kill}.backup`);
      expect((await backupDirectory(target, { file: again })).root).toBe(root);
      await rm(again);
    }
  },
  TIMEOUT_MS,
);
