import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { sha256 } from '../crypto/sha256.ts';
import type { HttpRequest, HttpResponse } from '../http/http-message.ts';
import { FILE_BYTES_MAX } from './gateway-limits.ts';
import { GatewayRefusal } from './gateway-refusal.ts';

/** A directory of files at the root host. */
export interface SiteOptions {
  readonly directory: string;
  /** The page for paths that are no files, as a single-page application wants it; `index.html` unless said otherwise. */
  readonly fallback?: string;
  /** Replaces the policy that pages may run and load what comes from this host and its canisters only. */
  readonly contentSecurityPolicy?: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
  '.mp4': 'video/mp4',
};

/** Canisters are reached at hosts of their own under the same name; pages may speak to them and be framed by none. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' http://localhost:* http://*.localhost:* http://127.0.0.1:*",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
const NOTHING = new Uint8Array();

/**
 * Serves a directory. No path leads out of it, not by `..`, not by links; names that start with a dot are not served,
 * but for `.well-known`.
 * Errors: GatewayRefusal 400, 404, 405.
 */
export async function serveSite(
  site: SiteOptions,
  request: HttpRequest,
  target: string,
): Promise<HttpResponse> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new GatewayRefusal(405, 'Pages are only to be read here.');
  }
  const root = await realpath(site.directory).catch(() => undefined);
  if (root === undefined) throw notFound(`no directory ${site.directory}`);
  const segments = segmentsOf(target);
  const file =
    (await findFile(root, segments)) ??
    (isPageRequest(request, segments) ? await findFile(root, [site.fallback ?? 'index.html']) : undefined);
  if (file === undefined) throw notFound();
  const body = new Uint8Array(await readFile(file));
  const etag = `"${Buffer.from(sha256(body)).toString('base64url')}"`;
  const headers = [
    ['content-type', CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream'],
    ['etag', etag],
    ['cache-control', 'no-cache'],
    ['content-security-policy', site.contentSecurityPolicy ?? POLICY],
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    ['referrer-policy', 'no-referrer'],
    ['cross-origin-opener-policy', 'same-origin-allow-popups'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
  ] as const;
  if (matches(request.headers['if-none-match'], etag)) return { status: 304, headers, body: NOTHING };
  if (request.method === 'GET') return { status: 200, headers, body };
  return { status: 200, headers: [...headers, ['content-length', String(body.length)]], body: NOTHING };
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

/** The file that a path means, inside the root; a directory means its `index.html`. */
async function findFile(root: string, segments: readonly string[]): Promise<string | undefined> {
  if (segments.some((segment) => segment.startsWith('.') && segment !== '.well-known')) return undefined;
  for (const path of [join(root, ...segments), join(root, ...segments, 'index.html')]) {
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined || !real.startsWith(root.endsWith(sep) ? root : root + sep)) continue;
    const found = await stat(real).catch(() => undefined);
    if (found?.isFile() && found.size <= FILE_BYTES_MAX) return real;
  }
  return undefined;
}

/** A path without an extension, asked for by something that shows pages. */
function isPageRequest(request: HttpRequest, segments: readonly string[]): boolean {
  const accept = request.headers['accept'];
  const takesPages = typeof accept === 'string' && /text\/html|\*\/\*/.test(accept);
  return takesPages && extname(segments.at(-1) ?? '') === '';
}

function matches(header: string | readonly string[] | undefined, etag: string): boolean {
  if (typeof header !== 'string') return false;
  return header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}

function notFound(reason?: string): GatewayRefusal {
  return new GatewayRefusal(404, 'There is no such page here.', reason);
}
