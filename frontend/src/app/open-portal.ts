import { createSignIn, type Identity, type SignIn, type SignInOptions } from '@indus/client';
import { type Configuration, networkAddress } from '../network/configuration.ts';
import { browserOutboxWorld } from '../offline/browser-outbox-world.ts';
import { type KeptReads, openKeptReads } from '../offline/kept-reads.ts';
import { openOfflineStore } from '../offline/offline-store.ts';
import { Outbox } from '../offline/outbox.ts';
import { fetchPart } from '../network/part-unavailable.ts';
import type { PortalReads } from './open-reads.ts';

/** What lives as long as the page, beyond what the first page needs. */
export interface PortalWorld {
  readonly kept: KeptReads;
  readonly outbox: Outbox;
  readonly signIn: SignIn;
  /** What reads go through, which is fetched when it is first asked for; the same promise until that fails. */
  readonly reads: () => Promise<PortalReads>;
  /** Begins to work for a person: forgets what others read on this device, sends what waits. Gives what ends it. */
  serve(identity: Identity): () => void;
  /** Forgets everything that this device keeps of what was read. */
  forget(): Promise<void>;
}

/** Opens what lives as long as the page. Errors: SignInFailed `storage`. */
export async function openPortal(configuration: Configuration): Promise<PortalWorld> {
  const { identityProvider, derivationOrigin } = configuration;
  const elsewhere = derivationOrigin && derivationOrigin !== location.origin ? { derivationOrigin } : {};
  const signIn = await createSignIn({ identityProvider, ...elsewhere, ...sessionsOf(configuration) });
  const store = openOfflineStore();
  const kept = openKeptReads(store);
  const outbox = new Outbox(store, browserOutboxWorld());
  const reads = once(async () => (await fetchPart(() => import('./open-reads.ts'))).openReads(configuration));
  return {
    kept,
    outbox,
    signIn,
    reads,
    serve(identity) {
      const caller = identity.getPrincipal().toText();
      void kept.forgetOthers(caller);
      const stop = outbox.start({
        caller,
        async send(write, key) {
          const [{ sendWrite }, { callerOf }] = await Promise.all([
            import('../offline/send-write.ts'),
            reads(),
          ]);
          return sendWrite(callerOf(identity), write, key);
        },
        done: () => void reads().then(({ queries }) => queries.invalidateQueries({ queryKey: ['live'] })),
      });
      addEventListener('online', outbox.sendNow);
      return () => {
        removeEventListener('online', outbox.sendNow);
        stop();
      };
    },
    async forget() {
      await kept.forgetAll();
      (await reads()).queries.clear();
    },
  };
}

/** Runs something once; again only after it failed. */
function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () =>
    (running ??= run().catch((error: unknown) => {
      running = undefined;
      throw error;
    }));
}

/** The network's own provider has sessions that people end from any device. */
function sessionsOf(configuration: Configuration): Pick<SignInOptions, 'sessions'> {
  const { canisters, rootKey } = configuration;
  if (canisters.identity === undefined) return {};
  const url = networkAddress(configuration, location.origin);
  return { sessions: { url, identityCanister: canisters.identity, ...(rootKey ? { rootKey } : {}) } };
}
