import { type SignedIn, type SignIn, type SignInChange, SignInFailed } from '@indus/client';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { expectSession, isSessionExpected } from './expected-session.ts';
import type { Session, SignedOutBecause } from './session.ts';
import { SessionContextProvider } from './session-context.tsx';

export interface SessionProviderProps {
  /** Opens what the device knows of earlier sign-ins; the same promise each time. */
  readonly open: () => Promise<SignIn>;
  /** Whether it was opened already, for whatever reason. */
  readonly opened: boolean;
  /** Forgets what the device keeps of a person, after she chose to sign out. */
  readonly onSignOut: () => Promise<void>;
  readonly children: ReactNode;
}

/** Holds the session and tells the pages below it of every change, also of those made in other tabs. */
export function SessionProvider({ open, opened, onSignOut, children }: SessionProviderProps) {
  const door = useRef<SignIn>(undefined);
  // Once it is looked for, it is followed for good.
  const [looking, setLooking] = useState(isSessionExpected);
  const [session, setSession] = useState<Session>(looking ? { state: 'restoring' } : { state: 'signed-out' });
  const following = opened || looking;

  useEffect(() => {
    if (!following) return undefined;
    let left = false;
    let unsubscribe = (): void => undefined;
    const follow = (found: SignIn): void => {
      if (left) return;
      door.current = found;
      unsubscribe = found.subscribe((change) => setSession(sessionAfter(found.current(), change)));
      const signedIn = found.current();
      setSession((before) => {
        if (signedIn) return sessionOf(signedIn);
        return before.state === 'restoring' ? { state: 'signed-out' } : before;
      });
    };
    open().then(follow, (error: unknown) => {
      if (!left) setSession({ state: 'signed-out', because: reasonOf(error) });
    });
    return () => {
      left = true;
      unsubscribe();
    };
  }, [open, following]);

  useEffect(() => {
    if (session.state === 'signed-in' || session.state === 'signed-out') {
      expectSession(session.state === 'signed-in');
    }
  }, [session.state]);

  const signIn = useCallback(() => {
    setSession({ state: 'signing-in' });
    setLooking(true);
    // Without a wait when it is open already: browsers let a window open in the handler of a click alone.
    const signedIn = door.current?.signIn() ?? open().then((found) => found.signIn());
    signedIn.then(
      (found) => setSession(sessionOf(found)),
      (error: unknown) => setSession({ state: 'signed-out', because: reasonOf(error) }),
    );
  }, [open]);

  const signOut = useCallback(async () => {
    await door.current?.signOut();
    await onSignOut();
  }, [onSignOut]);

  const control = useMemo(() => ({ session, signIn, signOut }), [session, signIn, signOut]);
  return <SessionContextProvider value={control}>{children}</SessionContextProvider>;
}

function sessionOf({ identity, principal, expiresAtMs }: SignedIn): Session {
  return { state: 'signed-in', identity, principal, expiresAtMs };
}

function sessionAfter(signedIn: SignedIn | undefined, change: SignInChange): Session {
  if (signedIn) return sessionOf(signedIn);
  return { state: 'signed-out', because: change === 'signed_in' ? 'elsewhere' : change };
}

function reasonOf(error: unknown): SignedOutBecause {
  return error instanceof SignInFailed ? error.code : 'unavailable';
}
