import { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import wabtFactory from 'wabt';
import { expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { query, replyOf, update } from '../harness/raw-calls.ts';
import { testIdentity } from '../harness/test-agent.ts';
import { startKillable, type KillableSubnet } from './killed-subnet.ts';

/** `add` works for seconds when its argument is not empty, then counts; `look` tells the count. */
const WORKER = `(module
  (import "ic0" "msg_arg_data_size" (func $size (result i32)))
  (import "ic0" "msg_reply_data_append" (func $append (param i32 i32)))
  (import "ic0" "msg_reply" (func $reply))
  (memory 1)
  (func $tell (call $append (i32.const 0) (i32.const 4)) (call $reply))
  (func (export "canister_update add") (local $left i32)
    (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
    (local.set $left (i32.const 1000000000))
    (if (call $size) (then
      (loop $turn (br_if $turn (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))))
    (call $tell))
  (func (export "canister_query look") (call $tell)))`;
const [SHORT, LONG] = [new Uint8Array(), Uint8Array.of(1)];

function agentOf({ port, rootKey }: KillableSubnet): Promise<HttpAgent> {
  return HttpAgent.create({
    host: `http://127.0.0.1:${port}`,
    identity: testIdentity(1),
    rootKey: Buffer.from(rootKey, 'hex'),
    retryTimes: 0,
  });
}

const valueOf = (outcome: Parameters<typeof replyOf>[0]): number =>
  Buffer.from(replyOf(outcome)).readUInt32LE();

test('kill -9 in the middle of a long update: it runs again, once, and what others did meanwhile is there', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'crash-long-'));
  let subnet = await startKillable(directory);
  try {
    const wasm = Uint8Array.from((await wabtFactory()).parseWat('worker.wat', WORKER).toBinary({}).buffer);
    let agent = await agentOf(subnet);
    const management = managementOf(agent);
    const deploy = async (): Promise<Principal> => {
      const id = await management.create();
      await management.install(id, wasm);
      return id;
    };
    const [busy, other] = [await deploy(), await deploy()];
    let ended = false;
    const long = update(agent, busy, LONG, 'add').then(
      () => (ended = true),
      () => undefined,
    );
    await sleep(300);
    for (const count of [1, 2]) expect(valueOf(await update(agent, other, SHORT, 'add'))).toBe(count);
    expect([ended, valueOf(await query(agent, busy, SHORT, 'look'))]).toEqual([false, 0]);
    await subnet.kill();
    await long;
    subnet = await startKillable(directory);
    agent = await agentOf(subnet);
    expect(valueOf(await query(agent, other, SHORT, 'look'))).toBe(2);
    expect(valueOf(await update(agent, busy, SHORT, 'add'))).toBe(2);
  } finally {
    await subnet.stop();
    await rm(directory, { recursive: true, force: true });
  }
}, 120_000);
