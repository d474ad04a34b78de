import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Refusal } from '@indus/kit/refusal';
import type { RoleChange } from './action.ts';
import { Role } from './member.ts';
import { OrganisationStatus } from './organisation.ts';
import { ProposalStatus, Vote } from './proposal.ts';

/** Why a request was refused, with what the caller needs to go on. */
export type MethodError =
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
  | { readonly Invalid: { readonly field: string; readonly message: string; readonly limit: [] | [bigint] } }
  | { readonly InvalidCursor: null }
  | { readonly OutOfLog: { readonly size: bigint } }
  | { readonly Other: { readonly code: number; readonly message: string } };

const RoleChange = IDL.Record({ organisation: IDL.Nat64, member: IDL.Principal, role: Role });

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
export function refuseInvalid(field: string, message: string, limit?: number): never {
  return refuse({ Invalid: { field, message, limit: limit === undefined ? [] : [BigInt(limit)] } });
}
