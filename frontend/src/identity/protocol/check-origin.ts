import { readAlternativeOrigins } from './read-alternative-origins.ts';

/** Bounds: the identity canister takes no longer origin. Units: characters. */
const ORIGIN_CHARS_MAX = 255;

/** Whether a page may ask, and by which origin its principals are derived. */
export type OriginVerdict =
  | { readonly allowed: true; readonly derivedFrom: string }
  | { readonly allowed: false; readonly reason: 'origin_not_supported' | 'derivation_origin_refused' };

/**
 * Decides about the origin of a page, and about the other origin that it wants to be taken for. In doubt: no.
 * Source: Internet Identity specification, "Alternative Frontend Origins".
 */
export async function checkOrigin(
  origin: string,
  derivationOrigin: string | undefined,
  fetcher: typeof fetch = fetch,
): Promise<OriginVerdict> {
  if (!isSupportedOrigin(origin)) return { allowed: false, reason: 'origin_not_supported' };
  if (derivationOrigin === undefined || derivationOrigin === origin)
    return { allowed: true, derivedFrom: origin };
  const refused = { allowed: false, reason: 'derivation_origin_refused' } as const;
  if (!isSupportedOrigin(derivationOrigin)) return refused;
  const alternatives = await readAlternativeOrigins(derivationOrigin, fetcher);
  return alternatives?.includes(origin) ? { allowed: true, derivedFrom: derivationOrigin } : refused;
}

/**
 * Whether people can sign in to an origin: it must be one that nobody on the way can pretend to be, with TLS or on this machine.
 * Shape: exactly as a browser writes it.
 */
export function isSupportedOrigin(origin: string): boolean {
  if (origin.length > ORIGIN_CHARS_MAX || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.origin !== origin) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '[::1]';
}
