import { CertificateError } from '../certification/verify-certificate.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../http/http-message.ts';
import type { ReplicaInterface } from '../http/replica.ts';
import { principalText } from '../principal.ts';
import { answerCanister } from './answer-canister.ts';
import { BodyBudget } from './body-budget.ts';
import { GatewayRefusal, type RefusalStatus } from './gateway-refusal.ts';
import { type GatewaySites, openSites } from './gateway-sites.ts';
import { escapeHtml, htmlPage, textPage } from './page.ts';
import { canisterInQuery, isOwnHost, parseCanister, resolveHost } from './resolve-host.ts';
import type { Site } from './serve-site.ts';
import { VerificationFailed } from './verification-failed.ts';

/** How canisters and pages are reached by HTTP. */
export interface GatewayOptions extends GatewaySites {
  /** Base domains in place of `localhost`: `<canister-id>.<domain>`, `<canister-id>.raw.<domain>`, and the root. */
  readonly domains?: readonly string[];
  /** Canister ids in text by name: a host name, or one label under any of the domains. */
  readonly names?: GatewayNames;
}

/** Canister ids in text by name. */
export type GatewayNames = Readonly<Record<string, string>>;

/** The gateway and what can be changed while it runs. */
export interface Gateway {
  readonly handler: HttpHandler;
  /** Whether a request with this Host header can be meant for this subnet: a page of another site's name is not. */
  isOwnHost(host: string | undefined): boolean;
  /** Replaces all names. Errors: GatewayRefusal 400 for what is no canister id; the names stay then. */
  setNames(names: GatewayNames): void;
  /** Replaces all sites. */
  setSites(sites: GatewaySites): void;
}

/** What the gateway stands on. `onRefusal` is told why a canister's response was not shown. */
export interface GatewayParts {
  readonly replica: ReplicaInterface;
  readonly onRefusal?: (canister: string, reason: string) => void;
}

const TITLES: Readonly<Record<RefusalStatus, string>> = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Request too large',
  414: 'Address too long',
  431: 'Headers too large',
  502: 'The canister failed',
  503: 'Not available',
  504: 'No answer in time',
};
const UNVERIFIED = new GatewayRefusal(
  503,
  'The response of this canister could not be verified, so it is not shown.',
);

/** The HTTP gateway: what is not of the API. Source: HTTP gateway protocol specification. */
export function createGateway(parts: GatewayParts, options: GatewayOptions = {}): Gateway {
  const domains = (options.domains ?? ['localhost']).map((domain) => domain.toLowerCase());
  const budget = new BodyBudget();
  let names = parseNames(options.names ?? {});
  let sites = openSites(options);
  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    const host = textOf(request, 'host');
    const { root, named, ofCanisters } = sites;
    const addressee = resolveHost(host, { domains, names, sites: named });
    if (addressee.kind === 'unknown') throw new GatewayRefusal(400, 'This name stands for no canister here.');
    if (addressee.kind === 'canister') {
      const site = ofCanisters.size === 0 ? undefined : ofCanisters.get(principalText(addressee.canister));
      return site ? site(request) : answerFor(parts, budget, addressee, request);
    }
    const site = addressee.kind === 'site' ? named.get(addressee.host) : undefined;
    if (site) return site(request);
    const inQuery = canisterInQuery(request.target);
    if (inQuery === undefined) return answerRoot(root, request);
    if (inQuery === 'invalid') throw new GatewayRefusal(400, 'The parameter canisterId is no canister id.');
    if (root !== undefined || textOf(request, 'sec-fetch-mode') === 'navigate') {
      return toOwnHost(inQuery, host, request.target);
    }
    if (ofCanisters.has(principalText(inQuery))) return toOwnHost(inQuery, host, request.target);
    return answerFor(parts, budget, { canister: inQuery, raw: false }, request);
  };
  return {
    handler: async (request) => {
      try {
        return await answer(request);
      } catch (error) {
        if (error instanceof GatewayRefusal) return refusalPage(request, error);
        throw error;
      }
    },
    isOwnHost: (host) => isOwnHost(host, { domains, names, sites: sites.named }),
    setNames: (next) => {
      names = parseNames(next);
    },
    setSites: (next) => {
      sites = openSites(next);
    },
  };
}

async function answerFor(
  { replica, onRefusal }: GatewayParts,
  budget: BodyBudget,
  addressee: { readonly canister: Uint8Array; readonly raw: boolean },
  request: HttpRequest,
): Promise<HttpResponse> {
  if (replica.health() !== 'healthy')
    throw new GatewayRefusal(503, 'The subnet is not ready; try again later.');
  try {
    return await answerCanister({ replica, budget, ...addressee }, request);
  } catch (error) {
    const canister = principalText(addressee.canister);
    if (error instanceof VerificationFailed || error instanceof CertificateError) {
      onRefusal?.(canister, error.message);
      throw UNVERIFIED;
    }
    if (error instanceof GatewayRefusal && error.reason !== undefined) onRefusal?.(canister, error.reason);
    throw error;
  }
}

/**
 * A page that a canister gives must not run as a page of the root host, where other pages keep their secrets: browsers
 * are sent to the canister's own host. That exists only where names under `localhost` lead here.
 */
function toOwnHost(canister: Uint8Array, host: string | undefined, target: string): HttpResponse {
  const parts = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.exec(host ?? '');
  if (parts === null || !target.startsWith('/')) {
    throw new GatewayRefusal(400, 'Canisters are reached here by host names of their own.');
  }
  const location = `http://${principalText(canister)}.localhost${parts[1] ?? ''}${target}`;
  const page = textPage(307, 'The canister has a host name of its own.');
  return { ...page, headers: [...page.headers, ['location', location]] };
}

function answerRoot(site: Site | undefined, request: HttpRequest): Promise<HttpResponse> | HttpResponse {
  if (site !== undefined) return site(request);
  const [path] = request.target.split(/[?#]/, 1);
  if (path !== '/') throw new GatewayRefusal(404, 'There is no such page here.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new GatewayRefusal(405, 'Pages are only to be read here.');
  }
  return htmlPage(
    200,
    'Embedded subnet',
    `<p>This is an embedded subnet of the Internet Computer, for development and tests.</p>
<p>A canister is at <code>http://&lt;canister-id&gt;.localhost</code> on this port.</p>
<p><a href="/api/v2/status">Status of the subnet</a> (CBOR)</p>`,
  );
}

function refusalPage(request: HttpRequest, { status, message }: GatewayRefusal): HttpResponse {
  const page = textOf(request, 'accept')?.includes('text/html')
    ? htmlPage(status, TITLES[status], `<p>${escapeHtml(message)}</p>`)
    : textPage(status, message);
  return status === 405 ? { ...page, headers: [...page.headers, ['allow', 'GET, HEAD']] } : page;
}

function parseNames(names: GatewayNames): Map<string, Uint8Array> {
  return new Map(
    Object.entries(names).map(([name, id]) => {
      const canister = parseCanister(id);
      if (canister === undefined)
        throw new GatewayRefusal(400, `expected a canister id for the name ${name}`);
      return [name.toLowerCase(), canister];
    }),
  );
}

function textOf(request: HttpRequest, header: string): string | undefined {
  const value = request.headers[header];
  return typeof value === 'string' ? value : value?.[0];
}
