import { IDL } from '@dfinity/candid';
import { Parameter, Purpose, RecordClass } from '@indus/kit/directory-feed';
import type { LegalBasis, Names } from '@indus/kit/directory-feed';

/** Which change of a code this is, and when it was made. */
export interface CodeVersion {
  /** 1 at first, one more with each change. */
  readonly version: number;
  readonly changed_at_ns: bigint;
}

/** A purpose on record. */
export interface PurposeRecord extends CodeVersion {
  readonly purpose: Purpose;
}

/** A record class on record. */
export interface RecordClassRecord extends CodeVersion {
  readonly record_class: RecordClass;
}

/** A parameter on record. */
export interface ParameterRecord extends CodeVersion {
  readonly parameter: Parameter;
}

/** What the board decides about a purpose. */
export interface PurposeDetails {
  readonly code: string;
  readonly names: Names;
  readonly bases: readonly LegalBasis[];
  readonly statute: [] | [string];
}

/** What the board decides about a record class. */
export interface RecordClassDetails {
  readonly code: string;
  readonly names: Names;
  readonly sealed: boolean;
  readonly issuers: readonly bigint[] | BigUint64Array;
}

const VERSION = { version: IDL.Nat32, changed_at_ns: IDL.Nat64 };

/** Candid type of {@link PurposeRecord}. */
export const PurposeRecord = IDL.Record({ purpose: Purpose, ...VERSION });

/** Candid type of {@link RecordClassRecord}. */
export const RecordClassRecord = IDL.Record({ record_class: RecordClass, ...VERSION });

/** Candid type of {@link ParameterRecord}. */
export const ParameterRecord = IDL.Record({ parameter: Parameter, ...VERSION });
