import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Role } from '@indus/kit/directory-feed';

export { ROLES, Role } from '@indus/kit/directory-feed';

/** A principal's roles in one organisation. */
export interface Member {
  readonly organisation: bigint;
  readonly member: Principal;
  readonly roles: readonly Role[];
  readonly changed_at_ns: bigint;
}

/** What a principal may do in an organisation; nothing, without roles. */
export type MemberRoles = Pick<Member, 'organisation' | 'member' | 'roles'>;

/** Candid type of {@link MemberRoles}. */
export const MemberRoles = IDL.Record({
  organisation: IDL.Nat64,
  member: IDL.Principal,
  roles: IDL.Vec(Role),
});

/** Candid type of {@link Member}. */
export const Member = IDL.Record({
  organisation: IDL.Nat64,
  member: IDL.Principal,
  roles: IDL.Vec(Role),
  changed_at_ns: IDL.Nat64,
});
