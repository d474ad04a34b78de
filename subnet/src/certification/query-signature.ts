import type { CborValue } from '../codec/cbor-value.ts';
import { hashOfMap } from '../hash-tree/hash-of-map.ts';
import type { Reject } from '../reject.ts';

/** The answer to a query, as it is signed. */
export type SignedAnswer =
  | { readonly kind: 'replied'; readonly data: Uint8Array }
  | { readonly kind: 'rejected'; readonly reject: Reject };

const DOMAIN = Buffer.from('\x0bic-response', 'latin1');

/**
 * The message that a node signs for its answer to a query.
 * Units: `timestampNs` nanoseconds. Source: IC interface specification, "Request: Query call".
 */
export function queryResponseMessage(
  answer: SignedAnswer,
  requestId: Uint8Array,
  timestampNs: bigint,
): Uint8Array {
  const signed = new Map<string, CborValue>([
    ...queryResponseFields(answer),
    ['timestamp', timestampNs],
    ['request_id', requestId],
  ]);
  return Buffer.concat([DOMAIN, hashOfMap(signed)]);
}

/** The fields of the response to a query, all but its signatures. Source: as queryResponseMessage. */
export function queryResponseFields(answer: SignedAnswer): [name: string, value: CborValue][] {
  if (answer.kind === 'replied') {
    return [
      ['status', 'replied'],
      ['reply', new Map([['arg', answer.data]])],
    ];
  }
  return [
    ['status', 'rejected'],
    ['reject_code', answer.reject.code],
    ['reject_message', answer.reject.message],
    ['error_code', answer.reject.errorCode],
  ];
}
