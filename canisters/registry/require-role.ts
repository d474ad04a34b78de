import type { Env } from '@indus/kit/env';
import type { RoleName } from '@indus/kit/directory-feed';
import { caseOf } from '@indus/kit/variant';
import { findActiveOrganisation } from './find-organisation.ts';
import { refuse } from './method-error.ts';
import type { Registry } from './storage.ts';

/**
 * That the caller has one of the roles in the organisation, and that the organisation may act.
 * Errors: OrganisationNotFound; OrganisationSuspended; RoleRequired.
 */
export function requireRole(
  registry: Registry,
  env: Env,
  organisation: bigint,
  roles: readonly RoleName[],
): void {
  findActiveOrganisation(registry, organisation);
  const held = registry.members.get(organisation, env.caller)?.roles ?? [];
  if (held.some((role) => roles.includes(caseOf(role)))) return;
  refuse({
    RoleRequired: { roles: roles.map((role) => ({ [role]: null }) as never), organisation: [organisation] },
  });
}
