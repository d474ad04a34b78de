import { beyondBounds, headersBytes } from './header-bounds.ts';
import { outcallInvalid } from './outcall-failed.ts';
import type { HttpHeader, OutcallRequest, OutcallResponse } from './outcall.ts';

/** Bytes that the body may have beside these headers. Errors: OutcallFailed. */
export function bodyBytesLeft(
  headers: readonly HttpHeader[],
  { responseBytesMax }: Pick<OutcallRequest, 'responseBytesMax'>,
): number {
  const left = responseBytesMax - headersBytes(headers);
  if (left >= 0) return left;
  throw outcallInvalid(`Header size exceeds specified response size limit ${responseBytesMax}`);
}

/** The refusal of a body that is too long for its request. */
export function bodyTooLong({ responseBytesMax }: Pick<OutcallRequest, 'responseBytesMax'>): Error {
  return outcallInvalid(`Http body exceeds size limit of ${responseBytesMax} bytes.`);
}

/**
 * Holds a whole response to the bounds of its request and of all outcalls.
 * Errors: OutcallFailed. Source: interface specification, "http_request".
 */
export function checkResponse(response: OutcallResponse, request: OutcallRequest): void {
  if (response.body.length > bodyBytesLeft(response.headers, request)) throw bodyTooLong(request);
  const reason = beyondBounds(response.headers, response.body.length);
  if (reason !== undefined) throw outcallInvalid(reason);
}
