import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Role } from '@indus/kit/directory-feed';
import { Detail } from './codes.ts';
import { ConsentMode, ConsentStatus } from './consent.ts';
import { DelegateAct } from './delegate-grant.ts';

/** Why a request was refused. A refused request changed nothing but the ledger. */
export type MethodError =
  | { readonly AnonymousCaller: null }
  /** The subject lives elsewhere: ask there. */
  | { readonly WrongShard: { readonly bucket: number; readonly shard: Principal } }
  /** The bucket is on its way to another shard; ask again. */
  | { readonly BucketMoving: { readonly bucket: number; readonly retry_after_ns: bigint } }
  /** Only the subject herself may do this. */
  | { readonly NotSubject: { readonly caller: Principal } }
  /** One of these roles is needed; in the organisation, or in any. */
  | { readonly RoleRequired: { readonly roles: readonly Role[]; readonly organisation: [] | [bigint] } }
  /** Only named principals may do this: controllers, the registry, another shard. */
  | { readonly NotPermitted: { readonly caller: Principal } }
  | { readonly DirectoryStale: { readonly synced_at_ns: bigint } }
  | { readonly OrganisationSuspended: { readonly organisation: bigint } }
  | { readonly UnknownPurpose: { readonly code: string } }
  | { readonly BasisNotAllowed: { readonly purpose: string; readonly basis: string } }
  | { readonly UnknownRecordClass: { readonly code: string } }
  | { readonly NotIssuer: { readonly class: string; readonly organisation: bigint } }
  | { readonly RecordNotFound: { readonly record_id: bigint } }
  | { readonly RecordErased: { readonly record_id: bigint } }
  | { readonly RecordRestricted: { readonly record_id: bigint } }
  | { readonly SealedClassNeedsCiphertext: { readonly class: string } }
  /** Seal the body for this epoch: somebody has got the key of the one before. */
  | { readonly SealedUnderOldKey: { readonly class: string; readonly epoch: number } }
  | { readonly ConsentNotFound: { readonly consent: bigint } }
  | { readonly ConsentNotActive: { readonly consent: bigint; readonly status: ConsentStatus } }
  | { readonly ConsentNotStarted: { readonly consent: bigint; readonly starts_at_ns: bigint } }
  | { readonly ConsentExpired: { readonly consent: bigint; readonly expired_at_ns: bigint } }
  | {
      readonly IllegalTransition: {
        readonly consent: bigint;
        readonly from: ConsentStatus;
        readonly to: ConsentStatus;
      };
    }
  | { readonly ConsumerMismatch: { readonly consent: bigint; readonly consumer: bigint } }
  | { readonly PurposeMismatch: { readonly consent: bigint; readonly expected: string } }
  | { readonly ModeNotConsented: { readonly consent: bigint; readonly mode: ConsentMode } }
  | { readonly DetailNotConsented: { readonly consent: bigint; readonly detail: Detail } }
  | { readonly ClassNotConsented: { readonly consent: bigint; readonly class: string } }
  | {
      readonly OutOfDataRange: { readonly consent: bigint; readonly from_ns: bigint; readonly to_ns: bigint };
    }
  | { readonly FrequencyExceeded: { readonly consent: bigint; readonly next_at_ns: bigint } }
  | { readonly AlreadyFetched: { readonly consent: bigint; readonly at_ns: bigint } }
  | {
      readonly ReaderModuleMismatch: {
        readonly consent: bigint;
        readonly expected: Uint8Array;
        readonly found: [] | [Uint8Array];
      };
    }
  | { readonly GrantNotFound: { readonly grant: bigint } }
  | { readonly GrantNotActive: { readonly grant: bigint; readonly expired_at_ns: bigint } }
  | { readonly ActNotGranted: { readonly grant: bigint; readonly act: DelegateAct } }
  | { readonly ClassNotGranted: { readonly grant: bigint; readonly class: string } }
  | { readonly SealTooLong: { readonly days: number; readonly limit: number } }
  | { readonly BreakGlassNotAllowed: { readonly organisation: bigint } }
  /** A second person has to judge: not who acted, and not whom it is about. */
  | { readonly OwnReview: null }
  | { readonly BreakGlassUseNotFound: { readonly use: bigint } }
  | { readonly AlreadyReviewed: { readonly use: bigint } }
  | { readonly TicketNotFound: { readonly ticket: bigint } }
  | { readonly TicketClosed: { readonly ticket: bigint } }
  | { readonly DecisionNotFound: { readonly decision: bigint } }
  | { readonly AppealClosed: { readonly decision: bigint; readonly until_ns: bigint } }
  | { readonly AlgorithmNotLive: { readonly algorithm: bigint; readonly version: number } }
  | { readonly EntryNotFound: { readonly sequence: bigint } }
  | { readonly StillSealed: { readonly sequence: bigint; readonly reveal_at_ns: bigint } }
  | { readonly OutOfLedger: { readonly size: bigint } }
  | { readonly InvalidCursor: null }
  /** An export is brought where nothing is held yet. */
  | { readonly DossierNotEmpty: null }
  /** The key was used for another request. */
  | { readonly IdempotencyConflict: { readonly key: Uint8Array } }
  | { readonly TooMany: { readonly what: string; readonly limit: bigint } }
  | { readonly RateLimited: { readonly class: string; readonly retry_at_ns: bigint } }
  /** The canister has just started and waits for its secret; a few rounds. */
  | { readonly NotReady: null }
  | { readonly Invalid: { readonly field: string; readonly message: string; readonly limit: [] | [bigint] } }
  | { readonly KeyUnavailable: { readonly message: string } }
  | { readonly Other: { readonly code: number; readonly message: string } };

/** Candid type of {@link MethodError}. */
export const MethodError = IDL.Variant({
  AnonymousCaller: IDL.Null,
  WrongShard: IDL.Record({ bucket: IDL.Nat32, shard: IDL.Principal }),
  BucketMoving: IDL.Record({ bucket: IDL.Nat32, retry_after_ns: IDL.Nat64 }),
  NotSubject: IDL.Record({ caller: IDL.Principal }),
  RoleRequired: IDL.Record({ roles: IDL.Vec(Role), organisation: IDL.Opt(IDL.Nat64) }),
  NotPermitted: IDL.Record({ caller: IDL.Principal }),
  DirectoryStale: IDL.Record({ synced_at_ns: IDL.Nat64 }),
  OrganisationSuspended: IDL.Record({ organisation: IDL.Nat64 }),
  UnknownPurpose: IDL.Record({ code: IDL.Text }),
  BasisNotAllowed: IDL.Record({ purpose: IDL.Text, basis: IDL.Text }),
  UnknownRecordClass: IDL.Record({ code: IDL.Text }),
  NotIssuer: IDL.Record({ class: IDL.Text, organisation: IDL.Nat64 }),
  RecordNotFound: IDL.Record({ record_id: IDL.Nat64 }),
  RecordErased: IDL.Record({ record_id: IDL.Nat64 }),
  RecordRestricted: IDL.Record({ record_id: IDL.Nat64 }),
  SealedClassNeedsCiphertext: IDL.Record({ class: IDL.Text }),
  SealedUnderOldKey: IDL.Record({ class: IDL.Text, epoch: IDL.Nat32 }),
  ConsentNotFound: IDL.Record({ consent: IDL.Nat64 }),
  ConsentNotActive: IDL.Record({ consent: IDL.Nat64, status: ConsentStatus }),
  ConsentNotStarted: IDL.Record({ consent: IDL.Nat64, starts_at_ns: IDL.Nat64 }),
  ConsentExpired: IDL.Record({ consent: IDL.Nat64, expired_at_ns: IDL.Nat64 }),
  IllegalTransition: IDL.Record({ consent: IDL.Nat64, from: ConsentStatus, to: ConsentStatus }),
  ConsumerMismatch: IDL.Record({ consent: IDL.Nat64, consumer: IDL.Nat64 }),
  PurposeMismatch: IDL.Record({ consent: IDL.Nat64, expected: IDL.Text }),
  ModeNotConsented: IDL.Record({ consent: IDL.Nat64, mode: ConsentMode }),
  DetailNotConsented: IDL.Record({ consent: IDL.Nat64, detail: Detail }),
  ClassNotConsented: IDL.Record({ consent: IDL.Nat64, class: IDL.Text }),
  OutOfDataRange: IDL.Record({ consent: IDL.Nat64, from_ns: IDL.Nat64, to_ns: IDL.Nat64 }),
  FrequencyExceeded: IDL.Record({ consent: IDL.Nat64, next_at_ns: IDL.Nat64 }),
  AlreadyFetched: IDL.Record({ consent: IDL.Nat64, at_ns: IDL.Nat64 }),
  ReaderModuleMismatch: IDL.Record({
    consent: IDL.Nat64,
    expected: IDL.Vec(IDL.Nat8),
    found: IDL.Opt(IDL.Vec(IDL.Nat8)),
  }),
  GrantNotFound: IDL.Record({ grant: IDL.Nat64 }),
  GrantNotActive: IDL.Record({ grant: IDL.Nat64, expired_at_ns: IDL.Nat64 }),
  ActNotGranted: IDL.Record({ grant: IDL.Nat64, act: DelegateAct }),
  ClassNotGranted: IDL.Record({ grant: IDL.Nat64, class: IDL.Text }),
  SealTooLong: IDL.Record({ days: IDL.Nat32, limit: IDL.Nat32 }),
  BreakGlassNotAllowed: IDL.Record({ organisation: IDL.Nat64 }),
  OwnReview: IDL.Null,
  BreakGlassUseNotFound: IDL.Record({ use: IDL.Nat64 }),
  AlreadyReviewed: IDL.Record({ use: IDL.Nat64 }),
  TicketNotFound: IDL.Record({ ticket: IDL.Nat64 }),
  TicketClosed: IDL.Record({ ticket: IDL.Nat64 }),
  DecisionNotFound: IDL.Record({ decision: IDL.Nat64 }),
  AppealClosed: IDL.Record({ decision: IDL.Nat64, until_ns: IDL.Nat64 }),
  AlgorithmNotLive: IDL.Record({ algorithm: IDL.Nat64, version: IDL.Nat32 }),
  EntryNotFound: IDL.Record({ sequence: IDL.Nat64 }),
  StillSealed: IDL.Record({ sequence: IDL.Nat64, reveal_at_ns: IDL.Nat64 }),
  OutOfLedger: IDL.Record({ size: IDL.Nat64 }),
  InvalidCursor: IDL.Null,
  DossierNotEmpty: IDL.Null,
  IdempotencyConflict: IDL.Record({ key: IDL.Vec(IDL.Nat8) }),
  TooMany: IDL.Record({ what: IDL.Text, limit: IDL.Nat64 }),
  RateLimited: IDL.Record({ class: IDL.Text, retry_at_ns: IDL.Nat64 }),
  NotReady: IDL.Null,
  Invalid: IDL.Record({ field: IDL.Text, message: IDL.Text, limit: IDL.Opt(IDL.Nat64) }),
  KeyUnavailable: IDL.Record({ message: IDL.Text }),
  Other: IDL.Record({ code: IDL.Nat32, message: IDL.Text }),
});
