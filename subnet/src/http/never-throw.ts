import { pathOf } from './api-route.ts';
import { textResponse, type HttpHandler, type HttpRequest, type HttpResponse } from './http-message.ts';

/** Which request an internal error belongs to. Shape: `path` is without what follows a question mark. */
export interface FailedRequest {
  readonly method: string;
  readonly path: string;
}

/** Is told of every error that is answered with 500; the client sees none of it. */
export type OnInternalError = (error: unknown, request: FailedRequest) => void;

/**
 * A handler that answers whatever happens: 500 where `handler` throws, and that is reported. While `isBroken` it answers 503: the
 * subnet goes back to its newest stored round then, has said why, and the request can be sent again.
 */
export function neverThrow(
  handler: HttpHandler,
  onInternalError: OnInternalError,
  isBroken: () => boolean,
): HttpHandler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      if (isBroken()) return textResponse(503, 'The subnet goes back to its newest stored round; try again');
      onInternalError(error, failedRequest(request));
      return textResponse(500, 'Internal error: the request was not answered');
    }
  };
}

/** What a report says of a request. */
export function failedRequest({ method, target }: Pick<HttpRequest, 'method' | 'target'>): FailedRequest {
  return { method, path: pathOf(target) };
}

/** 500, for an answer that the carrier does not take. */
export function unsendable(): HttpResponse {
  return textResponse(500, 'Internal error: the answer could not be sent');
}
