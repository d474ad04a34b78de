import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { ACCESS_ERRORS, IDEMPOTENCY_ERRORS, WAIT_ERRORS } from '@indus/kit/kit-errors';
import { Refusal } from '@indus/kit/refusal';
import type { RoleChange } from './organisation-actions.ts';
import { Role } from './member.ts';
import { OrganisationStatus } from './organisation.ts';
import { ProposalStatus, Vote } from './proposal.ts';
import { REGISTER_ERRORS } from './registers/errors.ts';
import type { RegisterError } from './registers/errors.ts';

/** Why a request was refused, with what the caller needs to go on. */
export type MethodError =
  | RegisterError
  | { readonly NotBoardMember: { readonly caller: Principal } }
  | { readonly OrganisationNotFound: { readonly organisation: bigint } }
  | { readonly ProposalNotFound: { readonly proposal: bigint } }
  | { readonly ProposalNotOpen: { readonly proposal: bigint; readonly status: ProposalStatus } }
  | { readonly AlreadyVoted: { readonly proposal: bigint; readonly vote: Vote } }
  | { readonly NotProposer: { readonly proposal: bigint; readonly proposer: Principal } }
  | { readonly TooManyOpenProposals: { readonly open: number; readonly limit: number } }
  | { readonly NameTaken: { readonly organisation: bigint } }
  | { readonly StatusUnchanged: { readonly organisation: bigint; readonly status: OrganisationStatus } }
  | { readonly RoleAlreadyGranted: RoleChange }
  | { readonly RoleNotGranted: RoleChange }
  | { readonly TooManyMembers: { readonly organisation: bigint; readonly limit: number } }
  | { readonly NotMember: { readonly organisation: bigint; readonly member: Principal } }
  | { readonly OrganisationSuspended: { readonly organisation: bigint } }
  | { readonly BoardDecides: { readonly role: Role } }
  | { readonly CodeNotFound: { readonly code: string } }
  | { readonly CodeRetired: { readonly code: string } }
  | { readonly TooMany: { readonly what: string; readonly limit: bigint } }
  | { readonly CanisterTaken: { readonly canister: Principal; readonly organisation: bigint } }
  | { readonly CanisterNotFound: { readonly canister: Principal } }
  | { readonly CanisterRetired: { readonly canister: Principal } }
  | { readonly UpgradeNeedsNotice: { readonly canister: Principal } }
  | { readonly BuilderTaken: { readonly builder: Principal; readonly organisation: bigint } }
  | { readonly NotBuilder: { readonly builder: Principal } }
  | { readonly AlreadyAttested: { readonly attestation: bigint; readonly sha256: Uint8Array } }
  | { readonly IncidentNotFound: { readonly incident: bigint } }
  | { readonly IncidentAcknowledged: { readonly incident: bigint } }
  | { readonly AnonymousCaller: null }
  | { readonly RoleRequired: { readonly roles: readonly Role[]; readonly organisation: [] | [bigint] } }
  | { readonly NotPermitted: { readonly caller: Principal } }
  | { readonly RateLimited: { readonly class: string; readonly retry_at_ns: bigint } }
  | { readonly NotReady: null }
  | { readonly IdempotencyConflict: { readonly key: Uint8Array } }
  | { readonly TooManyIdempotencyKeys: { readonly limit: number; readonly retry_at_ns: bigint } }
  | { readonly Invalid: { readonly field: string; readonly message: string; readonly limit: [] | [bigint] } }
  | { readonly InvalidCursor: null }
  | { readonly OutOfLog: { readonly size: bigint } }
  | { readonly Other: { readonly code: number; readonly message: string } };

const RoleChange = IDL.Record({ organisation: IDL.Nat64, member: IDL.Principal, role: Role });

const OfCanister = IDL.Record({ canister: IDL.Principal });

/** Candid type of {@link MethodError}. */
export const MethodError = IDL.Variant({
  NotBoardMember: IDL.Record({ caller: IDL.Principal }),
  OrganisationNotFound: IDL.Record({ organisation: IDL.Nat64 }),
  ProposalNotFound: IDL.Record({ proposal: IDL.Nat64 }),
  ProposalNotOpen: IDL.Record({ proposal: IDL.Nat64, status: ProposalStatus }),
  AlreadyVoted: IDL.Record({ proposal: IDL.Nat64, vote: Vote }),
  NotProposer: IDL.Record({ proposal: IDL.Nat64, proposer: IDL.Principal }),
  TooManyOpenProposals: IDL.Record({ open: IDL.Nat32, limit: IDL.Nat32 }),
  NameTaken: IDL.Record({ organisation: IDL.Nat64 }),
  StatusUnchanged: IDL.Record({ organisation: IDL.Nat64, status: OrganisationStatus }),
  RoleAlreadyGranted: RoleChange,
  RoleNotGranted: RoleChange,
  TooManyMembers: IDL.Record({ organisation: IDL.Nat64, limit: IDL.Nat32 }),
  NotMember: IDL.Record({ organisation: IDL.Nat64, member: IDL.Principal }),
  OrganisationSuspended: IDL.Record({ organisation: IDL.Nat64 }),
  BoardDecides: IDL.Record({ role: Role }),
  CodeNotFound: IDL.Record({ code: IDL.Text }),
  CodeRetired: IDL.Record({ code: IDL.Text }),
  TooMany: IDL.Record({ what: IDL.Text, limit: IDL.Nat64 }),
  CanisterTaken: IDL.Record({ canister: IDL.Principal, organisation: IDL.Nat64 }),
  CanisterNotFound: OfCanister,
  CanisterRetired: OfCanister,
  UpgradeNeedsNotice: OfCanister,
  BuilderTaken: IDL.Record({ builder: IDL.Principal, organisation: IDL.Nat64 }),
  NotBuilder: IDL.Record({ builder: IDL.Principal }),
  AlreadyAttested: IDL.Record({ attestation: IDL.Nat64, sha256: IDL.Vec(IDL.Nat8) }),
  IncidentNotFound: IDL.Record({ incident: IDL.Nat64 }),
  IncidentAcknowledged: IDL.Record({ incident: IDL.Nat64 }),
  AnonymousCaller: ACCESS_ERRORS.AnonymousCaller,
  RoleRequired: ACCESS_ERRORS.RoleRequired,
  NotPermitted: ACCESS_ERRORS.NotPermitted,
  RateLimited: WAIT_ERRORS.RateLimited,
  NotReady: WAIT_ERRORS.NotReady,
  ...IDEMPOTENCY_ERRORS,
  ...REGISTER_ERRORS,
  Invalid: IDL.Record({ field: IDL.Text, message: IDL.Text, limit: IDL.Opt(IDL.Nat64) }),
  InvalidCursor: IDL.Null,
  OutOfLog: IDL.Record({ size: IDL.Nat64 }),
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
