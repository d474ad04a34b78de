import { findMemberships, type Membership } from '@indus/client';
import { useCaller } from '../network/caller-context.tsx';
import { useProven, type VerifiedRead } from '../network/use-proven.ts';
import { useSession } from './session-context.tsx';

/** The roles of the registry, by name. */
export type RoleName = 'admin' | 'officer' | 'auditor' | 'developer' | 'judge' | 'data_protection';

/** The roles of the person who is signed in, as the registry proves them. */
export interface Roles {
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
  /** One for each active organisation in which she has a role. */
  readonly memberships: readonly Membership[];
}

/** In which organisations the person who is signed in has which roles; `loading` while nobody is. */
export function useRoles(): VerifiedRead<Roles> {
  const { session } = useSession();
  const { registry, principal } = useCaller();
  return useProven(['session', 'roles'], () => findMemberships(registry, principal), {
    enabled: session.state === 'signed-in',
  });
}

/** Whether one of the roles is there in any organisation. */
export function hasRole({ memberships }: Roles, wanted: readonly RoleName[]): boolean {
  return memberships.some(({ roles }) => roles.some((role) => wanted.some((name) => name in role)));
}
