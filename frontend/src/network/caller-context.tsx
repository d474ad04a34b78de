import { createContext, type ReactNode, useContext } from 'react';
import type { Caller } from './caller.ts';
import { ConfigurationInvalid } from './configuration-invalid.ts';

const CallerContext = createContext<Caller | undefined>(undefined);

/** Gives what is below it the caller. */
export function CallerProvider({ caller, children }: { caller: Caller; children: ReactNode }) {
  return <CallerContext value={caller}>{children}</CallerContext>;
}

/** Who calls, and the registry as she reaches it. */
export function useCaller(): Caller {
  const caller = useContext(CallerContext);
  if (!caller) throw new ConfigurationInvalid('expected a part below CallerProvider');
  return caller;
}
