import { IDL } from '@dfinity/candid';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';

/** Kinds of organisation, in the order of their numbers in search rows: append only. */
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

/** Standings of an organisation, in the order of their numbers in search rows: append only. */
export const ORGANISATION_STATUSES = ['active', 'suspended'] as const;

/** What an organisation is. */
export type OrganisationKind = Plain<(typeof ORGANISATION_KINDS)[number]>;

/** Whether an organisation may act. */
export type OrganisationStatus = Plain<(typeof ORGANISATION_STATUSES)[number]>;

/** An organisation's name in the languages of the portal. */
export interface Names {
  readonly en: string;
  readonly ur: string;
  readonly ps: [] | [string];
  readonly pnb: [] | [string];
  readonly sd: [] | [string];
}

/** How the public reaches an organisation. */
export interface Contact {
  readonly email: string;
  readonly telephone: [] | [string];
  readonly website: [] | [string];
}

/** What the board decides about an organisation. */
export interface OrganisationDetails {
  readonly names: Names;
  readonly kind: OrganisationKind;
  readonly country: string;
  readonly contact: Contact;
}

/** An organisation on record. */
export interface Organisation extends OrganisationDetails {
  readonly id: bigint;
  readonly status: OrganisationStatus;
  readonly admitted_at_ns: bigint;
  readonly changed_at_ns: bigint;
  readonly version: number;
}

const Names = IDL.Record({
  en: IDL.Text,
  ur: IDL.Text,
  ps: IDL.Opt(IDL.Text),
  pnb: IDL.Opt(IDL.Text),
  sd: IDL.Opt(IDL.Text),
});
const Contact = IDL.Record({ email: IDL.Text, telephone: IDL.Opt(IDL.Text), website: IDL.Opt(IDL.Text) });

/** Candid type of {@link OrganisationKind}. */
export const OrganisationKind = plainVariant(ORGANISATION_KINDS);

/** Candid type of {@link OrganisationStatus}. */
export const OrganisationStatus = plainVariant(ORGANISATION_STATUSES);

const DETAILS = { names: Names, kind: OrganisationKind, country: IDL.Text, contact: Contact };

/** Candid type of {@link OrganisationDetails}. */
export const OrganisationDetails = IDL.Record(DETAILS);

/** Candid type of {@link Organisation}. */
export const Organisation = IDL.Record({
  ...DETAILS,
  id: IDL.Nat64,
  status: OrganisationStatus,
  admitted_at_ns: IDL.Nat64,
  changed_at_ns: IDL.Nat64,
  version: IDL.Nat32,
});
