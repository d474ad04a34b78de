import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpResponse, RequestHeaders } from '../http/http-message.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { createSite, type SiteOptions } from './serve-site.ts';

let base: string;
let directory: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'site-'));
  directory = join(base, 'site');
  await mkdir(join(directory, 'assets'), { recursive: true });
  await mkdir(join(directory, 'docs'));
  await mkdir(join(directory, '.well-known'));
  await mkdir(join(base, 'site-other'));
  await writeFile(join(directory, 'index.html'), '<p>home</p>');
  await writeFile(join(directory, 'assets', 'app.js'), 'run()');
  await writeFile(join(directory, 'docs', 'index.html'), '<p>docs</p>');
  await writeFile(join(directory, '.env'), 'secret');
  await writeFile(join(directory, '.well-known', 'thing.txt'), 'known');
  await writeFile(join(base, 'secret.txt'), 'secret');
  await writeFile(join(base, 'site-other', 'x.txt'), 'secret');
  await symlink(join(base, 'secret.txt'), join(directory, 'link.txt'));
  await symlink(join(base, 'site-other', 'x.txt'), join(directory, 'neighbour.txt'));
  await symlink(join(directory, 'assets', 'app.js'), join(directory, 'inside.js'));
});
afterAll(() => rm(base, { recursive: true }));

const ask = (options: SiteOptions, target: string, headers: RequestHeaders = {}): Promise<HttpResponse> =>
  createSite(options)({ method: 'GET', target, headers, body: new Uint8Array() });
const get = (target: string, headers: RequestHeaders = {}, method = 'GET'): Promise<HttpResponse> =>
  createSite({ directory })({ method, target, headers, body: new Uint8Array() });
const textOf = async (response: Promise<HttpResponse>): Promise<string> =>
  Buffer.from((await response).body).toString();
const header = (response: HttpResponse, name: string): string | undefined =>
  response.headers.find(([given]) => given === name)?.[1];
const statusOf = async (response: Promise<HttpResponse>): Promise<number> =>
  response.then(
    ({ status }) => status,
    (error: unknown) => {
      if (error instanceof GatewayRefusal) return error.status;
      throw error;
    },
  );

describe('createSite', () => {
  it('serves files with type, tag and security headers', async () => {
    const response = await get('/assets/app.js?v=1');
    expect(response.status).toBe(200);
    expect(header(response, 'content-type')).toBe('text/javascript; charset=utf-8');
    expect(header(response, 'x-content-type-options')).toBe('nosniff');
    expect(header(response, 'x-frame-options')).toBe('DENY');
    expect(await textOf(get('/'))).toBe('<p>home</p>');
    expect(await textOf(get('/docs'))).toBe('<p>docs</p>');
    expect(await textOf(get('/.well-known/thing.txt'))).toBe('known');
    expect(await textOf(get('/inside.js'))).toBe('run()');
  });

  it('answers what the client has with 304, and HEAD with the length', async () => {
    const etag = header(await get('/'), 'etag') as string;
    expect((await get('/', { 'if-none-match': `"x", ${etag}` })).status).toBe(304);
    expect((await get('/', { 'if-none-match': '"x"' })).status).toBe(200);
    const head = await get('/', {}, 'HEAD');
    expect(head.body.length).toBe(0);
    expect(header(head, 'content-length')).toBe('11');
  });

  it('shows the fallback page for paths of pages only', async () => {
    const accept = { accept: 'text/html,*/*' };
    expect(await textOf(get('/citizens/42', accept))).toBe('<p>home</p>');
    expect(await statusOf(get('/citizens/42'))).toBe(404);
    expect(await statusOf(get('/missing.js', accept))).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/../site-other/x.txt',
    '/assets%5c..%5c..%5csecret.txt',
    '/link.txt',
    '/neighbour.txt',
    '/.env',
    '/%2eenv',
    '/index.html%00.js',
    '/c:/x',
    '/%zz',
    '/%ff',
    '//etc/passwd',
  ])('gives nothing for %s', async (target) => {
    expect([400, 404]).toContain(await statusOf(get(target)));
  });

  it('refuses other methods, and a directory that is not there', async () => {
    expect(await statusOf(get('/', {}, 'POST'))).toBe(405);
    expect(await statusOf(ask({ directory: join(base, 'none') }, '/'))).toBe(404);
  });
});

describe('createSite: what pages may do', () => {
  it('runs and styles by files of its own only, and is framed by nobody', async () => {
    const policy = header(await get('/'), 'content-security-policy') ?? '';
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule]));
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(rules.get('default-src')).toBe("default-src 'none'");
    for (const name of ['script-src', 'style-src', 'connect-src', 'worker-src']) {
      expect(rules.get(name)).toBe(`${name} 'self'`);
    }
    expect(rules.get('frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(header(await get('/'), 'strict-transport-security')).toBeUndefined();
  });

  it('takes another policy, other permissions, and an opener of another origin where that is asked for', async () => {
    const plain = await get('/');
    expect(header(plain, 'cross-origin-opener-policy')).toBe('same-origin-allow-popups');
    const other = {
      contentSecurityPolicy: "default-src 'self'",
      permissionsPolicy: 'camera=()',
      keepsOpener: true,
    };
    const response = await ask({ directory, ...other }, '/');
    expect(header(response, 'content-security-policy')).toBe("default-src 'self'");
    expect(header(response, 'permissions-policy')).toBe('camera=()');
    expect(header(response, 'cross-origin-opener-policy')).toBe('unsafe-none');
  });

  it('lets other origins read what is well known, and nothing else', async () => {
    const known = await get('/.well-known/thing.txt');
    expect(header(known, 'access-control-allow-origin')).toBe('*');
    expect(header(known, 'cross-origin-resource-policy')).toBe('cross-origin');
    const own = await get('/assets/app.js');
    expect(header(own, 'access-control-allow-origin')).toBeUndefined();
    expect(header(own, 'cross-origin-resource-policy')).toBe('same-origin');
    expect(await statusOf(get('/.well-known/nothing', { accept: '*/*' }))).toBe(404);
  });

  it('lets a service worker serve the whole host', async () => {
    expect(
      header(await get('/assets/app.js', { 'service-worker': 'script' }), 'service-worker-allowed'),
    ).toBe('/');
    expect(header(await get('/assets/app.js'), 'service-worker-allowed')).toBeUndefined();
  });
});

describe('createSite: files on no disk', () => {
  const files = {
    '/indus.json': { body: '{"network":"embedded"}', cacheControl: 'no-store' },
    '/.well-known/ii-alternative-origins': { body: '{}', contentType: 'application/json' },
    '/assets/app.js': { body: Uint8Array.of(49) },
  };

  it('go before those of the directory, with what was said of them', async () => {
    const response = await ask({ directory, files }, '/indus.json?x');
    expect([response.status, header(response, 'content-type'), header(response, 'cache-control')]).toEqual([
      200,
      'application/json',
      'no-store',
    ]);
    expect(Buffer.from(response.body).toString()).toBe('{"network":"embedded"}');
    const known = await ask({ directory, files }, '/.well-known/ii-alternative-origins');
    expect(header(known, 'content-type')).toBe('application/json');
    expect(Buffer.from((await ask({ directory, files }, '/assets/app.js')).body).toString()).toBe('1');
  });
});

describe('createSite: how long an answer holds', () => {
  it('for ever when the name is made of the content, else until it is asked again', async () => {
    for (const name of ['index-Ab_9-xYz.js', 'index-Ab_9-xY.js']) {
      await writeFile(join(directory, 'assets', name), 'x');
    }
    const control = async (target: string) => header(await get(target), 'cache-control');
    expect(await control('/assets/index-Ab_9-xYz.js')).toBe('public, max-age=31536000, immutable');
    expect(await control('/assets/index-Ab_9-xY.js')).toBe('no-cache');
    expect(await control('/')).toBe('no-cache');
  });

  it('what is read again after a change is the change', async () => {
    const path = join(directory, 'changing.txt');
    const site = createSite({ directory });
    const read = async () =>
      Buffer.from(
        (await site({ method: 'GET', target: '/changing.txt', headers: {}, body: new Uint8Array() })).body,
      ).toString();
    await writeFile(path, 'before');
    expect(await read()).toBe('before');
    await writeFile(path, 'behind');
    await utimes(path, 1, 2);
    expect(await read()).toBe('behind');
  });
});

describe('createSite: compression', () => {
  const page = '<p>many words</p>'.repeat(100);

  it('sends what the client takes, the smaller first, under a tag of its own', async () => {
    await writeFile(join(directory, 'long.html'), page);
    const plain = await get('/long.html');
    expect(header(plain, 'vary')).toBe('Accept-Encoding');
    expect(header(plain, 'content-encoding')).toBeUndefined();
    const brotli = await get('/long.html', { 'accept-encoding': 'gzip, deflate, br' });
    expect(header(brotli, 'content-encoding')).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(page);
    const gzip = await get('/long.html', { 'accept-encoding': 'GZIP;q=0.5, br;q=0' });
    expect(header(gzip, 'content-encoding')).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(page);
    const tags = [plain, brotli, gzip].map((response) => header(response, 'etag'));
    expect(new Set(tags).size).toBe(3);
    const again = { 'accept-encoding': 'br', 'if-none-match': tags[1] as string };
    expect((await get('/long.html', again)).status).toBe(304);
    expect((await get('/long.html', { 'if-none-match': tags[1] as string })).status).toBe(200);
    const head = await get('/long.html', { 'accept-encoding': 'br' }, 'HEAD');
    expect([head.body.length, header(head, 'content-length')]).toEqual([0, String(brotli.body.length)]);
  });

  it.each([['identity'], ['*;q=0'], ['br;q=0, gzip;q=0.000'], ['br;q=nonsense'], ['']])(
    'sends the plain form to who takes %j',
    async (accepted) => {
      await writeFile(join(directory, 'long.html'), page);
      const response = await get('/long.html', { 'accept-encoding': accepted });
      expect(header(response, 'content-encoding')).toBeUndefined();
      expect(Buffer.from(response.body).toString()).toBe(page);
    },
  );

  it('leaves alone what is small or compressed already', async () => {
    await writeFile(join(directory, 'font.woff2'), page);
    for (const target of ['/', '/font.woff2']) {
      const response = await get(target, { 'accept-encoding': 'br' });
      expect([header(response, 'content-encoding'), header(response, 'vary')]).toEqual([
        undefined,
        undefined,
      ]);
    }
  });

  it('sends what the build compressed beforehand, unless it is of another content', async () => {
    const path = join(directory, 'built.js');
    await writeFile(path, page);
    const built = brotliCompressSync(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } });
    const padded = brotliCompressSync(Buffer.from(`${page} `));
    await writeFile(`${path}.br`, built);
    expect(built).not.toEqual(brotliCompressSync(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }));
    const first = await get('/built.js', { 'accept-encoding': 'br' });
    expect(Buffer.compare(first.body, built)).toBe(0);
    for (const stale of [padded, Buffer.from('no brotli')]) {
      await writeFile(`${path}.br`, stale);
      const next = await get('/built.js', { 'accept-encoding': 'br' });
      expect(brotliDecompressSync(next.body).toString()).toBe(page);
    }
  });
});
