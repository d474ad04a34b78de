import { fromBase64 } from './base64.ts';
import { isSupportedOrigin } from './check-origin.ts';
import { SESSION_KEY_BYTES_MAX, TIME_TO_LIVE_NS, timeToLiveNs } from './page-request.ts';

const NS_PER_MINUTE = 60_000_000_000n;

/** What a program in a terminal asks for, such as `icp identity link web`. */
export interface TerminalRequest {
  readonly sessionPublicKey: Uint8Array;
  /** Where its answer goes: a port of this machine. */
  readonly callback: string;
  /** Goes back with the answer, so that the program knows whose it is. */
  readonly nonce: string;
  readonly timeToLiveNs: bigint;
  /** At which origin it wants to act as the person; undefined: at none that has a page. */
  readonly origin?: string;
}

/** What the program says when it has had its answer. */
export type TerminalStatus = 'success' | 'error' | 'identity-mismatch';

/** Reads the fragment that a program opened this page with. Shape: undefined for what is no request. */
export function readTerminalRequest(fragment: string): {
  readonly request?: TerminalRequest;
  readonly status?: TerminalStatus;
} {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const status = statusOf(fields.get('status'));
  const request = requestOf(fields);
  return { ...(request ? { request } : {}), ...(status ? { status } : {}) };
}

/**
 * The origin that a program named: a bare domain is one with TLS.
 * Shape: undefined when it is more than an origin, or none that people can sign in to.
 */
export function namedOrigin(name: string): string | undefined {
  const address = name.includes('://') ? name : `https://${name}`;
  if (!URL.canParse(address)) return undefined;
  const { origin, username, password, pathname, search, hash } = new URL(address);
  const more = username + password + search + hash;
  return more === '' && pathname === '/' && isSupportedOrigin(origin) ? origin : undefined;
}

function requestOf(fields: URLSearchParams): TerminalRequest | undefined {
  const sessionPublicKey = fromBase64(fields.get('public_key') ?? '');
  const callback = fields.get('callback') ?? '';
  const nonce = fields.get('nonce') ?? '';
  const lasts = minutes(fields.get('ttl'));
  const domain = fields.get('domain') ?? '';
  const origin = domain === '' ? undefined : namedOrigin(domain);
  if (!sessionPublicKey?.length || sessionPublicKey.length > SESSION_KEY_BYTES_MAX) return undefined;
  if (!isLoopbackAddress(callback) || !/^[\w-]{1,256}$/.test(nonce) || lasts === undefined) return undefined;
  if (domain !== '' && origin === undefined) return undefined;
  return { sessionPublicKey, callback, nonce, timeToLiveNs: lasts, ...(origin ? { origin } : {}) };
}

/** A number of this machine and no name, which somebody else could answer for. Source: RFC 8252, section 7.3. */
function isLoopbackAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  return protocol === 'http:' && hostname === '127.0.0.1' && username + password === '';
}

function minutes(text: string | null): bigint | undefined {
  if (text === null) return TIME_TO_LIVE_NS;
  return /^\d{1,9}$/.test(text) ? timeToLiveNs(BigInt(text) * NS_PER_MINUTE) : undefined;
}

function statusOf(text: string | null): TerminalStatus | undefined {
  return text === 'success' || text === 'error' || text === 'identity-mismatch' ? text : undefined;
}
