import type { Items } from '@indus/client';
import { useVerified, type VerifiedRead } from '../network/use-verified.ts';
import { type AllItems, readAllItems } from './read-all-items.ts';

/** Everything of one kind that is held on the person who is signed in, newest first. */
export function useItems<Kind extends keyof Items>(kind: Kind): VerifiedRead<AllItems<Items[Kind]>> {
  return useVerified(['citizen', 'items', kind], ({ vault, principal }) =>
    readAllItems(vault, principal, kind),
  );
}
