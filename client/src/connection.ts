import { AnonymousIdentity, HttpAgent, type Identity } from '@dfinity/agent';
import { type Principal } from '@dfinity/principal';
import { CallFailed, exchange } from './call-failed.ts';
import type { Trust } from './verify/verify-certificate.ts';
import { watchFetch } from './watch-fetch.ts';

/** How to reach a network, and whom to believe. */
export interface ConnectOptions {
  /** Base address of the network's HTTPS interface, such as `http://127.0.0.1:4943`. */
  readonly url: string;
  /** Public key of the network, DER; the IC's own unless told. */
  readonly rootKey?: Uint8Array;
  /** Who calls; anonymous unless told. */
  readonly identity?: Identity;
  /** What carries requests: the global `fetch`, or a subnet's own, which needs no port. */
  readonly fetch?: typeof fetch;
  /** The verifier's time; the system's unless told. Units: milliseconds since 1970-01-01 UTC. */
  readonly nowMs?: () => number;
  /** How old a certificate of an answer may be. Units: milliseconds. */
  readonly certificateAgeMsMax?: number;
}

/** A network, the key it is believed by, and the caller. Nothing is sent by making one. */
export interface Connection {
  readonly url: string;
  readonly agent: HttpAgent;
  readonly principal: Principal;
  readonly trust: Trust;
}

/** Length of a DER public key of a network: a prefix of 37 bytes and 96 of BLS12-381. */
const ROOT_KEY_BYTES = 133;

/**
 * A connection that verifies certificates of updates and signatures of queries; this cannot be turned off.
 * Errors: CallFailed `invalid_input` for an address or a root key that cannot be one.
 */
export function connect(options: ConnectOptions): Connection {
  if (!URL.canParse(options.url))
    throw new CallFailed('invalid_input', `expected a URL, got "${options.url}"`);
  if (options.rootKey && options.rootKey.length !== ROOT_KEY_BYTES) {
    const got = options.rootKey.length;
    throw new CallFailed('invalid_input', `expected a root key of ${ROOT_KEY_BYTES} bytes (DER), got ${got}`);
  }
  const identity = options.identity ?? new AnonymousIdentity();
  const agent = HttpAgent.createSync({
    host: options.url,
    identity,
    verifyQuerySignatures: true,
    shouldFetchRootKey: false,
    ...(options.rootKey ? { rootKey: options.rootKey } : {}),
    fetch: watchFetch(options.fetch ?? globalThis.fetch.bind(globalThis)),
  });
  const { rootKey } = agent;
  if (!rootKey) throw new CallFailed('invalid_input', 'expected a root key, got none');
  const trust: Trust = {
    rootKey,
    nowMs: options.nowMs ?? Date.now,
    ...(options.certificateAgeMsMax === undefined ? {} : { ageMsMax: options.certificateAgeMsMax }),
  };
  return { url: options.url, agent, principal: identity.getPrincipal(), trust };
}

/** What a network says about itself; unsigned. */
export interface NetworkStatus {
  readonly rootKey?: Uint8Array;
  readonly version?: string;
}

/**
 * Asks a network for its status. The root key in it is hearsay: believe it only on one's own machine.
 * Errors: CallFailed.
 * Source: IC interface specification, "Status endpoint".
 */
export async function readNetworkStatus(url: string, fetcher?: typeof fetch): Promise<NetworkStatus> {
  const agent = HttpAgent.createSync({ host: url, retryTimes: 0, ...(fetcher ? { fetch: fetcher } : {}) });
  const status = await exchange(`status of ${url}`, () => agent.status());
  const { root_key, impl_version } = status as Record<string, unknown>;
  return {
    ...(root_key instanceof Uint8Array ? { rootKey: root_key } : {}),
    ...(typeof impl_version === 'string' ? { version: impl_version } : {}),
  };
}
