import type { Role, RoleName } from '@indus/kit/directory-feed';
import { refuse } from './refuse.ts';
import type { Visit } from './visit.ts';

/** Who acts for an organisation. */
export interface Actor {
  readonly organisation: bigint;
  /** The role that allows it; nothing for a canister of the organisation. */
  readonly role: [] | [Role];
  /** Hash of the module that acts, as the registry verified it; nothing when a person does. */
  readonly moduleHash: Uint8Array | undefined;
}

/**
 * The caller as one who may act for an organisation: a member with one of the roles, or a canister of the organisation that
 * the registry has verified.
 * Errors: AnonymousCaller, DirectoryStale, OrganisationSuspended, RoleRequired.
 */
export function requireActor(
  { vault, env }: Pick<Visit, 'vault' | 'env'>,
  organisation: bigint,
  roles: readonly RoleName[],
): Actor {
  const { access, directory } = vault;
  access.requireSigned(env);
  access.requireFresh(env);
  const known = directory.organisation(organisation);
  if (known !== undefined && 'suspended' in known.status) refuse({ OrganisationSuspended: { organisation } });
  const canister = directory.canister(env.caller);
  if (canister?.organisation === organisation && 'verified' in canister.state) {
    return { organisation, role: [], moduleHash: canister.module_hash[0] };
  }
  const standing = access.requireRole(env, { roles, organisation });
  const role = roles.find((name) => standing.roles.includes(name)) as RoleName;
  return { organisation, role: [{ [role]: null } as Role], moduleHash: undefined };
}
