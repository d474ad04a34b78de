import { setTimeout as pause } from 'node:timers/promises';
import {
  actAtOrigin,
  type Connection,
  findAnchorOfPhrase,
  type Identity,
  identityFromRecoveryPhrase,
  type IdentityProvider,
  IdentityRefused,
  openIdentityProvider,
  type Principal,
  registerAnchor,
} from '@indus/client';
import { DEMONSTRATION_PEOPLE, type PersonKey } from './demonstration-people.ts';

/** The demonstration people as they act at one front-end. */
export type People = Readonly<Record<PersonKey, Identity>>;

/** Where people get their principals. */
export interface IdentityPlace {
  readonly canisterId: Principal;
  /** Origin of the front-end. */
  readonly origin: string;
  readonly connect: (identity: Identity) => Connection;
}

/** The key of a phrase. */
type Device = Awaited<ReturnType<typeof identityFromRecoveryPhrase>>;

/** How long a seeding may act for them. Units: nanoseconds. */
const LIFE_NS = 3_600_000_000_000n;
/** How often a provider that has just started is asked again until it has its salt. */
const ATTEMPTS_MAX = 120;
const ATTEMPT_MS = 250;
/** Alias of the only device that a demonstration person has. */
const ALIAS = 'Public recovery phrase (demonstration)';

/**
 * Gives each demonstration person an anchor by her phrase, unless she has one, and lets her act at the front-end.
 * Errors: IdentityRefused, CallFailed, ProofInvalid.
 */
export async function peopleAtOrigin({ canisterId, origin, connect }: IdentityPlace): Promise<People> {
  const anchored: {
    readonly key: PersonKey;
    readonly provider: IdentityProvider;
    readonly anchor: bigint;
  }[] = [];
  // One after another: who has which number is the same on every network.
  for (const key of Object.keys(DEMONSTRATION_PEOPLE) as PersonKey[]) {
    const device = await identityFromRecoveryPhrase(DEMONSTRATION_PEOPLE[key].phrase.split(' '));
    const provider = openIdentityProvider(connect(device), canisterId);
    anchored.push({ key, provider, anchor: await untilReady(() => anchorOf(provider, device)) });
  }
  const people = await Promise.all(
    anchored.map(async ({ key, provider, anchor }) => {
      const identity = await actAtOrigin(provider, { anchor, origin, maxTimeToLiveNs: LIFE_NS });
      return [key, identity] as const;
    }),
  );
  return Object.fromEntries(people) as People;
}

async function anchorOf(provider: IdentityProvider, device: Device): Promise<bigint> {
  const known = await findAnchorOfPhrase(provider);
  if (known !== undefined) return known;
  return registerAnchor(provider, {
    pubkey: new Uint8Array(device.getPublicKey().toDer()),
    alias: ALIAS,
    credential_id: [],
    aaguid: [],
    purpose: { recovery: null },
    key_type: { seed_phrase: null },
    protection: { unprotected: null },
    origin: [],
  });
}

async function untilReady<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const isEarly = error instanceof IdentityRefused && 'NotReady' in error.error;
      if (!isEarly || attempt >= ATTEMPTS_MAX) throw error;
      await pause(ATTEMPT_MS);
    }
  }
}
