import { IDL } from '@dfinity/candid';

/** Certified leaf, public: counts, never persons. */
export interface Statistics {
  readonly subjects: bigint;
  readonly records: bigint;
  readonly reads_granted: bigint;
  readonly reads_denied: bigint;
  readonly sealed_now: bigint;
  readonly sealed_ever: bigint;
  readonly break_glass_uses: bigint;
  readonly break_glass_unreviewed: bigint;
  readonly tickets_open: bigint;
  readonly tickets_overdue: bigint;
  readonly decisions: bigint;
  readonly appeals: bigint;
  readonly overturned: bigint;
}

/** Candid type of {@link Statistics}. */
export const Statistics = IDL.Record({
  subjects: IDL.Nat64,
  records: IDL.Nat64,
  reads_granted: IDL.Nat64,
  reads_denied: IDL.Nat64,
  sealed_now: IDL.Nat64,
  sealed_ever: IDL.Nat64,
  break_glass_uses: IDL.Nat64,
  break_glass_unreviewed: IDL.Nat64,
  tickets_open: IDL.Nat64,
  tickets_overdue: IDL.Nat64,
  decisions: IDL.Nat64,
  appeals: IDL.Nat64,
  overturned: IDL.Nat64,
});
