import { createContext, type ReactNode, useContext } from 'react';
import { ConfigurationInvalid } from '../network/configuration-invalid.ts';
import type { SessionControl } from './session.ts';

const SessionContext = createContext<SessionControl | undefined>(undefined);

/** Gives the pages below it the session. */
export function SessionContextProvider({ value, children }: { value: SessionControl; children: ReactNode }) {
  return <SessionContext value={value}>{children}</SessionContext>;
}

/** Whether somebody is signed in, who, and what changes it. */
export function useSession(): SessionControl {
  const control = useContext(SessionContext);
  if (!control) throw new ConfigurationInvalid('expected a page below SessionProvider');
  return control;
}
