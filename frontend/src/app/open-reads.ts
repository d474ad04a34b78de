import type { Identity } from '@indus/client';
import type { QueryClient } from '@tanstack/react-query';
import { type Caller, openCaller } from '../network/caller.ts';
import type { Configuration } from '../network/configuration.ts';
import { createQueryClient } from '../network/query-client.ts';

/** What reads go through: the cache, and the network as each caller reaches it. */
export interface PortalReads {
  readonly queries: QueryClient;
  /** The caller who signs with an identity, or the anonymous one; the same for the same identity. */
  callerOf(identity: Identity | undefined): Caller;
}

/** Opens what reads go through. Nothing is sent. */
export function openReads(configuration: Configuration): PortalReads {
  const anybody = openCaller(configuration, location.origin);
  const callers = new WeakMap<Identity, Caller>();
  return {
    queries: createQueryClient(),
    callerOf(identity) {
      if (!identity) return anybody;
      const caller = callers.get(identity) ?? openCaller(configuration, location.origin, identity);
      callers.set(identity, caller);
      return caller;
    },
  };
}
