import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Principal } from '@dfinity/principal';
import { startTestSubnet, TEST_START_NS, type TestSubnet } from '@indus/subnet/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOOKS } from '../script-canister/operations.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { op, replyWith, script, type Script } from '../script-canister/script.ts';
import { outcallEnd, outcallScript } from '../outcalls/outcall-request.ts';

const URL = 'https://example.org/';
const BOB = Principal.selfAuthenticating(new Uint8Array(32).fill(2));

let wasm: Uint8Array;
let subnet: TestSubnet;
let canister: Principal;

beforeEach(async () => {
  wasm ??= await scriptCanister({ hooks: ['timer', 'transform'] });
  subnet = await startTestSubnet();
  canister = await subnet.setupCanister(wasm);
});

afterEach(() => subnet.stop());

async function run(code: Script): Promise<Uint8Array> {
  return subnet.update(canister, 'update', code);
}

test('the sender is whoever the test says', async () => {
  const who = script(...replyWith(op('caller')));
  expect(Principal.fromUint8Array(await run(who)).isAnonymous()).toBe(true);
  expect(await subnet.update(canister, 'update', who, { sender: BOB })).toEqual(BOB.toUint8Array());
  expect(await subnet.query(canister, 'query', who, { sender: BOB.toText() })).toEqual(BOB.toUint8Array());
});

test('a canister comes at the id, with the cycles, settings and controllers that are asked for', async () => {
  const id = 'rrkah-fqaaa-aaaaa-aaaaq-cai';
  const settings = { controllers: [BOB], freezing_threshold: 5n };
  expect(subnet.canisterExists(id)).toBe(false);
  const own = await subnet.createCanister({ id, cycles: 7n, settings });
  expect(own.toText()).toBe(id);
  expect(subnet.canisterExists(own)).toBe(true);
  expect(subnet.cyclesBalance(own)).toBe(7n);
  expect(subnet.controllers(own).map(String)).toEqual([BOB.toText()]);
  await subnet.addCycles(own, 5n);
  expect(subnet.cyclesBalance(own)).toBe(12n);
  await expect(subnet.installCode(own, wasm)).rejects.toMatchObject({ errorCode: 'IC0512' });
  await subnet.updateSettings(own, { controllers: [Principal.anonymous()] }, { sender: BOB });
  await subnet.installCode(own, wasm);
  expect(subnet.moduleHash(own)).toBe(subnet.moduleHash(canister));
  await subnet.stopCanister(own);
  await subnet.deleteCanister(own);
  expect(subnet.canisterExists(own)).toBe(false);
});

test('a call goes on while the test looks, and ends when it is asked', async () => {
  const call = await subnet.submit(canister, 'update', outcallScript({ url: URL }));
  await subnet.tick();
  expect(call.status).toBe('processing');
  await subnet.answerOutcall(subnet.pendingOutcalls()[0]?.id ?? 0, { status: 204 });
  expect(call.status).toBe('replied');
  expect(outcallEnd(await call.answer())).toMatchObject({ status: 204n });
  await expect(subnet.update(canister, 'no method')).rejects.toMatchObject({ errorCode: 'IC0536' });
});

test('time stands still, moves as told, and never back', async () => {
  expect(subnet.timeNs).toBe(TEST_START_NS);
  await run(
    script(
      op('setHook', HOOKS.timer, script(op('print', 'rang'))),
      op('drop', op('timerSet', TEST_START_NS + 10n)),
      op('reply'),
    ),
  );
  await subnet.setTime(TEST_START_NS + 9n);
  expect(subnet.canisterLogs(canister)).toEqual([]);
  await subnet.setTime(TEST_START_NS + 10n);
  expect(subnet.canisterLogs(canister)).toMatchObject([{ index: 0n, text: 'rang' }]);
  await expect(subnet.setTime(TEST_START_NS)).rejects.toThrow(/forward/);
});

test('memories are read as they are', async () => {
  await run(script(op('drop', op('stableGrow', 1)), op('stableWrite', 3, 'mark'), op('reply')));
  const stable = await subnet.readStableMemory(canister);
  expect(stable.length).toBe(65_536);
  expect(Buffer.from(stable).indexOf('mark')).toBe(3);
  expect(Buffer.from(await subnet.readStableMemory(canister, 4n, 2)).toString()).toBe('ar');
  expect(Buffer.from(await subnet.readMemory(canister)).includes('mark')).toBe(true);
});

test('a mocked response is held to the bounds of the request and goes through the transform', async () => {
  const transform = { canister, method: 'transform', context: '' };
  await run(
    script(op('setHook', HOOKS.transform, script(op('replyAppend', 'made'), op('reply'))), op('reply')),
  );
  const within = await subnet.submit(
    canister,
    'update',
    outcallScript({ url: URL, maxResponseBytes: 4, transform }),
  );
  const beyond = await subnet.submit(canister, 'update', outcallScript({ url: URL, maxResponseBytes: 4 }));
  await subnet.tick();
  for (const [index, { id }] of subnet.pendingOutcalls().entries()) {
    await subnet.answerOutcall(id, { status: 200, body: index === 0 ? '1234' : '12345' });
  }
  expect(Buffer.from(await within.answer()).toString()).toBe('reply:made');
  expect(outcallEnd(await beyond.answer())).toEqual({
    reject: '1: Http body exceeds size limit of 4 bytes.',
  });
});

test('an outcall that nobody answers ends after a minute', async () => {
  const call = await subnet.submit(canister, 'update', outcallScript({ url: URL }, 5n));
  await subnet.tick();
  await subnet.advanceTime(59_999);
  expect(call.status).toBe('processing');
  // The round that asked was a moment after the clock's time.
  await subnet.advanceTime(2);
  expect(outcallEnd(await call.answer())).toEqual({ reject: '2: Canister http request timed out' });
  expect(subnet.pendingOutcalls()).toEqual([]);
  await expect(subnet.answerOutcall(1, { status: 200 })).rejects.toThrow(/waits for an answer/);
});

test('a mocked request must be https all the same', async () => {
  const end = await run(outcallScript({ url: 'http://example.org/' }));
  expect(outcallEnd(end)).toEqual({ reject: '1: Url need to specify https scheme' });
});

test('an outcall under way when the subnet ends is ended after a restart, and its cycles are back', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'indus-outcalls-'));
  try {
    const first = await startTestSubnet({ stateDir });
    const own = await first.setupCanister(wasm, { cycles: 1_000_000n });
    const call = await first.submit(own, 'update', outcallScript({ url: URL }, 1_000n));
    await first.tick();
    expect(first.pendingOutcalls().length).toBe(1);
    expect(first.cyclesBalance(own)).toBe(999_000n);
    await first.stop();
    const second = await startTestSubnet({ stateDir });
    await second.tick();
    expect(second.pendingOutcalls()).toEqual([]);
    expect(second.cyclesBalance(own)).toBe(1_000_000n);
    const record = second.subnet.replica.parts.state.ingress.get(call.id);
    expect(record?.status).toMatchObject({ status: 'replied' });
    const { reply } = record?.status as unknown as { reply: Uint8Array };
    expect(outcallEnd(reply)).toEqual({ reject: '2: Canister http request timed out' });
    await second.stop();
  } finally {
    await rm(stateDir, { recursive: true });
  }
});

test('where nothing is free an outcall costs what the table says, and too few cycles are refused', async () => {
  await subnet.stop();
  subnet = await startTestSubnet({ freeCycles: false });
  canister = await subnet.setupCanister(wasm, { cycles: 10n ** 14n });
  const base = (3_000_000n + 60_000n * 13n) * 13n;
  const fee = base + 13n * (400n * BigInt(URL.length) + 800n * 100n);
  const grouped = (cycles: bigint) => cycles.toLocaleString('en-US').replaceAll(',', '_');
  const argument = { url: URL, maxResponseBytes: 100 };
  expect(outcallEnd(await run(outcallScript(argument, fee - 1n)))).toEqual({
    reject: `4: http_request request sent with ${grouped(fee - 1n)} cycles, but ${grouped(fee)} cycles are required.`,
  });
  const call = await subnet.submit(canister, 'update', outcallScript(argument, fee + 1_000n));
  await subnet.tick();
  await subnet.answerOutcall(subnet.pendingOutcalls()[0]?.id ?? 0, { status: 200 });
  await call.answer();
  const { consumed } = subnet.subnet.replica.parts.state.canisters.values().next().value ?? {};
  expect(consumed?.http_outcalls).toBe(fee);
});

test('without an allow-list a canister learns that the subnet has no outcalls', async () => {
  await subnet.stop();
  subnet = await startTestSubnet({ outcalls: { allow: [] } });
  canister = await subnet.setupCanister(wasm);
  expect(outcallEnd(await run(outcallScript({ url: URL })))).toMatchObject({
    reject: expect.stringContaining('not on the allow-list') as unknown,
  });
});

test('the same test runs the same twice', async () => {
  const random = script(
    op('callNew', new Uint8Array(), 'raw_rand', script(...replyWith(op('messageArgument'))), script()),
    op('callAppend', Buffer.from('DIDL\0\0')),
    op('drop', op('callPerform')),
  );
  const once = await run(random);
  await subnet.stop();
  subnet = await startTestSubnet();
  canister = await subnet.setupCanister(wasm);
  expect(await run(random)).toEqual(once);
});
