import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpResponse, RequestHeaders } from '../http/http-message.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { serveSite } from './serve-site.ts';

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

const get = (target: string, headers: RequestHeaders = {}, method = 'GET'): Promise<HttpResponse> =>
  serveSite({ directory }, { method, target, headers, body: new Uint8Array() }, target);
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

describe('serveSite', () => {
  it('serves files with type, tag and security headers', async () => {
    const response = await get('/assets/app.js?v=1');
    expect(response.status).toBe(200);
    expect(header(response, 'content-type')).toBe('text/javascript; charset=utf-8');
    expect(header(response, 'x-content-type-options')).toBe('nosniff');
    expect(header(response, 'content-security-policy')).toContain("object-src 'none'");
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
    const request = { method: 'GET', target: '/', headers: {}, body: new Uint8Array() };
    expect(await statusOf(serveSite({ directory: join(base, 'none') }, request, '/'))).toBe(404);
  });
});
