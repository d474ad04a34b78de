import { concatBytes } from '@indus/kit/bytes';
import { ascii, labeled, labeledHash, leaf, leafHash } from '@indus/kit/hash-tree';
import type { HashTree } from '@indus/kit/hash-tree';
import { compareBytes } from '@indus/kit/bytes';
import { sha256 } from '@indus/kit/sha256';

const EXPRESSION =
  'default_certification(ValidationArgs{certification:Certification{no_request_certification:Empty{},' +
  'response_certification:ResponseCertification{certified_response_headers:ResponseHeaderList{headers:' +
  '["content-type","cache-control","x-content-type-options"]}}}})';
const EXPRESSION_HASH = sha256(ascii(EXPRESSION));
const NOTHING = new Uint8Array(0);
const LEB128_PAYLOAD_BITS = 7;
const LEB128_CONTINUES = 0x80;
const utf8 = new TextEncoder();

/** The header that tells which parts of a response are certified, and its value. */
export const EXPRESSION_HEADER = ['IC-CertificateExpression', EXPRESSION] as const;

/** The end of a path that stands for itself alone. */
export const EXACT = ascii('<$>');
/** The end of a path that stands for all paths below it that have no better one. */
export const WILDCARD = ascii('<*>');

/** What the header fields of a certified answer are. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
}

/**
 * The hash under which an answer is certified: its status and all of its headers, and its body.
 * Source: HTTP gateway protocol specification, "Response Hash Calculation".
 */
export function responseHash({ status, headers }: AnswerHead, body: Uint8Array): Uint8Array {
  const fields = [...headers, EXPRESSION_HEADER].map(([name, value]) =>
    concatBytes(sha256(utf8.encode(name.toLowerCase())), sha256(utf8.encode(value))),
  );
  fields.push(concatBytes(sha256(ascii(':ic-cert-status')), sha256(leb128(status))));
  return sha256(sha256(...fields.toSorted(compareBytes)), sha256(body));
}

/** The tree below a path's end: expression, no request, response. */
export function answerTree(end: Uint8Array, response: Uint8Array): HashTree {
  return labeled(end, labeled(EXPRESSION_HASH, labeled(NOTHING, labeled(response, leaf(NOTHING)))));
}

/** The root hash of {@link answerTree}. */
export function answerTreeHash(end: Uint8Array, response: Uint8Array): Uint8Array {
  return labeledHash(end, answerHash(response));
}

/** The root hash of what stands below the end of a path. */
export function answerHash(response: Uint8Array): Uint8Array {
  const answer = labeledHash(response, leafHash(NOTHING));
  return labeledHash(EXPRESSION_HASH, labeledHash(NOTHING, answer));
}

function leb128(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= LEB128_CONTINUES) {
    bytes.push((rest % LEB128_CONTINUES) | LEB128_CONTINUES);
    rest = Math.floor(rest / 2 ** LEB128_PAYLOAD_BITS);
  }
  return Uint8Array.of(...bytes, rest);
}
