import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { LegalBasis } from '@indus/kit/directory-feed';
import type { Versioned } from './register.ts';

/** How many records of a dataset are in a language. */
export interface LanguageCount {
  /** ISO 639-3: "urd". */
  readonly language: string;
  readonly records: bigint;
}

/** What an organisation says of a dataset. */
export interface DatasetDetails {
  readonly title: string;
  readonly description: string;
  readonly sha256: Uint8Array;
  readonly licence: string;
  readonly consent_basis: LegalBasis;
  /** Where the consent, the statute or the warrant is to be found. */
  readonly consent_details: string;
  /** ISO 3166-1 alpha-2 code of the country in which it is kept. */
  readonly residency: string;
  readonly languages: readonly LanguageCount[];
}

/** Whether a dataset may be used. */
export type DatasetStatus =
  | { readonly active: null }
  | { readonly withdrawn: { readonly at_ns: bigint; readonly by: Principal; readonly reason: string } };

/** A version of a dataset on record. */
export interface Dataset extends Versioned {
  readonly details: DatasetDetails;
  readonly status: DatasetStatus;
  readonly registered_at_ns: bigint;
  readonly registered_by: Principal;
}

/** A new dataset, or a new version of one. */
export interface RegisterDataset {
  readonly organisation: bigint;
  readonly dataset: [] | [bigint];
  readonly details: DatasetDetails;
}

/** Takes a dataset out of use, all of its versions. */
export interface WithdrawDataset {
  readonly dataset: bigint;
  readonly reason: string;
}

/** Candid type of {@link DatasetDetails}. */
export const DatasetDetails = IDL.Record({
  title: IDL.Text,
  description: IDL.Text,
  sha256: IDL.Vec(IDL.Nat8),
  licence: IDL.Text,
  consent_basis: LegalBasis,
  consent_details: IDL.Text,
  residency: IDL.Text,
  languages: IDL.Vec(IDL.Record({ language: IDL.Text, records: IDL.Nat64 })),
});

/** Candid type of {@link DatasetStatus}. */
export const DatasetStatus = IDL.Variant({
  active: IDL.Null,
  withdrawn: IDL.Record({ at_ns: IDL.Nat64, by: IDL.Principal, reason: IDL.Text }),
});

/** Candid type of {@link Dataset}. */
export const Dataset = IDL.Record({
  id: IDL.Nat64,
  version: IDL.Nat32,
  organisation: IDL.Nat64,
  details: DatasetDetails,
  status: DatasetStatus,
  registered_at_ns: IDL.Nat64,
  registered_by: IDL.Principal,
});

/** Candid type of {@link RegisterDataset}. */
export const RegisterDataset = IDL.Record({
  organisation: IDL.Nat64,
  dataset: IDL.Opt(IDL.Nat64),
  details: DatasetDetails,
});

/** Candid type of {@link WithdrawDataset}. */
export const WithdrawDataset = IDL.Record({ dataset: IDL.Nat64, reason: IDL.Text });
