import { type ReactNode, useCallback, useEffect } from 'react';
import type { Configuration } from '../network/configuration.ts';
import { ConfigurationProvider } from '../network/configuration-context.tsx';
import { OutboxProvider } from '../offline/outbox-items.tsx';
import { useSession } from '../session/session-context.tsx';
import { SessionProvider } from '../session/session-provider.tsx';
import { Layout } from './layout.tsx';
import { Routes } from './routes.tsx';
import { whenIdle } from './when-idle.ts';
import { useWorldAccess, WorldProvider } from './world-context.tsx';

/** The whole portal. */
export function Portal({ configuration }: { configuration: Configuration }) {
  return (
    <ConfigurationProvider configuration={configuration}>
      <WorldProvider>
        <InSession>
          <Layout>
            <Routes />
          </Layout>
        </InSession>
      </WorldProvider>
    </ConfigurationProvider>
  );
}

/** Holds the session. What needs the client waits for it; the first page does not. */
function InSession({ children }: { children: ReactNode }) {
  const { world, load } = useWorldAccess();
  const open = useCallback(async () => (await load()).signIn, [load]);
  const forget = useCallback(async () => (await load()).forget(), [load]);
  useEffect(() => whenIdle(() => void load().catch(() => undefined)), [load]);
  return (
    <SessionProvider open={open} opened={world !== undefined} onSignOut={forget}>
      <OutboxProvider outbox={world?.outbox}>
        <Serving />
        {children}
      </OutboxProvider>
    </SessionProvider>
  );
}

/** Sends what waits in the outbox of the person who is signed in. */
function Serving() {
  const { world } = useWorldAccess();
  const { session } = useSession();
  const identity = session.state === 'signed-in' ? session.identity : undefined;
  useEffect(() => (world && identity ? world.serve(identity) : undefined), [world, identity]);
  return null;
}
