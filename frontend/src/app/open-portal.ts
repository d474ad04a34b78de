import { createSignIn, type SignIn } from '@indus/client';
import { QueryClient } from '@tanstack/react-query';
import type { Configuration } from '../network/configuration.ts';
import { createQueryClient } from '../network/query-client.ts';
import { browserOutboxWorld } from '../offline/browser-outbox-world.ts';
import { type KeptReads, openKeptReads } from '../offline/kept-reads.ts';
import { openOfflineStore } from '../offline/offline-store.ts';
import { Outbox } from '../offline/outbox.ts';

/** What lives as long as the page. */
export interface PortalWorld {
  readonly configuration: Configuration;
  readonly queries: QueryClient;
  readonly kept: KeptReads;
  readonly outbox: Outbox;
  readonly openSignIn: () => Promise<SignIn>;
}

/** Opens everything that lives as long as the page. */
export function openPortal(configuration: Configuration): PortalWorld {
  const store = openOfflineStore();
  return {
    configuration,
    queries: createQueryClient(),
    kept: openKeptReads(store),
    outbox: new Outbox(store, browserOutboxWorld()),
    openSignIn: () => createSignIn({ identityProvider: configuration.identityProvider }),
  };
}
