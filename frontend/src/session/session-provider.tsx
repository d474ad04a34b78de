import { type SignedIn, type SignIn, SignInFailed } from '@indus/client';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { Session } from './session.ts';
import { SessionContextProvider } from './session-context.tsx';

export interface SessionProviderProps {
  /** Opens what the device knows of earlier sign-ins; called once. */
  readonly open: () => Promise<SignIn>;
  /** Forgets what the device keeps of a person, after she chose to sign out. */
  readonly onSignOut: () => Promise<void>;
  readonly children: ReactNode;
}

/** Holds the session and tells the pages below it of every change, also of those made in other tabs. */
export function SessionProvider({ open, onSignOut, children }: SessionProviderProps) {
  const [door, setDoor] = useState<SignIn>();
  const [session, setSession] = useState<Session>({ state: 'restoring' });

  useEffect(() => {
    let current: SignIn | undefined;
    let left = false;
    const start = (opened: SignIn): void => {
      if (left) return opened.dispose();
      current = opened;
      opened.subscribe((change) => {
        const signedIn = opened.current();
        if (signedIn) setSession(sessionOf(signedIn));
        else setSession({ state: 'signed-out', because: change === 'signed_in' ? 'elsewhere' : change });
      });
      const signedIn = opened.current();
      setDoor(opened);
      setSession(signedIn ? sessionOf(signedIn) : { state: 'signed-out' });
    };
    open().then(start, () => setSession({ state: 'signed-out', because: 'storage' }));
    return () => {
      left = true;
      current?.dispose();
    };
  }, [open]);

  const signIn = useCallback(() => {
    if (!door) return setSession({ state: 'signed-out', because: 'storage' });
    setSession({ state: 'signing-in' });
    door.signIn().then(
      (signedIn) => setSession(sessionOf(signedIn)),
      (error: unknown) => {
        const because = error instanceof SignInFailed ? error.code : 'invalid_answer';
        setSession({ state: 'signed-out', because });
      },
    );
  }, [door]);

  const signOut = useCallback(async () => {
    await door?.signOut();
    await onSignOut();
  }, [door, onSignOut]);

  const control = useMemo(() => ({ session, signIn, signOut }), [session, signIn, signOut]);
  return <SessionContextProvider value={control}>{children}</SessionContextProvider>;
}

function sessionOf({ identity, principal, expiresAtMs }: SignedIn): Session {
  return { state: 'signed-in', identity, principal, expiresAtMs };
}
