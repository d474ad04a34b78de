import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { useSession } from '../session/session-context.tsx';
import type { Outbox } from './outbox.ts';
import type { OutboxItem } from './outbox-item.ts';

const NO_ITEMS: readonly OutboxItem[] = [];

const OutboxContext = createContext<Outbox | undefined>(undefined);

/** Gives the pages below it the outbox, as soon as there is one. */
export function OutboxProvider({ outbox, children }: { outbox: Outbox | undefined; children: ReactNode }) {
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}

/** The outbox; nothing until the client was fetched. */
export function useMaybeOutbox(): Outbox | undefined {
  return useContext(OutboxContext);
}

/** The items of the person who is signed in, oldest first. */
export function useOutboxItems(): readonly OutboxItem[] {
  const outbox = useMaybeOutbox();
  const { session } = useSession();
  const items = useSyncExternalStore(outbox?.subscribe ?? subscribeToNothing, outbox?.items ?? noItems);
  if (session.state !== 'signed-in') return NO_ITEMS;
  const caller = session.principal.toText();
  return items.filter((item) => item.caller === caller);
}

function subscribeToNothing(): () => void {
  return () => undefined;
}

function noItems(): readonly OutboxItem[] {
  return NO_ITEMS;
}
