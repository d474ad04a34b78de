import { latin1 } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { changeAnchor } from './change-anchor.ts';
import { refuse } from './method-error.ts';
import { requireSession } from './open-session.ts';
import { requireDevice } from './require-device.ts';
import type { Session } from './session.ts';
import { keepSessions, sessionsOf } from './sessions-of.ts';
import type { Provider } from './storage.ts';

/**
 * Sessions of an anchor that go on, for its owner.
 * Errors: AnonymousCaller; NotDevice.
 */
export function listSessions(provider: Provider, env: Env, number: bigint): Session[] {
  const { anchor } = requireDevice(provider, env, number);
  return sessionsOf(provider, env, anchor).map(({ held }) => held.session);
}

/**
 * Ends a session by the word of a device.
 * Errors: AnonymousCaller; NotDevice; SessionOver.
 */
export function endSession(
  provider: Provider,
  env: Env,
  { anchor: number, session: id }: { readonly anchor: bigint; readonly session: bigint },
): null {
  const { anchor, device } = requireDevice(provider, env, number);
  const sessions = sessionsOf(provider, env, anchor);
  const ended = sessions.find(({ held }) => held.session.id === id) ?? refuse({ SessionOver: null });
  const kept = sessions.filter((session) => session !== ended);
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, sessions: keepSessions(provider, anchor, kept) },
    act: { session_ended: { origin: ended.held.session.origin } },
    by: device,
  });
  return null;
}

/**
 * Ends the session whose key calls: the front-end signs out.
 * Errors: AnonymousCaller; SessionOver.
 */
export function closeSession(provider: Provider, env: Env, userKey: Uint8Array): null {
  const { key, held } = requireSession(provider, env, userKey);
  const anchor = provider.anchors.get(held.anchor) ?? refuse({ SessionOver: null });
  const kept = sessionsOf(provider, env, anchor).filter((other) => latin1(other.key) !== latin1(key));
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, sessions: keepSessions(provider, anchor, kept) },
    act: { session_ended: { origin: held.session.origin } },
  });
  return null;
}

/**
 * Ends every session and the enrolment of an anchor. What was signed before stays good at other canisters until it ends by
 * itself; the answer says when the last of it does.
 * Errors: AnonymousCaller; NotDevice.
 */
export function signOutEverywhere(
  provider: Provider,
  env: Env,
  number: bigint,
): { epoch: number; delegations_end_at_ns: [] | [bigint] } {
  const { anchor, device } = requireDevice(provider, env, number);
  const epoch = anchor.epoch + 1;
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, epoch, enrolment: [], sessions: keepSessions(provider, anchor, []) },
    act: { signed_out_everywhere: null },
    by: device,
  });
  const [end] = anchor.delegations_end_at_ns;
  return { epoch, delegations_end_at_ns: end === undefined || end <= env.nowNs ? [] : [end] };
}
