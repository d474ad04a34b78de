import { caseOf } from '@indus/kit/variant';
import type { ActionHandlers } from './action-handler.ts';
import {
  checkGrant,
  checkRevoke,
  checkRotation,
  grantRole,
  revokeRole,
  rotateKey,
} from './change-members.ts';
import { checkBoard } from './check-board.ts';
import { checkDetails, checkReason } from './check-details.ts';
import { findOrganisation } from './find-organisation.ts';
import { ORGANISATIONS_MAX } from './limits.ts';
import { refuse, refuseInvalid } from './method-error.ts';
import type { OrganisationAction, StatusChange } from './organisation-actions.ts';
import type { Organisation, OrganisationDetails } from './organisation.ts';
import { putOrganisationDocuments } from './registers/record-documents.ts';
import type { Registry } from './storage.ts';

/** What the board decides about organisations, their members and itself. */
export const organisationHandlers: ActionHandlers<OrganisationAction> = {
  admit_organisation: {
    check: (registry, details) => {
      checkDetails(details);
      checkName(registry, details, undefined);
      if (registry.organisations.count >= ORGANISATIONS_MAX)
        refuseInvalid('organisations', 'expected a free id', ORGANISATIONS_MAX);
    },
    apply: (registry, details, { env }) => admit(registry, details, env.nowNs),
  },
  amend_organisation: {
    check: (registry, { organisation, details }) => {
      checkDetails(details);
      findOrganisation(registry, organisation);
      checkName(registry, details, organisation);
    },
    apply: (registry, { organisation, details }, { env }) =>
      change(registry, organisation, details, env.nowNs),
  },
  suspend_organisation: {
    check: (registry, value) => checkStatus(registry, value, 'active'),
    apply: (registry, { organisation }, { env }) =>
      change(registry, organisation, { status: { suspended: null } }, env.nowNs),
  },
  reinstate_organisation: {
    check: (registry, value) => checkStatus(registry, value, 'suspended'),
    apply: (registry, { organisation }, { env }) =>
      change(registry, organisation, { status: { active: null } }, env.nowNs),
  },
  grant_role: {
    check: checkGrant,
    apply: (registry, value, { env }) => grantRole(registry, value, env.nowNs),
  },
  revoke_role: {
    check: checkRevoke,
    apply: (registry, value, { env }) => revokeRole(registry, value, env.nowNs),
  },
  rotate_key: {
    check: checkRotation,
    apply: (registry, value, { env }) => rotateKey(registry, value, env.nowNs),
  },
  change_board: {
    check: (_, board) => checkBoard(board),
    apply: (registry, board, { env }) => {
      registry.putBoard({ ...board, changed_at_ns: env.nowNs });
      return undefined;
    },
  },
};

/** What others rely on of an organisation, and the documents that show it. Context: after the record was put. */
export function publishOrganisation(registry: Registry, organisation: Organisation): void {
  const { id, kind, status, names } = organisation;
  registry.directory.put({ organisation: { id, kind, status, names } });
  putOrganisationDocuments(registry, organisation);
}

function checkName(registry: Registry, { names }: OrganisationDetails, owner: bigint | undefined): void {
  const holder = registry.organisations.holderOfName(names.en);
  if (holder !== undefined && holder !== owner) refuse({ NameTaken: { organisation: holder } });
}

function checkStatus(registry: Registry, value: StatusChange, from: 'active' | 'suspended'): void {
  checkReason(value.reason);
  const { id, status } = findOrganisation(registry, value.organisation);
  if (caseOf(status) !== from) refuse({ StatusUnchanged: { organisation: id, status } });
}

function admit(registry: Registry, details: OrganisationDetails, nowNs: bigint): bigint {
  const admitted = registry.organisations.add((id) => ({
    ...details,
    id,
    status: { active: null },
    admitted_at_ns: nowNs,
    changed_at_ns: nowNs,
    version: 1,
  }));
  publishOrganisation(registry, admitted);
  return admitted.id;
}

function change(registry: Registry, id: bigint, changes: Partial<Organisation>, nowNs: bigint): bigint {
  const before = findOrganisation(registry, id);
  const after = { ...before, ...changes, changed_at_ns: nowNs, version: before.version + 1 };
  registry.organisations.replace(before, after);
  publishOrganisation(registry, after);
  return id;
}
