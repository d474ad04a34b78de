import {
  type Connection,
  grantRole,
  type Identity,
  openRegistry,
  type Principal,
  type registry,
  RegistryRefused,
  type RoleOf,
} from '@indus/client';
import { DEMONSTRATION_PEOPLE, ORGANISATIONS, type PersonKey } from './demonstration-people.ts';
import { enactAll } from './enact.ts';
import type { Seeding } from './seed-registry.ts';

/** Roles that an administrator gives; the board gives the others. */
const OF_AN_ADMIN = ['officer', 'auditor', 'developer'];

/** The roles of demonstration people, as they are at one front-end. */
export function rolesOf(
  people: Readonly<Record<PersonKey, Identity>>,
  organisations: readonly bigint[],
): RoleOf[] {
  return (Object.keys(DEMONSTRATION_PEOPLE) as PersonKey[]).flatMap((key) =>
    DEMONSTRATION_PEOPLE[key].roles.map(([organisation, role]) => ({
      organisation: organisations[ORGANISATIONS[organisation]] ?? 0n,
      member: people[key].getPrincipal(),
      role: role as registry.Role,
    })),
  );
}

/**
 * Gives roles: as the administrator of each organisation, who is the first approver, or by the board. Roles that are held
 * stay.
 * Errors: RegistryRefused, CallFailed, ProofInvalid; CommandFailed when the board does not suffice.
 */
export async function seedRoles({ canisterId, approvers }: Seeding, roles: readonly RoleOf[]): Promise<void> {
  const board = approvers.map((connection) => openRegistry(connection, canisterId));
  const isOfAdmin = ({ role }: RoleOf) => OF_AN_ADMIN.some((name) => name in role);
  const decided = roles.filter((role) => !isOfAdmin(role)).map((role) => ({ grant_role: role }));
  const [admin] = approvers;
  await Promise.all([
    enactAll(board, decided),
    ...(admin ? roles.filter(isOfAdmin).map((role) => grant(admin, canisterId, role)) : []),
  ]);
}

async function grant(admin: Connection, canisterId: Principal, role: RoleOf): Promise<void> {
  try {
    await grantRole(openRegistry(admin, canisterId), role);
  } catch (error) {
    if (!(error instanceof RegistryRefused && 'RoleAlreadyGranted' in error.error)) throw error;
  }
}
