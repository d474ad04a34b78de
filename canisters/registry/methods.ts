import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { DirectoryPage, ReadDirectoryRequest } from '@indus/kit/directory-feed';
import { method } from '@indus/kit/endpoint';
import type { Method } from '@indus/kit/endpoint';
import { Action } from './action.ts';
import { CertifiedPage, CertifiedRecord, LogConsistencyProof, LogEntryProof, LogPage } from './answers.ts';
import { ACTION_SIZE_BYTES_MAX, REQUEST_SIZE_BYTES_MAX } from './limits.ts';
import { MethodError } from './method-error.ts';
import { OrganisationKind, OrganisationStatus } from './organisation.ts';
import { Proposal } from './proposal.ts';

/** Names one proposal. */
export interface ProposalRequest {
  readonly proposal: bigint;
}

/** A board member's voice. */
export interface VoteRequest extends ProposalRequest {
  readonly approve: boolean;
}

/** Names one organisation. */
export interface OrganisationRequest {
  readonly organisation: bigint;
}

/** Names one principal in one organisation. */
export interface MemberRequest extends OrganisationRequest {
  readonly member: Principal;
}

/** Which page of a list. */
export interface PageRequest {
  readonly cursor: [] | [Uint8Array];
  readonly limit: number;
}

/** What to search for. */
export interface SearchRequest extends PageRequest {
  readonly name: [] | [string];
  readonly kind: [] | [OrganisationKind];
  readonly status: [] | [OrganisationStatus];
}

/** Whose members to list. */
export interface ListMembersRequest extends PageRequest, OrganisationRequest {}

/** Which page of the proposals. */
export type ListProposalsRequest = PageRequest;

/** Names a purpose, a record class or a parameter. */
export interface CodeRequest {
  readonly code: string;
}

/** Which entries of the log. */
export interface ReadLogRequest {
  readonly from: bigint;
  readonly limit: number;
}

/** Which entry to prove, in a log of which size. */
export interface LogEntryRequest {
  readonly sequence: bigint;
  readonly size: [] | [bigint];
}

/** Which two sizes of the log to tie together. */
export interface LogConsistencyRequest {
  readonly first: bigint;
  readonly second: [] | [bigint];
}

const PAGE = { cursor: IDL.Opt(IDL.Vec(IDL.Nat8)), limit: IDL.Nat32 };

const ProposalResult = resultOf(Proposal);
const RecordResult = resultOf(CertifiedRecord);
const PageResult = resultOf(CertifiedPage);
const Code = IDL.Record({ code: IDL.Text });

/** Every public method of the canister, as declared and as guarded. */
export const METHODS = {
  propose: update<[Action], Proposal>([Action], ProposalResult, ACTION_SIZE_BYTES_MAX),
  vote: update<[VoteRequest], Proposal>(
    [IDL.Record({ proposal: IDL.Nat64, approve: IDL.Bool })],
    ProposalResult,
  ),
  withdraw: update<[ProposalRequest], Proposal>([IDL.Record({ proposal: IDL.Nat64 })], ProposalResult),
  read_board: query<[], CertifiedRecord>([], RecordResult),
  read_organisation: query<[OrganisationRequest], CertifiedRecord>(
    [IDL.Record({ organisation: IDL.Nat64 })],
    RecordResult,
  ),
  search_organisations: query<[SearchRequest], CertifiedPage>(
    [
      IDL.Record({
        name: IDL.Opt(IDL.Text),
        kind: IDL.Opt(OrganisationKind),
        status: IDL.Opt(OrganisationStatus),
        ...PAGE,
      }),
    ],
    PageResult,
  ),
  read_member: query<[MemberRequest], CertifiedRecord>(
    [IDL.Record({ organisation: IDL.Nat64, member: IDL.Principal })],
    RecordResult,
  ),
  list_members: query<[ListMembersRequest], CertifiedPage>(
    [IDL.Record({ organisation: IDL.Nat64, ...PAGE })],
    PageResult,
  ),
  read_proposal: query<[ProposalRequest], CertifiedRecord>(
    [IDL.Record({ proposal: IDL.Nat64 })],
    RecordResult,
  ),
  list_proposals: query<[ListProposalsRequest], CertifiedPage>([IDL.Record(PAGE)], PageResult),
  read_log: query<[ReadLogRequest], LogPage>(
    [IDL.Record({ from: IDL.Nat64, limit: IDL.Nat32 })],
    resultOf(LogPage),
  ),
  prove_log_entry: query<[LogEntryRequest], LogEntryProof>(
    [IDL.Record({ sequence: IDL.Nat64, size: IDL.Opt(IDL.Nat64) })],
    resultOf(LogEntryProof),
  ),
  prove_log_consistency: query<[LogConsistencyRequest], LogConsistencyProof>(
    [IDL.Record({ first: IDL.Nat64, second: IDL.Opt(IDL.Nat64) })],
    resultOf(LogConsistencyProof),
  ),
  read_purpose: query<[CodeRequest], CertifiedRecord>([Code], RecordResult),
  list_purposes: query<[PageRequest], CertifiedPage>([IDL.Record(PAGE)], PageResult),
  read_record_class: query<[CodeRequest], CertifiedRecord>([Code], RecordResult),
  list_record_classes: query<[PageRequest], CertifiedPage>([IDL.Record(PAGE)], PageResult),
  read_parameter: query<[CodeRequest], CertifiedRecord>([Code], RecordResult),
  list_parameters: query<[PageRequest], CertifiedPage>([IDL.Record(PAGE)], PageResult),
  read_directory: query<[ReadDirectoryRequest], DirectoryPage>(
    [ReadDirectoryRequest],
    resultOf(DirectoryPage),
  ),
} as const;

function update<Args extends readonly unknown[], Value>(
  args: IDL.Type[],
  result: IDL.Type,
  argumentSizeBytesMax = REQUEST_SIZE_BYTES_MAX,
): Method<Args, Value> {
  return method({ kind: 'update', args, result, argumentSizeBytesMax });
}

function query<Args extends readonly unknown[], Value>(
  args: IDL.Type[],
  result: IDL.Type,
): Method<Args, Value> {
  return method({
    kind: 'query',
    args,
    result,
    argumentSizeBytesMax: REQUEST_SIZE_BYTES_MAX,
  });
}

function resultOf(value: IDL.Type): IDL.Type {
  return IDL.Variant({ Ok: value, Err: MethodError });
}
