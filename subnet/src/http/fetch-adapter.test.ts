import { expect, it } from 'vitest';
import { HTTP_BODY_BYTES_MAX } from '../limits.ts';
import { fetchAdapter } from './fetch-adapter.ts';
import { textResponse, type HttpHandler, type HttpRequest } from './http-message.ts';

const LENGTH: HttpHandler = (request) => Promise.resolve(textResponse(200, String(request.body.length)));

it('the handler gets method, path with query, headers, host and body', async () => {
  let seen: HttpRequest | undefined;
  const send = fetchAdapter((request) => {
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
  const request = new Request('http://a.localhost:4943/x/y?z=1', {
    method: 'PUT',
    body: 'body',
    headers: { 'X-Up': 'Yes' },
  });
  const response = await send(request);
  expect([response.status, response.headers.get('x-a'), await response.text()]).toEqual([
    201,
    '1, 2',
    'hello',
  ]);
  expect(seen).toMatchObject({ method: 'PUT', target: '/x/y?z=1' });
  expect([seen?.headers['x-up'], seen?.headers['host']]).toEqual(['Yes', 'a.localhost:4943']);
  expect(Buffer.from(seen?.body ?? []).toString()).toBe('body');
});

it('the largest body passes, one byte more is 413, also when its length is not known before', async () => {
  const send = fetchAdapter(LENGTH);
  const post = (body: Uint8Array<ArrayBuffer> | ReadableStream): Promise<Response> =>
    send(new Request('http://x/', { method: 'POST', body, duplex: 'half' } as RequestInit));
  const largest = await post(new Uint8Array(HTTP_BODY_BYTES_MAX));
  expect([largest.status, await largest.text()]).toEqual([200, String(HTTP_BODY_BYTES_MAX)]);
  expect((await post(new Uint8Array(HTTP_BODY_BYTES_MAX + 1))).status).toBe(413);
  expect((await post(new Blob([new Uint8Array(HTTP_BODY_BYTES_MAX + 1)]).stream())).status).toBe(413);
});

it('an endless body is cancelled at the bound', async () => {
  let cancelled = false;
  const body = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)),
    cancel: () => void (cancelled = true),
  });
  const response = await fetchAdapter(LENGTH)(
    new Request('http://x/', { method: 'POST', body, duplex: 'half' } as RequestInit),
  );
  expect([response.status, cancelled]).toEqual([413, true]);
});

it('answers without a body have none: HEAD, 204, 304', async () => {
  for (const [method, status] of [
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 304],
  ] as const) {
    const send = fetchAdapter(() => Promise.resolve({ status, headers: [], body: new Uint8Array() }));
    const response = await send(new Request('http://x/', { method }));
    expect([response.status, response.body]).toEqual([status, null]);
  }
});

it('an answer that HTTP does not allow is a 500 and is reported', async () => {
  for (const bad of [
    { status: 200, headers: [['x', 'a\r\nb']] as const },
    { status: 9999, headers: [] },
  ]) {
    const errors: unknown[] = [];
    const answer = { ...bad, body: new Uint8Array() };
    const send = fetchAdapter(
      () => Promise.resolve(answer),
      (error) => errors.push(error),
    );
    expect([(await send(new Request('http://x/'))).status, errors.length]).toEqual([500, 1]);
  }
});
