import { hkdfSync, randomBytes } from 'node:crypto';
import type { PrincipalKey } from '../principal.ts';
import { metaKey } from '../store/keys.ts';
import type { Store } from '../store/store.ts';

/** Keys and ids of the subnet. */
export interface SubnetIdentity {
  readonly rootKeyDer: Uint8Array;
  readonly subnetId: Uint8Array;
  readonly subnetKey: PrincipalKey;
  readonly nodeId: Uint8Array;
}

const SEED_KEY = metaKey('seed');
/** Bounds: bytes of the one secret from which all keys of a subnet come. */
export const SEED_BYTES = 32;

/** The stored seed of the subnet, or a new one that is stored at once. A given seed is used for a new subnet only. */
export async function subnetSeed(store: Store, given: Uint8Array | undefined): Promise<Uint8Array> {
  const stored = await store.get(SEED_KEY);
  if (stored) return stored;
  const seed = given ?? new Uint8Array(randomBytes(SEED_BYTES));
  await store.commit({ puts: [[SEED_KEY, seed]], deletes: [], deletePrefixes: [] });
  return seed;
}

/** What a secret of the subnet is for. */
export type SecretPurpose = 'subnet-key' | 'node-key' | 'randomness' | 'threshold-keys';

/** A secret of its own for one purpose. Source: RFC 5869. */
export function secretFor(seed: Uint8Array, purpose: SecretPurpose): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', seed, 'embedded-subnet', purpose, 32));
}
