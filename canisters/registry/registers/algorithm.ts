import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { AlgorithmState } from '@indus/kit/directory-feed';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';
import { VersionRef } from './model.ts';
import { RiskClass } from './register.ts';
import type { Versioned } from './register.ts';

/** How much an algorithm matters to people: the categories of the Dutch register. */
export const PUBLICATION_CATEGORIES = ['high_risk_ai', 'impactful', 'other'] as const;

/** Who delivers an algorithm or a part of it. */
export interface Supplier {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly role: string;
  /** Number in the register of companies. */
  readonly company_number: [] | [string];
}

/** What an organisation says of an algorithm. */
export interface AlgorithmDetails {
  readonly title: string;
  readonly risk_class: RiskClass;
  readonly category: Plain<(typeof PUBLICATION_CATEGORIES)[number]>;
  /** Versions of models that it runs, the deciding one first. */
  readonly models: readonly VersionRef[];
  /** Texts by the codes of ALGORITHM_FIELDS. */
  readonly fields: readonly { readonly code: string; readonly text: string }[];
  readonly suppliers: readonly Supplier[];
  /** Units: Pakistani rupees a year. */
  readonly cost_pkr: [] | [bigint];
  /** Month in which it was or will be taken into use: "2026-11". */
  readonly begin: [] | [string];
  /** When it must have been reviewed; past that it is stale. */
  readonly review_by_ns: bigint;
}

/** A version of an algorithm on record. */
export interface Algorithm extends Versioned {
  readonly details: AlgorithmDetails;
  readonly state: AlgorithmState;
  /** When it was taken out of use. */
  readonly ended_at_ns: [] | [bigint];
  readonly registered_at_ns: bigint;
  readonly registered_by: Principal;
  readonly changed_at_ns: bigint;
}

/** A new algorithm, or a new version of one. */
export interface RegisterAlgorithm {
  readonly organisation: bigint;
  readonly algorithm: [] | [bigint];
  readonly details: AlgorithmDetails;
}

/** Names a version of an algorithm. */
export interface AlgorithmVersion {
  readonly algorithm: bigint;
  readonly version: number;
}

/** What a review has found: until when the record holds. */
export interface ReviewAlgorithm extends AlgorithmVersion {
  readonly review_by_ns: bigint;
}

/** Candid type of {@link AlgorithmDetails}. */
export const AlgorithmDetails = IDL.Record({
  title: IDL.Text,
  risk_class: RiskClass,
  category: plainVariant(PUBLICATION_CATEGORIES),
  models: IDL.Vec(VersionRef),
  fields: IDL.Vec(IDL.Record({ code: IDL.Text, text: IDL.Text })),
  suppliers: IDL.Vec(
    IDL.Record({
      name: IDL.Text,
      country: IDL.Text,
      role: IDL.Text,
      company_number: IDL.Opt(IDL.Text),
    }),
  ),
  cost_pkr: IDL.Opt(IDL.Nat64),
  begin: IDL.Opt(IDL.Text),
  review_by_ns: IDL.Nat64,
});

/** Candid type of {@link Algorithm}. */
export const Algorithm = IDL.Record({
  id: IDL.Nat64,
  version: IDL.Nat32,
  organisation: IDL.Nat64,
  details: AlgorithmDetails,
  state: AlgorithmState,
  ended_at_ns: IDL.Opt(IDL.Nat64),
  registered_at_ns: IDL.Nat64,
  registered_by: IDL.Principal,
  changed_at_ns: IDL.Nat64,
});

/** Candid type of {@link RegisterAlgorithm}. */
export const RegisterAlgorithm = IDL.Record({
  organisation: IDL.Nat64,
  algorithm: IDL.Opt(IDL.Nat64),
  details: AlgorithmDetails,
});

/** Candid type of {@link AlgorithmVersion}. */
export const AlgorithmVersion = IDL.Record({ algorithm: IDL.Nat64, version: IDL.Nat32 });

/** Candid type of {@link ReviewAlgorithm}. */
export const ReviewAlgorithm = IDL.Record({
  algorithm: IDL.Nat64,
  version: IDL.Nat32,
  review_by_ns: IDL.Nat64,
});
