import { gunzipSync, inflateRawSync } from 'node:zlib';
import { sha256 } from '../crypto/sha256.ts';
import type { HashTree } from '../hash-tree/hash-tree.ts';
import { lookupPath } from '../hash-tree/lookup.ts';
import { toLabel } from './expression-path.ts';
import { BODY_BYTES_MAX } from './gateway-limits.ts';
import { VerificationFailed } from './verification-failed.ts';
import type { CertifiableResponse } from './verify-response.ts';

const ASSETS = toLabel('http_assets');
const FALLBACK = toLabel('/index.html');

/**
 * Verifies the body of a response by version 1: the tree has its hash under the path of the request, or, when the
 * tree proves that it has no such path, under that of the index page. The hash is of the body as it came or decoded.
 * Errors: VerificationFailed.
 * Source: HTTP gateway protocol, "Legacy Response Verification".
 */
export function verifyAssetBody(path: string, response: CertifiableResponse, tree: HashTree): void {
  const own = lookupPath([ASSETS, toLabel(path)], tree);
  const found = own.kind === 'absent' ? lookupPath([ASSETS, FALLBACK], tree) : own;
  if (found.kind !== 'found') throw new VerificationFailed('the tree shows no asset for the path');
  const matches = (body: Uint8Array) => Buffer.compare(sha256(body), found.value) === 0;
  if (matches(response.body)) return;
  const decoded = decodeBody(response);
  if (decoded === undefined || !matches(decoded)) throw new VerificationFailed('the body is not certified');
}

/** The body without its encoding; undefined when it has none that is known, or is not what it says. */
function decodeBody({ headers, body }: CertifiableResponse): Uint8Array | undefined {
  const encoding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1];
  const options = { maxOutputLength: BODY_BYTES_MAX };
  try {
    if (encoding === 'gzip') return gunzipSync(body, options);
    if (encoding === 'deflate') return inflateRawSync(body, options);
    return undefined;
  } catch {
    return undefined;
  }
}
