/** Where the worker stands. */
export interface AnswerFrom {
  readonly origin: string;
  readonly cacheName: string;
  /** What reaches the network. */
  readonly fetcher?: typeof fetch;
}

/** Files whose name carries a hash of their bytes never change. */
const UNCHANGING = /^\/assets\//;
/** Told anew by the network whenever it is there. */
const CONFIGURATION = '/indus.json';

/**
 * Answers a request of a page from what is kept, or not at all: calls of the network's interface and other origins never pass
 * through here, so nothing that a canister says is kept without a check.
 */
export function answer(request: Request, from: AnswerFrom): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== from.origin) return undefined;
  if (request.mode === 'navigate') return pathname.startsWith('/api/') ? undefined : firstKept('/', from);
  if (UNCHANGING.test(pathname)) return firstKept(pathname, from);
  if (pathname === CONFIGURATION) return firstFetched(pathname, from);
  return undefined;
}

/** What is kept; else what the network gives, which is kept from then on. */
async function firstKept(path: string, { cacheName, fetcher = fetch }: AnswerFrom): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  if (kept) return kept;
  const fetched = await fetcher(path);
  if (fetched.ok) await cache.put(path, fetched.clone());
  return fetched;
}

/** What the network gives, kept for when it gives nothing. */
async function firstFetched(path: string, { cacheName, fetcher = fetch }: AnswerFrom): Promise<Response> {
  const cache = await caches.open(cacheName);
  try {
    const fetched = await fetcher(path, { cache: 'no-store' });
    if (fetched.ok) await cache.put(path, fetched.clone());
    return fetched;
  } catch (cause) {
    const kept = await cache.match(path);
    if (kept) return kept;
    throw cause;
  }
}
