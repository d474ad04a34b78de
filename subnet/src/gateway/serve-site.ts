import { extname } from 'node:path';
import type { HttpRequest, HttpResponse } from '../http/http-message.ts';
import { acceptedEncodings, type Encoding } from './content-encoding.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { type FileOptions, SiteFile } from './site-file.ts';
import { SiteFiles } from './site-files.ts';

/** A directory of files at a host, and what is served beside them. */
export interface SiteOptions {
  readonly directory: string;
  /** The page for paths that are no files, as a single-page application wants it; `index.html` unless said otherwise. */
  readonly fallback?: string;
  /** Files that are on no disk, by path; they go before those of the directory. */
  readonly files?: Readonly<Record<string, InMemoryFile>>;
  /** Replaces the policy that pages may run and load what comes from this host only. */
  readonly contentSecurityPolicy?: string;
  /** Browser features for the pages. None but the camera of their own unless said otherwise. */
  readonly permissionsPolicy?: string;
  /**
   * Lets the page of another origin that opens one of these speak to it, as a sign-in does. Without it only pages that one
   * of these opens keep the tie.
   */
  readonly keepsOpener?: boolean;
}

/** A file of a site that is on no disk. */
export interface InMemoryFile extends FileOptions {
  readonly body: string | Uint8Array;
}

/** What serves a directory. */
export type Site = (request: HttpRequest) => Promise<HttpResponse>;

/** Pages run and load what comes from their own host, the subnet's API among it; no text becomes code or style. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
const PERMISSIONS = 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()';
const FIXED: HttpResponse['headers'] = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['origin-agent-cluster', '?1'],
];
/** What any page may read: it says in public what is true of the host. Source: RFC 8615. */
const WELL_KNOWN = '.well-known';
const NOTHING = new Uint8Array();

/**
 * Makes what serves a directory. No path leads out of it, not by `..`, not by links; names that start with a dot are not
 * served, but for `.well-known`. Bodies are compressed where the client takes it; a file that a build left compressed
 * beside the plain one (`.br`, `.gz`) is sent as it is.
 * Errors (of its answers): GatewayRefusal 400, 404, 405.
 */
export function createSite(options: SiteOptions): Site {
  const files = new SiteFiles(options.directory);
  const inMemory = new Map(
    Object.entries(options.files ?? {}).map(([path, { body, ...said }]) => [
      path,
      new SiteFile(path, typeof body === 'string' ? Buffer.from(body) : body, said),
    ]),
  );
  const headers = siteHeaders(options);
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new GatewayRefusal(405, 'Pages are only to be read here.');
    }
    const segments = segmentsOf(request.target);
    const file =
      inMemory.get(`/${segments.join('/')}`) ??
      (await files.find(segments)) ??
      (isPageRequest(request, segments) ? await files.find([options.fallback ?? 'index.html']) : undefined);
    if (file === undefined) throw new GatewayRefusal(404, 'There is no such page here.');
    return answerFile(file, request, [...headers, ...pathHeaders(request, segments)]);
  };
}

async function answerFile(
  file: SiteFile,
  request: HttpRequest,
  headers: HttpResponse['headers'],
): Promise<HttpResponse> {
  const { body, encoding } = await chosenForm(file, request);
  const etag = encoding === undefined ? `"${file.tag}"` : `"${file.tag}-${encoding}"`;
  const answered: HttpResponse['headers'] = [
    ['content-type', file.contentType],
    ['etag', etag],
    ['cache-control', file.cacheControl],
    ...(file.varies ? ([['vary', 'Accept-Encoding']] as const) : []),
    ...headers,
  ];
  if (matches(request.headers['if-none-match'], etag)) {
    return { status: 304, headers: answered, body: NOTHING };
  }
  const encoded: HttpResponse['headers'] =
    encoding === undefined ? answered : [...answered, ['content-encoding', encoding]];
  if (request.method === 'GET') return { status: 200, headers: encoded, body };
  return { status: 200, headers: [...encoded, ['content-length', String(body.length)]], body: NOTHING };
}

/** The smallest form that the client takes. */
async function chosenForm(
  file: SiteFile,
  request: HttpRequest,
): Promise<{ readonly body: Uint8Array; readonly encoding?: Encoding }> {
  for (const encoding of acceptedEncodings(request.headers)) {
    const body = await file.encoded(encoding);
    if (body !== undefined) return { body, encoding };
  }
  return { body: file.body };
}

function siteHeaders(options: SiteOptions): HttpResponse['headers'] {
  return [
    ...FIXED,
    ['content-security-policy', options.contentSecurityPolicy ?? POLICY],
    ['permissions-policy', options.permissionsPolicy ?? PERMISSIONS],
    ['cross-origin-opener-policy', options.keepsOpener === true ? 'unsafe-none' : 'same-origin-allow-popups'],
  ];
}

/** A service worker may serve all of the host, wherever its script lies. Source: Service Workers, "Service-Worker-Allowed". */
function pathHeaders(request: HttpRequest, segments: readonly string[]): HttpResponse['headers'] {
  const isPublic = segments[0] === WELL_KNOWN;
  return [
    ['cross-origin-resource-policy', isPublic ? 'cross-origin' : 'same-origin'],
    ...(isPublic ? ([['access-control-allow-origin', '*']] as const) : []),
    ...(request.headers['service-worker'] === 'script' ? ([['service-worker-allowed', '/']] as const) : []),
  ];
}

/** Decoded segments of the path of a target. Errors: GatewayRefusal 400 for what no file is called. */
function segmentsOf(target: string): string[] {
  const path = /^[^?#]*/.exec(target)?.[0] ?? '';
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw new GatewayRefusal(400, 'The address of the request is malformed.');
  }
  const segments = decoded.split('/').filter((segment) => segment !== '');
  for (const segment of segments) {
    if (/[\\\0:]/.test(segment) || segment === '.' || segment === '..') {
      throw new GatewayRefusal(400, 'The address of the request is malformed.');
    }
  }
  return segments;
}

/** A path without an extension, asked for by something that shows pages. */
function isPageRequest(request: HttpRequest, segments: readonly string[]): boolean {
  const accept = request.headers['accept'];
  const takesPages = typeof accept === 'string' && /text\/html|\*\/\*/.test(accept);
  return takesPages && segments[0] !== WELL_KNOWN && extname(segments.at(-1) ?? '') === '';
}

function matches(header: string | readonly string[] | undefined, etag: string): boolean {
  if (typeof header !== 'string') return false;
  return header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}
