import { IDL } from '@dfinity/candid';
import { readMessage } from '@indus/kit/admit-message';
import { concatBytes } from '@indus/kit/bytes';
import { envOf } from '@indus/kit/env';
import { encodeHashTree } from '@indus/kit/hash-tree';
import { encodeRecord } from '@indus/kit/record-codec';
import { guard } from '@indus/kit/endpoint';
import type { Registry } from '../storage.ts';
import { toBase64 } from './base64.ts';
import { EXPRESSION_HEADER } from './http-expression.ts';
import { HTTP_REQUEST_SIZE_BYTES_MAX } from './limits.ts';

const Header = IDL.Tuple(IDL.Text, IDL.Text);
const CBOR_TAG = Uint8Array.of(0xd9, 0xd9, 0xf7);
const CBOR_ARRAY = 0x80;
const CBOR_TEXT = 0x60;
const CBOR_TEXT_U8 = 0x78;
const CBOR_TEXT_U16 = 0x79;
const CBOR_SHORT_MAX = 23;
const utf8 = new TextEncoder();

/** Candid type of what a gateway sends. Source: HTTP gateway protocol specification, "Canister HTTP Interface". */
export const HttpRequest = IDL.Record({
  method: IDL.Text,
  url: IDL.Text,
  headers: IDL.Vec(Header),
  body: IDL.Vec(IDL.Nat8),
  certificate_version: IDL.Opt(IDL.Nat16),
});

/** Candid type of what a gateway is answered. */
export const HttpResponse = IDL.Record({
  status_code: IDL.Nat16,
  headers: IDL.Vec(Header),
  body: IDL.Vec(IDL.Nat8),
});

interface Response {
  readonly status_code: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/**
 * Serves one HTTP request: a document, or a certified "not found". The answer is the same for every method and every header:
 * nothing of the request is certified but its path.
 * Context: query. Errors: what is no request of a gateway traps.
 */
export function serveHttp(registry: Registry): void {
  const { system } = registry.host;
  guard(system, () => {
    const bounds = { types: [HttpRequest], sizeBytesMax: HTTP_REQUEST_SIZE_BYTES_MAX };
    const [{ url }] = readMessage(system.argument(), bounds) as [{ readonly url: string }];
    const answer = registry.registers.documents.answer(segmentsOf(url));
    const certificate = envOf(system).certificate();
    const headers = [...answer.headers, EXPRESSION_HEADER];
    if (certificate !== undefined) {
      const tree = encodeHashTree(registry.witness({ http_expr: answer.tree }));
      const path = encodePath(answer.expressionPath);
      const value =
        `certificate=:${toBase64(certificate)}:, tree=:${toBase64(tree)}:, version=2, ` +
        `expr_path=:${toBase64(path)}:`;
      headers.push(['IC-Certificate', value]);
    }
    const response: Response = { status_code: answer.status, headers, body: answer.body };
    system.reply(encodeRecord(HttpResponse, response));
  });
}

/**
 * The segments of a URL's path: empty ones do not count, but a slash at the end is one of its own.
 * Source: HTTP gateway protocol specification, "Expression Path".
 */
export function segmentsOf(url: string): string[] {
  const path = decoded(url.split('?', 1)[0] as string);
  const segments = path.split('/').filter((segment) => segment !== '');
  return path.endsWith('/') ? [...segments, ''] : segments;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function encodePath(path: readonly string[]): Uint8Array {
  const parts = path.map((segment) => {
    const bytes = utf8.encode(segment);
    const { length } = bytes;
    if (length <= CBOR_SHORT_MAX) return concatBytes(Uint8Array.of(CBOR_TEXT + length), bytes);
    if (length <= 0xff) return concatBytes(Uint8Array.of(CBOR_TEXT_U8, length), bytes);
    return concatBytes(Uint8Array.of(CBOR_TEXT_U16, length >> 8, length & 0xff), bytes);
  });
  return concatBytes(CBOR_TAG, Uint8Array.of(CBOR_ARRAY + path.length), ...parts);
}
