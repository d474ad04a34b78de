import { answer } from './answer-request.ts';
import { CACHE_PREFIX, type WorkerScope } from './worker-scope.ts';

declare const self: WorkerScope;
/** Addresses that the first page needs; written in by the build. */
declare const __PRECACHE__: readonly string[];
/** Names this build; written in by the build. */
declare const __VERSION__: string;

const CACHE = `${CACHE_PREFIX}${__VERSION__}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...__PRECACHE__])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOlder(), self.clients.claim()]));
});

self.addEventListener('fetch', (event) => {
  const response = answer(event.request, { origin: self.location.origin, cacheName: CACHE });
  if (response) event.respondWith(response);
});

self.addEventListener('message', (event) => {
  const message = event.data as { readonly kind?: string; readonly addresses?: readonly string[] };
  // A new version takes over only when the person says so: no page changes under her hands.
  if (message.kind === 'take-over') void self.skipWaiting();
  if (message.kind === 'keep') event.waitUntil(keep(message.addresses ?? []));
});

async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/** Keeps what a page fetched before the worker was there. */
async function keep(addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.allSettled(
    addresses.map(async (address) => {
      if (!(await cache.match(address))) await cache.add(address);
    }),
  );
}
