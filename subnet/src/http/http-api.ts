import { CALL_WAIT_MS } from '../limits.ts';
import { EnvelopeError } from '../envelope/envelope-error.ts';
import { isApiPath, parseApiRoute, pathOf, type ApiRoute } from './api-route.ts';
import { answerCall } from './answer-call.ts';
import { answerQuery } from './answer-query.ts';
import { answerReadState } from './answer-read-state.ts';
import { answerStatus } from './answer-status.ts';
import { HttpError } from './http-error.ts';
import {
  preflightResponse,
  textResponse,
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
} from './http-message.ts';
import { neverThrow, type OnInternalError } from './never-throw.ts';
import type { ReplicaInterface } from './replica.ts';

/** What the API stands on. */
export interface HttpApiOptions {
  readonly replica: ReplicaInterface;
  /** Answers what is not under `/api`: the HTTP gateway. Without it such paths are unknown. */
  readonly fallback?: HttpHandler;
  readonly onInternalError?: OnInternalError;
  /** How long v3 and v4 calls wait for their certificate. Units: milliseconds. */
  readonly callWaitMs?: number;
}

/** The HTTPS interface of the IC as a function of the request. Source: IC interface specification, "HTTPS interface". */
export function httpApi(options: HttpApiOptions): HttpHandler {
  const { replica, fallback } = options;
  const callWaitMs = options.callWaitMs ?? CALL_WAIT_MS;
  const answer: HttpHandler = async (request) => {
    const path = pathOf(request.target);
    try {
      if (isApiPath(path)) return await answerApi(replica, callWaitMs, path, request);
      return fallback === undefined ? notFound() : await fallback(request);
    } catch (error) {
      if (error instanceof HttpError) return textResponse(error.status, error.message);
      if (error instanceof EnvelopeError) return textResponse(error.httpStatus, error.message);
      throw error;
    }
  };
  const isBroken = () => replica.health() !== 'healthy';
  return neverThrow(answer, options.onInternalError ?? (() => undefined), isBroken);
}

async function answerApi(
  replica: ReplicaInterface,
  callWaitMs: number,
  path: string,
  request: HttpRequest,
): Promise<HttpResponse> {
  if (request.method === 'OPTIONS') return preflightResponse();
  const route = parseApiRoute(path);
  if (route === undefined) return notFound();
  if (route.endpoint === 'status') {
    if (request.method === 'GET' || request.method === 'HEAD') return answerStatus(replica);
    return methodNotAllowed('GET, HEAD, OPTIONS');
  }
  if (request.method !== 'POST') return methodNotAllowed('POST, OPTIONS');
  requireCbor(request);
  requireHealth(replica);
  return answerPost(replica, callWaitMs, route, request.body);
}

function answerPost(
  replica: ReplicaInterface,
  callWaitMs: number,
  route: Exclude<ApiRoute, { readonly endpoint: 'status' }>,
  body: Uint8Array,
): Promise<HttpResponse> {
  switch (route.endpoint) {
    case 'call':
      return answerCall(replica, route, body, callWaitMs);
    case 'query':
      return answerQuery(replica, route, body);
    case 'read_state':
      return answerReadState(replica, route, body);
  }
}

function requireCbor(request: HttpRequest): void {
  const type = request.headers['content-type'];
  const text = typeof type === 'string' ? type : type?.[0];
  if (text !== undefined && /^\s*application\/cbor\s*(;|$)/i.test(text)) return;
  throw new HttpError(415, 'Unexpected content-type, expected application/cbor');
}

function requireHealth(replica: ReplicaInterface): void {
  const health = replica.health();
  if (health === 'healthy') return;
  throw new HttpError(503, `Replica is unhealthy: ${health}. Check the /api/v2/status for more information.`);
}

function notFound(): HttpResponse {
  return textResponse(404, 'Not found');
}

function methodNotAllowed(allow: string): HttpResponse {
  return textResponse(405, `Method not allowed, expected ${allow}`, [['allow', allow]]);
}
