import {
  type DerEncodedPublicKey,
  IC_REQUEST_AUTH_DELEGATION_DOMAIN_SEPARATOR,
  requestIdOf,
  type Signature,
} from '@dfinity/agent';
import { Delegation, DelegationChain } from '@dfinity/identity';
import { exchange } from '../call-failed.ts';
import type { SignedDelegation } from '../generated/identity.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from '../verify/bytes.ts';
import { blob } from '../verify/verified-answer.ts';
import { verifyCanisterSignature } from './canister-signature.ts';
import { askProvider, type IdentityProvider } from './identity-provider.ts';
import { IdentityRefused } from './identity-refused.ts';

/** To whom an anchor lends its principal at a front-end. */
export interface DelegationRequest {
  readonly anchor: bigint;
  readonly origin: string;
  /** DER. */
  readonly sessionKey: Uint8Array;
  /** 30 minutes unless told, at most 30 days. Units: nanoseconds. */
  readonly maxTimeToLiveNs?: bigint;
}

/** What a delegation must say. */
export interface ExpectedDelegation {
  readonly userKey: Uint8Array;
  readonly sessionKey: Uint8Array;
  readonly expiration: bigint;
}

/** The query may reach a node that is a round behind. */
const FETCH_ATTEMPTS = 5;
const FETCH_WAIT_MS = 500;

/**
 * Has a delegation signed for a session key, and fetches it. The principal comes from a certified answer, and the signature is
 * verified here: what is answered works.
 * Errors: IdentityRefused, CallFailed, ProofInvalid.
 */
export async function prepareAndGetDelegation(
  provider: IdentityProvider,
  { anchor, origin, sessionKey, maxTimeToLiveNs }: DelegationRequest,
): Promise<DelegationChain> {
  const { service } = provider;
  const timeToLive: [] | [bigint] = maxTimeToLiveNs === undefined ? [] : [maxTimeToLiveNs];
  const request = { anchor, origin, session_key: sessionKey, max_time_to_live: timeToLive };
  const prepared = await askProvider('delegate', anchor, () => service.delegate(request));
  const { expiration } = prepared;
  const signed = await fetchSigned(async () => {
    const answer = await exchange('get_delegation', () =>
      service.get_delegation(anchor, origin, sessionKey, expiration),
    );
    return 'signed_delegation' in answer ? answer.signed_delegation : undefined;
  });
  return verifiedChain(provider, signed, { userKey: blob(prepared.user_key), sessionKey, expiration });
}

/**
 * Asks until the signature is there.
 * Errors: IdentityRefused `NoSuchDelegation`; what `fetch` throws.
 */
export async function fetchSigned<T>(fetch: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const signed = await fetch();
    if (signed !== undefined) return signed;
    if (attempt >= FETCH_ATTEMPTS) throw new IdentityRefused('get_delegation', { NoSuchDelegation: null });
    await new Promise((resolve) => setTimeout(resolve, FETCH_WAIT_MS));
  }
}

/**
 * A delegation as agents take it, once it says what was asked for and is signed.
 * Errors: ProofInvalid.
 */
export async function verifiedChain(
  { canisterId, connection }: IdentityProvider,
  signed: SignedDelegation,
  { userKey, sessionKey, expiration }: ExpectedDelegation,
): Promise<DelegationChain> {
  const { delegation: got } = signed;
  const isExpected =
    equalBytes(blob(got.pubkey), sessionKey) && got.expiration === expiration && got.targets.length === 0;
  if (!isExpected) throw new ProofInvalid('record', 'expected the delegation that was prepared, got another');
  const delegation = new Delegation(sessionKey, expiration);
  const domain = IC_REQUEST_AUTH_DELEGATION_DOMAIN_SEPARATOR;
  const message = Uint8Array.from([...domain, ...requestIdOf({ ...delegation })]);
  const signature = blob(signed.signature);
  await verifyCanisterSignature({ publicKey: userKey, message, signature }, canisterId, connection.trust);
  return DelegationChain.fromDelegations(
    [{ delegation, signature: signature as Signature }],
    userKey as DerEncodedPublicKey,
  );
}
