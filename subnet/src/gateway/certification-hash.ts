import { encodeUleb } from '../codec/leb128.ts';
import { sha256 } from '../crypto/sha256.ts';
import type { RequestCertification, ResponseCertification } from './certificate-expression.ts';
import type { CanisterRequest, HeaderField } from './convert-request.ts';

/** The headers that carry the proof, in lower case. */
export const CERTIFICATE_HEADER = 'ic-certificate';
export const EXPRESSION_HEADER = 'ic-certificateexpression';

/** A field whose value is hashed as text or as a number. */
type HashedField = readonly [name: string, value: string | number];

/**
 * Hash of a request as far as it is certified.
 * Source: HTTP gateway protocol, "Request Hash Calculation"; names of parameters are compared without case, as in
 * dfinity/response-verification fb792650, packages/ic-http-certification/src/hash/request_hash.rs.
 */
export function requestHash(request: CanisterRequest, certification: RequestCertification): Uint8Array {
  const isCertified = namesIn(certification.headers);
  const fields: HashedField[] = request.headers
    .map(([name, value]): HeaderField => [name.toLowerCase(), value])
    .filter(([name]) => isCertified(name));
  fields.push([':ic-cert-method', request.method]);
  const query = certifiedQuery(request.url, certification.queryParameters);
  if (query !== undefined) fields.push([':ic-cert-query', query]);
  return sha256(Buffer.concat([hashOfFields(fields), sha256(request.body)]));
}

/** Hash of a response as far as it is certified. Source: HTTP gateway protocol, "Response Hash Calculation". */
export function responseHash(
  response: { readonly status: number; readonly body: Uint8Array },
  certifiedHeaders: readonly HeaderField[],
): Uint8Array {
  const headers = hashOfFields([...certifiedHeaders, [':ic-cert-status', response.status]]);
  return sha256(Buffer.concat([headers, sha256(response.body)]));
}

/** The headers of a response that its hash covers, names in lower case. */
export function certifiedHeaders(
  headers: readonly HeaderField[],
  { mode, headers: listed }: ResponseCertification,
): HeaderField[] {
  const isListed = namesIn(listed);
  return headers
    .map(([name, value]): HeaderField => [name.toLowerCase(), value])
    .filter(([name]) => {
      if (name === CERTIFICATE_HEADER) return false;
      return name === EXPRESSION_HEADER || isListed(name) === (mode === 'only');
    });
}

/**
 * Representation-independent hash of fields, whose names may repeat.
 * Source: IC interface specification, "Representation-independent hashing of structured data".
 */
export function hashOfFields(fields: readonly HashedField[]): Uint8Array {
  const pairs = fields.map(([name, value]) =>
    Buffer.concat([
      sha256(Buffer.from(name)),
      sha256(typeof value === 'number' ? encodeUleb(value) : Buffer.from(value)),
    ]),
  );
  pairs.sort((a, b) => a.compare(b));
  return sha256(Buffer.concat(pairs));
}

function namesIn(list: readonly string[]): (lowerCaseName: string) => boolean {
  const names = new Set(list.map((name) => name.toLowerCase()));
  return (name) => names.has(name);
}

function certifiedQuery(url: string, parameters: readonly string[]): string | undefined {
  const start = url.indexOf('?');
  if (start < 0) return undefined;
  const isCertified = namesIn(parameters);
  const kept = url
    .slice(start + 1)
    .split('&')
    .filter((part) => isCertified((part.split('=', 1)[0] ?? '').toLowerCase()));
  return kept.length === 0 ? undefined : kept.join('&');
}
