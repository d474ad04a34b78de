import type { Env } from '@indus/kit/env';
import { changeAnchor } from './change-anchor.ts';
import { delegationMessage } from './delegation.ts';
import type { SignedDelegation } from './delegation.ts';
import type { HeldAnchor } from './anchor.ts';
import { DELEGATION_DEFAULT_NS, DELEGATION_MAX_NS, PUBLIC_KEY_SIZE_BYTES_MAX } from './limits.ts';
import { refuseInvalid } from './method-error.ts';
import { principalOf, pseudonymOf } from './pseudonym.ts';
import { requireDevice } from './require-device.ts';
import { sign } from './sign.ts';
import type { Provider } from './storage.ts';
import type { Principal } from '@dfinity/principal';

/** What `prepare_delegation` is called with. Units: nanoseconds. */
export type PrepareDelegation = readonly [
  anchor: bigint,
  origin: string,
  sessionKey: Uint8Array,
  maxTimeToLive: [] | [bigint],
];

/** What `get_delegation` is called with. Units: nanoseconds. */
export type GetDelegation = readonly [
  anchor: bigint,
  origin: string,
  sessionKey: Uint8Array,
  expiration: bigint,
];

/** Who signs in where, with which key. Units: nanoseconds. */
export interface SignIn {
  readonly anchor: bigint;
  readonly origin: string;
  readonly session_key: Uint8Array;
  readonly max_time_to_live: [] | [bigint];
}

/** The key of the person at the front-end, and until when the delegation holds. */
export type PreparedDelegation = readonly [userKey: Uint8Array, expiration: bigint];

/** What `get_delegation` answers. */
export type GetDelegationResponse =
  { readonly signed_delegation: SignedDelegation } | { readonly no_such_delegation: null };

/**
 * Who an anchor is at a front-end.
 * Errors: AnonymousCaller; NotDevice; Invalid; NotReady.
 */
export function getPrincipal(provider: Provider, env: Env, number: bigint, origin: string): Principal {
  requireDevice(provider, env, number);
  return principalOf(pseudonymOf(provider, number, origin));
}

/**
 * Signs a delegation to a session key, to be fetched within a minute.
 * Errors: AnonymousCaller; NotDevice; Invalid; NotReady; RateLimited.
 * Source: Internet Identity specification, "The `prepare_delegation` method".
 */
export function prepareDelegation(
  provider: Provider,
  env: Env,
  [number, origin, sessionKey, [asked = DELEGATION_DEFAULT_NS]]: PrepareDelegation,
): PreparedDelegation {
  const { anchor, device } = requireDevice(provider, env, number);
  checkSessionKey(sessionKey);
  const pseudonym = pseudonymOf(provider, number, origin);
  const expiration = env.nowNs + atMost(asked, DELEGATION_MAX_NS);
  sign(provider, env, pseudonym, delegationMessage(sessionKey, expiration));
  changeAnchor(provider, env, {
    before: anchor,
    after: endingBy(env, anchor, expiration),
    act: { delegation_prepared: { origin, expires_at_ns: expiration } },
    by: device,
  });
  return [pseudonym.userKey, expiration];
}

/** As {@link prepareDelegation}, in the house's own form. */
export function delegate(
  provider: Provider,
  env: Env,
  { anchor, origin, session_key: key, max_time_to_live: timeToLive }: SignIn,
): { user_key: Uint8Array; expiration: bigint } {
  const [user_key, expiration] = prepareDelegation(provider, env, [anchor, origin, key, timeToLive]);
  return { user_key, expiration };
}

/**
 * Fetches a delegation that was prepared.
 * Errors: AnonymousCaller; NotDevice; Invalid; NotReady.
 */
export function getDelegation(
  provider: Provider,
  env: Env,
  [number, origin, sessionKey, expiration]: GetDelegation,
): GetDelegationResponse {
  requireDevice(provider, env, number);
  const pseudonym = pseudonymOf(provider, number, origin);
  const signed = signedDelegation(provider, env, pseudonym.seed, { sessionKey, expiration });
  return signed === undefined ? { no_such_delegation: null } : { signed_delegation: signed };
}

/** A delegation that was prepared, with its signature. Context: queries. */
export function signedDelegation(
  provider: Provider,
  env: Env,
  seed: Uint8Array,
  { sessionKey, expiration }: { readonly sessionKey: Uint8Array; readonly expiration: bigint },
): SignedDelegation | undefined {
  const signature = provider.signature(env, seed, delegationMessage(sessionKey, expiration));
  if (signature === undefined) return undefined;
  return { delegation: { pubkey: sessionKey, expiration, targets: [] }, signature };
}

/** Errors: Invalid. */
export function checkSessionKey(key: Uint8Array): void {
  const limit = PUBLIC_KEY_SIZE_BYTES_MAX;
  if (key.length < 1 || key.length > limit) {
    refuseInvalid('session_key', `expected a public key of 1 to ${limit} bytes`, limit);
  }
}

/** An anchor that remembers until when what was signed for it can be used. */
export function endingBy(env: Env, anchor: HeldAnchor, expiration: bigint): HeldAnchor {
  const [known = env.nowNs] = anchor.delegations_end_at_ns;
  return { ...anchor, delegations_end_at_ns: [known > expiration ? known : expiration] };
}

/** A time to live within its bounds. */
export function atMost(asked: bigint, limit: bigint): bigint {
  return asked < limit ? asked : limit;
}
