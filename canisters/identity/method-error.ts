import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { ACCESS_ERRORS, REQUEST_ERRORS, WAIT_ERRORS } from '@indus/kit/kit-errors';
import type { KitError } from '@indus/kit/kit-errors';
import { Refusal } from '@indus/kit/refusal';
import { RegistrationTerms } from './registration-terms.ts';

type FromKit<Case extends string> = Case extends string
  ? Extract<KitError, Readonly<Record<Case, unknown>>>
  : never;
type OfAnchor = { readonly anchor: bigint };

/** Why a request was refused, with what the caller needs to go on. */
export type MethodError =
  | FromKit<'AnonymousCaller' | 'RoleRequired' | 'DirectoryStale' | 'RateLimited' | 'NotReady' | 'Invalid'>
  | { readonly NotDevice: OfAnchor }
  | { readonly NotKeyHolder: { readonly expected: Principal } }
  | { readonly DeviceTaken: OfAnchor }
  | { readonly DeviceNotFound: OfAnchor }
  | { readonly DeviceProtected: { readonly alias: string } }
  | { readonly LastDevice: OfAnchor }
  | { readonly EnrolmentClosed: OfAnchor }
  | { readonly DeviceAlreadyProposed: OfAnchor }
  | { readonly NothingProposed: OfAnchor }
  | { readonly WrongCode: { readonly retries_left: number } }
  | { readonly SessionOver: null }
  | { readonly NoSuchDelegation: null }
  | { readonly ProofOfWork: RegistrationTerms }
  | { readonly CanisterFull: { readonly limit: bigint } }
  | { readonly OrganisationSuspended: { readonly organisation: bigint } }
  | { readonly UnknownRecordClass: { readonly code: string } }
  | { readonly NotIssuer: { readonly class: string; readonly organisation: bigint } }
  | { readonly CredentialNotFound: null }
  | { readonly CredentialOver: { readonly at_ns: bigint } }
  | { readonly TooMany: { readonly what: string; readonly limit: bigint } }
  | { readonly Other: { readonly code: number; readonly message: string } };

const OfAnchor = IDL.Record({ anchor: IDL.Nat64 });

/** Candid type of {@link MethodError}. */
export const MethodError = IDL.Variant({
  AnonymousCaller: ACCESS_ERRORS.AnonymousCaller,
  NotDevice: OfAnchor,
  NotKeyHolder: IDL.Record({ expected: IDL.Principal }),
  DeviceTaken: OfAnchor,
  DeviceNotFound: OfAnchor,
  DeviceProtected: IDL.Record({ alias: IDL.Text }),
  LastDevice: OfAnchor,
  EnrolmentClosed: OfAnchor,
  DeviceAlreadyProposed: OfAnchor,
  NothingProposed: OfAnchor,
  WrongCode: IDL.Record({ retries_left: IDL.Nat8 }),
  SessionOver: IDL.Null,
  NoSuchDelegation: IDL.Null,
  ProofOfWork: RegistrationTerms,
  CanisterFull: IDL.Record({ limit: IDL.Nat64 }),
  RoleRequired: ACCESS_ERRORS.RoleRequired,
  DirectoryStale: ACCESS_ERRORS.DirectoryStale,
  OrganisationSuspended: IDL.Record({ organisation: IDL.Nat64 }),
  UnknownRecordClass: IDL.Record({ code: IDL.Text }),
  NotIssuer: IDL.Record({ class: IDL.Text, organisation: IDL.Nat64 }),
  CredentialNotFound: IDL.Null,
  CredentialOver: IDL.Record({ at_ns: IDL.Nat64 }),
  TooMany: IDL.Record({ what: IDL.Text, limit: IDL.Nat64 }),
  RateLimited: WAIT_ERRORS.RateLimited,
  NotReady: WAIT_ERRORS.NotReady,
  Invalid: REQUEST_ERRORS.Invalid,
  Other: IDL.Record({ code: IDL.Nat32, message: IDL.Text }),
});

/** Ends a method with a refusal. Context: before the first write. */
export function refuse(error: MethodError): never {
  throw new Refusal<MethodError>(error);
}

/** Refuses a value that is out of its bounds. */
export function refuseInvalid(field: string, message: string, limit?: number | bigint): never {
  return refuse({ Invalid: { field, message, limit: limit === undefined ? [] : [BigInt(limit)] } });
}
