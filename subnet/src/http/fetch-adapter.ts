import { HTTP_BODY_BYTES_MAX } from '../limits.ts';
import { textResponse, type HttpHandler, type HttpResponse } from './http-message.ts';
import { failedRequest, unsendable, type OnInternalError } from './never-throw.ts';

/** Statuses of responses that have no body. Source: Fetch standard, "null body status". */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Answers a Fetch request by the handler that also answers the port: no port is needed. `onInternalError` is told of
 * answers that cannot be sent, such as one with a header that HTTP does not allow.
 */
export function fetchAdapter(
  handler: HttpHandler,
  onInternalError?: OnInternalError,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = await readAtMost(request, HTTP_BODY_BYTES_MAX);
    if (body === undefined) return toResponse(request, bodyTooLarge());
    const { pathname, search, host } = new URL(request.url);
    const headers: Record<string, string> = { host };
    for (const [name, value] of request.headers) headers[name] = value;
    const target = pathname + search;
    try {
      return toResponse(request, await handler({ method: request.method, target, headers, body }));
    } catch (error) {
      onInternalError?.(error, failedRequest({ method: request.method, target }));
      return toResponse(request, unsendable());
    }
  };
}

/** 413, with the bound. */
export function bodyTooLarge(): HttpResponse {
  return textResponse(413, `Request too large: expected at most ${HTTP_BODY_BYTES_MAX} bytes of body`);
}

function toResponse(request: Request, response: HttpResponse): Response {
  const bodiless = request.method === 'HEAD' || BODILESS.has(response.status);
  const headers = new Headers();
  for (const [name, value] of response.headers) headers.append(name, value);
  if (!headers.has('content-length')) headers.set('content-length', String(response.body.length));
  const body = bodiless ? null : (response.body as Uint8Array<ArrayBuffer>);
  return new Response(body, { status: response.status, headers });
}

async function readAtMost(request: Request, bytesMax: number): Promise<Uint8Array | undefined> {
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(Buffer.concat(chunks, length));
    length += value.length;
    if (length > bytesMax) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
}
