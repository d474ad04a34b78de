import type { HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Subnet } from '@indus/subnet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { numberOf, query, textOf, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';
import { HOOKS } from '../script-canister/operations.ts';
import { op, replyWith, script, type Step } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { MANAGEMENT, SubnetClient } from '../sim/subnet-client.ts';
import { managementActor, settingsOf } from './management-actor.ts';

const PAGE = 65_536n;
const COUNT = 7n;

let directory: string;
let subnet: Subnet;
let agent: HttpAgent;
let canister: Principal;

const start = async () => {
  const subnetAdmins = [Principal.anonymous().toText()];
  subnet = await Subnet.start({ stateDir: directory, clock: 'manual', subnetAdmins });
  agent = await testAgent(subnet);
};
const call = <T>(method: string, argument: object = {}) =>
  managementActor(agent, canister)<T>(method, argument);
const set = (settings: Parameters<typeof settingsOf>[0]) => call('update_settings', settingsOf(settings));
const run = async (...steps: Step[]) =>
  textOf(await update(agent, canister, script(...steps, ...replyWith('done'))));
const runs = async () =>
  numberOf(await query(agent, canister, script(...replyWith(op('toBlob', op('slot', COUNT))))));

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'settings-'));
  await start();
  const management = managementOf(agent);
  canister = await management.create();
  await management.install(canister, await scriptCanister({ hooks: ['lowMemory'] }));
});
afterEach(async () => {
  await subnet.stop();
  await rm(directory, { recursive: true });
});

const heapPages = async () =>
  numberOf(await query(agent, canister, script(...replyWith(op('toBlob', op('memorySize'))))));

test('the hook for low memory runs once when memory falls below the threshold, before what waits, and anew after it rose', async () => {
  await run(op('setHook', HOOKS.lowMemory, script(op('setSlot', COUNT, op('add', op('slot', COUNT), 1n)))));
  const pages = await heapPages();
  await set({ wasm_memory_limit: (pages + 10n) * PAGE, wasm_memory_threshold: 8n * PAGE });
  await run(op('drop', op('memoryGrow', 2n)));
  expect(await runs()).toBe(0n);
  // What comes with the message that makes memory low sees that the hook ran in between.
  const [, seen] = await Promise.all([
    run(op('drop', op('memoryGrow', 1n))),
    update(agent, canister, script(...replyWith(op('toBlob', op('slot', COUNT))))),
  ]);
  expect(numberOf(seen)).toBeLessThanOrEqual(1n);
  expect(await runs()).toBe(1n);
  await run(op('drop', op('memoryGrow', 1n)));
  expect(await runs()).toBe(1n);
  await subnet.stop();
  await start();
  expect(await runs()).toBe(1n);
  await set({ wasm_memory_threshold: 0n });
  await set({ wasm_memory_threshold: 8n * PAGE });
  expect(await runs()).toBe(2n);
});

test('a hook that becomes due while the canister is stopped runs after the start', async () => {
  const management = managementOf(agent);
  await run(op('setHook', HOOKS.lowMemory, script(op('setSlot', COUNT, 1n))));
  const pages = await heapPages();
  await management.stop(canister);
  await set({ wasm_memory_limit: (pages + 1n) * PAGE, wasm_memory_threshold: 2n * PAGE });
  await subnet.stop();
  await start();
  await managementOf(agent).start(canister);
  expect(await runs()).toBe(1n);
});

test('the heap limit holds to the byte for updates', async () => {
  const pages = await heapPages();
  await set({ wasm_memory_limit: (pages + 1n) * PAGE });
  await run(op('drop', op('memoryGrow', 1n)));
  expect(
    await update(agent, canister, script(op('drop', op('memoryGrow', 1n)), ...replyWith('grown'))),
  ).toMatchObject({
    errorCode: 'IC0539',
  });
});

test('queries are counted and shown by canister_status, over a restart', async () => {
  const ask = script(...replyWith('12345'));
  for (let i = 0; i < 3; i++) await query(agent, canister, ask);
  await subnet.tick();
  await subnet.stop();
  await start();
  const { query_stats } = await call<{ query_stats: Record<string, bigint> }>('canister_status');
  expect(query_stats).toMatchObject({
    num_calls_total: 3n,
    request_payload_bytes_total: 3n * BigInt(ask.length),
    response_payload_bytes_total: 15n,
  });
  expect(query_stats['num_instructions_total']).toBeGreaterThan(0n);
});

test('burned cycles are in the metrics', async () => {
  await run(op('drop', op('cyclesBurn', 77n)));
  expect(await call('canister_metrics')).toMatchObject({ cycles_consumed: { burned_cycles: 77n } });
});

test('subnet admins list the canisters', async () => {
  const reply = await new SubnetClient(subnet).query(
    MANAGEMENT,
    'list_canisters',
    new Uint8Array(IDL.encode([], [])),
    canister.toUint8Array(),
  );
  const range = IDL.Record({ start: IDL.Principal, end: IDL.Principal });
  const [{ canisters }] = IDL.decode(
    [IDL.Record({ canisters: IDL.Vec(range) })],
    new Uint8Array(reply.reply ?? []),
  ) as unknown as [{ canisters: { start: Principal; end: Principal }[] }];
  expect(canisters.map(({ start: first, end }) => [first.toText(), end.toText()])).toEqual([
    [canister.toText(), canister.toText()],
  ]);
});
