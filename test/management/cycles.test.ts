import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Subnet } from '@indus/subnet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { numberOf, query, textOf, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { managementActor, settingsOf } from './management-actor.ts';

type Consumed = Readonly<Record<string, bigint>>;

/** What provisional_create_canister_with_cycles gives. */
const START = 100_000_000_000_000n;
const DAY_MS = 86_400_000;

let directory: string;
let subnet: Subnet;
let agent: HttpAgent;
let canister: Principal;
let other: Principal;

const start = async () => {
  subnet = await Subnet.start({ stateDir: directory, clock: 'manual', freeCycles: false });
  agent = await testAgent(subnet);
};
const call = <T>(method: string, argument: object = {}, to = canister) =>
  managementActor(agent, to)<T>(method, argument);
const consumed = async (of = canister) =>
  (await call<{ cycles_consumed: Consumed }>('canister_metrics', {}, of)).cycles_consumed;
const balance = async (of = canister) =>
  numberOf(await query(agent, of, script(...replyWith(op('toBlob', op('balance'))))));
const total = (uses: Consumed) => Object.values(uses).reduce((sum, cycles) => sum + cycles, 0n);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cycles-'));
  await start();
  const management = managementOf(agent);
  [canister, other] = [await management.create(), await management.create()];
  for (const id of [canister, other]) await management.install(id, await scriptCanister({}));
});
afterEach(async () => {
  await subnet.stop();
  await rm(directory, { recursive: true });
});

describe('where cycles are charged', () => {
  test('an update costs its reception, its base and its instructions; a query costs nothing', async () => {
    const before = await balance();
    expect(await balance()).toBe(before);
    const code = script(...replyWith('done'));
    const uses = await consumed();
    const counted = await balance();
    await update(agent, canister, code);
    const spent = counted - (await balance());
    const reception = 1_200_000n + 2_000n * BigInt(code.length + 'update'.length);
    const instructions = spent - reception - 5_000_000n;
    expect(instructions).toBeGreaterThan(0n);
    expect(instructions).toBeLessThan(100_000n);
    const after = await consumed();
    expect((after['instructions'] ?? 0n) - (uses['instructions'] ?? 0n)).toBe(5_000_000n + instructions);
  });

  test('what was spent and what is left is what there was, through calls, installation, days and restarts', async () => {
    const code = script(
      op(
        'callNew',
        other.toUint8Array(),
        'update',
        script(...replyWith(op('messageArgument'))),
        script(...replyWith(op('rejectMessage'))),
      ),
      op('callAppend', script(...replyWith('pong'))),
      op('drop', op('callPerform')),
    );
    expect(textOf(await update(agent, canister, code))).toBe('pong');
    for (const id of [canister, other]) expect(total(await consumed(id)) + (await balance(id))).toBe(START);
    const calls = (await consumed())['request_and_response_transmission'] ?? 0n;
    // The base, the method name and argument, and the four bytes that came back.
    const bytes = BigInt('update'.length + script(...replyWith('pong')).length + 4);
    expect(calls).toBe(260_000n + 1_000n * bytes);

    await subnet.advanceTime(DAY_MS);
    await subnet.stop();
    await start();
    expect((await consumed())['memory']).toBeGreaterThan(0n);
    for (const id of [canister, other]) expect(total(await consumed(id)) + (await balance(id))).toBe(START);
  });

  test('a frozen canister takes no message until it is topped up', async () => {
    await call('update_settings', settingsOf({ compute_allocation: 1n }));
    await call('update_settings', settingsOf({ freezing_threshold: 200n * 86_400n }));
    const refused = await update(agent, canister, script(...replyWith('done')));
    expect(refused).toMatchObject({ errorCode: 'IC0207', code: 2 });
    expect((refused as { message: string }).message).toMatch(
      new RegExp(
        `Canister ${canister.toText()} is out of cycles: please top up the canister with at least \\d+ additional cycles`,
      ),
    );
    await call('provisional_top_up_canister', { amount: 1_000n * START });
    expect(textOf(await update(agent, canister, script(...replyWith('done'))))).toBe('done');
  });

  test('a canister that cannot pay loses its code and snapshots, and keeps its id', async () => {
    await call('take_canister_snapshot', {
      replace_snapshot: [],
      uninstall_code: [],
      sender_canister_version: [],
    });
    await call('update_settings', settingsOf({ compute_allocation: 50n, freezing_threshold: 0n }));
    await subnet.advanceTime(3 * DAY_MS);
    await subnet.stop();
    await start();
    const there = await update(agent, canister, script(...replyWith('there')));
    expect(there).toMatchObject({ errorCode: 'IC0537' });
    await call('provisional_top_up_canister', { amount: START });
    expect(await call('list_canister_snapshots')).toEqual([]);
    expect((await consumed())['uninstall']).toBeGreaterThan(0n);
    expect(textOf(await update(agent, other, script(...replyWith('still there'))))).toBe('still there');
  });
});
