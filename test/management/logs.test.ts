import type { HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Subnet } from '@indus/subnet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { query, replyOf, update } from '../harness/raw-calls.ts';
import { testAgent, testIdentity } from '../harness/test-agent.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { managementActor, settingsOf } from './management-actor.ts';

interface Logs {
  readonly canister_log_records: readonly { readonly idx: bigint; readonly content: Uint8Array }[];
}

const LOGS = IDL.Record({
  canister_log_records: IDL.Vec(
    IDL.Record({ idx: IDL.Nat64, timestamp_nanos: IDL.Nat64, content: IDL.Vec(IDL.Nat8) }),
  ),
});
const ofCanister = () =>
  new Uint8Array(IDL.encode([IDL.Record({ canister_id: IDL.Principal })], [{ canister_id: canister }]));

let directory: string;
let subnet: Subnet;
let agent: HttpAgent;
let canister: Principal;

const start = async () => {
  subnet = await Subnet.start({ stateDir: directory, clock: 'manual' });
  agent = await testAgent(subnet);
};
const logsFor = async (who: HttpAgent) => {
  const answer = await who.query(Principal.managementCanister(), {
    methodName: 'fetch_canister_logs',
    arg: ofCanister(),
    effectiveCanisterId: canister,
  });
  if (!('reply' in answer)) throw new Error(answer.reject_message);
  const [{ canister_log_records }] = IDL.decode([LOGS], answer.reply.arg) as unknown as [Logs];
  return canister_log_records.map(({ idx, content }) => [idx, Buffer.from(content).toString()]);
};
const set = (settings: Parameters<typeof settingsOf>[0]) =>
  managementActor(agent, canister)('update_settings', settingsOf(settings));
const print = (...lines: string[]) =>
  update(agent, canister, script(...lines.map((line) => op('print', line)), ...replyWith('printed')));

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'logs-'));
  await start();
  const management = managementOf(agent);
  canister = await management.create();
  await management.install(canister, await scriptCanister({}));
});
afterEach(async () => {
  await subnet.stop();
  await rm(directory, { recursive: true });
});

test('prints and traps are numbered, kept over restarts and upgrades, and gone after a reinstallation', async () => {
  await print('one', 'two');
  await update(agent, canister, script(op('print', 'three'), op('trap', 'no more')));
  await subnet.stop();
  await start();
  const wasm = await scriptCanister({});
  await managementOf(agent).upgrade(canister, wasm);
  const expected = ['one', 'two', 'three', '[TRAP]: no more'];
  expect(await logsFor(agent)).toEqual(expected.map((line, at) => [BigInt(at), line]));
  await managementOf(agent).reinstall(canister, wasm);
  expect(await logsFor(agent)).toEqual([]);
  await print('again');
  expect(await logsFor(agent)).toEqual([[4n, 'again']]);
});

test('queries print nothing', async () => {
  await query(agent, canister, script(op('print', 'unheard'), ...replyWith('done')));
  expect(await logsFor(agent)).toEqual([]);
});

test('the oldest go when the limit is reached, and a longer line is cut', async () => {
  await print('a'.repeat(2_048), 'b'.repeat(2_048));
  expect((await logsFor(agent)).map(([idx]) => idx)).toEqual([0n, 1n]);
  await print('c');
  expect((await logsFor(agent)).map(([idx]) => idx)).toEqual([1n, 2n]);
  await print('d'.repeat(5_000));
  expect(await logsFor(agent)).toEqual([[3n, 'd'.repeat(4_096)]]);
  await set({ log_memory_limit: 10_000n });
  await print('e'.repeat(5_000));
  expect((await logsFor(agent)).map(([idx]) => idx)).toEqual([3n, 4n]);
});

test('viewers see them when they are named, strangers when they are public', async () => {
  await print('secret');
  const viewer = await testAgent(subnet, testIdentity(2));
  await expect(logsFor(viewer)).rejects.toThrow(/is not allowed to query ic00 method fetch_canister_logs/);
  await set({ log_visibility: { allowed_viewers: [testIdentity(2).getPrincipal()] } });
  expect(await logsFor(viewer)).toEqual([[0n, 'secret']]);
  const stranger = await testAgent(subnet, testIdentity(3));
  await expect(logsFor(stranger)).rejects.toThrow(/is not allowed/);
  await set({ log_visibility: { public: null } });
  expect(await logsFor(stranger)).toEqual([[0n, 'secret']]);
});

test('a composite query reads its own canister logs, as viewer by setting', async () => {
  await print('read me');
  await set({ log_visibility: { allowed_viewers: [canister] } });
  const code = script(
    op(
      'callNew',
      new Uint8Array(),
      'fetch_canister_logs',
      script(...replyWith(op('messageArgument'))),
      script(...replyWith(op('rejectMessage'))),
    ),
    op('callAppend', ofCanister()),
    op('drop', op('callPerform')),
  );
  const reply = replyOf(await query(agent, canister, code, 'composite'));
  expect(Buffer.from(reply).toString('latin1')).toContain('read me');
});
