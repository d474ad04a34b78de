import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { Subnet, type GatewaySites } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const SCRIPT = 'console.log("portal");\n'.repeat(2_000);

let subnet: Subnet;
let folder: string;
let sites: GatewaySites;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sites-'));
  for (const name of ['portal', 'identity']) {
    await mkdir(join(folder, name, 'assets'), { recursive: true });
    await writeFile(join(folder, name, 'index.html'), `<p>${name}</p>`);
    await writeFile(join(folder, name, 'assets', 'index-0123abcd.js'), SCRIPT);
  }
  sites = {
    site: {
      directory: join(folder, 'portal'),
      files: { '/indus.json': { body: '{"network":"embedded"}', cacheControl: 'no-store' } },
    },
    namedSites: { 'id.ai.localhost': { directory: join(folder, 'identity'), keepsOpener: true } },
  };
  subnet = await Subnet.start({ port: 0 });
});
afterAll(async () => {
  await subnet.stop();
  await rm(folder, { recursive: true });
});

function send(
  host: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ readonly response: IncomingMessage; readonly body: Buffer }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: subnet.port, path, headers: { host, ...headers } };
    request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ response, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}
const textAt = async (host: string, path = '/'): Promise<string> => (await send(host, path)).body.toString();

describe('sites of a subnet', () => {
  test('come while it runs: before them the root says what it is, and the name stands for nothing', async () => {
    expect(await textAt('localhost')).toContain('embedded subnet');
    expect((await send('id.ai.localhost', '/')).response.statusCode).toBe(400);
    subnet.setGatewaySites(sites);
    for (const host of ['localhost', `127.0.0.1:${subnet.port}`, '[::1]']) {
      expect(await textAt(host)).toBe('<p>portal</p>');
    }
    expect(await textAt(`id.ai.localhost:${subnet.port}`)).toBe('<p>identity</p>');
    expect((await send('other.ai.localhost', '/')).response.statusCode).toBe(400);
  });

  test('have the API at their hosts, so that a page asks nobody but where it came from', async () => {
    for (const host of ['localhost', 'id.ai.localhost']) {
      const { response } = await send(host, '/api/v2/status');
      expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/cbor']);
    }
  });

  test('have files of their own that are on no disk', async () => {
    const { response, body } = await send('localhost', '/indus.json');
    expect([response.headers['cache-control'], body.toString()]).toEqual([
      'no-store',
      '{"network":"embedded"}',
    ]);
    expect((await send('id.ai.localhost', '/indus.json')).response.statusCode).toBe(404);
  });

  test('come compressed over the port, whole and with one length', async () => {
    const { response, body } = await send('localhost', '/assets/index-0123abcd.js', {
      'accept-encoding': 'gzip, br',
    });
    expect(response.headers).toMatchObject({
      'content-encoding': 'br',
      'content-length': String(body.length),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    expect(body.length).toBeLessThan(SCRIPT.length / 10);
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
    const again = await send('localhost', '/assets/index-0123abcd.js', {
      'accept-encoding': 'gzip, br',
      'if-none-match': response.headers.etag ?? '',
    });
    expect([again.response.statusCode, again.body.length]).toEqual([304, 0]);
  });

  test('keep the tie to the page that opened them only where that is meant', async () => {
    const policyOf = async (host: string) =>
      (await send(host, '/')).response.headers['cross-origin-opener-policy'];
    expect(await policyOf('localhost')).toBe('same-origin-allow-popups');
    expect(await policyOf('id.ai.localhost')).toBe('unsafe-none');
  });
});
