import { createSignIn, type Identity, type SignIn } from '@indus/client';
import type { QueryClient } from '@tanstack/react-query';
import { type Caller, openCaller } from '../network/caller.ts';
import type { Configuration } from '../network/configuration.ts';
import { createQueryClient } from '../network/query-client.ts';
import { browserOutboxWorld } from '../offline/browser-outbox-world.ts';
import { type KeptReads, openKeptReads } from '../offline/kept-reads.ts';
import { openOfflineStore } from '../offline/offline-store.ts';
import { Outbox } from '../offline/outbox.ts';

/** What lives as long as the page, and needs the client. */
export interface PortalWorld {
  readonly queries: QueryClient;
  readonly kept: KeptReads;
  readonly outbox: Outbox;
  readonly signIn: SignIn;
  /** The caller who signs with an identity, or the anonymous one; the same for the same identity. */
  callerOf(identity: Identity | undefined): Caller;
  /** Begins to work for a person: forgets what others read on this device, sends what waits. Gives what ends it. */
  serve(identity: Identity): () => void;
  /** Forgets everything that this device keeps of what was read. */
  forget(): Promise<void>;
}

/** Opens everything that lives as long as the page. Errors: SignInFailed `storage`. */
export async function openPortal(configuration: Configuration): Promise<PortalWorld> {
  const { identityProvider, derivationOrigin } = configuration;
  const elsewhere = derivationOrigin && derivationOrigin !== location.origin ? { derivationOrigin } : {};
  const signIn = await createSignIn({ identityProvider, ...elsewhere });
  const store = openOfflineStore();
  const queries = createQueryClient();
  const kept = openKeptReads(store);
  const outbox = new Outbox(store, browserOutboxWorld());
  const anybody = openCaller(configuration, location.origin);
  const callers = new WeakMap<Identity, Caller>();
  const callerOf = (identity: Identity | undefined): Caller => {
    if (!identity) return anybody;
    const caller = callers.get(identity) ?? openCaller(configuration, location.origin, identity);
    callers.set(identity, caller);
    return caller;
  };
  return {
    queries,
    kept,
    outbox,
    signIn,
    callerOf,
    serve(identity) {
      const caller = callerOf(identity);
      void kept.forgetOthers(caller.principal.toText());
      const stop = outbox.start({
        caller: caller.principal.toText(),
        send: async (write, key) => (await import('../offline/send-write.ts')).sendWrite(caller, write, key),
        done: () => void queries.invalidateQueries({ queryKey: ['live'] }),
      });
      addEventListener('online', outbox.sendNow);
      return () => {
        removeEventListener('online', outbox.sendNow);
        stop();
      };
    },
    async forget() {
      queries.clear();
      await kept.forgetAll();
    },
  };
}
