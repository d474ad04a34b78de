import { IDL } from '@dfinity/candid';
import { Names, OrganisationKind, OrganisationStatus } from '@indus/kit/directory-feed';

export {
  Names,
  ORGANISATION_KINDS,
  ORGANISATION_STATUSES,
  OrganisationKind,
  OrganisationStatus,
} from '@indus/kit/directory-feed';

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

const Contact = IDL.Record({ email: IDL.Text, telephone: IDL.Opt(IDL.Text), website: IDL.Opt(IDL.Text) });

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
