import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, use } from 'react';
import { CallerProvider } from '../network/caller-context.tsx';
import { KeptReadsProvider } from '../offline/kept-reads-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { useWorld } from './world-context.tsx';

/** Gives what is below it the reads of the person who is signed in. Context: below a Suspense boundary. */
export function WorldProviders({ children }: { children: ReactNode }) {
  const { kept, reads } = useWorld();
  const { queries, callerOf } = use(reads());
  const { session } = useSession();
  const caller = callerOf(session.state === 'signed-in' ? session.identity : undefined);
  return (
    <QueryClientProvider client={queries}>
      <KeptReadsProvider reads={kept}>
        <CallerProvider caller={caller}>{children}</CallerProvider>
      </KeptReadsProvider>
    </QueryClientProvider>
  );
}
