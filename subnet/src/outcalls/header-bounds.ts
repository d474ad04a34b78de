import type { HttpHeader } from './outcall.ts';
import {
  HEADER_PART_BYTES_MAX,
  HEADERS_BYTES_MAX,
  HEADERS_MAX,
  OUTCALL_REQUEST_BYTES_MAX,
} from './outcall-limits.ts';

/** What the headers of a request or response take. Units: bytes of names and values. */
export function headersBytes(headers: readonly HttpHeader[]): number {
  return headers.reduce((sum, { name, value }) => sum + headerBytes(name) + headerBytes(value), 0);
}

/** Units: bytes in UTF-8. */
export function headerBytes(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * Why headers and body are beyond the bounds that hold for requests and responses alike, in the IC's words, or undefined.
 * Source: interface specification, "http_request"; texts of dfinity/ic rs/types/types/src/canister_http.rs.
 */
export function beyondBounds(headers: readonly HttpHeader[], bodyBytes: number): string | undefined {
  const longest = (part: 'name' | 'value') =>
    Math.max(0, ...headers.map((header) => headerBytes(header[part])));
  const sizes = { name: longest('name'), value: longest('value'), all: headersBytes(headers) };
  if (headers.length > HEADERS_MAX) {
    return `number of all http headers ${headers.length} exceeds ${HEADERS_MAX}`;
  }
  for (const part of ['name', 'value'] as const) {
    if (sizes[part] <= HEADER_PART_BYTES_MAX) continue;
    return `number of bytes to represent some http header ${part} ${sizes[part]} exceeds ${HEADER_PART_BYTES_MAX}`;
  }
  if (sizes.all > HEADERS_BYTES_MAX) {
    const what = 'total number of bytes to represent all http header names and values';
    return `${what} ${sizes.all} exceeds ${HEADERS_BYTES_MAX}`;
  }
  const total = sizes.all + bodyBytes;
  if (total <= OUTCALL_REQUEST_BYTES_MAX) return undefined;
  const what = 'total number of bytes to represent all http header names and values and http body';
  return `${what} ${total} exceeds ${OUTCALL_REQUEST_BYTES_MAX}`;
}
