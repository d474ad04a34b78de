import { IDL } from '@dfinity/candid';
import { RecordBody } from './held-record.ts';

/** Ties an answer of a query to what the subnet has certified. Absent when the method runs replicated. */
export interface Proof {
  readonly certificate: Uint8Array;
  readonly witness: Uint8Array;
}

/** Exact bytes of the certified item; nothing found: the witness proves it. */
export interface CertifiedItem {
  readonly found: [] | [Uint8Array];
  readonly proof: [] | [Proof];
}

/** Items of one kind in the order of their ids; the witness shows that none in between is left out. */
export interface CertifiedItems {
  /** The subject's head; nothing when nothing was ever held on her. */
  readonly head: [] | [Uint8Array];
  readonly items: readonly Uint8Array[];
  readonly next: [] | [Uint8Array];
  readonly proof: [] | [Proof];
}

/** Where in the ledger the call is written down. */
export interface Receipt {
  readonly sequence: bigint;
  readonly at_ns: bigint;
  readonly leaf_sha256: Uint8Array;
}

/** Bytes of the item as it is certified now, and where in the ledger the act is written down. */
export interface Written {
  readonly item: Uint8Array;
  readonly receipt: Receipt;
}

/** Records that were read, newest first, with their bodies. */
export interface ReadRecords {
  readonly records: readonly Uint8Array[];
  readonly bodies: readonly RecordBody[];
  readonly next: [] | [Uint8Array];
  readonly delete_by_ns: [] | [bigint];
  /** Records from before then were brought here by the subject herself: nobody here has seen them issued. */
  readonly imported_at_ns: [] | [bigint];
  readonly receipt: Receipt;
}

/** Leaves of a ledger, with the range proof against the head; what was revealed of sealed ones beside them. */
export interface LedgerPage {
  readonly head: Uint8Array;
  readonly from: bigint;
  readonly leaves: readonly Uint8Array[];
  readonly path: readonly Uint8Array[];
  readonly revealed: readonly { readonly sequence: bigint; readonly entry: Uint8Array }[];
  readonly proof: [] | [Proof];
}

/** Leaves of a ledger as they lie there, for somebody else than the subject. */
export interface LedgerRead {
  readonly leaves: readonly Uint8Array[];
  readonly receipt: Receipt;
}

/** The proof, with the head that it ends in. */
export interface LedgerConsistency {
  readonly head: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly proof: [] | [Proof];
}

/** One use of personal data, in the field names of the Estonian data tracker. */
export interface Usage {
  readonly logtime: string;
  readonly action: string;
  readonly receiverCode: string;
  readonly receiverName: [] | [string];
  readonly receiverSystem: string;
}

/** Uses of the subject's data, the latest first, and how many there are in all. */
export interface FindUsage {
  readonly totalUsages: number;
  readonly usages: readonly Usage[];
}

/** From when on uses are on record; without an end: until now. */
export interface UsagePeriod {
  readonly periodStart: string;
  readonly periodEnd: [] | [string];
}

/** Whether uses can be asked for now: "OK" or "FAIL". */
export interface UsageHeartbeat {
  readonly status: string;
  readonly message: [] | [string];
}

/** Leaves of the log with a range proof against the bucket's head. */
export interface BucketLogPage {
  readonly head: Uint8Array;
  readonly from: bigint;
  readonly leaves: readonly Uint8Array[];
  readonly path: readonly Uint8Array[];
  readonly proof: [] | [Proof];
}

/** The proof, with the bucket's head that it ends in. */
export interface BucketConsistency {
  readonly head: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly proof: [] | [Proof];
}

/** Candid type of {@link Proof}. */
export const Proof = IDL.Record({ certificate: IDL.Vec(IDL.Nat8), witness: IDL.Vec(IDL.Nat8) });

/** Candid type of {@link CertifiedItem}. */
export const CertifiedItem = IDL.Record({ found: IDL.Opt(IDL.Vec(IDL.Nat8)), proof: IDL.Opt(Proof) });

/** Candid type of {@link CertifiedItems}. */
export const CertifiedItems = IDL.Record({
  head: IDL.Opt(IDL.Vec(IDL.Nat8)),
  items: IDL.Vec(IDL.Vec(IDL.Nat8)),
  next: IDL.Opt(IDL.Vec(IDL.Nat8)),
  proof: IDL.Opt(Proof),
});

/** Candid type of {@link Receipt}. */
export const Receipt = IDL.Record({ sequence: IDL.Nat64, at_ns: IDL.Nat64, leaf_sha256: IDL.Vec(IDL.Nat8) });

/** Candid type of {@link Written}. */
export const Written = IDL.Record({ item: IDL.Vec(IDL.Nat8), receipt: Receipt });

/** Candid type of {@link ReadRecords}. */
export const ReadRecords = IDL.Record({
  records: IDL.Vec(IDL.Vec(IDL.Nat8)),
  bodies: IDL.Vec(RecordBody),
  next: IDL.Opt(IDL.Vec(IDL.Nat8)),
  delete_by_ns: IDL.Opt(IDL.Nat64),
  imported_at_ns: IDL.Opt(IDL.Nat64),
  receipt: Receipt,
});

/** Candid type of {@link LedgerPage}. */
export const LedgerPage = IDL.Record({
  head: IDL.Vec(IDL.Nat8),
  from: IDL.Nat64,
  leaves: IDL.Vec(IDL.Vec(IDL.Nat8)),
  path: IDL.Vec(IDL.Vec(IDL.Nat8)),
  revealed: IDL.Vec(IDL.Record({ sequence: IDL.Nat64, entry: IDL.Vec(IDL.Nat8) })),
  proof: IDL.Opt(Proof),
});

/** Candid type of {@link LedgerRead}. */
export const LedgerRead = IDL.Record({ leaves: IDL.Vec(IDL.Vec(IDL.Nat8)), receipt: Receipt });

/** Candid type of {@link LedgerConsistency}. */
export const LedgerConsistency = IDL.Record({
  head: IDL.Vec(IDL.Nat8),
  path: IDL.Vec(IDL.Vec(IDL.Nat8)),
  proof: IDL.Opt(Proof),
});

/** Candid type of {@link Usage}. */
export const Usage = IDL.Record({
  logtime: IDL.Text,
  action: IDL.Text,
  receiverCode: IDL.Text,
  receiverName: IDL.Opt(IDL.Text),
  receiverSystem: IDL.Text,
});

/** Candid type of {@link FindUsage}. */
export const FindUsage = IDL.Record({ totalUsages: IDL.Nat32, usages: IDL.Vec(Usage) });

/** Candid type of {@link UsagePeriod}. */
export const UsagePeriod = IDL.Record({ periodStart: IDL.Text, periodEnd: IDL.Opt(IDL.Text) });

/** Candid type of {@link UsageHeartbeat}. */
export const UsageHeartbeat = IDL.Record({ status: IDL.Text, message: IDL.Opt(IDL.Text) });

/** Candid type of {@link BucketLogPage}. */
export const BucketLogPage = IDL.Record({
  head: IDL.Vec(IDL.Nat8),
  from: IDL.Nat64,
  leaves: IDL.Vec(IDL.Vec(IDL.Nat8)),
  path: IDL.Vec(IDL.Vec(IDL.Nat8)),
  proof: IDL.Opt(Proof),
});

/** Candid type of {@link BucketConsistency}. */
export const BucketConsistency = IDL.Record({
  head: IDL.Vec(IDL.Nat8),
  path: IDL.Vec(IDL.Vec(IDL.Nat8)),
  proof: IDL.Opt(Proof),
});
