import type { Principal } from '@dfinity/principal';
import { countConsumed } from '../canister/cycles-consumed.ts';
import { beyondBounds, headerBytes } from '../outcalls/header-bounds.ts';
import {
  HEADER_BYTES_MAX,
  HEADERS_BYTES_MAX,
  HEADERS_MAX,
  OUTCALL_RESPONSE_BYTES_MAX,
  OUTCALLS_IN_FLIGHT_MAX,
  URL_BYTES_MAX,
} from '../outcalls/outcall-limits.ts';
import type { HttpHeader, OutcallRequest } from '../outcalls/outcall.ts';
import { keyText, principalKey } from '../principal.ts';
import { costOfHttpRequest } from '../sandbox/system-api/cycle-costs.ts';
import { groupedCycles } from './grouped-cycles.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import type { ManagementMethod, MethodRequest } from './management-method.ts';
import { badPayload, ManagementRefused, tooManyElements } from './management-refused.ts';

/** Argument of http_request. */
interface HttpRequestArgument {
  readonly url: string;
  readonly max_response_bytes: readonly bigint[];
  readonly method: Readonly<Record<string, null>>;
  readonly headers: HttpHeader[];
  readonly body: readonly Uint8Array[];
  readonly transform: readonly Transform[];
  readonly is_replicated: readonly boolean[];
}

interface Transform {
  readonly function: readonly [principal: Principal, method: string];
  readonly context: Uint8Array;
}

/**
 * Asks a web server on behalf of a canister. The answer comes in a later round.
 * Errors: IC0504 where outcalls are off, IC0408, IC0406; later what the outcall fails with (OutcallFailed).
 * Source: interface specification, "http_request"; order and texts of dfinity/ic rs/types/types/src/canister_http.rs and
 * rs/execution_environment/src/execution_environment.rs.
 */
export const httpRequest: ManagementMethod<HttpRequestArgument> = {
  name: 'http_request',
  types: MANAGEMENT_IDL.http_request,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  handle(request, argument) {
    const { call, host } = request;
    if (!host.outcalls.enabled) {
      throw new ManagementRefused('IC0504', 'This API is not enabled on this subnet');
    }
    const outcall = checked(argument, request);
    if (host.outcalls.inFlight >= OUTCALLS_IN_FLIGHT_MAX) {
      throw refused(`max number (${OUTCALLS_IN_FLIGHT_MAX}) of http requests in-flight reached.`);
    }
    const fee = host.freeCycles ? 0n : costOf(argument, outcall);
    if (call.cycles < fee) {
      throw refused(
        `http_request request sent with ${groupedCycles(call.cycles)} cycles, ` +
          `but ${groupedCycles(fee)} cycles are required.`,
      );
    }
    const caller = host.canisters.get(call.caller);
    if (caller !== undefined && fee > 0n) {
      countConsumed(caller, 'http_outcalls', fee);
      host.touch(caller);
    }
    const { origin } = call;
    host.outcalls.begin({
      origin,
      caller: call.caller,
      askedAtNs: host.nowNs,
      request: outcall,
      refund: call.cycles - fee,
    });
    return { kind: 'pending' };
  },
};

/** Errors: ManagementRefused. */
function checked(argument: HttpRequestArgument, { call }: MethodRequest): OutcallRequest {
  const {
    url,
    headers,
    body: [body = new Uint8Array(0)],
  } = argument;
  requireDecodable(headers);
  const [transform] = argument.transform;
  if (transform !== undefined) {
    const owner = principalKey(transform.function[0].toUint8Array());
    if (owner !== call.caller) {
      throw refused(`transform principal id expected to be ${keyText(call.caller)}, got ${keyText(owner)}`);
    }
  }
  const urlBytes = Buffer.byteLength(url);
  if (urlBytes > URL_BYTES_MAX) throw refused(`url size ${urlBytes} exceeds ${URL_BYTES_MAX}`);
  const beyond = beyondBounds(headers, body.length);
  if (beyond !== undefined) throw refused(beyond);
  const [bytesMax = BigInt(OUTCALL_RESPONSE_BYTES_MAX)] = argument.max_response_bytes;
  if (bytesMax > BigInt(OUTCALL_RESPONSE_BYTES_MAX)) {
    const range = `[0..${OUTCALL_RESPONSE_BYTES_MAX}]`;
    throw refused(`max_response_bytes expected to be in the range ${range}, got ${bytesMax}`);
  }
  const method = methodOf(argument);
  const replicated = argument.is_replicated[0] ?? true;
  if (replicated && NOT_REPLICATED.has(method)) {
    throw refused('The requested HTTP method is only allowed for non-replicated requests.');
  }
  return {
    url,
    method,
    headers,
    body,
    responseBytesMax: Number(bytesMax),
    ...(transform && { transform: { method: transform.function[1], context: transform.context } }),
    replicated,
  };
}

const NOT_REPLICATED: ReadonlySet<string> = new Set(['PUT', 'DELETE', 'PATCH']);

function methodOf({ method }: HttpRequestArgument): OutcallRequest['method'] {
  return Object.keys(method).join('').toUpperCase() as OutcallRequest['method'];
}

/** Bounds that the IC finds broken while it decodes. Errors: ManagementRefused IC0408. */
function requireDecodable(headers: readonly HttpHeader[]): void {
  let total = 0;
  for (const [index, { name, value }] of headers.entries()) {
    if (index >= HEADERS_MAX) throw tooManyElements(HEADERS_MAX);
    const bytes = headerBytes(name) + headerBytes(value);
    if (bytes > HEADER_BYTES_MAX) throw tooMuchData('single element', HEADER_BYTES_MAX);
    total += bytes;
    if (total > HEADERS_BYTES_MAX) throw tooMuchData('total', HEADERS_BYTES_MAX);
  }
}

function tooMuchData(what: string, max: number): ManagementRefused {
  return badPayload(`Deserialize error: The ${what} data size exceeds maximum allowed ${max}`);
}

/** Source: published cycle costs, "HTTPS outcalls". */
function costOf({ transform }: HttpRequestArgument, request: OutcallRequest): bigint {
  const parts = [
    Buffer.byteLength(request.url),
    ...request.headers.map(({ name, value }) => headerBytes(name) + headerBytes(value)),
    request.body.length,
    ...transform.map(({ function: [, method], context }) => Buffer.byteLength(method) + context.length),
  ];
  const bytes = parts.reduce((sum, part) => sum + part, 0);
  return costOfHttpRequest(BigInt(bytes), BigInt(request.responseBytesMax));
}

function refused(message: string): ManagementRefused {
  return new ManagementRefused('IC0406', message);
}
