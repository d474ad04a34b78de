import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { LegalBasis } from '@indus/kit/directory-feed';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';
import { Detail, Duration, Language } from './codes.ts';

/** What the reader may do with the data. ReBIT consentMode. */
export type ConsentMode = Plain<'view' | 'store' | 'query_only' | 'stream'>;

/** Once, or again and again. Source: ReBIT, fetchType. */
export type FetchType = Plain<'onetime' | 'periodic'>;

/** What a ministry asks for and a citizen grants: every field of the Account Aggregator artefact (ReBIT), and more. */
export interface ConsentTerms {
  readonly consent_start_ns: bigint;
  readonly consent_expiry_ns: bigint;
  readonly mode: ConsentMode;
  readonly fetch_type: FetchType;
  readonly consent_types: readonly Detail[];
  /** Organisation that reads. */
  readonly consumer: bigint;
  /** Organisation whose records are read; absent: any issuer. */
  readonly provider: [] | [bigint];
  readonly customer: Principal;
  readonly purpose_code: string;
  readonly record_classes: readonly string[];
  readonly data_from_ns: bigint;
  readonly data_to_ns: bigint;
  /** How long the reader may keep what it read. */
  readonly data_life: Duration;
  /** At most `value` reads within each `unit`. */
  readonly frequency: Duration;
  readonly legal_basis: LegalBasis;
  /** SHA-256 of the module that must run in the reading canister, as the registry verified it. */
  readonly reader_module_hash: [] | [Uint8Array];
}

/** Where a consent stands: pending to active, active to and from paused, then revoked or expired; pending to rejected. */
export type ConsentStatus = Plain<'pending' | 'active' | 'paused' | 'revoked' | 'expired' | 'rejected'>;

/** Certified item: a consent with its whole history. */
export interface Consent {
  readonly subject: Principal;
  readonly id: bigint;
  readonly terms: ConsentTerms;
  /** The purpose's text and the terms as shown, in this language. */
  readonly language: [] | [Language];
  /** SHA-256 of the text that was shown when it was granted. */
  readonly shown_sha256: [] | [Uint8Array];
  readonly status: ConsentStatus;
  readonly requested_by: Principal;
  readonly history: readonly {
    readonly status: ConsentStatus;
    readonly at_ns: bigint;
    readonly by: Principal;
    readonly grant: [] | [bigint];
  }[];
  readonly reads: bigint;
  readonly last_read_at_ns: [] | [bigint];
}

/** Candid type of {@link ConsentMode}. */
export const ConsentMode = plainVariant(['view', 'store', 'query_only', 'stream']);

/** Candid type of {@link FetchType}. */
export const FetchType = plainVariant(['onetime', 'periodic']);

/** Candid type of {@link ConsentTerms}. */
export const ConsentTerms = IDL.Record({
  consent_start_ns: IDL.Nat64,
  consent_expiry_ns: IDL.Nat64,
  mode: ConsentMode,
  fetch_type: FetchType,
  consent_types: IDL.Vec(Detail),
  consumer: IDL.Nat64,
  provider: IDL.Opt(IDL.Nat64),
  customer: IDL.Principal,
  purpose_code: IDL.Text,
  record_classes: IDL.Vec(IDL.Text),
  data_from_ns: IDL.Nat64,
  data_to_ns: IDL.Nat64,
  data_life: Duration,
  frequency: Duration,
  legal_basis: LegalBasis,
  reader_module_hash: IDL.Opt(IDL.Vec(IDL.Nat8)),
});

/** Candid type of {@link ConsentStatus}. */
export const ConsentStatus = plainVariant(['pending', 'active', 'paused', 'revoked', 'expired', 'rejected']);

/** Candid type of {@link Consent}. */
export const Consent = IDL.Record({
  subject: IDL.Principal,
  id: IDL.Nat64,
  terms: ConsentTerms,
  language: IDL.Opt(Language),
  shown_sha256: IDL.Opt(IDL.Vec(IDL.Nat8)),
  status: ConsentStatus,
  requested_by: IDL.Principal,
  history: IDL.Vec(
    IDL.Record({ status: ConsentStatus, at_ns: IDL.Nat64, by: IDL.Principal, grant: IDL.Opt(IDL.Nat64) }),
  ),
  reads: IDL.Nat64,
  last_read_at_ns: IDL.Opt(IDL.Nat64),
});
