import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answer } from './answer-request.ts';

const ORIGIN = 'http://localhost:4943';

/** A cache of the browser, as far as the worker uses it. */
class MemoryCache {
  readonly #kept = new Map<string, string>();
  async match(path: string): Promise<Response | undefined> {
    const body = this.#kept.get(path);
    return body === undefined ? undefined : new Response(body);
  }
  async put(path: string, response: Response): Promise<void> {
    this.#kept.set(path, await response.text());
  }
}

let cache: MemoryCache;
const fetcher = vi.fn<typeof fetch>();
const from = { origin: ORIGIN, cacheName: 'indus-portal-1', fetcher };

beforeEach(() => {
  cache = new MemoryCache();
  vi.stubGlobal('caches', { open: async () => cache });
  fetcher.mockReset();
});

afterEach(() => vi.unstubAllGlobals());

const request = (path: string, more: { mode?: string; method?: string } = {}) =>
  ({ url: new URL(path, ORIGIN).href, method: 'GET', mode: 'cors', ...more }) as Request;

test('calls of the network, other origins and anything but reads pass by', () => {
  const passing = [
    request('/api/v3/canister/aaaaa-aa/query'),
    request('/api/v2/status', { mode: 'navigate' }),
    request('https://elsewhere.example/assets/a.js'),
    request('/assets/a.js', { method: 'POST' }),
    request('/icons/indus.svg'),
  ];
  for (const each of passing) expect(answer(each, from)).toBeUndefined();
});

test('every page of the portal is the one that is kept', async () => {
  await cache.put('/', new Response('the page'));
  const response = await answer(request('/citizen/records/7', { mode: 'navigate' }), from);
  expect(await response?.text()).toBe('the page');
  expect(fetcher).not.toHaveBeenCalled();
});

test('a file with a hash in its name is fetched once', async () => {
  fetcher.mockResolvedValueOnce(new Response('code'));
  for (let i = 0; i < 2; i += 1) {
    expect(await (await answer(request('/assets/a-1234.js'), from))?.text()).toBe('code');
  }
  expect(fetcher).toHaveBeenCalledTimes(1);
});

test('an error is not kept in the place of a file', async () => {
  fetcher
    .mockResolvedValueOnce(new Response('gone', { status: 404 }))
    .mockResolvedValueOnce(new Response('code'));
  expect((await answer(request('/assets/a-1234.js'), from))?.status).toBe(404);
  expect(await (await answer(request('/assets/a-1234.js'), from))?.text()).toBe('code');
});

test('the configuration is told anew while there is a network, and as it was when there is none', async () => {
  fetcher.mockResolvedValueOnce(new Response('first')).mockResolvedValueOnce(new Response('second'));
  const ask = async () => (await answer(request('/indus.json'), from))?.text();
  expect(await ask()).toBe('first');
  expect(await ask()).toBe('second');
  fetcher.mockRejectedValue(new TypeError('Failed to fetch'));
  expect(await ask()).toBe('second');
});

test('without a network a configuration that was never read is an error', async () => {
  fetcher.mockRejectedValue(new TypeError('Failed to fetch'));
  await expect(answer(request('/indus.json'), from)).rejects.toThrow('Failed to fetch');
});
