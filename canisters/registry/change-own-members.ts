import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import type { RoleName } from '@indus/kit/directory-feed';
import { sha256 } from '@indus/kit/sha256';
import { caseOf } from '@indus/kit/variant';
import {
  checkGrant,
  checkRevoke,
  checkRotation,
  grantRole,
  revokeRole,
  rotateKey,
} from './change-members.ts';
import { MemberStore } from './member-store.ts';
import type { MemberRoles } from './member.ts';
import { refuse } from './method-error.ts';
import type { KeyRotation, RoleChange } from './organisation-actions.ts';
import { requireRole } from './require-role.ts';
import type { Registry } from './storage.ts';

/** Roles that an organisation gives and takes itself; the board decides the others. */
const OWN_ROLES: readonly RoleName[] = ['officer', 'auditor', 'developer'];

/**
 * An admin gives a role in her own organisation.
 * Errors: OrganisationNotFound; OrganisationSuspended; RoleRequired; BoardDecides; Invalid; TooManyMembers; RoleAlreadyGranted.
 */
export function grantOwnRole(registry: Registry, env: Env, change: RoleChange): MemberRoles {
  requireAdmin(registry, env, change);
  checkGrant(registry, change);
  grantRole(registry, change, env.nowNs);
  return finish(registry, env, 'grant_role', { ...change, members: [change.member] });
}

/**
 * An admin takes a role in her own organisation away.
 * Errors: OrganisationNotFound; OrganisationSuspended; RoleRequired; BoardDecides; RoleNotGranted.
 */
export function revokeOwnRole(registry: Registry, env: Env, change: RoleChange): MemberRoles {
  requireAdmin(registry, env, change);
  checkRevoke(registry, change);
  revokeRole(registry, change, env.nowNs);
  return finish(registry, env, 'revoke_role', { ...change, members: [change.member] });
}

/**
 * An admin moves all roles of a member to the member's new key. Roles that the board decides move along: the same person keeps
 * them.
 * Errors: OrganisationNotFound; OrganisationSuspended; RoleRequired; Invalid; NotMember; TooManyMembers.
 */
export function rotateOwnKey(registry: Registry, env: Env, rotation: KeyRotation): MemberRoles {
  const { organisation, from, to } = rotation;
  requireRole(registry, env, organisation, ['admin']);
  checkRotation(registry, rotation);
  rotateKey(registry, rotation, env.nowNs);
  return finish(registry, env, 'rotate_key', { organisation, members: [from, to] });
}

function requireAdmin(registry: Registry, env: Env, { organisation, role }: RoleChange): void {
  requireRole(registry, env, organisation, ['admin']);
  if (!OWN_ROLES.includes(caseOf(role))) refuse({ BoardDecides: { role } });
}

/** Says in the log what has become of the members, and answers the last one. */
function finish(
  registry: Registry,
  env: Env,
  act: string,
  { organisation, members }: { readonly organisation: bigint; readonly members: readonly Principal[] },
): MemberRoles {
  for (const member of members) {
    const record = registry.members.bytes(organisation, member);
    const key = MemberStore.key(organisation, member);
    const hash = record === undefined ? undefined : sha256(record);
    registry.recordChange(env, { act, section: 'members', key, sha256: hash });
  }
  registry.commit(env);
  const member = members.at(-1) as Principal;
  return { organisation, member, roles: registry.members.get(organisation, member)?.roles ?? [] };
}
