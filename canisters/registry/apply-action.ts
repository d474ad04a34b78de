import { assert } from '@indus/kit/assert';
import type { Action, RoleChange, StatusChange } from './action.ts';
import { ROLES } from './member.ts';
import type { Role } from './member.ts';
import type { Organisation, OrganisationStatus } from './organisation.ts';
import type { Registry } from './storage.ts';
import { caseOf } from '@indus/kit/variant';

/**
 * Carries an action out and answers the organisation that it made or changed. The action has been checked against the
 * state as it is: from here on there is no refusal.
 */
export function applyAction(registry: Registry, action: Action, nowNs: bigint): bigint | undefined {
  if ('admit_organisation' in action) {
    const details = action.admit_organisation;
    return registry.organisations.add((id) => ({
      ...details,
      id,
      status: { active: null },
      admitted_at_ns: nowNs,
      changed_at_ns: nowNs,
      version: 1,
    })).id;
  }
  if ('amend_organisation' in action) {
    const { organisation, details } = action.amend_organisation;
    return change(registry, organisation, details, nowNs);
  }
  if ('suspend_organisation' in action)
    return setStatus(registry, action.suspend_organisation, { suspended: null }, nowNs);
  if ('reinstate_organisation' in action)
    return setStatus(registry, action.reinstate_organisation, { active: null }, nowNs);
  if ('grant_role' in action) {
    const { role } = action.grant_role;
    return setRoles(registry, action.grant_role, nowNs, (roles) => [...roles, role]);
  }
  if ('revoke_role' in action) {
    const { role } = action.revoke_role;
    return setRoles(registry, action.revoke_role, nowNs, (roles) =>
      roles.filter((other) => caseOf(other) !== caseOf(role)),
    );
  }
  registry.putBoard({ ...action.change_board, changed_at_ns: nowNs });
  return undefined;
}

function setStatus(
  registry: Registry,
  { organisation }: StatusChange,
  status: OrganisationStatus,
  nowNs: bigint,
): bigint {
  return change(registry, organisation, { status }, nowNs);
}

function change(registry: Registry, id: bigint, changes: Partial<Organisation>, nowNs: bigint): bigint {
  const before = registry.organisations.get(id);
  assert(before !== undefined, 'a checked action names an organisation');
  registry.organisations.replace(before, {
    ...before,
    ...changes,
    changed_at_ns: nowNs,
    version: before.version + 1,
  });
  return id;
}

function setRoles(
  registry: Registry,
  { organisation, member }: RoleChange,
  nowNs: bigint,
  next: (roles: readonly Role[]) => readonly Role[],
): bigint {
  const roles = next(registry.members.get(organisation, member)?.roles ?? []);
  const order = (role: Role): number => ROLES.indexOf(caseOf(role));
  const sorted = roles.toSorted((a, b) => order(a) - order(b));
  registry.members.put({ organisation, member, roles: sorted, changed_at_ns: nowNs });
  return organisation;
}
