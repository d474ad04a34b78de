import type { Network } from './network.ts';
import { useNetwork } from './network-context.tsx';
import { type Proven, type ReadKey, type ReadOptions, useProven, type VerifiedRead } from './use-proven.ts';

export type { Proven, ReadKey, ReadOptions, VerifiedRead } from './use-proven.ts';

/**
 * Reads through the client, which verifies the answer or fails; keeps what was verified on this device, and falls back to that,
 * with its time, when the network is not reached. A proof that does not hold is an error, also beside data that was read before.
 * Context: in a home. A read is made anew for another caller.
 */
export function useVerified<T extends Proven>(
  key: ReadKey,
  read: (network: Network) => Promise<T>,
  options: ReadOptions = {},
): VerifiedRead<T> {
  const network = useNetwork();
  return useProven(key, () => read(network), options);
}

/** An answer that the subnet certified as a whole, as it does for updates: true at the time when it arrived. */
export function certifiedNow<T>(value: T): Proven & { readonly value: T } {
  return { value, time_ns: BigInt(Date.now()) * 1_000_000n };
}
