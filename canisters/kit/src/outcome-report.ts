import { IDL } from '@dfinity/candid';

/** How many decisions a version of an algorithm took part in since its beginning, and what became of them. */
export interface OutcomeCounts {
  readonly decisions: bigint;
  readonly appeals: bigint;
  readonly overturned: bigint;
}

/** Tells the counts of one canister since the beginning. */
export interface ReportOutcomes extends OutcomeCounts {
  readonly algorithm: bigint;
  readonly version: number;
}

/** Candid fields of {@link OutcomeCounts}. */
export const OUTCOME_COUNTS = { decisions: IDL.Nat64, appeals: IDL.Nat64, overturned: IDL.Nat64 } as const;

/** Candid type of {@link ReportOutcomes}. */
export const ReportOutcomes = IDL.Record({ algorithm: IDL.Nat64, version: IDL.Nat32, ...OUTCOME_COUNTS });
