import { Principal } from '@dfinity/principal';
import { latin1 } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { changeAnchor } from './change-anchor.ts';
import { delegationMessage } from './delegation.ts';
import type { SignedDelegation } from './delegation.ts';
import { DELEGATION_MAX_NS, SESSIONS_MAX, SESSION_DEFAULT_NS, SESSION_DELEGATION_NS } from './limits.ts';
import { refuse } from './method-error.ts';
import { atMost, checkSessionKey, endingBy, signedDelegation } from './prepare-delegation.ts';
import type { SignIn } from './prepare-delegation.ts';
import { pseudonymOf } from './pseudonym.ts';
import { requireDevice } from './require-device.ts';
import type { HeldSession, Session } from './session.ts';
import { sessionKeyOf } from './session-store.ts';
import { keepSessions, sessionsOf } from './sessions-of.ts';
import type { KeyedSession } from './sessions-of.ts';
import { sign } from './sign.ts';
import type { Provider } from './storage.ts';

/** A delegation that is prepared, and the session that it belongs to. Units: nanoseconds. */
export interface SessionDelegation {
  readonly user_key: Uint8Array;
  readonly expiration: bigint;
  readonly ends_at_ns: bigint;
}

/**
 * Begins a sign-in that can be ended, with its first short delegation. The same key at the same front-end begins anew.
 * Errors: AnonymousCaller; NotDevice; Invalid; NotReady; RateLimited.
 */
export function openSession(provider: Provider, env: Env, request: SignIn): SessionDelegation {
  const { anchor: number, origin, session_key: sessionKey } = request;
  const { anchor, device } = requireDevice(provider, env, number);
  checkSessionKey(sessionKey);
  const pseudonym = pseudonymOf(provider, number, origin);
  const [asked = SESSION_DEFAULT_NS] = request.max_time_to_live;
  const ends = env.nowNs + atMost(asked, DELEGATION_MAX_NS);
  const expiration = atMost(env.nowNs + SESSION_DELEGATION_NS, ends);
  sign(provider, env, pseudonym, delegationMessage(sessionKey, expiration));
  const key = sessionKeyOf(Principal.selfAuthenticating(sessionKey), pseudonym.userKey);
  const session: Session = {
    id: anchor.sessions_opened + 1n,
    origin,
    opened_at_ns: env.nowNs,
    renewed_at_ns: env.nowNs,
    ends_at_ns: ends,
    device: device.data.pubkey,
  };
  const held = { session, anchor: number, session_key: sessionKey, opener: device.caller };
  const others = sessionsOf(provider, env, anchor).filter((other) => latin1(other.key) !== latin1(key));
  const sessions = keepSessions(provider, anchor, [...youngest(others), { key, held }]);
  provider.sessions.put(key, held);
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...endingBy(env, anchor, expiration), sessions, sessions_opened: session.id },
    act: { session_opened: { origin, ends_at_ns: ends } },
    by: device,
  });
  return { user_key: pseudonym.userKey, expiration, ends_at_ns: ends };
}

/**
 * Prepares the next short delegation of the session whose key calls.
 * Errors: AnonymousCaller; SessionOver; NotReady; RateLimited.
 */
export function renewSession(provider: Provider, env: Env, userKey: Uint8Array): SessionDelegation {
  const { key, held } = requireSession(provider, env, userKey);
  const { session, anchor: number, session_key: sessionKey } = held;
  const anchor = provider.anchors.get(number) ?? refuse({ SessionOver: null });
  const pseudonym = pseudonymOf(provider, number, session.origin);
  const expiration = atMost(env.nowNs + SESSION_DELEGATION_NS, session.ends_at_ns);
  sign(provider, env, pseudonym, delegationMessage(sessionKey, expiration));
  provider.sessions.put(key, { ...held, session: { ...session, renewed_at_ns: env.nowNs } });
  // No activity: the session is on record, and its renewals would push everything else out of the log.
  provider.anchors.put(endingBy(env, anchor, expiration), anchor);
  return { user_key: pseudonym.userKey, expiration, ends_at_ns: session.ends_at_ns };
}

/**
 * Fetches the delegation that was prepared for the session whose key calls.
 * Errors: AnonymousCaller; SessionOver; NoSuchDelegation.
 */
export function getSessionDelegation(
  provider: Provider,
  env: Env,
  userKey: Uint8Array,
  expiration: bigint,
): SignedDelegation {
  const { held } = requireSession(provider, env, userKey);
  const { seed } = pseudonymOf(provider, held.anchor, held.session.origin);
  const signed = signedDelegation(provider, env, seed, { sessionKey: held.session_key, expiration });
  return signed ?? refuse({ NoSuchDelegation: null });
}

/**
 * The session whose key calls, at the front-end where the person has this key.
 * Errors: AnonymousCaller; SessionOver.
 */
export function requireSession(
  provider: Provider,
  env: Env,
  userKey: Uint8Array,
): { readonly key: Uint8Array; readonly held: HeldSession } {
  provider.access.requireSigned(env);
  const key = sessionKeyOf(env.caller, userKey);
  const held = provider.sessions.get(key);
  return held === undefined || held.session.ends_at_ns <= env.nowNs
    ? refuse({ SessionOver: null })
    : { key, held };
}

/** All but one when there is no room: the one that was renewed the longest ago. */
function youngest(sessions: readonly KeyedSession[]): KeyedSession[] {
  const [first] = sessions;
  if (sessions.length < SESSIONS_MAX || first === undefined) return [...sessions];
  const renewed = ({ held }: KeyedSession): bigint => held.session.renewed_at_ns;
  const oldest = sessions.reduce((least, next) => (renewed(next) < renewed(least) ? next : least), first);
  return sessions.filter((session) => session !== oldest);
}
