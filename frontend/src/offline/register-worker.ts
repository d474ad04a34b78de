/** Where the build puts the service worker; at the root, so that it serves every page. */
const WORKER = '/service-worker.js';
/** Files whose name carries a hash of their bytes. */
const UNCHANGING = '/assets/';

/** A newer version of the portal waits; it takes over when the person says so. */
export interface WaitingVersion {
  /** Lets it take over and shows the page anew. */
  takeOver(): void;
}

/**
 * Installs the service worker, once the page has shown itself: a slow line is the page's first. Tells of a newer version.
 * Context: a browser that knows service workers, at an address that may have one; else nothing happens.
 */
export async function registerWorker(tell: (version: WaitingVersion) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register(scriptAddress(WORKER)).catch(() => undefined);
  if (!registration) return;
  const waiting = (worker: ServiceWorker | null): void => {
    // Without a controller it is the first one: there is nothing that it would take over.
    if (worker && serviceWorker.controller) tell({ takeOver: () => takeOver(worker) });
  };
  waiting(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => worker.state === 'installed' && waiting(worker));
  });
  const ready = await serviceWorker.ready;
  ready.active?.postMessage({ kind: 'keep', addresses: loadedFiles() });
}

function takeOver(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  worker.postMessage({ kind: 'take-over' });
}

/** What the page fetched before the worker was there: it is in the browser's cache, and costs nothing to keep. */
function loadedFiles(): string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith(UNCHANGING))
    .map(({ pathname }) => pathname);
}

/** The one address that the page's policy lets through. Source: W3C Trusted Types. */
function scriptAddress(address: string): string {
  const factory = (globalThis as { trustedTypes?: TrustedTypeFactory }).trustedTypes;
  const policy = factory?.createPolicy('indus', {
    createScriptURL: (asked: string) => (asked === WORKER ? asked : ''),
  });
  return (policy?.createScriptURL(address) ?? address) as string;
}

/** What is used of the browser's Trusted Types, which TypeScript's library does not know yet. */
interface TrustedTypeFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(asked: string): string },
  ): { createScriptURL(address: string): unknown };
}
