import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { OUTCOME_COUNTS } from '@indus/kit/outcome-report';
import type { OutcomeCounts } from '@indus/kit/outcome-report';

const MILLION = 1_000_000n;

/** What a canister that keeps decisions has counted. */
export interface OutcomeReport extends OutcomeCounts {
  readonly canister: Principal;
  readonly organisation: bigint;
  readonly at_ns: bigint;
}

/** What became of the decisions of a version of an algorithm. */
export interface Outcomes extends OutcomeCounts {
  readonly algorithm: bigint;
  readonly version: number;
  /** Of a million appeals, so many were overturned; 0 without an appeal. */
  readonly overturned_per_million_appeals: number;
  /** Of a million decisions, so many were overturned; 0 without a decision. */
  readonly overturned_per_million_decisions: number;
  readonly reports: readonly OutcomeReport[];
}

/** The sums and rates over reports. */
export function outcomesOf(algorithm: bigint, version: number, reports: readonly OutcomeReport[]): Outcomes {
  const sum = (count: (report: OutcomeReport) => bigint): bigint =>
    reports.reduce((total, report) => total + count(report), 0n);
  const decisions = sum((report) => report.decisions);
  const appeals = sum((report) => report.appeals);
  const overturned = sum((report) => report.overturned);
  return {
    algorithm,
    version,
    decisions,
    appeals,
    overturned,
    overturned_per_million_appeals: perMillion(overturned, appeals),
    overturned_per_million_decisions: perMillion(overturned, decisions),
    reports,
  };
}

function perMillion(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * MILLION) / whole);
}

/** Candid type of {@link Outcomes}. */
export const Outcomes = IDL.Record({
  algorithm: IDL.Nat64,
  version: IDL.Nat32,
  ...OUTCOME_COUNTS,
  overturned_per_million_appeals: IDL.Nat32,
  overturned_per_million_decisions: IDL.Nat32,
  reports: IDL.Vec(
    IDL.Record({ canister: IDL.Principal, organisation: IDL.Nat64, ...OUTCOME_COUNTS, at_ns: IDL.Nat64 }),
  ),
});
