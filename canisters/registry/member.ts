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

/** Candid type of {@link Member}. */
export const Member = IDL.Record({
  organisation: IDL.Nat64,
  member: IDL.Principal,
  roles: IDL.Vec(Role),
  changed_at_ns: IDL.Nat64,
});
