import { IdbStorage, KEY_STORAGE_DELEGATION, KEY_STORAGE_KEY } from '@dfinity/auth-client';
import { type DelegationChain, ECDSAKeyIdentity } from '@dfinity/identity';
import { connect } from '../connection.ts';
import { openIdentityProvider } from '../identity-provider/identity-provider.ts';
import { IdentityRefused } from '../identity-provider/identity-refused.ts';
import { closeSession, renewSession } from '../identity-provider/renewable-session.ts';
import { readSessionEnd } from './session-end.ts';

/** Where sessions are renewed: the identity canister, and how its network is reached. */
export interface SessionsOptions {
  readonly url: string;
  /** Public key of the network, DER; the IC's own unless told. */
  readonly rootKey?: Uint8Array;
  readonly identityCanister: string;
}

/** The session that the browser keeps: its key, its end, and what can be asked with them. */
export interface KeptSession {
  readonly key: ECDSAKeyIdentity;
  /** Units: milliseconds since 1970-01-01 UTC. */
  readonly endsAtMs: number;
  /** The next delegation, kept for the next visit too; undefined: the session is over. Errors: CallFailed, ProofInvalid. */
  readonly renew: (userKey: Uint8Array) => Promise<DelegationChain | undefined>;
  /** Ends it at the provider. Errors: IdentityRefused, CallFailed, ProofInvalid. */
  readonly close: (userKey: Uint8Array) => Promise<void>;
}

/** The session that the browser keeps; undefined when it keeps a delegation alone. */
export async function readKeptSession(sessions: SessionsOptions): Promise<KeptSession | undefined> {
  const storage = new IdbStorage();
  const [endsAtMs, pair] = await Promise.all([readSessionEnd(), storage.get(KEY_STORAGE_KEY)]);
  if (endsAtMs === undefined || typeof pair !== 'object' || pair === null) return undefined;
  const key = await ECDSAKeyIdentity.fromKeyPair(pair);
  const { url, rootKey, identityCanister } = sessions;
  const connection = connect({ url, identity: key, ...(rootKey ? { rootKey } : {}) });
  const provider = openIdentityProvider(connection, identityCanister);
  const sessionKey = new Uint8Array(key.getPublicKey().toDer());
  return {
    key,
    endsAtMs,
    async renew(userKey) {
      try {
        const { chain } = await renewSession(provider, { userKey, sessionKey });
        await storage.set(KEY_STORAGE_DELEGATION, JSON.stringify(chain.toJSON()));
        return chain;
      } catch (error) {
        if (error instanceof IdentityRefused && 'SessionOver' in error.error) return undefined;
        throw error;
      }
    },
    close: (userKey) => closeSession(provider, userKey),
  };
}
