import { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { query, replyOf, update } from '../harness/raw-calls.ts';
import { testIdentity } from '../harness/test-agent.ts';
import { HOOKS } from '../script-canister/operations.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { startKillable, type KillableSubnet } from './killed-subnet.ts';

const KILLS = Number(process.env['INDUS_CRASH_KILLS'] ?? 30);
const SEED = Number(process.env['INDUS_CRASH_SEED'] ?? Date.now() % 1_000_000);
const CLIENTS = 8;
const RUN_MS_MAX = 400;

const directory = await mkdtemp(join(tmpdir(), 'crash-'));
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Adds one everywhere at once: global, heap, stable memory, certified data; answers with the new value. */
const ADD = script(
  op('setGlobal', op('add', 1, op('global'))),
  op('setSlot', 0, op('global')),
  op('stableWrite', 0, op('toBlob', op('global'))),
  op('certifiedDataSet', op('toBlob', op('global'))),
  ...replyWith(op('toBlob', op('global'))),
);
/** Counts a tick and sets the next one 50 ms later. */
const TICK = script(
  op('setSlot', 1, op('add', 1, op('slot', 1))),
  op('drop', op('timerSet', op('add', op('time'), 50_000_000))),
);
const READ = script(
  ...replyWith(
    op(
      'concat',
      op('concat', op('toBlob', op('global')), op('toBlob', op('slot', 0))),
      op('concat', op('concat', op('stableRead', 0, 8), op('toBlob', op('slot', 1))), op('dataCertificate')),
    ),
  ),
);

test(
  `kill -9 at ${KILLS} random moments under load (seed ${SEED}): every acknowledged update is there, no half round`,
  async () => {
    const random = generator(SEED);
    let subnet = await startKillable(directory);
    const { rootKey } = subnet;
    const canister = await deploy(subnet);
    let [acknowledged, submitted, ticks] = [0n, 0n, 0n];
    for (let kill = 1; kill <= KILLS; kill++) {
      const load = startLoad(await agentOf(subnet), canister);
      await sleep(random() * RUN_MS_MAX);
      await subnet.kill();
      const seen = await load.ended();
      acknowledged = max(acknowledged, seen.acknowledged);
      submitted += seen.submitted;

      subnet = await startKillable(directory);
      const where = `kill ${kill} of seed ${SEED}`;
      expect([where, subnet.rootKey]).toEqual([where, rootKey]);
      const state = await readState(await agentOf(subnet), canister);
      expect(state.heap, where).toBe(state.global);
      expect(state.stable, where).toBe(state.global);
      expect(state.certified, where).toBe(state.global);
      expect(state.global >= acknowledged, `${where}: ${state.global} >= ${acknowledged}`).toBe(true);
      expect(state.global <= submitted, `${where}: ${state.global} <= ${submitted}`).toBe(true);
      expect(state.ticks >= ticks, `${where}: the timer goes on`).toBe(true);
      ticks = state.ticks;
    }
    await sleep(500);
    expect((await readState(await agentOf(subnet), canister)).ticks).toBeGreaterThan(ticks);
    expect(acknowledged).toBeGreaterThan(BigInt(KILLS));
    process.stdout.write(
      `crash: ${KILLS} kills, ${acknowledged} updates acknowledged, none lost; ${ticks} ticks\n`,
    );
    await subnet.kill();
  },
  KILLS * 10_000 + 60_000,
);

async function deploy(subnet: KillableSubnet): Promise<Principal> {
  const agent = await agentOf(subnet);
  const management = managementOf(agent);
  const canister = await management.create();
  await management.install(canister, await scriptCanister());
  await update(
    agent,
    canister,
    script(
      op('drop', op('stableGrow', 1)),
      op('setHook', HOOKS.timer, TICK),
      op('drop', op('timerSet', op('add', op('time'), 1))),
      ...replyWith(''),
    ),
  );
  return canister;
}

/** Clients that add as fast as they can until the subnet is gone. */
function startLoad(agent: HttpAgent, canister: Principal) {
  let [acknowledged, submitted] = [0n, 0n];
  const client = async () => {
    for (;;) {
      submitted++;
      const outcome = await update(agent, canister, ADD);
      acknowledged = max(acknowledged, Buffer.from(replyOf(outcome)).readBigUInt64LE());
    }
  };
  const clients = Array.from({ length: CLIENTS }, () => client().catch(() => undefined));
  return {
    ended: async () => {
      await Promise.all(clients);
      return { acknowledged, submitted };
    },
  };
}

async function readState(agent: HttpAgent, canister: Principal) {
  const bytes = Buffer.from(replyOf(await query(agent, canister, READ)));
  const [global, heap, stable, ticks] = [0, 8, 16, 24].map((at) => bytes.readBigUInt64LE(at)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return { global, heap, stable, ticks, certified: certifiedData(bytes.subarray(32)) };
}

/** The certified data in a data certificate: the leaf below its label. The agent's own check of it is tested elsewhere. */
function certifiedData(certificate: Buffer): bigint {
  const label = certificate.indexOf('certified_data');
  // [3, bytes(8)]: array of two, leaf, byte string of eight.
  const leaf = certificate.indexOf(Buffer.from([0x82, 0x03, 0x48]), label);
  return leaf < 0 ? 0n : certificate.readBigUInt64LE(leaf + 3);
}

async function agentOf(subnet: KillableSubnet): Promise<HttpAgent> {
  return HttpAgent.create({
    host: `http://127.0.0.1:${subnet.port}`,
    identity: testIdentity(1),
    rootKey: Buffer.from(subnet.rootKey, 'hex'),
    retryTimes: 0,
  });
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
