import { IDL } from '@dfinity/candid';
import type { HttpRequest } from '../http/http-message.ts';
import {
  REQUEST_BYTES_MAX,
  REQUEST_HEADER_BYTES_MAX,
  REQUEST_HEADERS_MAX,
  TARGET_CHARS_MAX,
} from './gateway-limits.ts';
import { GatewayRefusal } from './gateway-refusal.ts';

/** A header, name and value. */
export type HeaderField = readonly [name: string, value: string];

/** A request as a canister is asked it. Shape: `url` is path and query. */
export interface CanisterRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderField[];
  readonly body: Uint8Array;
}

/** The highest version of response verification that the gateway speaks. */
export const CERTIFICATE_VERSION = 2;

/** Headers of one connection, which say nothing about the request. Source: RFC 9110, section 7.6.1. */
export const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const METHOD = /^[A-Z]{1,32}$/;
/** What a request target may hold: visible ASCII. */
const TARGET = /^\/[!-~]*$/;
/** What a header value may hold here: visible ASCII, spaces and tabs. */
export const HEADER_VALUE = /^[\t -~]*$/;

const HEADERS = IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text));
const UPDATE_REQUEST = IDL.Record({
  method: IDL.Text,
  url: IDL.Text,
  headers: HEADERS,
  body: IDL.Vec(IDL.Nat8),
});
const QUERY_REQUEST = IDL.Record({
  method: IDL.Text,
  url: IDL.Text,
  headers: HEADERS,
  body: IDL.Vec(IDL.Nat8),
  certificate_version: IDL.Opt(IDL.Nat16),
});

/**
 * The request that a canister is asked.
 * Errors: GatewayRefusal 400, 413, 414 and 431.
 * Source: HTTP gateway protocol, "HTTP Request Encoding".
 */
export function convertRequest(request: HttpRequest): CanisterRequest {
  const method = request.method.toUpperCase();
  if (!METHOD.test(method)) throw new GatewayRefusal(400, 'The method of the request is not one of HTTP.');
  if (request.target.length > TARGET_CHARS_MAX) {
    throw new GatewayRefusal(414, `The address is longer than ${TARGET_CHARS_MAX} characters.`);
  }
  if (request.body.length > REQUEST_BYTES_MAX) throw tooLarge();
  return { method, url: pathAndQuery(request.target), headers: headersOf(request), body: request.body };
}

/** The argument of `http_request` or, without a version, of `http_request_update`. Errors: GatewayRefusal 413. */
export function encodeRequest(request: CanisterRequest, kind: 'query' | 'update'): Uint8Array {
  const { method, url, headers, body } = request;
  const common = { method, url, headers: headers.map(forCanister), body };
  const argument =
    kind === 'query'
      ? IDL.encode([QUERY_REQUEST], [{ ...common, certificate_version: [CERTIFICATE_VERSION] }])
      : IDL.encode([UPDATE_REQUEST], [common]);
  if (argument.length > REQUEST_BYTES_MAX) throw tooLarge();
  return argument;
}

/** True when the client asks for a part of the body. */
export function asksForRange(request: CanisterRequest): boolean {
  return request.headers.some(([name]) => name === 'range' || name === 'if-range');
}

function tooLarge(): GatewayRefusal {
  return new GatewayRefusal(
    413,
    `The request is larger than the ${REQUEST_BYTES_MAX} bytes that a canister takes.`,
  );
}

/** Path and query of a target, which may be absolute; a fragment is not part of either. */
function pathAndQuery(target: string): string {
  const origin = /^https?:\/\/[^/?#]*/i.exec(target)?.[0].length ?? 0;
  const fragment = target.indexOf('#');
  const rest = target.slice(origin, fragment < 0 ? undefined : fragment);
  const url = rest.startsWith('/') ? rest : `/${rest}`;
  if (!TARGET.test(url) || target === '*')
    throw new GatewayRefusal(400, 'The address of the request is malformed.');
  return url;
}

function headersOf(request: HttpRequest): HeaderField[] {
  const headers: HeaderField[] = [];
  let bytes = 0;
  for (const [name, values] of Object.entries(request.headers)) {
    if (values === undefined || CONNECTION_HEADERS.has(name)) continue;
    for (const value of typeof values === 'string' ? [values] : values) {
      if (!HEADER_VALUE.test(value)) {
        throw new GatewayRefusal(400, 'A header of the request holds characters other than visible ASCII.');
      }
      bytes += name.length + value.length;
      headers.push([name, value]);
    }
  }
  if (headers.length > REQUEST_HEADERS_MAX || bytes > REQUEST_HEADER_BYTES_MAX) {
    throw new GatewayRefusal(
      431,
      `The request has more than ${REQUEST_HEADERS_MAX} headers or ${REQUEST_HEADER_BYTES_MAX} bytes of them.`,
    );
  }
  return headers;
}

/**
 * Canisters are always told that the body may come unencoded.
 * Source: dfinity/http-gateway 07bc0f3e, packages/ic-http-gateway-protocol/src/protocol/handler.rs.
 */
function forCanister([name, value]: HeaderField): [string, string] {
  if (name !== 'accept-encoding') return [name, value];
  const encodings = value.split(',').map((encoding) => encoding.trim());
  if (!encodings.some((encoding) => encoding.toLowerCase() === 'identity')) encodings.push('identity');
  return [name, encodings.join(', ')];
}
