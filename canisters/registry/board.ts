import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

/** Who decides, and how many of them must agree. */
export interface BoardMembers {
  readonly members: readonly Principal[];
  readonly threshold: number;
}

/** The board in office. */
export interface Board extends BoardMembers {
  readonly changed_at_ns: bigint;
}

/** Candid type of {@link BoardMembers}. */
export const BoardMembers = IDL.Record({ members: IDL.Vec(IDL.Principal), threshold: IDL.Nat32 });

/** Candid type of {@link Board}. */
export const Board = IDL.Record({
  members: IDL.Vec(IDL.Principal),
  threshold: IDL.Nat32,
  changed_at_ns: IDL.Nat64,
});
