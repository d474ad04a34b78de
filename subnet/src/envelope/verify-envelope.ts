import { decodeCbor } from '../codec/cbor-decode.ts';
import { CborError } from '../codec/cbor-error.ts';
import { expectBytes, expectMap, refuseUnknownKeys } from '../codec/cbor-field.ts';
import type { CborMap } from '../codec/cbor-value.ts';
import { parsePublicKey, PublicKeyError } from '../crypto/public-key.ts';
import { verifySignature } from '../crypto/verify-signature.ts';
import { INGRESS_DRIFT_NS, INGRESS_WINDOW_NS } from '../limits.ts';
import { ANONYMOUS, selfAuthenticating } from '../principal.ts';
import type { CallContent, QueryContent, ReadStateContent } from './content.ts';
import { EnvelopeError } from './envelope-error.ts';
import { verifyLastingSignature } from './lasting-signature.ts';
import { readCallContent, readReadStateContent, type UnverifiedCall } from './read-content.ts';
import { verifyDelegations, type Delegated } from './verify-delegations.ts';

/** What a request is checked against. `subnetId` names the subnet whose root key it is. */
export interface EnvelopeContext {
  readonly nowNs: bigint;
  readonly rootKeyDer: Uint8Array;
  readonly subnetId?: Uint8Array;
}

const ENVELOPE_FIELDS = new Set(['content', 'sender_pubkey', 'sender_delegation', 'sender_sig']);
const REQUEST_DOMAIN = Buffer.from('\x0aic-request', 'latin1');
const SENDER_INFO_DOMAIN = Buffer.from('\x0eic-sender-info', 'latin1');

/** Verifies an update call. Errors: EnvelopeError. Source: IC interface specification, "Request: Call", "Authentication". */
export function verifyCall(bytes: Uint8Array, context: EnvelopeContext): CallContent {
  return verified(bytes, (envelope, map) => {
    const call = readCallContent(map, 'call');
    checkExpiry(call.content.ingressExpiryNs, context);
    const delegated = authenticate(envelope, call.content, context);
    if (delegated?.queriesOnly === true) {
      throw new EnvelopeError(
        'Invalid delegation: its permissions allow queries and read_state requests only',
      );
    }
    checkTarget(call.content.canister, delegated);
    checkSenderInfo(envelope, call, context);
    return call.content;
  });
}

/** Verifies a query. Errors: EnvelopeError. Source: IC interface specification, "Request: Query call", "Authentication". */
export function verifyQuery(bytes: Uint8Array, context: EnvelopeContext): QueryContent {
  return verified(bytes, (envelope, map) => {
    const query = readCallContent(map, 'query');
    const { content } = query;
    if (!isAnonymous(content.sender)) checkExpiry(content.ingressExpiryNs, context);
    checkTarget(content.canister, authenticate(envelope, content, context));
    checkSenderInfo(envelope, query, context);
    return content;
  });
}

/** Verifies a read_state request. Errors: EnvelopeError. Source: IC interface specification, "Request: Read state". */
export function verifyReadState(bytes: Uint8Array, context: EnvelopeContext): ReadStateContent {
  return verified(bytes, (envelope, map) => {
    const content = readReadStateContent(map);
    if (!isAnonymous(content.sender)) checkExpiry(content.ingressExpiryNs, context);
    const targets = authenticate(envelope, content, context)?.targets;
    return targets === undefined ? content : { ...content, targets };
  });
}

function verified<C>(bytes: Uint8Array, check: (envelope: CborMap, content: CborMap) => C): C {
  try {
    const envelope = expectMap(decodeCbor(bytes), 'envelope');
    refuseUnknownKeys(envelope, ENVELOPE_FIELDS, 'envelope');
    return check(envelope, expectMap(envelope.get('content'), 'content'));
  } catch (error) {
    if (error instanceof CborError) throw new EnvelopeError(`Malformed request: ${error.message}`);
    if (error instanceof PublicKeyError) throw new EnvelopeError(`Invalid signature: ${error.message}`);
    throw error;
  }
}

/** Checks that the envelope speaks for the sender; what its delegations come to, or undefined for the anonymous sender. */
function authenticate(
  envelope: CborMap,
  content: { readonly sender: Uint8Array; readonly requestId: Uint8Array },
  context: EnvelopeContext,
): Delegated | undefined {
  const key = envelope.get('sender_pubkey') ?? undefined;
  const signature = envelope.get('sender_sig') ?? undefined;
  const chain = envelope.get('sender_delegation') ?? undefined;
  if (isAnonymous(content.sender)) {
    if (key === undefined && signature === undefined && chain === undefined) return undefined;
    throw new EnvelopeError('Invalid signature: the anonymous sender must not sign');
  }
  if (key === undefined || signature === undefined) {
    throw new EnvelopeError('Invalid signature: expected sender_pubkey and sender_sig');
  }
  const keyDer = expectBytes(key, 'sender_pubkey');
  if (Buffer.compare(selfAuthenticating(keyDer), content.sender) !== 0) {
    throw new EnvelopeError('Invalid signature: sender_pubkey does not belong to the sender');
  }
  const delegated = verifyDelegations(keyDer, chain, context);
  const payload = Buffer.concat([REQUEST_DOMAIN, content.requestId]);
  const signer = parsePublicKey(delegated.publicKeyDer);
  if (!verifySignature(signer, payload, expectBytes(signature, 'sender_sig'), context.rootKeyDer)) {
    throw new EnvelopeError('Invalid signature: sender_sig does not hold');
  }
  return delegated;
}

function isAnonymous(sender: Uint8Array): boolean {
  return Buffer.compare(sender, ANONYMOUS) === 0;
}

/** The text's beginning is known to agents: they take it as a reason to ask for the time and try again. */
function checkExpiry(expiryNs: bigint, context: EnvelopeContext): void {
  const latestNs = context.nowNs + INGRESS_WINDOW_NS + INGRESS_DRIFT_NS;
  if (expiryNs >= context.nowNs && expiryNs <= latestNs) return;
  const text = `expected ${context.nowNs} to ${latestNs} nanoseconds, got ${expiryNs}`;
  throw new EnvelopeError(`Invalid request expiry: ${text}`);
}

function checkTarget(canister: Uint8Array, delegated: Delegated | undefined): void {
  const targets = delegated?.targets;
  if (targets === undefined || targets.some((target) => Buffer.compare(target, canister) === 0)) return;
  throw new EnvelopeError('Invalid delegation: the canister is not among its targets');
}

function checkSenderInfo(envelope: CborMap, call: UnverifiedCall, context: EnvelopeContext): void {
  const { senderInfo } = call.content;
  if (senderInfo === undefined || call.senderInfoSignature === undefined) return;
  if (isAnonymous(call.content.sender)) {
    throw new EnvelopeError('Invalid sender_info: the anonymous sender has none');
  }
  const keyDer = expectBytes(envelope.get('sender_pubkey'), 'sender_pubkey');
  const key = parsePublicKey(keyDer);
  if (key.scheme !== 'canister' || Buffer.compare(key.canister, senderInfo.signer) !== 0) {
    throw new EnvelopeError('Invalid sender_info: the signer is not the canister of sender_pubkey');
  }
  const payload = Buffer.concat([SENDER_INFO_DOMAIN, senderInfo.data]);
  if (!verifyLastingSignature(keyDer, payload, call.senderInfoSignature, context.rootKeyDer)) {
    throw new EnvelopeError('Invalid sender_info: signature does not hold');
  }
}
