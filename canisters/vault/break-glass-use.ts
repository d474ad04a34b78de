import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

/** Certified item: a use of break-glass, to be reviewed by a second person. */
export interface BreakGlassUse {
  readonly id: bigint;
  readonly subject: Principal;
  readonly sequence: bigint;
  readonly organisation: bigint;
  readonly by: Principal;
  readonly at_ns: bigint;
  readonly review_by_ns: bigint;
  readonly review:
    | []
    | [
        {
          readonly by: Principal;
          readonly at_ns: bigint;
          readonly justified: boolean;
          readonly note: string;
        },
      ];
  /** Nobody reviewed it in time: counted in public. */
  readonly overdue: boolean;
}

/** Candid type of {@link BreakGlassUse}. */
export const BreakGlassUse = IDL.Record({
  id: IDL.Nat64,
  subject: IDL.Principal,
  sequence: IDL.Nat64,
  organisation: IDL.Nat64,
  by: IDL.Principal,
  at_ns: IDL.Nat64,
  review_by_ns: IDL.Nat64,
  review: IDL.Opt(IDL.Record({ by: IDL.Principal, at_ns: IDL.Nat64, justified: IDL.Bool, note: IDL.Text })),
  overdue: IDL.Bool,
});
