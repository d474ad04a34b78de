import { malformed } from './candid-reader.ts';
import type { HeaderField } from './convert-request.ts';

/** A part of a body, first and last byte inclusive. Units: bytes. */
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

/**
 * The part that a response says it is.
 * Errors: GatewayRefusal 502 when it does not say, or says what cannot be.
 * Source: RFC 9110, section 14.4.
 */
export function contentRangeOf(headers: readonly HeaderField[], bodyBytes: number): ContentRange {
  const value = headers.find(([name]) => name.toLowerCase() === 'content-range')?.[1];
  const parts = /^\s*bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})\s*$/.exec(value ?? '');
  if (parts === null) throw malformed('expected a header content-range with 206');
  const [first, last, total] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (first > last || last >= total || last - first + 1 !== bodyBytes) {
    throw malformed('expected a header content-range that fits the body');
  }
  return { first, last, total };
}
