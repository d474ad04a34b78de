import { latin1 } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import type { HeldAnchor } from './anchor.ts';
import type { HeldSession } from './session.ts';
import type { Provider } from './storage.ts';

/** A session with its key in the store. */
export interface KeyedSession {
  readonly key: Uint8Array;
  readonly held: HeldSession;
}

/** Sessions of an anchor that go on. */
export function sessionsOf(provider: Provider, env: Env, anchor: HeldAnchor): KeyedSession[] {
  return anchor.sessions.flatMap((key): KeyedSession[] => {
    const held = provider.sessions.get(key);
    return held === undefined || held.session.ends_at_ns <= env.nowNs ? [] : [{ key, held }];
  });
}

/** Keeps these sessions of an anchor and drops all its others. Shape: what its record has of them. */
export function keepSessions(
  provider: Provider,
  anchor: HeldAnchor,
  kept: readonly KeyedSession[],
): Uint8Array[] {
  const keys = kept.map(({ key }) => key);
  const names = new Set(keys.map(latin1));
  for (const key of anchor.sessions) if (!names.has(latin1(key))) provider.sessions.delete(key);
  return keys;
}
