import type { DelegationChain } from '@dfinity/identity';

const NS_PER_MS = 1_000_000n;

/** When the first delegation of a chain ends. Units: milliseconds since 1970-01-01 UTC. */
export function delegationExpiryMs(chain: DelegationChain): number {
  const ends = chain.delegations.map(({ delegation }) => delegation.expiration / NS_PER_MS);
  const first = ends.reduce((least, end) => (end < least ? end : least));
  return Number(first);
}
