/** Caches of this portal begin so; others at the same origin are left alone. */
export const CACHE_PREFIX = 'indus-portal-';

interface ExtendableEvent {
  waitUntil(work: Promise<unknown>): void;
}

/** What the worker uses of its global scope. Source: W3C Service Workers, "ServiceWorkerGlobalScope". */
export interface WorkerScope {
  readonly location: { readonly origin: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(
    type: 'message',
    listener: (event: ExtendableEvent & { readonly data: unknown }) => void,
  ): void;
  addEventListener(
    type: 'fetch',
    listener: (event: { readonly request: Request; respondWith(response: Promise<Response>): void }) => void,
  ): void;
}
