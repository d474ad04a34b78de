import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { BoardMembers } from './board.ts';
import { Role } from './member.ts';
import { OrganisationDetails } from './organisation.ts';

/** Why an organisation is suspended or reinstated. */
export interface StatusChange {
  readonly organisation: bigint;
  readonly reason: string;
}

/** A role of a principal in an organisation. */
export interface RoleChange {
  readonly organisation: bigint;
  readonly member: Principal;
  readonly role: Role;
}

/** All roles in an organisation pass from one principal to another. */
export interface KeyRotation {
  readonly organisation: bigint;
  readonly from: Principal;
  readonly to: Principal;
}

/** What the board may decide about organisations, their members and itself. */
export type OrganisationAction =
  | { readonly admit_organisation: OrganisationDetails }
  | { readonly amend_organisation: { readonly organisation: bigint; readonly details: OrganisationDetails } }
  | { readonly suspend_organisation: StatusChange }
  | { readonly reinstate_organisation: StatusChange }
  | { readonly grant_role: RoleChange }
  | { readonly revoke_role: RoleChange }
  | { readonly rotate_key: KeyRotation }
  | { readonly change_board: BoardMembers };

const StatusChange = IDL.Record({ organisation: IDL.Nat64, reason: IDL.Text });
const RoleChange = IDL.Record({ organisation: IDL.Nat64, member: IDL.Principal, role: Role });
const KeyRotation = IDL.Record({ organisation: IDL.Nat64, from: IDL.Principal, to: IDL.Principal });

/** Candid cases of {@link OrganisationAction}. */
export const ORGANISATION_ACTIONS = {
  admit_organisation: OrganisationDetails,
  amend_organisation: IDL.Record({ organisation: IDL.Nat64, details: OrganisationDetails }),
  suspend_organisation: StatusChange,
  reinstate_organisation: StatusChange,
  grant_role: RoleChange,
  revoke_role: RoleChange,
  rotate_key: KeyRotation,
  change_board: BoardMembers,
} as const;
