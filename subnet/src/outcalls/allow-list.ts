import { isIP } from 'node:net';
import { isLoopbackAddress } from './private-address.ts';
import { OutcallOptionInvalid } from './outcall-option-invalid.ts';

/** Which hosts outcalls may reach. */
export interface AllowListOptions {
  /**
   * Hosts: `api.example.org` (any port), `api.example.org:8443` (that port), `*.example.org` (every name below it), an
   * address, or `http://127.0.0.1:8080`: the one way to speak HTTP without TLS, and to this machine alone.
   */
  readonly allow: readonly string[];
  /** Of these, the hosts whose names may stand for private addresses, such as those of an intranet. */
  readonly allowPrivate?: readonly string[];
}

/** What an outcall to a host may do. */
export interface Permission {
  /** May its name stand for an address that is not of the public internet? */
  readonly reachesPrivate: boolean;
  readonly plainHttp: boolean;
}

interface Entry {
  readonly plainHttp: boolean;
  /** A suffix with its leading dot where `anyBelow`. */
  readonly host: string;
  readonly anyBelow: boolean;
  /** Undefined: any. */
  readonly port: number | undefined;
}

/** The hosts that an operator lets canisters call. */
export class AllowList {
  readonly #entries: readonly Entry[];
  readonly #private: readonly Entry[];

  /** Errors: OutcallOptionInvalid. */
  constructor({ allow, allowPrivate = [] }: AllowListOptions) {
    this.#private = allowPrivate.map(parseEntry);
    this.#entries = [...allow.map(parseEntry), ...this.#private];
  }

  /** What an outcall to this URL may do, or undefined: nothing. */
  permits(url: URL): Permission | undefined {
    const plainHttp = url.protocol === 'http:';
    const matches = this.#entries.filter((entry) => entry.plainHttp === plainHttp && covers(entry, url));
    if (matches.length === 0) return undefined;
    // Whoever writes an address or `localhost` means it.
    const literal = isIP(bareHost(url.hostname)) !== 0 || url.hostname === 'localhost';
    const written = literal && matches.some(({ anyBelow }) => !anyBelow);
    return { reachesPrivate: written || this.#private.some((entry) => covers(entry, url)), plainHttp };
  }
}

/** A host of a URL without the brackets of an IPv6 address. */
export function bareHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function covers({ host, anyBelow, port }: Entry, url: URL): boolean {
  if (port !== undefined && port !== portOf(url)) return false;
  const named = url.hostname.replace(/\.$/, '');
  return anyBelow ? named.endsWith(host) && named.length > host.length : named === host;
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'http:' ? 80 : 443;
}

function parseEntry(text: string): Entry {
  const [, scheme, star, authority] = /^(https?:\/\/)?(\*\.)?([^/*@?#\s]+)$/i.exec(text) ?? [];
  const plainHttp = scheme?.toLowerCase() === 'http://';
  const url =
    authority === undefined ? undefined : parseUrl(`${plainHttp ? 'http' : 'https'}://${authority}/`);
  if (authority === undefined || url === undefined || url.hostname === '') {
    throw new OutcallOptionInvalid(text, 'a host, host:port, *.domain or http://loopback:port');
  }
  if (plainHttp && (star !== undefined || !isLoopback(url.hostname))) {
    throw new OutcallOptionInvalid(text, 'an entry without http://, which is for this machine alone');
  }
  const port = /:\d+$/.test(authority) ? portOf(url) : undefined;
  const host = url.hostname.replace(/\.$/, '');
  return { plainHttp, host: star === undefined ? host : `.${host}`, anyBelow: star !== undefined, port };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || isLoopbackAddress(bareHost(hostname));
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
