import { connect } from 'node:net';
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { HTTP_BODY_BYTES_MAX } from '../limits.ts';
import { textResponse, type HttpRequest } from './http-message.ts';
import { all, LENGTH, post, raw, start } from './server-fixture.ts';

it('the handler gets method, target, headers in lower case and the body; the answer comes back with its length', async () => {
  let seen: HttpRequest | undefined;
  const server = await start((request) => {
    seen = request;
    return Promise.resolve({
      status: 201,
      headers: [
        ['x-a', '1'],
        ['x-a', '2'],
      ],
      body: Buffer.from('hello'),
    });
  });
  const response = await fetch(`${server.url}/a/b?c=d`, {
    method: 'PUT',
    body: 'body',
    headers: { 'X-Up': 'Yes' },
  });
  expect([response.status, response.headers.get('x-a'), await response.text()]).toEqual([
    201,
    '1, 2',
    'hello',
  ]);
  expect(response.headers.get('content-length')).toBe('5');
  expect([seen?.method, seen?.target, seen?.headers['x-up']]).toEqual(['PUT', '/a/b?c=d', 'Yes']);
  expect(Buffer.from(seen?.body ?? []).toString()).toBe('body');
});

it('the largest body passes, one byte more is 413: declared or in chunks', async () => {
  const server = await start();
  const largest = await post(server, new Uint8Array(HTTP_BODY_BYTES_MAX));
  expect([largest.status, await largest.text()]).toEqual([200, String(HTTP_BODY_BYTES_MAX)]);
  const declared = await post(server, new Uint8Array(HTTP_BODY_BYTES_MAX + 1));
  expect([declared.status, await declared.text()]).toEqual([
    413,
    expect.stringContaining(String(HTTP_BODY_BYTES_MAX)),
  ]);
  const chunked = (bytes: number): ReadableStream => new Blob([new Uint8Array(bytes)]).stream();
  expect((await post(server, chunked(HTTP_BODY_BYTES_MAX))).status).toBe(200);
  expect((await post(server, chunked(HTTP_BODY_BYTES_MAX + 1))).status).toBe(413);
});

it('413 comes before the body was sent', async () => {
  const server = await start();
  const socket = connect(server.port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 999999999999\r\n\r\n');
  const [head] = (
    await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))))
  ).split('\r\n');
  expect(head).toBe('HTTP/1.1 413 Payload Too Large');
  socket.destroy();
});

it('a body too large is not asked for by 100-continue, a good one is', async () => {
  const server = await start();
  const large = `POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: ${HTTP_BODY_BYTES_MAX + 1}\r\n\r\n`;
  const socket = connect(server.port, '127.0.0.1');
  socket.write(large);
  expect(
    await new Promise((resolve) => socket.once('data', (data) => resolve(String(data).slice(0, 12)))),
  ).toBe('HTTP/1.1 413');
  socket.destroy();
  const good = connect(server.port, '127.0.0.1');
  good.write(
    'POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n',
  );
  good.once('data', (data) => {
    expect(String(data)).toContain('100 Continue');
    good.write('ab');
  });
  expect(await all(good)).toMatch(/200 OK[^]*\r\n\r\n2$/);
});

it('malformed requests are refused without a stack and the next connection is served', async () => {
  const server = await start();
  const bad: readonly (readonly [string, string])[] = [
    ['GARBAGE\r\n\r\n', '400'],
    ['GET / HTTP/1.1\r\n\r\n', '400'],
    ['POST / HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n', '400'],
    ['POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n', '400'],
    ['POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', '400'],
    ['POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n', '400'],
    [`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`, '431'],
    [`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, '431'],
  ];
  for (const [bytes, status] of bad) {
    const answer = await raw(server, bytes);
    expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
    expect(answer).not.toMatch(/\bat .*:\d+/);
  }
  expect((await fetch(server.url)).status).toBe(200);
});

it('a body that is cut short never reaches the handler', async () => {
  let calls = 0;
  const server = await start(() => {
    calls++;
    return Promise.resolve(textResponse(200, ''));
  });
  for (const bytes of ['content-length: 10\r\n\r\nabc', 'transfer-encoding: chunked\r\n\r\n5\r\nabc']) {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${bytes}`, () => socket.end());
    await all(socket);
  }
  expect((await fetch(server.url)).status).toBe(200);
  expect(calls).toBe(1);
});

it('slow headers and a slow body are ended with 408', async () => {
  const server = await start(LENGTH, { headersTimeoutMs: 300, requestTimeoutMs: 600 });
  const [headers, body] = await Promise.all([
    raw(server, 'GET / HTTP/1.1\r\nhost: x\r\n'),
    raw(server, 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\na'),
  ]);
  expect(headers).toContain('HTTP/1.1 408');
  expect(body).toContain('HTTP/1.1 408');
});

it('connections beyond the bound are closed, and taken again when one has ended', async () => {
  const server = await start(LENGTH, { host: '127.0.0.1', connectionsMax: 1 });
  const first = connect(server.port, '127.0.0.1');
  await new Promise((resolve) => first.once('connect', resolve));
  expect(await raw(server, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n')).toBe('');
  first.destroy();
  await sleep(50);
  expect(await raw(server, 'GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toContain('200 OK');
});

it('an answer that HTTP does not allow is a 500 and is reported', async () => {
  const errors: unknown[] = [];
  const bad = { status: 200, headers: [['x', 'a\r\nb']], body: new Uint8Array() } as const;
  const server = await start(() => Promise.resolve(bad), { onInternalError: (error) => errors.push(error) });
  const response = await fetch(server.url);
  expect([response.status, await response.text()]).toEqual([
    500,
    'Internal error: the answer could not be sent',
  ]);
  expect(errors).toHaveLength(1);
});

it('HEAD has the length and no body', async () => {
  const server = await start(() => Promise.resolve(textResponse(200, 'hello')));
  expect(await raw(server, 'HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(
    /content-length: 5[^]*\r\n\r\n$/,
  );
});

it('64 keep-alive connections get their own answers, in any interleaving', async () => {
  const server = await start(async (request) => {
    await sleep(request.body[0] ?? 0);
    return textResponse(200, Buffer.from(request.body).toString('hex'));
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const one = (n: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(
        { port: server.port, host: '127.0.0.1', method: 'POST', agent },
        (response) => {
          response.setEncoding('utf8').on('data', resolve);
        },
      );
      request.on('error', reject).end(Uint8Array.of(n % 20, n >> 8, n & 255));
    });
  const answers = await Promise.all(Array.from({ length: 1280 }, (_, n) => one(n)));
  expect(answers).toEqual(
    Array.from({ length: 1280 }, (_, n) => Buffer.of(n % 20, n >> 8, n & 255).toString('hex')),
  );
  agent.destroy();
});

it('a client that leaves while its request is under way harms nobody', async () => {
  const errors: unknown[] = [];
  const releases: (() => void)[] = [];
  const server = await start(
    async (request) => {
      if (request.target === '/wait') await new Promise<void>((resolve) => releases.push(resolve));
      return textResponse(200, 'x'.repeat(100_000));
    },
    { onInternalError: (error) => errors.push(error) },
  );
  const sockets = Array.from({ length: 20 }, () => connect(server.port, '127.0.0.1'));
  for (const socket of sockets) socket.write('GET /wait HTTP/1.1\r\nhost: x\r\n\r\n');
  while (releases.length < 20) await sleep(5);
  for (const socket of sockets) socket.resetAndDestroy();
  await sleep(50);
  for (const release of releases) release();
  expect((await fetch(server.url)).status).toBe(200);
  expect(errors).toEqual([]);
});

it('more requests under way than the bound are 429, and are taken again when others have ended', async () => {
  const releases: (() => void)[] = [];
  const server = await start(async () => {
    await new Promise<void>((resolve) => releases.push(resolve));
    return textResponse(200, 'done');
  });
  const socket = connect(server.port, '127.0.0.1');
  const answers = all(socket);
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(4_096));
  while (releases.length < 4_096) await sleep(5);
  const refused = await fetch(server.url);
  expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining('try again')]);
  for (const release of releases.splice(0)) release();
  const last = fetch(server.url);
  while (releases.length === 0) await sleep(5);
  releases[0]?.();
  expect((await last).status).toBe(200);
  socket.end();
  expect((await answers).match(/200 OK/g)).toHaveLength(4_096);
});
