import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { HTTP_BODY_BYTES_MAX } from '../limits.ts';
import { bodyTooLarge } from './fetch-adapter.ts';
import { textResponse, type HttpHandler, type HttpResponse } from './http-message.ts';
import { failedRequest, unsendable, type FailedRequest } from './never-throw.ts';
import { Pace } from './pace.ts';
import { readBody, type BodyBudget } from './read-body.ts';

/** Requests under way at most, as one connection can send many. */
const REQUESTS_MAX = 4_096;
/** What all bodies together may take while their requests are under way. */
const BODIES_BYTES_MAX = 512 * 1024 * 1024;
/** How much of a body that is too large is read and dropped, so that its sender comes to read the refusal. */
const DROPPED_BYTES_MAX = 64 * 1024 * 1024;

const TOO_MANY = textResponse(429, 'Too many requests under way, try again later');
const INTERNAL = unsendable();

/** Is told of answers that could not be sent, and without a request of connections that failed. */
export type OnServerError = (error: unknown, request?: FailedRequest) => void;

/** What the requests of one server share. */
export interface ServingState {
  readonly handler: HttpHandler;
  readonly onInternalError: OnServerError;
  readonly budget: BodyBudget;
  /** Requests that bring an envelope, spread over turns of the event loop. */
  readonly pace: Pace;
  underWay: number;
  /** Connections that have brought no whole request head yet: Node counts them as busy. */
  readonly unused: Set<Socket>;
  closing: boolean;
}

/** The state of a server that has no request yet. */
export function servingState(handler: HttpHandler, onInternalError: OnServerError): ServingState {
  return {
    handler,
    onInternalError,
    unused: new Set(),
    budget: { bytesLeft: BODIES_BYTES_MAX },
    pace: new Pace(),
    underWay: 0,
    closing: false,
  };
}

/** Answers one request of Node's server by the handler. It never throws; what goes wrong is reported. */
export function serveRequest(state: ServingState, request: IncomingMessage, response: ServerResponse): void {
  state.unused.delete(request.socket);
  if (state.underWay >= REQUESTS_MAX) return refuseBody(request, response, TOO_MANY);
  state.underWay++;
  serveOne(state, request, response)
    .catch((error: unknown) => state.onInternalError(error, failedOf(request)))
    .finally(() => state.underWay--);
}

async function serveOne(
  state: ServingState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const read = await readBody(request, HTTP_BODY_BYTES_MAX, state.budget);
  if (read.kind === 'aborted') return;
  if (read.kind !== 'whole') {
    return refuseBody(request, response, read.kind === 'too-large' ? bodyTooLarge() : TOO_MANY);
  }
  try {
    const { method = '', url = '', headers } = request;
    const { remoteAddress } = request.socket;
    if (method === 'POST') await state.pace.turn();
    const answer = await state.handler({ method, target: url, headers, remoteAddress, body: read.body });
    if (!response.destroyed) writeHead(response, answer, state.closing).end(answer.body);
  } catch (error) {
    state.onInternalError(error, failedOf(request));
    if (response.headersSent) response.destroy();
    else writeHead(response, INTERNAL, true).end(INTERNAL.body);
  } finally {
    state.budget.bytesLeft += read.body.length;
  }
}

function failedOf({ method = '', url = '' }: IncomingMessage): FailedRequest {
  return failedRequest({ method, target: url });
}

/** Answers before the body has arrived, and ends the connection once its sender had the chance to read the answer. */
function refuseBody(request: IncomingMessage, response: ServerResponse, refusal: HttpResponse): void {
  let dropped = 0;
  request.on('data', (chunk: Uint8Array) => {
    dropped += chunk.length;
    if (dropped > DROPPED_BYTES_MAX) request.destroy();
  });
  request.on('end', () => response.end());
  request.on('error', () => undefined);
  response.on('error', () => undefined);
  writeHead(response, refusal, true).write(refusal.body);
  request.resume();
}

function writeHead(response: ServerResponse, answer: HttpResponse, last: boolean): ServerResponse {
  const headers: string[] = [];
  let length = answer.status !== 204 && answer.status !== 304;
  for (const [name, value] of answer.headers) {
    headers.push(name, value);
    if (name.toLowerCase() === 'content-length') length = false;
  }
  if (length) headers.push('content-length', String(answer.body.length));
  if (last) headers.push('connection', 'close');
  return response.writeHead(answer.status, headers);
}
