import { IDL } from '@dfinity/candid';

/** Ties an answer of a query to what the subnet has certified. */
export interface Proof {
  readonly certificate: Uint8Array;
  readonly witness: Uint8Array;
}

/** Absent in replicated execution, where the reply itself is certified. */
export type OptionalProof = [] | [Proof];

/** One record's bytes, or that there is none. */
export interface CertifiedRecord {
  readonly found: [] | [Uint8Array];
  readonly proof: OptionalProof;
}

/** Several records' bytes, in order. */
export interface CertifiedPage {
  readonly records: readonly Uint8Array[];
  readonly next: [] | [Uint8Array];
  readonly proof: OptionalProof;
}

/** Entries of the log with their range proof. */
export interface LogPage {
  readonly size: bigint;
  readonly entries: readonly Uint8Array[];
  readonly path: readonly Uint8Array[];
  readonly proof: OptionalProof;
}

/** One entry of the log with its audit path. */
export interface LogEntryProof {
  readonly size: bigint;
  readonly entry: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly proof: OptionalProof;
}

/** That one size of the log is the beginning of another. */
export interface LogConsistencyProof {
  readonly first: bigint;
  readonly second: bigint;
  readonly path: readonly Uint8Array[];
  readonly proof: OptionalProof;
}

const Blob = IDL.Vec(IDL.Nat8);
const OptionalProof = IDL.Opt(IDL.Record({ certificate: Blob, witness: Blob }));

/** Candid type of {@link CertifiedRecord}. */
export const CertifiedRecord = IDL.Record({ found: IDL.Opt(Blob), proof: OptionalProof });

/** Candid type of {@link CertifiedPage}. */
export const CertifiedPage = IDL.Record({
  records: IDL.Vec(Blob),
  next: IDL.Opt(Blob),
  proof: OptionalProof,
});

/** Candid type of {@link LogPage}. */
export const LogPage = IDL.Record({
  size: IDL.Nat64,
  entries: IDL.Vec(Blob),
  path: IDL.Vec(Blob),
  proof: OptionalProof,
});

/** Candid type of {@link LogEntryProof}. */
export const LogEntryProof = IDL.Record({
  size: IDL.Nat64,
  entry: Blob,
  path: IDL.Vec(Blob),
  proof: OptionalProof,
});

/** Candid type of {@link LogConsistencyProof}. */
export const LogConsistencyProof = IDL.Record({
  first: IDL.Nat64,
  second: IDL.Nat64,
  path: IDL.Vec(Blob),
  proof: OptionalProof,
});
