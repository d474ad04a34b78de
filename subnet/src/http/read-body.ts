import type { IncomingMessage } from 'node:http';

/** How reading a body ended. */
export type ReadBody =
  | { readonly kind: 'whole'; readonly body: Uint8Array }
  | { readonly kind: 'too-large' | 'too-many' | 'aborted' };

/** Bytes that the bodies of all requests together may still take; those who take give back. */
export interface BodyBudget {
  bytesLeft: number;
}

const NOTHING = new Uint8Array();

/**
 * Reads the body of a request: no more than `bytesMax` of it, and no more than the budget has. What a whole body took
 * of the budget is for the caller to give back. The rest of a body that is too large is left unread.
 */
export function readBody(request: IncomingMessage, bytesMax: number, budget: BodyBudget): Promise<ReadBody> {
  const declared = declaredBytes(request);
  if (declared === 0) {
    request.resume();
    return Promise.resolve({ kind: 'whole', body: NOTHING });
  }
  if (declared !== undefined && declared > bytesMax) return Promise.resolve({ kind: 'too-large' });
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const onData = (chunk: Uint8Array): void => {
      length += chunk.length;
      budget.bytesLeft -= chunk.length;
      if (length > bytesMax) fail('too-large');
      else if (budget.bytesLeft < 0) fail('too-many');
      else chunks.push(chunk);
    };
    const onEnd = (): void => {
      stop();
      resolve({ kind: 'whole', body: join(chunks, length) });
    };
    const onAbort = (): void => fail('aborted');
    const fail = (kind: 'too-large' | 'too-many' | 'aborted'): void => {
      stop();
      request.pause();
      budget.bytesLeft += length;
      resolve({ kind });
    };
    const stop = (): void => {
      request.off('data', onData).off('end', onEnd).off('error', onAbort).off('close', onAbort);
      request.on('error', () => undefined);
    };
    request.on('data', onData).on('end', onEnd).on('error', onAbort).on('close', onAbort);
  });
}

/** The declared length; 0 when the request has no body at all; undefined when it comes in chunks. */
function declaredBytes(request: IncomingMessage): number | undefined {
  const declared = request.headers['content-length'];
  if (declared !== undefined) return Number(declared);
  return request.headers['transfer-encoding'] === undefined ? 0 : undefined;
}

/** One buffer of its own: what is kept of a body must not keep the socket's buffers. */
function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}
