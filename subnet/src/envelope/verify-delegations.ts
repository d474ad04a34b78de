import {
  expectArray,
  expectBytes,
  expectMap,
  expectNat,
  expectText,
  refuseUnknownKeys,
} from '../codec/cbor-field.ts';
import type { CborMap, CborValue } from '../codec/cbor-value.ts';
import { hashOfMap } from '../hash-tree/hash-of-map.ts';
import { EnvelopeError } from './envelope-error.ts';
import { verifyLastingSignature } from './lasting-signature.ts';
import { principal } from './read-content.ts';

/** Bounds: delegations in a chain, targets of a delegation. Source: IC interface specification, "Authentication". */
export const DELEGATIONS_MAX = 20;
export const DELEGATION_TARGETS_MAX = 1000;

/** What a chain of delegations comes to. `targets` undefined: all canisters. */
export interface Delegated {
  readonly publicKeyDer: Uint8Array;
  readonly targets: readonly Uint8Array[] | undefined;
  readonly queriesOnly: boolean;
}

const DOMAIN = Buffer.from('\x1aic-request-auth-delegation', 'latin1');
const SIGNED_FIELDS = new Set(['delegation', 'signature']);
const DELEGATION_FIELDS = new Set(['pubkey', 'expiration', 'targets', 'permissions']);

interface Delegation {
  readonly publicKeyDer: Uint8Array;
  readonly expirationNs: bigint;
  readonly targets: readonly Uint8Array[] | undefined;
  readonly queriesOnly: boolean;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Follows the chain that starts at the sender's key: every link is signed by the one before it, unexpired and of a new key.
 * Errors: EnvelopeError; CborError for malformed fields; PublicKeyError for keys.
 * Source: IC interface specification, "Authentication" and "Envelope Authentication".
 */
export function verifyDelegations(
  publicKeyDer: Uint8Array,
  chain: CborValue | undefined,
  context: { readonly nowNs: bigint; readonly rootKeyDer: Uint8Array },
): Delegated {
  const delegations = readChain(chain);
  const seen = new Set([hex(publicKeyDer)]);
  for (const { publicKeyDer: key, expirationNs } of delegations) {
    if (seen.has(hex(key))) throw new EnvelopeError('Invalid delegation: a key appears twice in the chain');
    seen.add(hex(key));
    if (expirationNs < context.nowNs) {
      const text = `expected an expiration of at least ${context.nowNs}, got ${expirationNs}`;
      throw new EnvelopeError(`Invalid delegation expiry: ${text}`);
    }
  }
  let result: Delegated = { publicKeyDer, targets: undefined, queriesOnly: false };
  for (const delegation of delegations) {
    const { payload, signature } = delegation;
    if (!verifyLastingSignature(result.publicKeyDer, payload, signature, context.rootKeyDer)) {
      throw new EnvelopeError('Invalid delegation: signature does not hold');
    }
    result = {
      publicKeyDer: delegation.publicKeyDer,
      targets: intersect(result.targets, delegation.targets),
      queriesOnly: result.queriesOnly || delegation.queriesOnly,
    };
  }
  return result;
}

function readChain(chain: CborValue | undefined): Delegation[] {
  if (chain === undefined) return [];
  const values = expectArray(chain, 'sender_delegation');
  if (values.length > DELEGATIONS_MAX) {
    throw new EnvelopeError(`Invalid delegation: expected at most ${DELEGATIONS_MAX}, got ${values.length}`);
  }
  return values.map(readDelegation);
}

function readDelegation(value: CborValue): Delegation {
  const signed = expectMap(value, 'signed delegation');
  refuseUnknownKeys(signed, SIGNED_FIELDS, 'signed delegation');
  const map = expectMap(signed.get('delegation'), 'delegation');
  refuseUnknownKeys(map, DELEGATION_FIELDS, 'delegation');
  return {
    publicKeyDer: expectBytes(map.get('pubkey'), 'pubkey'),
    expirationNs: expectNat(map.get('expiration'), 'expiration'),
    targets: readTargets(map),
    queriesOnly: readPermissions(map),
    payload: Buffer.concat([DOMAIN, hashOfMap(map)]),
    signature: expectBytes(signed.get('signature'), 'signature'),
  };
}

function readTargets(map: CborMap): readonly Uint8Array[] | undefined {
  const field = map.get('targets') ?? undefined;
  if (field === undefined) return undefined;
  const targets = expectArray(field, 'targets');
  if (targets.length > DELEGATION_TARGETS_MAX) {
    const text = `expected at most ${DELEGATION_TARGETS_MAX} targets, got ${targets.length}`;
    throw new EnvelopeError(`Invalid delegation: ${text}`);
  }
  return targets.map((target) => principal(target, 'target'));
}

function readPermissions(map: CborMap): boolean {
  const field = map.get('permissions') ?? undefined;
  if (field === undefined) return false;
  const permissions = expectText(field, 'permissions');
  if (permissions === 'queries') return true;
  if (permissions === 'all') return false;
  throw new EnvelopeError('Invalid delegation: expected permissions "queries" or "all", got another');
}

function intersect(
  allowed: readonly Uint8Array[] | undefined,
  more: readonly Uint8Array[] | undefined,
): readonly Uint8Array[] | undefined {
  if (allowed === undefined || more === undefined) return allowed ?? more;
  const keys = new Set(more.map(hex));
  return allowed.filter((target) => keys.has(hex(target)));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
