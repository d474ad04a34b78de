import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';

/** Roles in an organisation, in the order in which records list them. */
export const ROLES = ['admin', 'officer', 'auditor', 'developer', 'judge', 'data_protection'] as const;

/** What a member may do for an organisation. */
export type Role = Plain<(typeof ROLES)[number]>;

/** A principal's roles in one organisation. */
export interface Member {
  readonly organisation: bigint;
  readonly member: Principal;
  readonly roles: readonly Role[];
  readonly changed_at_ns: bigint;
}

/** Candid type of {@link Role}. */
export const Role = plainVariant(ROLES);

/** Candid type of {@link Member}. */
export const Member = IDL.Record({
  organisation: IDL.Nat64,
  member: IDL.Principal,
  roles: IDL.Vec(Role),
  changed_at_ns: IDL.Nat64,
});
