import type { HttpAgentRequest, Identity, SignIdentity } from '@dfinity/agent';
import { type DelegationChain, DelegationIdentity } from '@dfinity/identity';
import type { Principal } from '@dfinity/principal';
import { delegationExpiryMs } from './delegation-expiry.ts';

/** A delegation with less time left is renewed. Units: milliseconds. */
const RENEW_BEFORE_MS = 300_000;
/** Two renewals are at least so far apart. Units: milliseconds. */
const RENEW_EVERY_MS = 30_000;

/** What renewing needs of the world. */
export interface Renewal {
  readonly nowMs: () => number;
  /** Asks the provider for the next delegation; undefined: the session is over. */
  readonly renew: () => Promise<DelegationChain | undefined>;
  /** The provider ended the session. */
  readonly onOver: () => void;
}

/** A person's identity under short delegations, each renewed in time: calls are signed by the one that is good. */
export class RenewingIdentity implements Identity {
  readonly #key: SignIdentity;
  readonly #renewal: Renewal;
  #chain: DelegationChain;
  #signer: DelegationIdentity;
  #renewedAtMs = Number.NEGATIVE_INFINITY;
  #renewing: Promise<void> | undefined;

  constructor(key: SignIdentity, chain: DelegationChain, renewal: Renewal) {
    this.#key = key;
    this.#renewal = renewal;
    this.#chain = chain;
    this.#signer = DelegationIdentity.fromDelegation(key, chain);
  }

  getPrincipal(): Principal {
    return this.#signer.getPrincipal();
  }

  async transformRequest(request: HttpAgentRequest): Promise<unknown> {
    // What could not be renewed may be good still; the network decides.
    if (this.renewAtMs() <= this.#renewal.nowMs()) await this.renew().catch(() => undefined);
    return this.#signer.transformRequest(request);
  }

  /** When it wants to be renewed. Units: milliseconds since 1970-01-01 UTC. */
  renewAtMs(): number {
    return Math.max(delegationExpiryMs(this.#chain) - RENEW_BEFORE_MS, this.#renewedAtMs + RENEW_EVERY_MS);
  }

  /** Renews now; who asks meanwhile waits for the same answer. Errors: those of the renewal. */
  renew(): Promise<void> {
    this.#renewing ??= this.#renewOnce().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #renewOnce(): Promise<void> {
    this.#renewedAtMs = this.#renewal.nowMs();
    const chain = await this.#renewal.renew();
    if (chain === undefined) return this.#renewal.onOver();
    this.#chain = chain;
    this.#signer = DelegationIdentity.fromDelegation(this.#key, chain);
  }
}
