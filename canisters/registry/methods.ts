import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { CanisterState, DirectoryPage, ReadDirectoryRequest } from '@indus/kit/directory-feed';
import { methodTable } from '@indus/kit/endpoint';
import { Action } from './action.ts';
import type { AcknowledgeRequest } from './acknowledge-incident.ts';
import type { AttestRequest } from './attest.ts';
import { Attestation } from './attestation.ts';
import { CanisterRecord, DECLARATION, Source } from './canister-record.ts';
import { Incident } from './incident.ts';
import { Role } from './member.ts';
import type { KeyRotation, RoleChange } from './organisation-actions.ts';
import type {
  AttestationRequest,
  BuilderRequest,
  CanisterVersionRequest,
  IncidentRequest,
  ListAttestationsRequest,
  ListCanistersRequest,
  ListIncidentsRequest,
} from './read-canister.ts';
import type {
  CanisterRequest,
  DeclareCanisterRequest,
  RegisterCanisterRequest,
} from './register-canister.ts';
import type { ListMembershipsRequest } from './list-memberships.ts';
import { CertifiedPage, CertifiedRecord, LogConsistencyProof, LogEntryProof, LogPage } from './answers.ts';
import { ACTION_SIZE_BYTES_MAX, REQUEST_SIZE_BYTES_MAX } from './limits.ts';
import { MemberRoles } from './member.ts';
import { MethodError } from './method-error.ts';
import { OrganisationKind, OrganisationStatus } from './organisation.ts';
import { Proposal } from './proposal.ts';
import { registerMethods } from './registers/methods.ts';

/** A request that is carried out once, however often it is sent. */
export interface OnceRequest {
  /** Chosen by the caller; remembered for a day. */
  readonly idempotency_key?: [] | [Uint8Array];
}

/** A proposal to be made once. */
export interface ProposeOnceRequest extends OnceRequest {
  readonly action: Action;
}

/** Names one proposal. */
export interface ProposalRequest extends OnceRequest {
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

const { update, query, resultOf } = methodTable(MethodError, REQUEST_SIZE_BYTES_MAX);

const ONCE = { idempotency_key: IDL.Opt(IDL.Vec(IDL.Nat8)) };
const PAGE = { cursor: IDL.Opt(IDL.Vec(IDL.Nat8)), limit: IDL.Nat32 };

const ProposalResult = resultOf(Proposal);
const RecordResult = resultOf(CertifiedRecord);
const PageResult = resultOf(CertifiedPage);
const CanisterResult = resultOf(CanisterRecord);
const MemberRolesResult = resultOf(MemberRoles);
const Declaration = IDL.Record(DECLARATION);
const OF_CANISTER = { canister: IDL.Principal };
const RoleChangeOnce = IDL.Record({
  organisation: IDL.Nat64,
  member: IDL.Principal,
  role: Role,
  ...ONCE,
});
const Code = IDL.Record({ code: IDL.Text });

/** Every public method of the canister, as declared and as guarded. */
export const METHODS = {
  propose: update<[Action], Proposal>([Action], ProposalResult, ACTION_SIZE_BYTES_MAX),
  vote: update<[VoteRequest], Proposal>(
    [IDL.Record({ proposal: IDL.Nat64, approve: IDL.Bool, ...ONCE })],
    ProposalResult,
  ),
  withdraw: update<[ProposalRequest], Proposal>(
    [IDL.Record({ proposal: IDL.Nat64, ...ONCE })],
    ProposalResult,
  ),
  propose_once: update<[ProposeOnceRequest], Proposal>(
    [IDL.Record({ action: Action, ...ONCE })],
    ProposalResult,
    ACTION_SIZE_BYTES_MAX,
  ),
  grant_role: update<[RoleChange & OnceRequest], MemberRoles>([RoleChangeOnce], MemberRolesResult),
  revoke_role: update<[RoleChange & OnceRequest], MemberRoles>([RoleChangeOnce], MemberRolesResult),
  rotate_key: update<[KeyRotation & OnceRequest], MemberRoles>(
    [IDL.Record({ organisation: IDL.Nat64, from: IDL.Principal, to: IDL.Principal, ...ONCE })],
    MemberRolesResult,
  ),
  register_canister: update<[RegisterCanisterRequest & OnceRequest], CanisterRecord>(
    [IDL.Record({ organisation: IDL.Nat64, ...OF_CANISTER, declaration: Declaration, ...ONCE })],
    CanisterResult,
    ACTION_SIZE_BYTES_MAX,
  ),
  amend_canister: update<[DeclareCanisterRequest & OnceRequest], CanisterRecord>(
    [IDL.Record({ ...OF_CANISTER, declaration: Declaration, ...ONCE })],
    CanisterResult,
    ACTION_SIZE_BYTES_MAX,
  ),
  retire_canister: update<[CanisterRequest & OnceRequest], CanisterRecord>(
    [IDL.Record({ ...OF_CANISTER, ...ONCE })],
    CanisterResult,
  ),
  attest: update<[AttestRequest & OnceRequest], Attestation>(
    [IDL.Record({ source: Source, sha256: IDL.Vec(IDL.Nat8), ...ONCE })],
    resultOf(Attestation),
  ),
  acknowledge_incident: update<[AcknowledgeRequest & OnceRequest], Incident>(
    [IDL.Record({ incident: IDL.Nat64, note: IDL.Text, ...ONCE })],
    resultOf(Incident),
    ACTION_SIZE_BYTES_MAX,
  ),
  subscribe_directory: update<[], null>([], resultOf(IDL.Null)),
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
  list_memberships: query<[ListMembershipsRequest], CertifiedPage>(
    [IDL.Record({ member: IDL.Principal, ...PAGE })],
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
  read_canister: query<[CanisterRequest], CertifiedRecord>([IDL.Record(OF_CANISTER)], RecordResult),
  read_canister_version: query<[CanisterVersionRequest], CertifiedRecord>(
    [IDL.Record({ ...OF_CANISTER, version: IDL.Nat32 })],
    RecordResult,
  ),
  list_canisters: query<[ListCanistersRequest], CertifiedPage>(
    [IDL.Record({ organisation: IDL.Opt(IDL.Nat64), state: IDL.Opt(CanisterState), ...PAGE })],
    PageResult,
  ),
  read_incident: query<[IncidentRequest], CertifiedRecord>(
    [IDL.Record({ incident: IDL.Nat64 })],
    RecordResult,
  ),
  list_incidents: query<[ListIncidentsRequest], CertifiedPage>(
    [IDL.Record({ canister: IDL.Opt(IDL.Principal), organisation: IDL.Opt(IDL.Nat64), ...PAGE })],
    PageResult,
  ),
  read_attestation: query<[AttestationRequest], CertifiedRecord>(
    [IDL.Record({ attestation: IDL.Nat64 })],
    RecordResult,
  ),
  list_attestations: query<[ListAttestationsRequest], CertifiedPage>(
    [IDL.Record({ source: IDL.Opt(Source), ...PAGE })],
    PageResult,
  ),
  read_builder: query<[BuilderRequest], CertifiedRecord>(
    [IDL.Record({ builder: IDL.Principal })],
    RecordResult,
  ),
  list_builders: query<[PageRequest], CertifiedPage>([IDL.Record(PAGE)], PageResult),
  ...registerMethods({ update, query, resultOf }),
} as const;
