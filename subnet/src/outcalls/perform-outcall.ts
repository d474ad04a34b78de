import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';
import { startAlarm } from '../real-time.ts';
import { bareHost, type AllowList, type Permission } from './allow-list.ts';
import { bodyBytesLeft, bodyTooLong, checkResponse } from './check-response.ts';
import { guardedLookup, refusesAddress } from './guarded-lookup.ts';
import { notConnected, OutcallFailed, outcallInvalid } from './outcall-failed.ts';
import { HEADERS_BYTES_MAX, SERVER_TIMEOUT_MS, USER_AGENT } from './outcall-limits.ts';
import type { HttpHeader, OutcallRequest, OutcallResponse } from './outcall.ts';
import { requestUrl, requireHttps } from './request-url.ts';
import { REJECT_CODE } from '../reject.ts';

/** How outcalls leave this machine. */
export interface OutcallRoute {
  readonly allowList: AllowList;
  /** Root certificates in PEM that are trusted besides the machine's. */
  readonly ca?: readonly string[];
}

/** Room for the lines of a header block besides names and values. Units: bytes. */
const HEADER_BLOCK_BYTES_MAX = 2 * HEADERS_BYTES_MAX;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
/** Said by this machine of the connection itself. */
const OWN_HEADERS: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding', 'connection']);

/**
 * Sends a request to a web server and reads the whole response. Redirects are not followed and nothing is decoded.
 * Errors: OutcallFailed.
 */
export async function performOutcall(
  request: OutcallRequest,
  route: OutcallRoute,
  signal: AbortSignal,
): Promise<OutcallResponse> {
  const url = requestUrl(request);
  const permission = route.allowList.permits(url);
  if (permission?.plainHttp !== true) requireHttps(url);
  const host = bareHost(url.hostname);
  if (permission === undefined) throw notConnected(host, 'the host is not on the allow-list of this subnet');
  const refusal = refusesAddress(url.hostname, permission);
  if (refusal !== undefined) throw notConnected(host, refusal);
  const headers = headersOf(request, url);
  const alarm = startAlarm(SERVER_TIMEOUT_MS);
  const ended = new AbortController();
  try {
    const late = alarm.done.then(() => Promise.reject(outcallInvalid('Timeout expired')));
    const answer = exchange(
      { request, url, headers, permission, ca: route.ca },
      AbortSignal.any([signal, ended.signal]),
    );
    return await Promise.race([answer, late]);
  } finally {
    ended.abort();
    alarm.cancel();
  }
}

/** One request on its way. */
interface Exchange {
  readonly request: OutcallRequest;
  readonly url: URL;
  readonly headers: string[];
  readonly permission: Permission;
  readonly ca: readonly string[] | undefined;
}

async function exchange(sent: Exchange, signal: AbortSignal): Promise<OutcallResponse> {
  const { request, url } = sent;
  let message: IncomingMessage;
  try {
    message = await responseTo(send(sent, signal));
  } catch (error) {
    throw failureOf(error, bareHost(url.hostname), request);
  }
  const headers = readHeaders(message.rawHeaders);
  const bytesMax = bodyBytesLeft(headers, request);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of message as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw bodyTooLong(request);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof OutcallFailed) throw error;
    throw new OutcallFailed(REJECT_CODE.SYS_TRANSIENT, `Failed to fetch body: ${reasonOf(error)}`);
  }
  const body = new Uint8Array(Buffer.concat(chunks));
  const response = { status: message.statusCode ?? 0, headers, body };
  checkResponse(response, request);
  return response;
}

function send({ request, url, headers, permission, ca }: Exchange, signal: AbortSignal): ClientRequest {
  const options = {
    host: bareHost(url.hostname),
    port: url.port,
    path: url.pathname + url.search,
    method: request.method,
    headers,
    agent: false,
    lookup: guardedLookup(permission),
    maxHeaderSize: HEADER_BLOCK_BYTES_MAX,
    signal,
    setHost: false,
  };
  const sent = permission.plainHttp
    ? requestHttp(options)
    : requestHttps({ ...options, ...(ca && { ca: [...rootCertificates, ...ca] }) });
  return sent.end(request.body.length > 0 ? request.body : undefined);
}

function responseTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
}

/** Names and values one after the other. Errors: OutcallFailed. */
function headersOf({ headers, body, method }: OutcallRequest, url: URL): string[] {
  const sent: string[] = [];
  const named = new Set(headers.map(({ name }) => name.toLowerCase()));
  if (!named.has('host')) sent.push('host', url.host);
  if (!named.has('user-agent')) sent.push('user-agent', USER_AGENT);
  for (const { name, value } of headers) {
    if (!HEADER_NAME.test(name)) throw outcallInvalid('Failed to parse header name invalid HTTP header name');
    if (!HEADER_VALUE.test(value))
      throw outcallInvalid('Failed to parse header value failed to parse header value');
    if (!OWN_HEADERS.has(name.toLowerCase())) sent.push(name, value);
  }
  const bodyless = method === 'GET' || method === 'HEAD';
  if (body.length > 0 || !bodyless) sent.push('content-length', `${body.length}`);
  return [...sent, 'connection', 'close'];
}

/** Errors: OutcallFailed for a value that is not visible ASCII. */
function readHeaders(raw: readonly string[]): HttpHeader[] {
  const headers: HttpHeader[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2);
    if (!HEADER_VALUE.test(value)) {
      const reason = 'Failed to parse headers: failed to convert header to a str';
      throw new OutcallFailed(REJECT_CODE.SYS_TRANSIENT, reason);
    }
    headers.push({ name: name.toLowerCase(), value });
  }
  return headers;
}

function failureOf(error: unknown, host: string, { responseBytesMax }: OutcallRequest): OutcallFailed {
  if ((error as { readonly code?: unknown }).code === 'HPE_HEADER_OVERFLOW') {
    return outcallInvalid(`Header size exceeds specified response size limit ${responseBytesMax}`);
  }
  return notConnected(host, reasonOf(error));
}

/** Several addresses that failed are one error without words of its own. */
function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return first instanceof Error ? first.message : String(first);
}
