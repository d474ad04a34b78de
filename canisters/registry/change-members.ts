import type { Principal } from '@dfinity/principal';
import { caseOf } from '@indus/kit/variant';
import { samePrincipal } from './check-board.ts';
import { ORGANISATION_MEMBERS_MAX } from './limits.ts';
import { ROLES } from './member.ts';
import type { Role } from './member.ts';
import { refuse, refuseInvalid } from './method-error.ts';
import type { KeyRotation, RoleChange } from './organisation-actions.ts';
import { findOrganisation } from './find-organisation.ts';
import type { Registry } from './storage.ts';

/** Errors: Invalid; OrganisationNotFound; TooManyMembers; RoleAlreadyGranted. */
export function checkGrant(registry: Registry, change: RoleChange): void {
  const { organisation, member, role } = change;
  checkSigned('member', member);
  findOrganisation(registry, organisation);
  const held = registry.members.get(organisation, member);
  if (held === undefined) {
    if (registry.members.countIn(organisation) >= ORGANISATION_MEMBERS_MAX) {
      refuse({ TooManyMembers: { organisation, limit: ORGANISATION_MEMBERS_MAX } });
    }
    return;
  }
  if (held.roles.some((other) => caseOf(other) === caseOf(role))) refuse({ RoleAlreadyGranted: change });
}

/** Errors: OrganisationNotFound; RoleNotGranted. */
export function checkRevoke(registry: Registry, change: RoleChange): void {
  const { organisation, member, role } = change;
  findOrganisation(registry, organisation);
  const roles = registry.members.get(organisation, member)?.roles ?? [];
  if (!roles.some((other) => caseOf(other) === caseOf(role))) refuse({ RoleNotGranted: change });
}

/** Errors: Invalid; OrganisationNotFound; NotMember for the old principal. */
export function checkRotation(registry: Registry, { organisation, from, to }: KeyRotation): void {
  findOrganisation(registry, organisation);
  checkSigned('to', to);
  if (samePrincipal(from, to)) refuseInvalid('to', 'expected another principal than the old one');
  if (registry.members.bytes(organisation, from) === undefined)
    refuse({ NotMember: { organisation, member: from } });
}

/** Gives a role. Context: checked. */
export function grantRole(registry: Registry, change: RoleChange, nowNs: bigint): bigint {
  const { organisation, member, role } = change;
  return putRoles(registry, { organisation, member }, [...rolesOf(registry, change), role], nowNs);
}

/** Takes a role away. Context: checked. */
export function revokeRole(registry: Registry, change: RoleChange, nowNs: bigint): bigint {
  const { organisation, member, role } = change;
  const others = rolesOf(registry, change).filter((other) => caseOf(other) !== caseOf(role));
  return putRoles(registry, { organisation, member }, others, nowNs);
}

/** Gives all roles of the old principal to the new one, which keeps its own; the old one has none any more. Context: checked. */
export function rotateKey(
  registry: Registry,
  { organisation, from, to }: KeyRotation,
  nowNs: bigint,
): bigint {
  const moved = rolesOf(registry, { organisation, member: from });
  const own = rolesOf(registry, { organisation, member: to });
  putRoles(registry, { organisation, member: from }, [], nowNs);
  return putRoles(registry, { organisation, member: to }, [...own, ...moved], nowNs);
}

function checkSigned(field: string, member: Principal): void {
  if (member.isAnonymous()) refuseInvalid(field, 'expected a signed principal, got the anonymous one');
}

function rolesOf(
  registry: Registry,
  { organisation, member }: Pick<RoleChange, 'organisation' | 'member'>,
): readonly Role[] {
  return registry.members.get(organisation, member)?.roles ?? [];
}

function putRoles(
  registry: Registry,
  { organisation, member }: Pick<RoleChange, 'organisation' | 'member'>,
  held: readonly Role[],
  nowNs: bigint,
): bigint {
  const names = new Set(held.map(caseOf));
  const roles = ROLES.filter((name) => names.has(name)).map((name) => ({ [name]: null }) as unknown as Role);
  registry.members.put({ organisation, member, roles, changed_at_ns: nowNs });
  registry.directory.put({ member: { organisation, member, roles } });
  return organisation;
}
