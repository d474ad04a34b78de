import { parsePrincipal } from '../principal.ts';

/** Whom a request is for. `unknown`: a name that stands for nothing here. */
export type Addressee =
  | { readonly kind: 'canister'; readonly canister: Uint8Array; readonly raw: boolean }
  | { readonly kind: 'root' }
  | { readonly kind: 'site'; readonly host: string }
  | { readonly kind: 'unknown' };

/** The names under which the gateway is reached. */
export interface HostNames {
  /** Base domains: `<canister-id>.<domain>`, `<canister-id>.raw.<domain>`, and the domain itself is the root. */
  readonly domains: readonly string[];
  /** Host names in lower case, or single labels under any of the domains, with their canisters. */
  readonly names: ReadonlyMap<string, Uint8Array>;
  /** Host names in lower case that serve a site of their own. */
  readonly sites: { has(host: string): boolean };
}

/** Bounds: characters of a host name. Source: RFC 1035, section 2.3.4. */
const HOST_CHARS_MAX = 253;
/** Bounds: characters of a principal in text: 29 bytes and a checksum in base 32 with dashes. */
const PRINCIPAL_CHARS_MAX = 63;
const ROOT: Addressee = { kind: 'root' };
const UNKNOWN: Addressee = { kind: 'unknown' };

/**
 * Whom a Host header names. Addresses are the root, as is a request without the header.
 * Only names that are known are answered: what another site's name leads here is not (DNS rebinding).
 */
export function resolveHost(header: string | undefined, { domains, names, sites }: HostNames): Addressee {
  if (header === undefined || header === '') return ROOT;
  const host = hostName(header);
  if (host === undefined) return UNKNOWN;
  const named = names.get(host);
  if (named !== undefined) return { kind: 'canister', canister: named, raw: false };
  if (sites.has(host)) return { kind: 'site', host };
  if (isAddress(host) || domains.includes(host)) return ROOT;
  for (const domain of domains) {
    if (!host.endsWith(`.${domain}`)) continue;
    const label = host.slice(0, -domain.length - 1);
    const raw = label.endsWith('.raw');
    const name = raw ? label.slice(0, -4) : label;
    const canister = names.get(name) ?? parseCanister(name);
    if (canister !== undefined) return { kind: 'canister', canister, raw };
  }
  return UNKNOWN;
}

/**
 * Whether a Host header is one under which this gateway may be asked: an address, a name that stands for something here,
 * or any name under one of its domains or under `localhost`, which no other site can lead elsewhere.
 */
export function isOwnHost(header: string | undefined, hosts: HostNames): boolean {
  if (resolveHost(header, hosts).kind !== 'unknown') return true;
  const host = hostName(header ?? '');
  return host !== undefined && ['localhost', ...hosts.domains].some((domain) => isUnder(host, domain));
}

/** The canister that the parameter `canisterId` of a target names; `invalid` when it names none. */
export function canisterInQuery(target: string): Uint8Array | 'invalid' | undefined {
  const query = target.indexOf('?');
  if (query < 0) return undefined;
  const id = new URLSearchParams(target.slice(query + 1)).get('canisterId');
  if (id === null) return undefined;
  return parseCanister(id) ?? 'invalid';
}

/** The bytes of a canister id in text; the management canister is not one. */
export function parseCanister(text: string): Uint8Array | undefined {
  if (text.length > PRINCIPAL_CHARS_MAX) return undefined;
  const bytes = parsePrincipal(text);
  return bytes === undefined || bytes.length === 0 ? undefined : bytes;
}

/** The name in a Host header in lower case, without port and final dot. */
function hostName(header: string): string | undefined {
  const parts = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(header);
  const name = parts?.[1]?.toLowerCase().replace(/\.$/, '');
  return name === undefined || name === '' || name.length > HOST_CHARS_MAX ? undefined : name;
}

function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}
