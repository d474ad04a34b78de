import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { plainVariant } from './variant.ts';
import type { Plain } from './variant.ts';

/*
 * The Candid types of the registry's directory feed, for the registry that serves it and the canisters that mirror it.
 * Cases are appended, never taken away: their positions are stored.
 */

/** Kinds of organisation. */
export const ORGANISATION_KINDS = [
  'federal',
  'provincial',
  'district',
  'court',
  'regulator',
  'state_enterprise',
  'education',
  'health',
  'company',
  'civil_society',
] as const;
/** Standings of an organisation. */
export const ORGANISATION_STATUSES = ['active', 'suspended'] as const;
/** Roles in an organisation. */
export const ROLES = ['admin', 'officer', 'auditor', 'developer', 'judge', 'data_protection'] as const;
/** Why the law lets data be processed. */
export const LEGAL_BASES = ['consent', 'statute', 'warrant', 'break_glass'] as const;
/** What the registry says about a canister. */
export const CANISTER_STATES = ['registered', 'verified', 'mismatch', 'divergent', 'retired'] as const;
/** Where an algorithm stands; only `live` ones may decide. */
export const ALGORITHM_STATES = ['draft', 'live', 'stale', 'retired'] as const;

export type OrganisationKind = Plain<(typeof ORGANISATION_KINDS)[number]>;
export type OrganisationStatus = Plain<(typeof ORGANISATION_STATUSES)[number]>;
export type RoleName = (typeof ROLES)[number];
export type Role = Plain<RoleName>;
export type LegalBasis = Plain<(typeof LEGAL_BASES)[number]>;
export type CanisterState = Plain<(typeof CANISTER_STATES)[number]>;
export type AlgorithmState = Plain<(typeof ALGORITHM_STATES)[number]>;

/** A name in the languages of the portal. */
export interface Names {
  readonly en: string;
  readonly ur: string;
  readonly ps: [] | [string];
  readonly pnb: [] | [string];
  readonly sd: [] | [string];
}

/** An organisation, as far as others rely on it. */
export interface DirectoryOrganisation {
  readonly id: bigint;
  readonly kind: OrganisationKind;
  readonly status: OrganisationStatus;
  readonly names: Names;
}

/** A principal's roles in one organisation; none: it has none any more. */
export interface DirectoryMember {
  readonly organisation: bigint;
  readonly member: Principal;
  readonly roles: readonly Role[];
}

/** Why data is read. */
export interface Purpose {
  readonly code: string;
  readonly names: Names;
  readonly bases: readonly LegalBasis[];
  readonly statute: [] | [string];
  readonly retired: boolean;
}

/** A kind of record. */
export interface RecordClass {
  readonly code: string;
  readonly names: Names;
  readonly sealed: boolean;
  readonly issuers: readonly bigint[] | BigUint64Array;
  readonly retired: boolean;
}

/** A number that the board has decided. */
export interface Parameter {
  readonly name: string;
  readonly value: bigint;
}

/** A canister on record. */
export interface DirectoryCanister {
  readonly canister: Principal;
  readonly organisation: bigint;
  readonly module_hash: [] | [Uint8Array];
  readonly state: CanisterState;
}

/** An algorithm on record. */
export interface Algorithm {
  readonly id: bigint;
  readonly version: number;
  readonly organisation: bigint;
  readonly state: AlgorithmState;
  readonly model_sha256: [] | [Uint8Array];
}

/** One thing of the directory in its newest state. */
export type DirectoryEntry =
  | { readonly organisation: DirectoryOrganisation }
  | { readonly member: DirectoryMember }
  | { readonly purpose: Purpose }
  | { readonly record_class: RecordClass }
  | { readonly parameter: Parameter }
  | { readonly canister: DirectoryCanister }
  | { readonly algorithm: Algorithm };

/** An entry and its place in the order of changes. */
export interface DirectoryChange {
  readonly sequence: bigint;
  readonly entry: DirectoryEntry;
}

/** From where to read, and how much. */
export interface ReadDirectoryRequest {
  readonly after: bigint;
  readonly limit: number;
}

/** Changes in ascending order, and the highest sequence that exists. */
export interface DirectoryPage {
  readonly changes: readonly DirectoryChange[];
  readonly head: bigint;
}

/** Candid type of {@link Names}. */
export const Names = IDL.Record({
  en: IDL.Text,
  ur: IDL.Text,
  ps: IDL.Opt(IDL.Text),
  pnb: IDL.Opt(IDL.Text),
  sd: IDL.Opt(IDL.Text),
});
/** Candid type of {@link OrganisationKind}. */
export const OrganisationKind = plainVariant(ORGANISATION_KINDS);
/** Candid type of {@link OrganisationStatus}. */
export const OrganisationStatus = plainVariant(ORGANISATION_STATUSES);
/** Candid type of {@link Role}. */
export const Role = plainVariant(ROLES);
/** Candid type of {@link LegalBasis}. */
export const LegalBasis = plainVariant(LEGAL_BASES);
/** Candid type of {@link CanisterState}. */
export const CanisterState = plainVariant(CANISTER_STATES);
/** Candid type of {@link AlgorithmState}. */
export const AlgorithmState = plainVariant(ALGORITHM_STATES);

const Hash = IDL.Opt(IDL.Vec(IDL.Nat8));

/** Candid type of {@link Purpose}. */
export const Purpose = IDL.Record({
  code: IDL.Text,
  names: Names,
  bases: IDL.Vec(LegalBasis),
  statute: IDL.Opt(IDL.Text),
  retired: IDL.Bool,
});
/** Candid type of {@link RecordClass}. */
export const RecordClass = IDL.Record({
  code: IDL.Text,
  names: Names,
  sealed: IDL.Bool,
  issuers: IDL.Vec(IDL.Nat64),
  retired: IDL.Bool,
});
/** Candid type of {@link Parameter}. */
export const Parameter = IDL.Record({ name: IDL.Text, value: IDL.Nat64 });

/** Candid type of {@link DirectoryEntry}. */
export const DirectoryEntry = IDL.Variant({
  organisation: IDL.Record({
    id: IDL.Nat64,
    kind: OrganisationKind,
    status: OrganisationStatus,
    names: Names,
  }),
  member: IDL.Record({ organisation: IDL.Nat64, member: IDL.Principal, roles: IDL.Vec(Role) }),
  purpose: Purpose,
  record_class: RecordClass,
  parameter: Parameter,
  canister: IDL.Record({
    canister: IDL.Principal,
    organisation: IDL.Nat64,
    module_hash: Hash,
    state: CanisterState,
  }),
  algorithm: IDL.Record({
    id: IDL.Nat64,
    version: IDL.Nat32,
    organisation: IDL.Nat64,
    state: AlgorithmState,
    model_sha256: Hash,
  }),
});
/** Candid type of {@link DirectoryChange}. */
export const DirectoryChange = IDL.Record({ sequence: IDL.Nat64, entry: DirectoryEntry });
/** Candid type of {@link ReadDirectoryRequest}. */
export const ReadDirectoryRequest = IDL.Record({ after: IDL.Nat64, limit: IDL.Nat32 });
/** Candid type of {@link DirectoryPage}. */
export const DirectoryPage = IDL.Record({ changes: IDL.Vec(DirectoryChange), head: IDL.Nat64 });

/** Units: changes of one page. */
export const DIRECTORY_PAGE_CHANGES_MAX = 200;
/** Canisters that may ask to be told of changes. */
export const DIRECTORY_SUBSCRIBERS_MAX = 64;
