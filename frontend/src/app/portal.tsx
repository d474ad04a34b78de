import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { openNetwork } from '../network/network.ts';
import { NetworkProvider } from '../network/network-context.tsx';
import { KeptReadsProvider } from '../offline/kept-reads-context.tsx';
import { OutboxProvider } from '../offline/outbox-context.tsx';
import { sendWrite } from '../offline/send-write.ts';
import { useSession } from '../session/session-context.tsx';
import { SessionProvider } from '../session/session-provider.tsx';
import { Layout } from './layout.tsx';
import type { PortalWorld } from './open-portal.ts';
import { Routes } from './routes.tsx';

/** The whole portal. */
export function Portal({ world }: { world: PortalWorld }) {
  const { queries, kept, outbox, openSignIn } = world;
  const forget = useCallback(async () => {
    queries.clear();
    await kept.forgetAll();
  }, [queries, kept]);
  return (
    <QueryClientProvider client={queries}>
      <KeptReadsProvider reads={kept}>
        <OutboxProvider outbox={outbox}>
          <SessionProvider open={openSignIn} onSignOut={forget}>
            <AsCaller world={world}>
              <Layout>
                <Routes />
              </Layout>
            </AsCaller>
          </SessionProvider>
        </OutboxProvider>
      </KeptReadsProvider>
    </QueryClientProvider>
  );
}

/** Gives the pages the network as the person who is signed in, and sends what waits in her outbox. */
function AsCaller({ world, children }: { world: PortalWorld; children: ReactNode }) {
  const { configuration, queries, kept, outbox } = world;
  const { session } = useSession();
  const identity = session.state === 'signed-in' ? session.identity : undefined;
  const network = useMemo(
    () => openNetwork(configuration, location.origin, identity),
    [configuration, identity],
  );
  useEffect(() => {
    if (!identity) return undefined;
    const caller = identity.getPrincipal().toText();
    void kept.forgetOthers(caller);
    const stop = outbox.start({
      caller,
      send: (write, key) => sendWrite(network, write, key),
      done: () => void queries.invalidateQueries({ queryKey: ['live'] }),
    });
    addEventListener('online', outbox.sendNow);
    return () => {
      removeEventListener('online', outbox.sendNow);
      stop();
    };
  }, [identity, network, kept, outbox, queries]);
  return <NetworkProvider network={network}>{children}</NetworkProvider>;
}
