import type { Action, RoleChange, StatusChange } from './action.ts';
import { checkBoard } from './check-board.ts';
import { checkDetails, checkReason } from './check-details.ts';
import { ORGANISATIONS_MAX, ORGANISATION_MEMBERS_MAX } from './limits.ts';
import { refuse, refuseInvalid } from './method-error.ts';
import type { Organisation, OrganisationDetails } from './organisation.ts';
import type { Registry } from './storage.ts';
import { caseOf } from '@indus/kit/variant';

/**
 * Whether an action is within its bounds and possible in the state as it is; made when it is proposed and again when it is
 * executed.
 * Errors: every case of MethodError that is not about proposals or pages.
 */
export function checkAction(registry: Registry, action: Action): void {
  if ('admit_organisation' in action) {
    checkDetails(action.admit_organisation);
    checkName(registry, action.admit_organisation, undefined);
    if (registry.organisations.count >= ORGANISATIONS_MAX)
      refuseInvalid('organisations', 'expected a free id', ORGANISATIONS_MAX);
  } else if ('amend_organisation' in action) {
    const { organisation, details } = action.amend_organisation;
    checkDetails(details);
    existing(registry, organisation);
    checkName(registry, details, organisation);
  } else if ('suspend_organisation' in action) {
    checkStatus(registry, action.suspend_organisation, 'active');
  } else if ('reinstate_organisation' in action) {
    checkStatus(registry, action.reinstate_organisation, 'suspended');
  } else if ('grant_role' in action) {
    checkGrant(registry, action.grant_role);
  } else if ('revoke_role' in action) {
    checkRevoke(registry, action.revoke_role);
  } else {
    checkBoard(action.change_board);
  }
}

function existing(registry: Registry, organisation: bigint): Organisation {
  return registry.organisations.get(organisation) ?? refuse({ OrganisationNotFound: { organisation } });
}

function checkName(registry: Registry, { names }: OrganisationDetails, owner: bigint | undefined): void {
  const holder = registry.organisations.holderOfName(names.en);
  if (holder !== undefined && holder !== owner) refuse({ NameTaken: { organisation: holder } });
}

function checkStatus(registry: Registry, change: StatusChange, from: 'active' | 'suspended'): void {
  checkReason(change.reason);
  const { id, status } = existing(registry, change.organisation);
  if (caseOf(status) !== from) refuse({ StatusUnchanged: { organisation: id, status } });
}

function checkGrant(registry: Registry, change: RoleChange): void {
  const { organisation, member, role } = change;
  if (member.isAnonymous()) refuseInvalid('member', 'expected a signed principal, got the anonymous one');
  existing(registry, organisation);
  const held = registry.members.get(organisation, member);
  if (held === undefined) {
    if (registry.members.countIn(organisation) >= ORGANISATION_MEMBERS_MAX) {
      refuse({ TooManyMembers: { organisation, limit: ORGANISATION_MEMBERS_MAX } });
    }
    return;
  }
  if (held.roles.some((other) => caseOf(other) === caseOf(role))) refuse({ RoleAlreadyGranted: change });
}

function checkRevoke(registry: Registry, change: RoleChange): void {
  const { organisation, member, role } = change;
  existing(registry, organisation);
  const roles = registry.members.get(organisation, member)?.roles ?? [];
  if (!roles.some((other) => caseOf(other) === caseOf(role))) refuse({ RoleNotGranted: change });
}
