import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { testAgent } from '../harness/test-agent.ts';
import { webActor, webCanister } from './web-canister.ts';

let subnet: Subnet;
let directory: string;
let id: string;
let web: ReturnType<typeof webActor>;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portal-'));
  await writeFile(join(directory, 'index.html'), '<p>portal</p>');
  subnet = await Subnet.start({ port: 0, gateway: { site: { directory } } });
  const agent = await testAgent(subnet);
  const canister = await managementOf(agent).create();
  await managementOf(agent).install(canister, webCanister());
  web = webActor(agent, canister);
  id = canister.toText();
});
afterAll(async () => {
  await subnet.stop();
  await rm(directory, { recursive: true });
});

/** One request over the port, with any Host header. */
function send(
  host: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: Uint8Array } = {},
): Promise<{ response: IncomingMessage; body: string }> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: subnet.port, path, method, headers: { host, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ response, body: Buffer.concat(chunks).toString() }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
const lengthsOf = ({ rawHeaders }: IncomingMessage): string[] =>
  rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'content-length',
  );

describe('the gateway at a port', () => {
  test('the portal is at the root, the API under /api, canisters at their hosts', async () => {
    expect((await send(`127.0.0.1:${subnet.port}`, '/')).body).toBe('<p>portal</p>');
    expect((await send('localhost', '/citizens/1', { headers: { accept: 'text/html' } })).body).toBe(
      '<p>portal</p>',
    );
    expect((await send('localhost', '/../../etc/passwd')).response.statusCode).toBe(400);
    expect((await send('localhost', '/api/v2/status')).response.headers['content-type']).toBe(
      'application/cbor',
    );
    const echo = await send(`${id}.raw.localhost:${subnet.port}`, '/echo/%41', {
      method: 'PUT',
      body: Buffer.from('xyz'),
    });
    expect(echo.response.statusCode).toBe(200);
    expect(echo.body.split('\n')[0]).toBe('PUT /echo/%41');
    expect(echo.body).toContain(`host: ${id}.raw.localhost:${subnet.port}`);
    expect((await send(`${id}.localhost`, '/echo')).response.statusCode).toBe(503);
    expect((await send('rebound.example', '/')).response.statusCode).toBe(400);
  });

  test('another site’s name that leads here reaches neither the API nor the operations', async () => {
    const statusUnder = async (host: string, path = '/api/v2/status') =>
      (await send(host, path)).response.statusCode;
    for (const host of ['rebound.example', 'localhost.rebound.example', `${id}.example:${subnet.port}`]) {
      expect(await statusUnder(host)).toBe(403);
      expect(await statusUnder(host, `/api/v3/canister/${id}/query`)).toBe(403);
      for (const path of ['/_/metrics', '/_/backup']) expect(await statusUnder(host, path)).toBe(400);
    }
    subnet.setGatewayNames({ 'www.example.pk': id });
    const own = ['localhost', `127.0.0.1:${subnet.port}`, '[::1]', `${id}.localhost`, 'a.b.localhost'];
    for (const host of [...own, 'www.example.pk']) expect(await statusUnder(host)).toBe(200);
    subnet.setGatewayNames({});
    expect(await statusUnder('www.example.pk')).toBe(403);
    expect((await subnet.fetch('http://any.example/api/v2/status')).status).toBe(200);
  });

  test('a port that other machines reach answers the API under every name', async () => {
    await using open = await Subnet.start({ port: 0, host: '0.0.0.0', allowRemote: true });
    const status = await new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: open.port, path: '/api/v2/status' };
      request({ ...options, headers: { host: 'subnet.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  test('one length at most, and none with 204 and 304', async () => {
    const raw = `${id}.raw.localhost`;
    await web.set('/file', { headers: [['content-length', '77']], parts: [Buffer.from('seven b')] });
    expect(lengthsOf((await send(raw, '/file')).response)).toEqual(['7']);
    expect(lengthsOf((await send(raw, '/file', { method: 'HEAD' })).response)).toEqual(['77']);
    for (const status of [204, 304]) {
      await web.set('/file', { status, parts: [] });
      const { response } = await send(raw, '/file');
      expect(response.statusCode).toBe(status);
      expect(lengthsOf(response)).toEqual([]);
    }
    const head = await send('localhost', '/', { method: 'HEAD' });
    expect(lengthsOf(head.response)).toEqual(['13']);
  });

  test('a thousand requests at once are all answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => send(`${id}.raw.localhost`, `/echo?${index}`)),
    );
    for (const [index, { body }] of answers.entries())
      expect(body).toMatch(new RegExp(`^GET /echo\\?${index}\n`));
  });
});
