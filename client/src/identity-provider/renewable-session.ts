import type { DelegationChain } from '@dfinity/identity';
import { exchange } from '../call-failed.ts';
import type { SessionDelegation, SignedDelegation } from '../generated/identity.ts';
import { blob } from '../verify/verified-answer.ts';
import { askProvider, type IdentityProvider, unwrap } from './identity-provider.ts';
import { type DelegationRequest, fetchSigned, verifiedChain } from './prepare-delegation.ts';

/** A short delegation, and until when the session renews it. */
export interface RenewableDelegation {
  readonly chain: DelegationChain;
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly expiresAtNs: bigint;
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly endsAtNs: bigint;
}

/**
 * Opens a session that can be ended, as a device, and answers its first delegation. The session's life is 8 hours unless told.
 * Errors: IdentityRefused, CallFailed, ProofInvalid.
 */
export async function openSession(
  provider: IdentityProvider,
  { anchor, origin, sessionKey, maxTimeToLiveNs }: DelegationRequest,
): Promise<RenewableDelegation> {
  const { service } = provider;
  const request = {
    anchor,
    origin,
    session_key: sessionKey,
    max_time_to_live: (maxTimeToLiveNs === undefined ? [] : [maxTimeToLiveNs]) as [] | [bigint],
  };
  const opened = await askProvider('open_session', anchor, () => service.open_session(request));
  const signed = await fetchSigned(async () => {
    const answer = await exchange('get_delegation', () =>
      service.get_delegation(anchor, origin, sessionKey, opened.expiration),
    );
    return 'signed_delegation' in answer ? answer.signed_delegation : undefined;
  });
  return renewable(provider, signed, opened, sessionKey);
}

/**
 * The session's next delegation. The connection signs as the session key itself, whose DER is given; `userKey` is the public
 * key of the delegations so far.
 * Errors: IdentityRefused, `SessionOver` once it was ended; CallFailed; ProofInvalid.
 */
export async function renewSession(
  provider: IdentityProvider,
  { userKey, sessionKey }: { readonly userKey: Uint8Array; readonly sessionKey: Uint8Array },
): Promise<RenewableDelegation> {
  const { service } = provider;
  const renewed = unwrap(
    'renew_session',
    await exchange('renew_session', () => service.renew_session(userKey)),
  );
  const signed = await fetchSigned(async () => {
    const answer = await exchange('get_session_delegation', () =>
      service.get_session_delegation(userKey, renewed.expiration),
    );
    const isMissing = 'Err' in answer && 'NoSuchDelegation' in answer.Err;
    return isMissing ? undefined : unwrap('get_session_delegation', answer);
  });
  return renewable(provider, signed, renewed, sessionKey);
}

/**
 * Ends the session whose key the connection signs as.
 * Errors: IdentityRefused `SessionOver`; CallFailed; ProofInvalid.
 */
export async function closeSession(provider: IdentityProvider, userKey: Uint8Array): Promise<void> {
  unwrap('close_session', await exchange('close_session', () => provider.service.close_session(userKey)));
}

async function renewable(
  provider: IdentityProvider,
  signed: SignedDelegation,
  { user_key, expiration, ends_at_ns }: SessionDelegation,
  sessionKey: Uint8Array,
): Promise<RenewableDelegation> {
  const chain = await verifiedChain(provider, signed, { userKey: blob(user_key), sessionKey, expiration });
  return { chain, expiresAtNs: expiration, endsAtNs: ends_at_ns };
}
