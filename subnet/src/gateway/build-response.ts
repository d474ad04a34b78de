import type { HttpResponse } from '../http/http-message.ts';
import { malformed } from './candid-reader.ts';
import { CONNECTION_HEADERS, HEADER_VALUE, type HeaderField } from './convert-request.ts';
import { RESPONSE_HEADER_BYTES_MAX, RESPONSE_HEADERS_MAX } from './gateway-limits.ts';

/** What a header name is made of. Source: RFC 9110, section 5.1. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;
const BODILESS = new Set([204, 205, 304]);
const NOTHING = new Uint8Array();

/** Any page may read what any client may. Source: HTTP gateway protocol, "HTTP Response Decoding". */
const ADDED: readonly HeaderField[] = [
  ['access-control-allow-origin', '*'],
  ['access-control-expose-headers', 'Accept-Ranges, Content-Length, Content-Range'],
];
const PREFLIGHT: readonly HeaderField[] = [
  ['access-control-allow-origin', '*'],
  ['access-control-allow-methods', 'GET, POST, HEAD, PUT, DELETE, OPTIONS, PATCH'],
  [
    'access-control-allow-headers',
    'DNT, User-Agent, X-Requested-With, If-None-Match, If-Modified-Since, Cache-Control, Content-Type, Range, Cookie, Authorization',
  ],
  ['access-control-max-age', '7200'],
];

/**
 * The response as it is sent: headers that HTTP allows, without those of one connection, with CORS where the canister
 * did not care for it. The length is the carrier's to say, but for HEAD, where only the canister knows it.
 * Errors: GatewayRefusal 502.
 */
export function buildResponse(
  method: string,
  status: number,
  headers: readonly HeaderField[],
  body: Uint8Array,
): HttpResponse {
  if (status < 200 || status > 599) throw malformed(`expected a status of 200 to 599, got ${status}`);
  const sent: HeaderField[] = [];
  const given = new Set<string>();
  let bytes = 0;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (!HEADER_NAME.test(name) || !HEADER_VALUE.test(value)) {
      throw malformed('expected headers that HTTP allows');
    }
    if (CONNECTION_HEADERS.has(lower)) continue;
    if (lower === 'content-length' && (method !== 'HEAD' || given.has(lower) || !/^\d{1,15}$/.test(value)))
      continue;
    bytes += name.length + value.length;
    given.add(lower);
    sent.push([name, value]);
  }
  if (sent.length > RESPONSE_HEADERS_MAX || bytes > RESPONSE_HEADER_BYTES_MAX) {
    throw malformed(
      `expected at most ${RESPONSE_HEADERS_MAX} headers and ${RESPONSE_HEADER_BYTES_MAX} bytes of them`,
    );
  }
  for (const field of ADDED) if (!given.has(field[0])) sent.push(field);
  return { status, headers: sent, body: BODILESS.has(status) || method === 'HEAD' ? NOTHING : body };
}

/** The answer to a CORS preflight, which browsers send before they ask. */
export function preflight(): HttpResponse {
  return { status: 204, headers: PREFLIGHT, body: NOTHING };
}
