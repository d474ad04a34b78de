import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { startTestSubnet } from '@indus/subnet/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { query, replyOf, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';
import { HOOKS } from '../script-canister/operations.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { op, script, type Step } from '../script-canister/script.ts';
import { CERTIFICATE } from './certificate.ts';
import {
  decodeTransformArgument,
  encodeResult,
  outcallEnd,
  outcallScript,
  type OutcallArgument,
  type OutcallResult,
} from './outcall-request.ts';
import { bareAnswer, startWebServer, type WebServer } from './web-server.ts';

let web: WebServer;
let plain: WebServer;
let subnet: Subnet;
let agent: HttpAgent;
let canister: Principal;
let url: string;

beforeAll(async () => {
  web = await startWebServer();
  plain = await startWebServer({ tls: false });
  url = `https://localhost:${web.port}`;
  const allow = [`localhost:${web.port}`, `http://127.0.0.1:${plain.port}`, '*.example'];
  subnet = await Subnet.start({ outcalls: { allow, ca: [CERTIFICATE] } });
  agent = await testAgent(subnet);
  const management = managementOf(agent);
  canister = await management.create();
  await management.install(canister, await scriptCanister({ hooks: ['transform'] }));
});

afterAll(async () => {
  await subnet.stop();
  await web.stop();
  await plain.stop();
});

async function outcall(argument: OutcallArgument): Promise<OutcallResult | { readonly reject: string }> {
  return outcallEnd(replyOf(await update(agent, canister, outcallScript(argument))));
}

async function setTransform(...steps: Step[]): Promise<void> {
  replyOf(
    await update(agent, canister, script(op('setHook', HOOKS.transform, script(...steps)), op('reply'))),
  );
}

const transformed = (context = '') => ({ canister, method: 'transform', context });

test('a canister gets what the server said, and the server what the canister asked', async () => {
  web.answer = bareAnswer(418, 'short and stout');
  const end = await outcall({
    url: `${url}/pot?size=1#part`,
    method: 'post',
    headers: [{ name: 'X-Cup', value: 'blue' }],
    body: 'tea',
  });
  expect(end).toMatchObject({ status: 418n, body: Uint8Array.from(Buffer.from('short and stout')) });
  const [seen] = web.seen.slice(-1);
  expect(seen).toMatchObject({ method: 'POST', path: '/pot?size=1', body: 'tea' });
  expect(seen?.headers).toMatchObject({ 'x-cup': 'blue', 'user-agent': 'ic/1.0', 'content-length': '3' });
});

test('a user agent that the canister names is kept', async () => {
  web.answer = bareAnswer(200, '');
  await outcall({ url, headers: [{ name: 'User-Agent', value: 'ministry' }] });
  expect(web.seen.at(-1)?.headers['user-agent']).toBe('ministry');
});

test('a redirect is an answer like any other', async () => {
  web.answer = (_, response) => response.writeHead(302, { location: `${url}/elsewhere` }).end();
  const before = web.seen.length;
  expect(await outcall({ url })).toMatchObject({ status: 302n });
  expect(web.seen.length).toBe(before + 1);
});

test('HEAD brings no body; PUT, PATCH and DELETE are sent only without replication', async () => {
  web.answer = bareAnswer(200, 'body');
  expect(await outcall({ url, method: 'head' })).toMatchObject({ status: 200n, body: new Uint8Array() });
  for (const method of ['put', 'patch', 'delete'] as const) {
    expect(await outcall({ url, method })).toEqual({
      reject: '4: The requested HTTP method is only allowed for non-replicated requests.',
    });
    expect(await outcall({ url, method, replicated: false })).toMatchObject({ status: 200n });
    expect(web.seen.at(-1)?.method).toBe(method.toUpperCase());
  }
});

test('the transform sees the response and its context, and only what it replies reaches the canister', async () => {
  web.answer = bareAnswer(200, 'raw');
  await setTransform(op('replyAppend', op('messageArgument')), op('reply'));
  const echoed = replyOf(
    await update(agent, canister, outcallScript({ url, transform: transformed('ctx') })),
  );
  const seen = decodeTransformArgument(echoed.subarray(6));
  expect(Buffer.from(seen.response.body).toString()).toBe('raw');
  expect(seen.context).toBe('ctx');
  await setTransform(op('replyAppend', encodeResult({ status: 201, body: 'made' })), op('reply'));
  expect(await outcall({ url, transform: transformed() })).toMatchObject({ status: 201n, headers: [] });
});

test('the transform is called by the management canister, in a mode of its own, and leaves nothing', async () => {
  web.answer = bareAnswer(200, 'raw');
  await setTransform(
    op('setSlot', 3, 77),
    op('replyAppend', op('caller')),
    op('replyAppend', op('toBlob', op('replicated'))),
    op('reply'),
  );
  const reply = replyOf(await update(agent, canister, outcallScript({ url, transform: transformed() })));
  expect(Buffer.from(reply.subarray(6))).toEqual(Buffer.alloc(8));
  const slot = await query(
    agent,
    canister,
    script(op('replyAppend', op('toBlob', op('slot', 3))), op('reply')),
  );
  expect(Buffer.from(replyOf(slot)).readBigUInt64LE()).toBe(0n);
});

test('a transform that traps, rejects, is missing or answers too much fails the outcall', async () => {
  web.answer = bareAnswer(200, 'raw');
  await setTransform(op('trap', 'no sense'));
  const trapped = await outcall({ url, transform: transformed() });
  expect(trapped).toEqual({
    reject: expect.stringMatching(/^5: IC0503: Error from Canister .*no sense/s) as unknown,
  });
  await setTransform(op('reject', 'not for you'));
  expect(await outcall({ url, transform: transformed() })).toEqual({ reject: '4: not for you' });
  const missing = await outcall({ url, transform: { ...transformed(), method: 'update' } });
  expect(missing).toEqual({ reject: expect.stringMatching(/^5: IC0536: .*no query method/) as unknown });
  await setTransform(op('timerSet', 1), op('reply'));
  const forbidden = await outcall({ url, transform: transformed() });
  expect(forbidden).toEqual({
    reject: expect.stringMatching(/^5: IC0504: .*cannot be executed in/s) as unknown,
  });
  for (const [bytes, end] of [
    [100, 'reply'],
    [101, '1: Transformed http response exceeds limit: 100'],
  ] as const) {
    await setTransform(op('replyAppend', op('zeros', bytes)), op('reply'));
    const outcome = await update(
      agent,
      canister,
      outcallScript({ url, maxResponseBytes: 100, transform: transformed() }),
    );
    const reply = Buffer.from(replyOf(outcome));
    if (end === 'reply') expect(reply.length).toBe('reply:'.length + bytes);
    else expect(outcallEnd(reply)).toEqual({ reject: end });
  }
});

test('a response of exactly the largest size comes, one byte more does not', async () => {
  const headerBytes = 'content-length100'.length;
  web.answer = bareAnswer(200, 'x'.repeat(100));
  expect(await outcall({ url, maxResponseBytes: 100 + headerBytes })).toMatchObject({ status: 200n });
  expect(await outcall({ url, maxResponseBytes: 99 + headerBytes })).toEqual({
    reject: `1: Http body exceeds size limit of ${99 + headerBytes} bytes.`,
  });
  expect(await outcall({ url, maxResponseBytes: headerBytes - 1 })).toEqual({
    reject: `1: Header size exceeds specified response size limit ${headerBytes - 1}`,
  });
});

test('64 response headers come, 65 do not', async () => {
  const withHeaders =
    (count: number): WebServer['answer'] =>
    (_, response) => {
      response.sendDate = false;
      for (let at = 0; at < count - 2; at++) response.setHeader(`x-${at}`, 'v');
      response.setHeader('content-length', '0');
      response.end();
    };
  web.answer = withHeaders(64);
  expect(((await outcall({ url })) as OutcallResult).headers.length).toBe(64);
  web.answer = withHeaders(65);
  expect(await outcall({ url })).toEqual({ reject: '1: number of all http headers 65 exceeds 64' });
});

test('hosts beside the list, private addresses of names on it, and HTTP are refused', async () => {
  expect(await outcall({ url: 'https://other.org/' })).toEqual({
    reject: '2: Connecting to other.org failed: the host is not on the allow-list of this subnet',
  });
  expect(await outcall({ url: `https://127.0.0.1:${web.port}/` })).toMatchObject({
    reject: expect.stringContaining('not on the allow-list') as unknown,
  });
  expect(await outcall({ url: `http://localhost:${web.port}/` })).toEqual({
    reject: '1: Url need to specify https scheme',
  });
  expect(await outcall({ url: 'ftp://localhost/' })).toEqual({
    reject: '1: Url need to specify https scheme',
  });
  expect(await outcall({ url: 'nonsense' })).toMatchObject({
    reject: expect.stringMatching(/^1: Failed to parse URL/) as unknown,
  });
  plain.answer = bareAnswer(200, 'plain');
  expect(await outcall({ url: `http://127.0.0.1:${plain.port}/` })).toMatchObject({ status: 200n });
});

test('a server that hangs up is a transient failure', async () => {
  web.answer = (_, response) => response.socket?.destroy();
  expect(await outcall({ url })).toMatchObject({
    reject: expect.stringMatching(/^2: Connecting to localhost failed: /) as unknown,
  });
});

test('rounds go on while a server takes its time', async () => {
  const waiting: (() => void)[] = [];
  web.answer = (_, response) => waiting.push(() => response.end('late'));
  const slow = outcall({ url });
  while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  replyOf(await update(agent, canister, script(op('reply'))));
  waiting.forEach((answer) => answer());
  expect(Buffer.from(((await slow) as OutcallResult).body).toString()).toBe('late');
});

test('with a clock that stands still, tick waits for the web and the answer is there', async () => {
  web.answer = (_, response) => setTimeout(() => response.end('after a while'), 50);
  const still = await startTestSubnet({ outcalls: { allow: ['localhost'], ca: [CERTIFICATE] } });
  try {
    const own = await still.setupCanister(await scriptCanister());
    const call = await still.submit(own, 'update', outcallScript({ url }));
    await still.tick();
    expect(call.status).toBe('replied');
    expect(outcallEnd(await call.answer())).toMatchObject({ status: 200n });
  } finally {
    await still.stop();
  }
});

test('a request under way when the subnet ends is given up, and the canister hears of it after the restart', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'indus-outcalls-'));
  const options = { stateDir, outcalls: { allow: ['localhost'], ca: [CERTIFICATE] } };
  try {
    let arrived: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    web.answer = () => arrived();
    const first = await startTestSubnet(options);
    const own = await first.setupCanister(await scriptCanister());
    const { id } = await first.submit(own, 'update', outcallScript({ url }));
    await asked;
    await first.stop();
    const before = web.seen.length;
    const second = await startTestSubnet(options);
    await second.tick();
    const status = second.subnet.replica.parts.state.ingress.get(id)?.status;
    expect(status?.status).toBe('replied');
    const { reply } = status as unknown as { readonly reply: Uint8Array };
    expect(outcallEnd(reply)).toEqual({ reject: '2: Canister http request timed out' });
    expect(web.seen.length).toBe(before);
    await second.stop();
  } finally {
    await rm(stateDir, { recursive: true });
  }
});
