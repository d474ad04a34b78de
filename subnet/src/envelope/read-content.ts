import {
  expectArray,
  expectBytes,
  expectMap,
  expectNat,
  expectText,
  refuseUnknownKeys,
} from '../codec/cbor-field.ts';
import type { CborMap, CborValue } from '../codec/cbor-value.ts';
import { PRINCIPAL_BYTES_MAX } from '../principal.ts';
import type { CallContent, ReadStateContent } from './content.ts';
import { EnvelopeError } from './envelope-error.ts';
import { requestIdOf } from './request-id.ts';

/** Bounds: bytes of a nonce. Source: IC interface specification, "Authentication". */
export const NONCE_BYTES_MAX = 32;

/** Content of a call or query before it is authenticated; the signature over `senderInfo` is kept for the check. */
export interface UnverifiedCall {
  readonly content: CallContent;
  readonly senderInfoSignature?: Uint8Array;
}

const COMMON = ['request_type', 'nonce', 'ingress_expiry', 'sender'] as const;
const CALL_FIELDS = new Set<string>([...COMMON, 'canister_id', 'method_name', 'arg', 'sender_info']);
const READ_STATE_FIELDS = new Set<string>([...COMMON, 'paths']);
const SENDER_INFO_FIELDS = new Set(['info', 'signer', 'sig']);

/**
 * Reads the content of a call or query.
 * Errors: CborError for fields that lack, are unknown or of a wrong type; EnvelopeError for values out of bounds.
 */
export function readCallContent(map: CborMap, type: 'call' | 'query'): UnverifiedCall {
  expectType(map, type);
  refuseUnknownKeys(map, CALL_FIELDS, 'content');
  const info = readSenderInfo(map.get('sender_info') ?? undefined);
  const common = readCommon(map);
  const content = {
    ...common,
    canister: principal(map.get('canister_id'), 'canister_id'),
    method: expectText(map.get('method_name'), 'method_name'),
    argument: owned(map.get('arg'), 'arg'),
  };
  if (info === undefined) return { content: { ...content, requestId: requestIdOf(map) } };
  const { signature, ...senderInfo } = info;
  return { content: { ...content, requestId: requestIdOf(map), senderInfo }, senderInfoSignature: signature };
}

/** Reads the content of a read_state request. Errors: as readCallContent. */
export function readReadStateContent(map: CborMap): ReadStateContent {
  expectType(map, 'read_state');
  refuseUnknownKeys(map, READ_STATE_FIELDS, 'content');
  const { sender, ingressExpiryNs } = readCommon(map);
  const paths = expectArray(map.get('paths'), 'paths').map((path) =>
    expectArray(path, 'path').map((label) => owned(label, 'label')),
  );
  return { requestId: requestIdOf(map), sender, ingressExpiryNs, paths };
}

/** The value as principal bytes in a buffer of their own. */
export function principal(value: CborValue | undefined, what: string): Uint8Array {
  const bytes = owned(value, what);
  if (bytes.length <= PRINCIPAL_BYTES_MAX) return bytes;
  throw new EnvelopeError(`${what}: expected at most ${PRINCIPAL_BYTES_MAX} bytes, got ${bytes.length}`);
}

function owned(value: CborValue | undefined, what: string): Uint8Array {
  return new Uint8Array(expectBytes(value, what));
}

function expectType(map: CborMap, type: string): void {
  const actual = expectText(map.get('request_type'), 'request_type');
  if (actual !== type) throw new EnvelopeError(`request_type: expected ${type}, got another`);
}

function readCommon(map: CborMap): Pick<CallContent, 'sender' | 'ingressExpiryNs' | 'nonce'> {
  const sender = principal(map.get('sender'), 'sender');
  const ingressExpiryNs = expectNat(map.get('ingress_expiry'), 'ingress_expiry');
  if (ingressExpiryNs >= 1n << 64n) throw new EnvelopeError('ingress_expiry: expected a 64-bit number');
  const field = map.get('nonce') ?? undefined;
  if (field === undefined) return { sender, ingressExpiryNs };
  const nonce = owned(field, 'nonce');
  if (nonce.length > NONCE_BYTES_MAX) {
    throw new EnvelopeError(`nonce: expected at most ${NONCE_BYTES_MAX} bytes, got ${nonce.length}`);
  }
  return { sender, ingressExpiryNs, nonce };
}

function readSenderInfo(
  value: CborValue | undefined,
): { readonly data: Uint8Array; readonly signer: Uint8Array; readonly signature: Uint8Array } | undefined {
  if (value === undefined) return undefined;
  const map = expectMap(value, 'sender_info');
  refuseUnknownKeys(map, SENDER_INFO_FIELDS, 'sender_info');
  return {
    data: owned(map.get('info'), 'info'),
    signer: principal(map.get('signer'), 'signer'),
    signature: owned(map.get('sig'), 'sig'),
  };
}
