import { encodeSelfDescribed } from '../codec/cbor-encode.ts';
import type { CborMap } from '../codec/cbor-value.ts';

/** Header names in lower case, as Node and the Fetch standard give them. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request, whatever carried it. */
export interface HttpRequest {
  readonly method: string;
  /** The request target: path and query, as sent. */
  readonly target: string;
  readonly headers: RequestHeaders;
  /** Address of the sender; absent for a request of the own process. */
  readonly remoteAddress?: string | undefined;
  readonly body: Uint8Array;
}

/** A response, whatever carries it. The carrier adds the length, unless a header gives that of a body left out. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** Answers requests; it never throws and never rejects. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

const NOTHING = new Uint8Array();
const TYPE = 'content-type';

/** Any page of any origin may speak to the API: nothing here rests on cookies. */
const CORS: HttpResponse['headers'] = [['access-control-allow-origin', '*']];
const CBOR_HEADERS: HttpResponse['headers'] = [[TYPE, 'application/cbor'], ...CORS];
const TEXT_HEADERS: HttpResponse['headers'] = [
  [TYPE, 'text/plain; charset=utf-8'],
  ['x-content-type-options', 'nosniff'],
  ...CORS,
];
const PREFLIGHT_HEADERS: HttpResponse['headers'] = [
  ...CORS,
  ['access-control-allow-methods', 'GET, HEAD, POST, OPTIONS'],
  ['access-control-allow-headers', 'accept, authorization, content-type, range, x-requested-with'],
  ['access-control-max-age', '86400'],
];

/** 200 with self-described CBOR. */
export function cborResponse(value: CborMap): HttpResponse {
  return { status: 200, headers: CBOR_HEADERS, body: encodeSelfDescribed(value) };
}

/** A short text, for errors. */
export function textResponse(
  status: number,
  text: string,
  headers: HttpResponse['headers'] = [],
): HttpResponse {
  return {
    status,
    headers: headers.length === 0 ? TEXT_HEADERS : [...TEXT_HEADERS, ...headers],
    body: Buffer.from(text),
  };
}

/** A status without a body. */
export function emptyResponse(status: number): HttpResponse {
  return { status, headers: CORS, body: NOTHING };
}

/** The answer to OPTIONS. Source: Fetch standard, "CORS-preflight fetch". */
export function preflightResponse(): HttpResponse {
  return { status: 204, headers: PREFLIGHT_HEADERS, body: NOTHING };
}
