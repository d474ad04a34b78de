import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { Subnet, type SubnetOptions } from '@indus/subnet';
import { afterEach, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { textOf, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { managementActor, settingsOf } from './management-actor.ts';

const MIB = 1024n * 1024n;
/** More than the script canister takes, less than it takes with a GiB. */
const THRESHOLD = 64n * MIB;

let subnet: Subnet;
let agent: HttpAgent;
let canister: Principal;

afterEach(async () => {
  await subnet.stop();
});

async function start(options: SubnetOptions): Promise<void> {
  subnet = await Subnet.start({ clock: 'manual', ...options });
  agent = await testAgent(subnet);
  const management = managementOf(agent);
  canister = await management.create();
  await management.install(canister, await scriptCanister({}));
}

const call = <T>(method: string, argument: object = {}) =>
  managementActor(agent, canister)<T>(method, argument);
const status = () =>
  call<{ cycles: bigint; reserved_cycles: bigint; memory_size: bigint }>('canister_status');
const growing = (operation: 'stableGrow' | 'memoryGrow', mebibytes: number) =>
  update(agent, canister, script(...replyWith(op('toBlob', op(operation, mebibytes * 16)))));

test('above the threshold of the subnet storage is paid in advance, and paid from there first', async () => {
  await start({ freeCycles: false, memoryThresholdBytes: THRESHOLD, memoryCapacityBytes: 1_024n * MIB });
  expect((await status()).reserved_cycles).toBe(0n);
  await growing('stableGrow', 512);
  const { reserved_cycles: reserved } = await status();
  expect(reserved).toBeGreaterThan(0n);
  await subnet.advanceTime(60_000);
  const later = await status();
  expect(later.reserved_cycles).toBeLessThan(reserved);
});

test('a canister that reserves nothing gets no memory above the threshold', async () => {
  await start({ freeCycles: false, memoryThresholdBytes: THRESHOLD, memoryCapacityBytes: 1_024n * MIB });
  await call('update_settings', settingsOf({ reserved_cycles_limit: 0n }));
  for (const operation of ['stableGrow', 'memoryGrow'] as const) {
    expect(await growing(operation, 512)).toMatchObject({ code: 5, errorCode: 'IC0534' });
  }
  expect((await status()).memory_size).toBeLessThan(THRESHOLD);
});

test('a subnet that is full gives no memory, whether cycles are free or not', async () => {
  await start({ memoryCapacityBytes: THRESHOLD, memoryThresholdBytes: THRESHOLD });
  const stable = await growing('stableGrow', 64);
  expect(stable).toMatchObject({ reply: Uint8Array.from(Buffer.alloc(8, 0xff)) });
  expect(await growing('memoryGrow', 64)).toMatchObject({ code: 5, errorCode: 'IC0507' });
  await expect(call('update_settings', settingsOf({ memory_allocation: THRESHOLD + MIB }))).rejects.toThrow(
    /Canister requested 65\.00 MiB of memory but only .* MiB are available in the subnet/,
  );
});

test('installations in a row are limited where the operator wants it', async () => {
  await start({ limitInstallRate: true });
  const module = await scriptCanister({});
  const install = () => managementOf(agent).reinstall(canister, module);
  await expect(install()).rejects.toThrow(/IC0209|is rate limited/);
  await subnet.advanceTime(10_000);
  await install();
  expect(textOf(await update(agent, canister, script(...replyWith('pong'))))).toBe('pong');
});
