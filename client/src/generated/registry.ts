/* eslint-disable */
// Made from canisters/registry/registry.did by @icp-sdk/bindgen 0.3.0: run "npm run generate", do not edit.

import type { ActorMethod } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import type { IDL } from '@dfinity/candid';

/**
 * What a proposal does when it is executed.
 */
export type Action = {
    'revoke_role' : {
      'member' : Principal,
      'role' : Role,
      'organisation' : bigint,
    }
  } |
  {
    /**
     * A new organisation, active, without members.
     */
    'admit_organisation' : OrganisationDetails
  } |
  {
    /**
     * Replace an organisation's details: rename it, change its contact.
     */
    'amend_organisation' : {
      'details' : OrganisationDetails,
      'organisation' : bigint,
    }
  } |
  {
    'grant_role' : {
      'member' : Principal,
      'role' : Role,
      'organisation' : bigint,
    }
  } |
  { 'set_parameter' : Parameter } |
  {
    /**
     * Whether a canister's module is changed by the board alone.
     */
    'mark_critical' : { 'canister' : Principal, 'critical' : boolean }
  } |
  {
    /**
     * The reason is public; 1 to 1,000 characters.
     */
    'suspend_organisation' : { 'organisation' : bigint, 'reason' : string }
  } |
  {
    /**
     * Replace the board. Closes every other open proposal as `superseded`.
     */
    'change_board' : BoardMembers
  } |
  {
    'reinstate_organisation' : { 'organisation' : bigint, 'reason' : string }
  } |
  { 'retire_record_class' : string } |
  {
    /**
     * Move all roles in an organisation from one principal to another, which keeps its own.
     */
    'rotate_key' : {
      'to' : Principal,
      'from' : Principal,
      'organisation' : bigint,
    }
  } |
  {
    /**
     * Define a purpose, or replace what was defined under its code.
     */
    'define_purpose' : {
      'statute' : [] | [string],
      'code' : string,
      'names' : Names,
      'bases' : Array<LegalBasis>,
    }
  } |
  {
    /**
     * What it attested counts no longer; the records stay.
     */
    'remove_builder' : Principal
  } |
  {
    'define_record_class' : {
      'code' : string,
      'sealed' : boolean,
      'issuers' : BigUint64Array,
      'names' : Names,
    }
  } |
  {
    /**
     * Another module for a canister. Needs two approvals at least, whatever the board's threshold. It is public from its
     * execution on and takes effect after `upgrade_notice_hours`, not before `not_before_ns`; within 366 days.
     */
    'approve_upgrade' : {
      'source' : Source,
      'not_before_ns' : bigint,
      'expected_sha256' : Uint8Array,
      'canister' : Principal,
      'recipe' : string,
    }
  } |
  {
    /**
     * A principal that may attest builds for an organisation.
     */
    'register_builder' : { 'builder' : Principal, 'organisation' : bigint }
  } |
  {
    /**
     * By its code.
     */
    'retire_purpose' : string
  } |
  { 'retire_canister' : { 'canister' : Principal, 'reason' : string } };
/**
 * Record: a version of an algorithm. Its state changes, and with a review `review_by_ns`; all else stays.
 */
export interface Algorithm {
  'id' : bigint,
  'registered_at_ns' : bigint,
  'version' : number,
  'state' : AlgorithmState,
  'details' : AlgorithmDetails,
  'registered_by' : Principal,
  'ended_at_ns' : [] | [bigint],
  'organisation' : bigint,
  'changed_at_ns' : bigint,
}
/**
 * What an organisation says of an algorithm.
 */
export interface AlgorithmDetails {
  'title' : string,
  /**
   * Pakistani rupees a year.
   */
  'cost_pkr' : [] | [bigint],
  'suppliers' : Array<
    {
      'country' : string,
      'name' : string,
      'role' : string,
      'company_number' : [] | [string],
    }
  >,
  'risk_class' : RiskClass,
  /**
   * Texts by codes: docs/registry.md lists the codes, their bounds and which are required when it is to decide.
   */
  'fields' : Array<{ 'code' : string, 'text' : string }>,
  /**
   * high_risk_ai for a high risk, and only then.
   */
  'category' : { 'impactful' : null } |
    { 'other' : null } |
    { 'high_risk_ai' : null },
  /**
   * Month in which it was or will be taken into use: "2026-11".
   */
  'begin' : [] | [string],
  /**
   * Up to 20 versions of models that it runs, the deciding one first.
   */
  'models' : Array<VersionRef>,
  /**
   * When it must have been reviewed, at most two years ahead; past that it is stale.
   */
  'review_by_ns' : bigint,
}
export type AlgorithmResult = { 'Ok' : Algorithm } |
  { 'Err' : MethodError };
/**
 * Only `live` ones may decide; a stale one is past its review.
 */
export type AlgorithmState = { 'live' : null } |
  { 'stale' : null } |
  { 'draft' : null } |
  { 'retired' : null };
/**
 * Record: what a builder found a source to build to; never changed.
 */
export interface Attestation {
  /**
   * From 1, dense.
   */
  'id' : bigint,
  'sha256' : Uint8Array,
  'at_ns' : bigint,
  'source' : Source,
  'builder' : Principal,
  'organisation' : bigint,
}
export type AttestationResult = { 'Ok' : Attestation } |
  { 'Err' : MethodError };
/**
 * Record: the board in office.
 */
export interface Board {
  'members' : Array<Principal>,
  'threshold' : number,
  'changed_at_ns' : bigint,
}
/**
 * Who decides, and how many of them must agree.
 */
export interface BoardMembers {
  /**
   * Distinct, not anonymous; 1 to 25.
   */
  'members' : Array<Principal>,
  /**
   * Approvals needed; 1 to the number of members.
   */
  'threshold' : number,
}
/**
 * Record: a principal that builds modules for an organisation, so that others need not believe the author.
 */
export interface Builder {
  /**
   * Whether what it attests counts.
   */
  'active' : boolean,
  'builder' : Principal,
  'organisation' : bigint,
  'changed_at_ns' : bigint,
}
/**
 * An Ed25519 signature (32 and 64 bytes) of the manifest's bytes. The registry keeps it and does not verify it: clients do.
 */
export interface BuilderSignature {
  'signature' : Uint8Array,
  'public_key' : Uint8Array,
}
/**
 * What an organisation says of its canister.
 */
export interface CanisterDeclaration {
  /**
   * Who should control it; at most 10, in any order.
   */
  'controllers' : Array<Principal>,
  'source' : Source,
  /**
   * SHA-256 of the module that should run.
   */
  'expected_sha256' : Uint8Array,
  /**
   * Its module is changed by the board alone, with notice (`approve_upgrade`).
   */
  'critical' : boolean,
  /**
   * How the module is built from its source; 1 to 1,000 characters.
   */
  'recipe' : string,
}
/**
 * Record: a canister. States:
 * registered  what runs was not seen yet, or is as declared but not vouched for by two others
 * verified    what runs is as declared, and builders of at least two other organisations found the same hash
 * mismatch    another module runs, someone else controls it, or it is not there
 * divergent   what runs is as declared, but a builder found another hash
 * retired     out of service
 */
export interface CanisterRecord {
  'registered_at_ns' : bigint,
  /**
   * What the subnet said when it was last asked.
   */
  'observed' : [] | [
    {
      'controllers' : Array<Principal>,
      'at_ns' : bigint,
      'module_hash' : [] | [Uint8Array],
      'exists' : boolean,
      /**
       * Changes of the canister so far, as its history counts them.
       */
      'changes' : bigint,
    }
  ],
  'open_incident' : [] | [bigint],
  'state_since_ns' : bigint,
  'state' : CanisterState,
  /**
   * Organisations, other than its own, whose builders found the expected hash.
   */
  'attested_by' : BigUint64Array,
  /**
   * An upgrade that the board has approved, and when it takes effect.
   */
  'pending_upgrade' : [] | [
    {
      'source' : Source,
      'effective_at_ns' : bigint,
      'expected_sha256' : Uint8Array,
      'proposal' : bigint,
      'recipe' : string,
    }
  ],
  /**
   * The version in force.
   */
  'declared' : CanisterVersion,
  /**
   * The module before, which may still run until then.
   */
  'former' : [] | [{ 'sha256' : Uint8Array, 'until_ns' : bigint }],
}
export type CanisterResult = { 'Ok' : CanisterRecord } |
  { 'Err' : MethodError };
export type CanisterState = { 'verified' : null } |
  { 'divergent' : null } |
  { 'mismatch' : null } |
  { 'registered' : null } |
  { 'retired' : null };
/**
 * Record: one declaration as it was made; never changed.
 */
export interface CanisterVersion {
  'by' : Principal,
  'controllers' : Array<Principal>,
  'at_ns' : bigint,
  'source' : Source,
  /**
   * From 1, dense.
   */
  'version' : number,
  'expected_sha256' : Uint8Array,
  'canister' : Principal,
  'critical' : boolean,
  /**
   * The board's proposal that it follows from.
   */
  'proposal' : [] | [bigint],
  'organisation' : bigint,
  'recipe' : string,
}
/**
 * The bytes of several records, in order. With `next`, there may be more: ask again with it as `cursor`.
 */
export interface CertifiedPage {
  'records' : Array<Uint8Array>,
  'next' : [] | [Uint8Array],
  'proof' : [] | [Proof],
}
/**
 * The bytes of one record, and the proof. When nothing is `found`, the proof shows that there is nothing.
 */
export interface CertifiedRecord {
  'found' : [] | [Uint8Array],
  'proof' : [] | [Proof],
}
export interface ChangeAlgorithm {
  'algorithm' : bigint,
  'version' : number,
  'idempotency_key' : [] | [Uint8Array],
}
/**
 * How the public reaches the organisation. Each 1 to 200 characters.
 */
export interface Contact {
  'email' : string,
  /**
   * Begins with https://
   */
  'website' : [] | [string],
  'telephone' : [] | [string],
}
/**
 * Record: a version of a dataset. The status of the newest version is that of the dataset.
 */
export interface Dataset {
  'id' : bigint,
  'status' : DatasetStatus,
  'registered_at_ns' : bigint,
  'version' : number,
  'details' : DatasetDetails,
  'registered_by' : Principal,
  'organisation' : bigint,
}
/**
 * What an organisation says of a dataset.
 */
export interface DatasetDetails {
  /**
   * Country in which it is kept, ISO 3166-1 alpha-2.
   */
  'residency' : string,
  /**
   * 1 to 200 characters.
   */
  'title' : string,
  /**
   * 32 bytes.
   */
  'sha256' : Uint8Array,
  /**
   * 1 to 50 languages, ISO 639-3, each once.
   */
  'languages' : Array<{ 'records' : bigint, 'language' : string }>,
  /**
   * 1 to 4,000 characters.
   */
  'description' : string,
  /**
   * Where the consent, the statute or the warrant is to be found; 1 to 4,000 characters.
   */
  'consent_details' : string,
  'consent_basis' : LegalBasis,
  /**
   * 1 to 300 characters: "CC-BY-4.0".
   */
  'licence' : string,
}
export type DatasetResult = { 'Ok' : Dataset } |
  { 'Err' : MethodError };
export type DatasetStatus = { 'active' : null } |
  {
    /**
     * For ever: no version of it may be used for a new model, and models that were made from it are flagged.
     */
    'withdrawn' : { 'by' : Principal, 'at_ns' : bigint, 'reason' : string }
  };
/**
 * Record: a version of a dependency; every change makes one.
 */
export interface Dependency {
  'id' : bigint,
  'changed_by' : Principal,
  'ended' : [] | [{ 'at_ns' : bigint, 'reason' : string }],
  'version' : number,
  'details' : DependencyDetails,
  'organisation' : bigint,
  'changed_at_ns' : bigint,
}
/**
 * What an organisation says of a service of others that one of its apps calls.
 */
export interface DependencyDetails {
  /**
   * What it is used for, by which app.
   */
  'title' : string,
  /**
   * Country whose law the provider is under, ISO 3166-1 alpha-2.
   */
  'country' : string,
  'provider' : string,
  /**
   * Begins with https://
   */
  'endpoint' : string,
  /**
   * What it sees; at least one, each once.
   */
  'data_classes' : Array<
    { 'public' : null } |
      { 'personal' : null } |
      { 'operational' : null } |
      { 'sensitive' : null }
  >,
  /**
   * How to do without it, and how many days that takes, 1 to 3,650.
   */
  'exit_plan' : [] | [{ 'days' : number, 'plan' : string }],
  /**
   * The canister of the app, when it is one.
   */
  'canister' : [] | [Principal],
  /**
   * What happens without it, from nothing much to standstill.
   */
  'criticality' : { 'low' : null } |
    { 'high' : null } |
    { 'critical' : null } |
    { 'medium' : null },
}
export type DependencyResult = { 'Ok' : Dependency } |
  { 'Err' : MethodError };
export interface DirectoryChange {
  'entry' : DirectoryEntry,
  'sequence' : bigint,
}
/**
 * One thing of the directory in its newest state; a later change of the same key replaces an earlier one.
 */
export type DirectoryEntry = {
    /**
     * No roles: the principal has none any more.
     */
    'member' : {
      'member' : Principal,
      'roles' : Array<Role>,
      'organisation' : bigint,
    }
  } |
  {
    'algorithm' : {
      'id' : bigint,
      'version' : number,
      'state' : { 'live' : null } |
        { 'stale' : null } |
        { 'draft' : null } |
        { 'retired' : null },
      'model_sha256' : [] | [Uint8Array],
      'organisation' : bigint,
    }
  } |
  { 'parameter' : Parameter } |
  {
    /**
     * `module_hash`: SHA-256 of the module that was found running.
     */
    'canister' : {
      'state' : CanisterState,
      'canister' : Principal,
      'module_hash' : [] | [Uint8Array],
      'organisation' : bigint,
    }
  } |
  { 'purpose' : Purpose } |
  { 'record_class' : RecordClass } |
  {
    'organisation' : {
      'id' : bigint,
      'status' : OrganisationStatus,
      'kind' : OrganisationKind,
      'names' : Names,
    }
  };
/**
 * `head` is the highest sequence that exists: a reader whose own is `head` is up to date.
 */
export interface DirectoryPage {
  'head' : bigint,
  'changes' : Array<DirectoryChange>,
}
export type DirectoryPageResult = { 'Ok' : DirectoryPage } |
  { 'Err' : MethodError };
export type DoneResult = { 'Ok' : null } |
  { 'Err' : MethodError };
export interface EndDependency {
  'dependency' : bigint,
  'idempotency_key' : [] | [Uint8Array],
  'reason' : string,
}
/**
 * What happened. `action` is a Candid message of one value of type `Action`.
 */
export type Event = { 'expired' : { 'proposal' : bigint } } |
  { 'voted' : { 'approve' : boolean, 'proposal' : bigint } } |
  { 'superseded' : { 'proposal' : bigint } } |
  { 'installed' : BoardMembers } |
  { 'rejected' : { 'proposal' : bigint } } |
  { 'proposed' : { 'action' : Uint8Array, 'proposal' : bigint } } |
  { 'executed' : { 'proposal' : bigint, 'organisation' : [] | [bigint] } } |
  {
    /**
     * A record of the section has become another, whose SHA-256 this is; absent: there is none any more. `act` says why:
     * the method, or what a timer found.
     */
    'changed' : {
      'act' : string,
      'key' : Uint8Array,
      'sha256' : [] | [Uint8Array],
      'section' : string,
    }
  } |
  { 'withdrawn' : { 'proposal' : bigint } } |
  { 'failed' : { 'proposal' : bigint, 'reason' : string } };
/**
 * HTTP as gateways speak it.
 */
export interface HttpRequest {
  'url' : string,
  'method' : string,
  'body' : Uint8Array,
  'headers' : Array<[string, string]>,
  'certificate_version' : [] | [number],
}
export interface HttpResponse {
  'body' : Uint8Array,
  'headers' : Array<[string, string]>,
  'status_code' : number,
}
/**
 * Record: something that was found wrong with a canister; never taken away.
 */
export interface Incident {
  /**
   * From 1, dense.
   */
  'id' : bigint,
  'kind' : IncidentKind,
  'opened_at_ns' : bigint,
  'canister' : Principal,
  /**
   * The organisation's word that it has seen it.
   */
  'acknowledgement' : [] | [
    { 'by' : Principal, 'at_ns' : bigint, 'note' : string }
  ],
  /**
   * When a check no longer found it.
   */
  'resolved_at_ns' : [] | [bigint],
  'organisation' : bigint,
}
export type IncidentKind = {
    'module_mismatch' : { 'found' : [] | [Uint8Array], 'expected' : Uint8Array }
  } |
  { 'divergent_attestation' : { 'attestation' : bigint } } |
  {
    /**
     * The subnet knows no such canister.
     */
    'missing' : null
  } |
  {
    'controllers_mismatch' : {
      'found' : Array<Principal>,
      'expected' : Array<Principal>,
    }
  } |
  {
    /**
     * Between two checks another module ran, and was gone again.
     */
    'passing_module' : { 'found' : Uint8Array, 'at_ns' : bigint }
  };
export type IncidentResult = { 'Ok' : Incident } |
  { 'Err' : MethodError };
/**
 * A law code that names why data may be processed.
 */
export type LegalBasis = { 'warrant' : null } |
  { 'consent' : null } |
  { 'statute' : null } |
  { 'break_glass' : null };
export interface ListMembersRequest {
  'cursor' : [] | [Uint8Array],
  /**
   * 1 to 50.
   */
  'limit' : number,
  'organisation' : bigint,
}
export interface ListProposalsRequest {
  /**
   * Newest first.
   */
  'cursor' : [] | [Uint8Array],
  /**
   * 1 to 20.
   */
  'limit' : number,
}
export interface ListStagesRequest {
  'model' : bigint,
  'cursor' : [] | [Uint8Array],
  'limit' : number,
  'version' : number,
}
export interface LogConsistencyProof {
  'first' : bigint,
  'path' : Array<Uint8Array>,
  'second' : bigint,
  'proof' : [] | [Proof],
}
export type LogConsistencyProofResult = { 'Ok' : LogConsistencyProof } |
  { 'Err' : MethodError };
/**
 * Record: one entry of the append-only log.
 */
export interface LogEntry {
  /**
   * Whose call caused it.
   */
  'actor' : Principal,
  'at_ns' : bigint,
  'event' : Event,
  /**
   * Position in the log, from 0.
   */
  'sequence' : bigint,
}
export interface LogEntryProof {
  'path' : Array<Uint8Array>,
  'size' : bigint,
  'entry' : Uint8Array,
  'proof' : [] | [Proof],
}
export type LogEntryProofResult = { 'Ok' : LogEntryProof } |
  { 'Err' : MethodError };
/**
 * Entries from the position that was asked for, and the path that ties them to the certified root.
 */
export interface LogPage {
  'path' : Array<Uint8Array>,
  'size' : bigint,
  'entries' : Array<Uint8Array>,
  'proof' : [] | [Proof],
}
export type LogPageResult = { 'Ok' : LogPage } |
  { 'Err' : MethodError };
/**
 * Record: a principal's roles in one organisation. Without any role there is no record.
 */
export interface Member {
  'member' : Principal,
  /**
   * Each role at most once, in the order of the type `Role`.
   */
  'roles' : Array<Role>,
  'organisation' : bigint,
  'changed_at_ns' : bigint,
}
/**
 * What a principal may do in an organisation; nothing, without roles.
 */
export interface MemberRoles {
  'member' : Principal,
  'roles' : Array<Role>,
  'organisation' : bigint,
}
export type MemberRolesResult = { 'Ok' : MemberRoles } |
  { 'Err' : MethodError };
/**
 * Why a request was refused. A refused request changed nothing.
 */
export type MethodError = { 'CanisterNotFound' : { 'canister' : Principal } } |
  {
    'RoleAlreadyGranted' : {
      'member' : Principal,
      'role' : Role,
      'organisation' : bigint,
    }
  } |
  {
    /**
     * Each member votes once; this is the vote that stands.
     */
    'AlreadyVoted' : { 'vote' : Vote, 'proposal' : bigint }
  } |
  {
    /**
     * No other version was in production before.
     */
    'NothingToRollBack' : { 'model' : bigint }
  } |
  {
    /**
     * A value is out of its bounds. `limit` is the bound in the unit that the message names.
     */
    'Invalid' : {
      'field' : string,
      'limit' : [] | [bigint],
      'message' : string,
    }
  } |
  {
    /**
     * Only canisters whose record is `verified` report.
     */
    'ReporterNotVerified' : { 'canister' : Principal }
  } |
  {
    /**
     * A suspended organisation takes no part.
     */
    'OrganisationSuspended' : { 'organisation' : bigint }
  } |
  {
    /**
     * Codes of the texts that it lacks.
     */
    'FieldsMissing' : {
      'algorithm' : bigint,
      'codes' : Array<string>,
      'version' : number,
    }
  } |
  {
    /**
     * There is no room for more of `what`.
     */
    'TooMany' : { 'what' : string, 'limit' : bigint }
  } |
  { 'NotMember' : { 'member' : Principal, 'organisation' : bigint } } |
  { 'CanisterRetired' : { 'canister' : Principal } } |
  { 'ProposalNotFound' : { 'proposal' : bigint } } |
  { 'NotBuilder' : { 'builder' : Principal } } |
  { 'IncidentAcknowledged' : { 'incident' : bigint } } |
  {
    /**
     * The canister has just started and waits for its secret; a few rounds.
     */
    'NotReady' : null
  } |
  { 'NotPermitted' : { 'caller' : Principal } } |
  {
    'RoleNotGranted' : {
      'member' : Principal,
      'role' : Role,
      'organisation' : bigint,
    }
  } |
  {
    /**
     * The organisation already has the status that was asked for.
     */
    'StatusUnchanged' : {
      'status' : OrganisationStatus,
      'organisation' : bigint,
    }
  } |
  {
    'StateRefused' : {
      'algorithm' : bigint,
      'version' : number,
      'state' : AlgorithmState,
    }
  } |
  { 'TooManyIdempotencyKeys' : { 'retry_at_ns' : bigint, 'limit' : number } } |
  { 'OrganisationNotFound' : { 'organisation' : bigint } } |
  {
    /**
     * A cursor is only good for the request it was answered to, without changes.
     */
    'InvalidCursor' : null
  } |
  { 'ModelNotInProduction' : { 'model' : bigint, 'version' : number } } |
  { 'DependencyEnded' : { 'dependency' : bigint } } |
  {
    /**
     * It is critical: only the board changes its module, or takes it out of service.
     */
    'UpgradeNeedsNotice' : { 'canister' : Principal }
  } |
  {
    /**
     * It takes no more votes; the status says why.
     */
    'ProposalNotOpen' : { 'status' : ProposalStatus, 'proposal' : bigint }
  } |
  {
    /**
     * There is no such record, or no such version of it.
     */
    'RecordNotFound' : {
      'id' : bigint,
      'version' : [] | [number],
      'register' : Register,
    }
  } |
  {
    /**
     * Too many calls of this class; there will be room again at that time.
     */
    'RateLimited' : { 'retry_at_ns' : bigint, 'class' : string }
  } |
  {
    /**
     * An organisation with this English name exists.
     */
    'NameTaken' : { 'organisation' : bigint }
  } |
  { 'BuilderTaken' : { 'builder' : Principal, 'organisation' : bigint } } |
  {
    /**
     * The key was used for another request.
     */
    'IdempotencyConflict' : { 'key' : Uint8Array }
  } |
  {
    /**
     * Only the board gives or takes this role.
     */
    'BoardDecides' : { 'role' : Role }
  } |
  { 'CanisterTaken' : { 'canister' : Principal, 'organisation' : bigint } } |
  {
    /**
     * A version in this stage cannot go there.
     */
    'StageRefused' : { 'model' : bigint, 'version' : number, 'stage' : Stage }
  } |
  {
    /**
     * Only who made a proposal may withdraw it.
     */
    'NotProposer' : { 'proposal' : bigint, 'proposer' : Principal }
  } |
  {
    /**
     * Nothing was measured in these languages; for a high risk groups must have been measured, too.
     */
    'EvaluationMissing' : {
      'model' : bigint,
      'languages' : Array<string>,
      'version' : number,
    }
  } |
  {
    /**
     * The log has this many entries; what was asked for lies beyond, or the order is wrong.
     */
    'OutOfLog' : { 'size' : bigint }
  } |
  {
    /**
     * A refusal that was not foreseen when this interface was published.
     */
    'Other' : { 'code' : number, 'message' : string }
  } |
  { 'ModelFlagged' : { 'model' : bigint, 'version' : number } } |
  {
    /**
     * The record is another organisation's.
     */
    'OtherOrganisation' : { 'organisation' : bigint }
  } |
  {
    /**
     * This is what the builder has attested for the source; it stands.
     */
    'AlreadyAttested' : { 'sha256' : Uint8Array, 'attestation' : bigint }
  } |
  {
    /**
     * Only the board's members may do this.
     */
    'NotBoardMember' : { 'caller' : Principal }
  } |
  {
    /**
     * Wait until some are decided or expire.
     */
    'TooManyOpenProposals' : { 'open' : number, 'limit' : number }
  } |
  {
    /**
     * One of these roles, in that organisation or, when absent, in any active one.
     */
    'RoleRequired' : { 'roles' : Array<Role>, 'organisation' : [] | [bigint] }
  } |
  {
    /**
     * Revoke a role of someone else first.
     */
    'TooManyMembers' : { 'limit' : number, 'organisation' : bigint }
  } |
  { 'CodeRetired' : { 'code' : string } } |
  { 'CodeNotFound' : { 'code' : string } } |
  { 'IncidentNotFound' : { 'incident' : bigint } } |
  { 'DatasetWithdrawn' : { 'dataset' : bigint } } |
  { 'AnonymousCaller' : null };
/**
 * Record: a version of a model. Manifest, card and signature never change; stage and flags do.
 */
export interface Model {
  'id' : bigint,
  'flags' : Array<ModelFlag>,
  'registered_at_ns' : bigint,
  /**
   * 1 to 16,000 characters, several lines.
   */
  'card' : string,
  'builder' : [] | [BuilderSignature],
  'version' : number,
  'stage' : Stage,
  'manifest_sha256' : Uint8Array,
  'registered_by' : Principal,
  /**
   * One Candid message of type ModelManifest.
   */
  'manifest' : Uint8Array,
  'organisation' : bigint,
}
/**
 * Why a model must not be relied on: a dataset that it was made from was withdrawn.
 */
export interface ModelFlag {
  'dataset' : bigint,
  'at_ns' : bigint,
  'reason' : string,
}
/**
 * Record: what is signed of a model, all of it at once. Its hash is of this record as one Candid message.
 */
export interface ModelManifest {
  /**
   * 1 to 200 characters.
   */
  'title' : string,
  /**
   * Bytes.
   */
  'weights_size' : bigint,
  /**
   * Up to 200 measurements. Without a group: of everyone.
   */
  'evaluation' : Array<
    {
      'metric' : string,
      'value' : number,
      'language' : string,
      'samples' : bigint,
      'group' : [] | [string],
    }
  >,
  /**
   * 1 to 50 languages that it is meant to serve, ISO 639-3.
   */
  'languages' : Array<string>,
  'risk_class' : RiskClass,
  'card_sha256' : Uint8Array,
  /**
   * Up to 20 versions of datasets, none withdrawn.
   */
  'datasets' : Array<VersionRef>,
  /**
   * 1 to 4,000 characters each.
   */
  'intended_use' : string,
  /**
   * 32 bytes each; the card's is of its text in UTF-8.
   */
  'weights_sha256' : Uint8Array,
  'licence' : string,
  'limits' : string,
  'format' : { 'gguf' : null } |
    { 'onnx' : null },
}
export type ModelResult = { 'Ok' : Model } |
  { 'Err' : MethodError };
/**
 * An organisation's name in the languages of the portal. Each 1 to 200 characters; no control characters, no leading
 * or trailing space.
 */
export interface Names {
  /**
   * English; unique among organisations when case and spacing are disregarded.
   */
  'en' : string,
  /**
   * Pashto.
   */
  'ps' : [] | [string],
  /**
   * Sindhi.
   */
  'sd' : [] | [string],
  /**
   * Urdu.
   */
  'ur' : string,
  /**
   * Punjabi (Shahmukhi).
   */
  'pnb' : [] | [string],
}
/**
 * Record: an organisation.
 */
export interface Organisation {
  /**
   * From 1, dense, never used again.
   */
  'id' : bigint,
  'status' : OrganisationStatus,
  'contact' : Contact,
  'country' : string,
  'kind' : OrganisationKind,
  /**
   * 1 at admission, one more with each change.
   */
  'version' : number,
  'admitted_at_ns' : bigint,
  'names' : Names,
  'changed_at_ns' : bigint,
}
/**
 * What the board decides about an organisation.
 */
export interface OrganisationDetails {
  'contact' : Contact,
  /**
   * ISO 3166-1 alpha-2, two capital letters: "PK".
   */
  'country' : string,
  'kind' : OrganisationKind,
  'names' : Names,
}
export type OrganisationKind = { 'court' : null } |
  { 'education' : null } |
  { 'state_enterprise' : null } |
  { 'regulator' : null } |
  { 'district' : null } |
  { 'company' : null } |
  { 'provincial' : null } |
  { 'civil_society' : null } |
  { 'federal' : null } |
  { 'health' : null };
/**
 * A suspended organisation keeps its members and their roles on record; whoever relies on a role must also check that
 * the organisation is active.
 */
export type OrganisationStatus = { 'active' : null } |
  { 'suspended' : null };
/**
 * Record: what became of the decisions of a version of an algorithm, summed over the canisters that keep them.
 */
export interface Outcomes {
  'algorithm' : bigint,
  /**
   * Rates; 0 without an appeal, without a decision.
   */
  'overturned_per_million_appeals' : number,
  'appeals' : bigint,
  'overturned_per_million_decisions' : number,
  'version' : number,
  'decisions' : bigint,
  'reports' : Array<
    {
      'at_ns' : bigint,
      'appeals' : bigint,
      'decisions' : bigint,
      'canister' : Principal,
      'overturned' : bigint,
      'organisation' : bigint,
    }
  >,
  'overturned' : bigint,
}
export type OutcomesResult = { 'Ok' : Outcomes } |
  { 'Err' : MethodError };
/**
 * A page of a list in the order of its keys.
 */
export interface PageRequest {
  /**
   * Good for the same caller and list only.
   */
  'cursor' : [] | [Uint8Array],
  /**
   * 1 to 50.
   */
  'limit' : number,
}
export type PageResult = { 'Ok' : CertifiedPage } |
  { 'Err' : MethodError };
/**
 * A number that the board decides. Names are fixed; the value in brackets holds until the board decides another.
 * seal_days_max                  [90]   longest time that an access may stay under seal; 1 to 3,650
 * break_glass_review_hours       [24]   time for the second person's review; 1 to 720
 * rights_days                    [30]   deadline of a rights ticket; 1 to 365
 * appeal_days                    [30]   time to appeal a decision; 1 to 3,650
 * data_protection_organisation   [0]    organisation that acts as data-protection authority; 0: none yet
 * receipt_max_age_minutes        [10]   oldest mirror of the directory that a canister may decide by; 2 to 1,440
 * vault_reads_per_minute         [120]  reads of others' data by one caller, on each shard of the vault; 1 to 1,000,000
 * vault_writes_per_minute        [120]  writes by one caller, on each shard of the vault; 1 to 1,000,000
 * canister_check_minutes         [60]   time between two checks of a canister on record; 1 to 10,080
 * upgrade_notice_hours           [48]   time between the approval of an upgrade and its effect; 0 to 2,160
 * upgrade_grace_hours            [24]   time in which a canister may still run its former module; 0 to 720
 */
export interface Parameter { 'value' : bigint, 'name' : string }
/**
 * Record: a parameter. Each has one from installation on.
 */
export interface ParameterRecord {
  'parameter' : Parameter,
  'version' : number,
  'changed_at_ns' : bigint,
}
/**
 * Record: which version of a model was in production, or that none was, from its registration on.
 */
export interface ProductionInterval {
  'model' : bigint,
  'to_ns' : [] | [bigint],
  'from_ns' : bigint,
  'version' : [] | [number],
  'sequence' : number,
}
/**
 * Ties an answer of a query to the state that the subnet has certified. Absent when the method runs replicated: then
 * the reply itself is certified.
 */
export interface Proof { 'certificate' : Uint8Array, 'witness' : Uint8Array }
/**
 * Record: a proposal with its votes.
 */
export interface Proposal {
  /**
   * From 1, dense.
   */
  'id' : bigint,
  'status' : ProposalStatus,
  'action' : Action,
  /**
   * Approvals needed: the board's threshold when it was made.
   */
  'threshold' : number,
  /**
   * In the order given. To propose is not to approve: the proposer votes like the others.
   */
  'votes' : Array<Vote>,
  'made_at_ns' : bigint,
  'proposer' : Principal,
  /**
   * 14 days after it was made.
   */
  'expires_at_ns' : bigint,
}
export type ProposalResult = { 'Ok' : Proposal } |
  { 'Err' : MethodError };
export type ProposalStatus = { 'expired' : { 'at_ns' : bigint } } |
  {
    /**
     * The board changed while it was open.
     */
    'superseded' : { 'at_ns' : bigint }
  } |
  {
    /**
     * Takes votes until `expires_at_ns`. From that time on it is dead, even while the record still says `open`.
     */
    'open' : null
  } |
  {
    /**
     * So many rejections that the threshold is out of reach.
     */
    'rejected' : { 'at_ns' : bigint }
  } |
  {
    /**
     * Took effect with the approval that completed the threshold. The organisation it made or changed, if any.
     */
    'executed' : { 'at_ns' : bigint, 'organisation' : [] | [bigint] }
  } |
  { 'withdrawn' : { 'at_ns' : bigint } } |
  {
    /**
     * Had its approvals, but the state had changed and no longer allowed it. Nothing took effect.
     */
    'failed' : { 'at_ns' : bigint, 'reason' : string }
  };
/**
 * Why data is read. Free text is never a purpose.
 */
export interface Purpose {
  /**
   * Where the law stands; required when a basis is `statute`. 1 to 200 characters.
   */
  'statute' : [] | [string],
  /**
   * [a-z0-9_.-]{1,64}, for ever: "tax.assessment"
   */
  'code' : string,
  'names' : Names,
  /**
   * The bases on which it may be claimed; at least one.
   */
  'bases' : Array<LegalBasis>,
  /**
   * A retired purpose is refused in new requests; running consents keep it. To define it again brings it back.
   */
  'retired' : boolean,
}
/**
 * Record: a purpose. `version` is 1 at first, one more with each change.
 */
export interface PurposeRecord {
  'version' : number,
  'purpose' : Purpose,
  'changed_at_ns' : bigint,
}
export interface PutDependency {
  /**
   * Absent: a new dependency. Else one of the same organisation.
   */
  'dependency' : [] | [bigint],
  'details' : DependencyDetails,
  'idempotency_key' : [] | [Uint8Array],
  'organisation' : bigint,
}
export interface ReadLogRequest {
  /**
   * Position of the first entry.
   */
  'from' : bigint,
  /**
   * 1 to 50.
   */
  'limit' : number,
}
/**
 * A kind of record.
 */
export interface RecordClass {
  /**
   * [a-z0-9_.-]{1,64}: "health.prescription"
   */
  'code' : string,
  /**
   * Sealed: bodies are encrypted on the client; the vault refuses plain ones. Never changes.
   */
  'sealed' : boolean,
  /**
   * Organisations that may issue records of this class; at most 100.
   */
  'issuers' : BigUint64Array,
  'names' : Names,
  'retired' : boolean,
}
/**
 * Record: a record class.
 */
export interface RecordClassRecord {
  'version' : number,
  'record_class' : RecordClass,
  'changed_at_ns' : bigint,
}
export type RecordResult = { 'Ok' : CertifiedRecord } |
  { 'Err' : MethodError };
/**
 * Registers of versioned records. A new version is a new record; the ones before stay. Versions of a record are dense
 * from 1: a record is the newest when the witness shows that there is none with the next version. Ids are dense from 1.
 */
export type Register = { 'algorithms' : null } |
  { 'datasets' : null } |
  { 'dependencies' : null } |
  { 'models' : null };
export interface RegisterAlgorithm {
  /**
   * Absent: a new algorithm. Else one of the same organisation.
   */
  'algorithm' : [] | [bigint],
  'details' : AlgorithmDetails,
  'idempotency_key' : [] | [Uint8Array],
  'organisation' : bigint,
}
export interface RegisterDataset {
  /**
   * Absent: a new dataset. Else one of the same organisation.
   */
  'dataset' : [] | [bigint],
  'details' : DatasetDetails,
  'idempotency_key' : [] | [Uint8Array],
  'organisation' : bigint,
}
export interface RegisterModel {
  /**
   * Absent: a new model. Else one of the same organisation.
   */
  'model' : [] | [bigint],
  'card' : string,
  'builder' : [] | [BuilderSignature],
  'manifest' : ModelManifest,
  'idempotency_key' : [] | [Uint8Array],
  'organisation' : bigint,
}
/**
 * Counts since the beginning: none may be lower than reported before.
 */
export interface ReportOutcomes {
  'algorithm' : bigint,
  'appeals' : bigint,
  'version' : number,
  'decisions' : bigint,
  'overturned' : bigint,
  'idempotency_key' : [] | [Uint8Array],
}
export interface ReviewAlgorithm {
  'algorithm' : bigint,
  'version' : number,
  'review_by_ns' : bigint,
  'idempotency_key' : [] | [Uint8Array],
}
export type RiskClass = { 'high' : null } |
  { 'minimal' : null } |
  { 'limited' : null };
export type Role = { 'admin' : null } |
  { 'judge' : null } |
  { 'auditor' : null } |
  { 'data_protection' : null } |
  { 'officer' : null } |
  { 'developer' : null };
export interface RoleRequest {
  'member' : Principal,
  'role' : Role,
  'idempotency_key' : [] | [Uint8Array],
  'organisation' : bigint,
}
export interface RollBackModel {
  'model' : bigint,
  'idempotency_key' : [] | [Uint8Array],
  'reason' : string,
}
export interface SearchRegisterRequest {
  /**
   * A model's stage, an algorithm's state, `active` or `withdrawn` of a dataset, `active` or `ended` of a dependency.
   */
  'status' : [] | [string],
  'cursor' : [] | [Uint8Array],
  /**
   * Part of a title (of an algorithm also its short description, of a dependency its provider, of a model its intended
   * use), up to 100 characters, as in SearchRequest.
   */
  'text' : [] | [string],
  /**
   * 1 to 4.
   */
  'limit' : number,
  /**
   * Models and algorithms.
   */
  'risk_class' : [] | [RiskClass],
  'register' : Register,
  'organisation' : [] | [bigint],
}
export interface SearchRequest {
  'status' : [] | [OrganisationStatus],
  'cursor' : [] | [Uint8Array],
  'kind' : [] | [OrganisationKind],
  /**
   * Part of a name in any of its languages, up to 100 characters; case, spacing and vowel signs are disregarded.
   * From three characters on it is found anywhere in a name, below that at the beginning of a word. Absent: all.
   */
  'name' : [] | [string],
  /**
   * 1 to 50. A page may hold fewer, even none, and still have a `next`: each call looks at a bounded number of records.
   */
  'limit' : number,
}
export interface SetStage {
  'model' : bigint,
  'version' : number,
  'stage' : Stage,
  'idempotency_key' : [] | [Uint8Array],
  'reason' : string,
}
/**
 * Where a module comes from.
 */
export interface Source {
  /**
   * Begins with https://; up to 200 characters.
   */
  'repository' : string,
  /**
   * Which of the modules that the repository builds; [a-z0-9_.-]{1,64}
   */
  'module' : string,
  /**
   * 40 or 64 hexadecimal digits.
   */
  'commit' : string,
}
/**
 * Record: an organisation's figure of sovereignty, line by line. 10,000 is: nothing depends on abroad.
 */
export interface Sovereignty {
  /**
   * The parameters that it was computed with.
   */
  'weights' : Array<{ 'value' : bigint, 'name' : string }>,
  /**
   * Hundredths of a point, and their computation in words; a line for each dependency that has not ended.
   */
  'lines' : Array<
    {
      'title' : string,
      'country' : string,
      'provider' : string,
      'rule' : string,
      'version' : number,
      'dependency' : bigint,
      'points' : number,
    }
  >,
  /**
   * By how much its bids are lowered when they are compared, in hundredths of a percent.
   */
  'preference' : number,
  /**
   * 10,000 less the points of all lines, at least 0.
   */
  'figure' : number,
  'organisation' : bigint,
  'changed_at_ns' : bigint,
}
export type Stage = { 'staging' : null } |
  { 'production' : null } |
  { 'draft' : null } |
  { 'retired' : null };
/**
 * Record: how long a version of a model stood in a stage: from `from_ns`, inclusive, to `to_ns`, exclusive.
 */
export interface StageInterval {
  'by' : Principal,
  'model' : bigint,
  'to_ns' : [] | [bigint],
  'from_ns' : bigint,
  'version' : number,
  'stage' : Stage,
  /**
   * From 0, dense: each interval begins where the one before ends.
   */
  'sequence' : number,
  'reason' : string,
}
/**
 * A version of a record of a register.
 */
export interface VersionRef { 'id' : bigint, 'version' : number }
export interface Vote {
  'member' : Principal,
  'at_ns' : bigint,
  'approve' : boolean,
}
export interface WithdrawDataset {
  'dataset' : bigint,
  'idempotency_key' : [] | [Uint8Array],
  'reason' : string,
}
export interface _SERVICE {
  /**
   * An admin, officer or developer of the canister's organisation has seen an incident. The note is public; 1 to 1,000
   * characters.
   */
  'acknowledge_incident' : ActorMethod<
    [
      {
        'note' : string,
        'incident' : bigint,
        'idempotency_key' : [] | [Uint8Array],
      },
    ],
    IncidentResult
  >,
  /**
   * Declare something else, as a new version. For `upgrade_grace_hours` the module before may still run.
   */
  'amend_canister' : ActorMethod<
    [
      {
        'declaration' : CanisterDeclaration,
        'canister' : Principal,
        'idempotency_key' : [] | [Uint8Array],
      },
    ],
    CanisterResult
  >,
  /**
   * A builder says what a source builds to: once, for ever.
   */
  'attest' : ActorMethod<
    [
      {
        'sha256' : Uint8Array,
        'source' : Source,
        'idempotency_key' : [] | [Uint8Array],
      },
    ],
    AttestationResult
  >,
  /**
   * Put on record that the app calls it no more. Role: officer.
   */
  'end_dependency' : ActorMethod<[EndDependency], DependencyResult>,
  /**
   * An organisation's figure of sovereignty. Record type: Sovereignty. None: no dependency was ever on record.
   */
  'explain_sovereignty' : ActorMethod<
    [{ 'organisation' : bigint }],
    RecordResult
  >,
  /**
   * An admin gives the role officer, auditor or developer in her own organisation; the board gives the others.
   */
  'grant_role' : ActorMethod<[RoleRequest], MemberRolesResult>,
  /**
   * Certified documents over HTTP: /, /records/index.json and what it names.
   */
  'http_request' : ActorMethod<[HttpRequest], HttpResponse>,
  /**
   * Attestations of a source, or all, in the order in which they were made. Record type: Attestation.
   */
  'list_attestations' : ActorMethod<
    [
      {
        'source' : [] | [Source],
        'cursor' : [] | [Uint8Array],
        'limit' : number,
      },
    ],
    PageResult
  >,
  /**
   * All builders, removed ones too. Record type: Builder.
   */
  'list_builders' : ActorMethod<[PageRequest], PageResult>,
  /**
   * Canisters of an organisation, in a state, both or neither. Record type: CanisterRecord.
   */
  'list_canisters' : ActorMethod<
    [
      {
        'cursor' : [] | [Uint8Array],
        'limit' : number,
        'state' : [] | [CanisterState],
        'organisation' : [] | [bigint],
      },
    ],
    PageResult
  >,
  /**
   * Incidents of a canister, or of an organisation, or all, in the order in which they opened. Record type: Incident.
   */
  'list_incidents' : ActorMethod<
    [
      {
        'cursor' : [] | [Uint8Array],
        'limit' : number,
        'canister' : [] | [Principal],
        'organisation' : [] | [bigint],
      },
    ],
    PageResult
  >,
  /**
   * Everyone with a role in an organisation. Record type: Member.
   */
  'list_members' : ActorMethod<[ListMembersRequest], PageResult>,
  /**
   * Where a principal has roles, in the order of the organisations' ids, suspended ones too. Record type: Member. Certified when
   * called replicated.
   */
  'list_memberships' : ActorMethod<
    [{ 'member' : Principal, 'cursor' : [] | [Uint8Array], 'limit' : number }],
    PageResult
  >,
  /**
   * Parameters in the order of their names. Record type: ParameterRecord.
   */
  'list_parameters' : ActorMethod<[PageRequest], PageResult>,
  /**
   * All proposals, newest first. Record type: Proposal.
   */
  'list_proposals' : ActorMethod<[ListProposalsRequest], PageResult>,
  /**
   * Purposes in the order of their codes. Record type: PurposeRecord.
   */
  'list_purposes' : ActorMethod<[PageRequest], PageResult>,
  /**
   * Record classes in the order of their codes. Record type: RecordClassRecord.
   */
  'list_record_classes' : ActorMethod<[PageRequest], PageResult>,
  /**
   * The stages of a version of a model, in order. Record type: StageInterval.
   */
  'list_stages' : ActorMethod<[ListStagesRequest], PageResult>,
  /**
   * Which version of a model was in production at a time. Record type: ProductionInterval.
   */
  'production_at' : ActorMethod<
    [{ 'model' : bigint, 'at_ns' : bigint }],
    RecordResult
  >,
  /**
   * Make a proposal. Board members only; at most 32 may be open. The action must be possible now, and is checked again
   * when it is executed.
   */
  'propose' : ActorMethod<[Action], ProposalResult>,
  /**
   * Make a proposal, once for each key.
   */
  'propose_once' : ActorMethod<
    [{ 'action' : Action, 'idempotency_key' : [] | [Uint8Array] }],
    ProposalResult
  >,
  /**
   * That the log of `first` entries is the beginning of the log of `second` entries (absent: the certified size).
   */
  'prove_log_consistency' : ActorMethod<
    [{ 'first' : bigint, 'second' : [] | [bigint] }],
    LogConsistencyProofResult
  >,
  /**
   * One entry, and its audit path in the log of `size` entries (absent: the certified size).
   */
  'prove_log_entry' : ActorMethod<
    [{ 'size' : [] | [bigint], 'sequence' : bigint }],
    LogEntryProofResult
  >,
  /**
   * Let a draft decide; the version that decides now is retired. Role: officer.
   */
  'publish_algorithm' : ActorMethod<[ChangeAlgorithm], AlgorithmResult>,
  /**
   * Put a service of others that an app calls on record, or a new version of the entry. Role: developer or officer.
   */
  'put_dependency' : ActorMethod<[PutDependency], DependencyResult>,
  /**
   * One attestation. Record type: Attestation.
   */
  'read_attestation' : ActorMethod<[{ 'attestation' : bigint }], RecordResult>,
  /**
   * The board in office. Record type: Board.
   */
  'read_board' : ActorMethod<[], RecordResult>,
  /**
   * One builder. Record type: Builder.
   */
  'read_builder' : ActorMethod<[{ 'builder' : Principal }], RecordResult>,
  /**
   * One canister. Record type: CanisterRecord.
   */
  'read_canister' : ActorMethod<[{ 'canister' : Principal }], RecordResult>,
  /**
   * What was declared of a canister in one version. Record type: CanisterVersion.
   */
  'read_canister_version' : ActorMethod<
    [{ 'version' : number, 'canister' : Principal }],
    RecordResult
  >,
  /**
   * Changes of the directory (up to 200) with a sequence above `after`, ascending, compacted: only the newest of each key. Certified
   * when called replicated.
   */
  'read_directory' : ActorMethod<
    [{ 'after' : bigint, 'limit' : number }],
    DirectoryPageResult
  >,
  /**
   * A document that is served at /records/<name>: JSON, not Candid. Bulk export: "index.json" names the pages.
   */
  'read_document' : ActorMethod<[{ 'name' : string }], RecordResult>,
  /**
   * One incident. Record type: Incident.
   */
  'read_incident' : ActorMethod<[{ 'incident' : bigint }], RecordResult>,
  /**
   * Entries of the log, in order. Record type: LogEntry.
   */
  'read_log' : ActorMethod<[ReadLogRequest], LogPageResult>,
  /**
   * A principal's roles in an organisation. Record type: Member.
   */
  'read_member' : ActorMethod<
    [{ 'member' : Principal, 'organisation' : bigint }],
    RecordResult
  >,
  /**
   * One organisation. Record type: Organisation.
   */
  'read_organisation' : ActorMethod<
    [{ 'organisation' : bigint }],
    RecordResult
  >,
  /**
   * What became of the decisions of a version of an algorithm. Record type: Outcomes.
   */
  'read_outcomes' : ActorMethod<
    [{ 'algorithm' : bigint, 'version' : number }],
    RecordResult
  >,
  /**
   * One parameter by its name. Record type: ParameterRecord.
   */
  'read_parameter' : ActorMethod<[{ 'code' : string }], RecordResult>,
  /**
   * One proposal. Record type: Proposal.
   */
  'read_proposal' : ActorMethod<[{ 'proposal' : bigint }], RecordResult>,
  /**
   * One purpose by its code. Record type: PurposeRecord.
   */
  'read_purpose' : ActorMethod<[{ 'code' : string }], RecordResult>,
  /**
   * One record class by its code. Record type: RecordClassRecord.
   */
  'read_record_class' : ActorMethod<[{ 'code' : string }], RecordResult>,
  /**
   * A version of a record, the newest unless one is named. Record types: Model, Algorithm, Dataset, Dependency.
   */
  'read_register' : ActorMethod<
    [{ 'id' : bigint, 'version' : [] | [number], 'register' : Register }],
    RecordResult
  >,
  /**
   * Put an algorithm, or a new version of one, on record as a draft. Role: developer or officer.
   */
  'register_algorithm' : ActorMethod<[RegisterAlgorithm], AlgorithmResult>,
  /**
   * An admin or developer puts a canister of the organisation on record. It is looked at in the next rounds and then every
   * `canister_check_minutes`.
   */
  'register_canister' : ActorMethod<
    [
      {
        'declaration' : CanisterDeclaration,
        'canister' : Principal,
        'idempotency_key' : [] | [Uint8Array],
        'organisation' : bigint,
      },
    ],
    CanisterResult
  >,
  /**
   * Put a dataset, or a new version of one, on record. Role: developer.
   */
  'register_dataset' : ActorMethod<[RegisterDataset], DatasetResult>,
  /**
   * Put a model, or a new version of one, on record as a draft. Role: developer.
   */
  'register_model' : ActorMethod<[RegisterModel], ModelResult>,
  /**
   * Tell what became of the decisions of an algorithm. Verified canisters of the algorithm's organisation, or of the one
   * that the parameter vault_organisation names.
   */
  'report_outcomes' : ActorMethod<[ReportOutcomes], OutcomesResult>,
  /**
   * Take an algorithm out of use, for ever. Role: officer.
   */
  'retire_algorithm' : ActorMethod<[ChangeAlgorithm], AlgorithmResult>,
  /**
   * Take a canister out of service. It can be registered again, by any organisation.
   */
  'retire_canister' : ActorMethod<
    [{ 'canister' : Principal, 'idempotency_key' : [] | [Uint8Array] }],
    CanisterResult
  >,
  /**
   * Put on record that an algorithm that decides was reviewed, and until when that holds. Role: auditor or officer.
   */
  'review_algorithm' : ActorMethod<[ReviewAlgorithm], AlgorithmResult>,
  /**
   * An admin takes one of these roles away.
   */
  'revoke_role' : ActorMethod<[RoleRequest], MemberRolesResult>,
  /**
   * Put the version that was in production before back there. Role: officer.
   */
  'roll_back_model' : ActorMethod<[RollBackModel], ModelResult>,
  /**
   * An admin moves all roles of a member, in one act, to the member's new principal; the old one has none any more.
   */
  'rotate_key' : ActorMethod<
    [
      {
        'to' : Principal,
        'from' : Principal,
        'idempotency_key' : [] | [Uint8Array],
        'organisation' : bigint,
      },
    ],
    MemberRolesResult
  >,
  /**
   * Organisations by name, kind and status, in the order of their ids. Record type: Organisation.
   */
  'search_organisations' : ActorMethod<[SearchRequest], PageResult>,
  /**
   * The newest versions of records, in the order of their ids. Record types: Model, Algorithm, Dataset, Dependency.
   */
  'search_register' : ActorMethod<[SearchRegisterRequest], PageResult>,
  /**
   * Move a version of a model to another stage: from draft to staging, from staging to production or draft, from
   * production to staging, from retired to staging, from anywhere to retired. Into production it takes the place of the
   * version that is there. Role: officer into production and out of it, else developer or officer.
   */
  'set_stage' : ActorMethod<[SetStage], ModelResult>,
  /**
   * A canister on record asks to be told when the directory changes, by one-way calls of its method
   * `registry_changed : (head : nat64) -> ()`. At most 64.
   */
  'subscribe_directory' : ActorMethod<[], DoneResult>,
  /**
   * Approve or reject a proposal. Board members only, once each, until it expires. The approval that completes the
   * threshold executes it in the same call; see the status in the reply.
   */
  'vote' : ActorMethod<
    [
      {
        'approve' : boolean,
        'proposal' : bigint,
        'idempotency_key' : [] | [Uint8Array],
      },
    ],
    ProposalResult
  >,
  /**
   * Take back one's own open proposal.
   */
  'withdraw' : ActorMethod<
    [{ 'proposal' : bigint, 'idempotency_key' : [] | [Uint8Array] }],
    ProposalResult
  >,
  /**
   * Take a dataset out of use, for ever; flags every model that was made from it. Role: officer or data_protection.
   */
  'withdraw_dataset' : ActorMethod<[WithdrawDataset], DatasetResult>,
}
export const idlFactory: IDL.InterfaceFactory = ({ IDL }) => {
  const BoardMembers = IDL.Record({
    'members' : IDL.Vec(IDL.Principal),
    'threshold' : IDL.Nat32,
  });
  const IncidentKind = IDL.Variant({
    'module_mismatch' : IDL.Record({
      'found' : IDL.Opt(IDL.Vec(IDL.Nat8)),
      'expected' : IDL.Vec(IDL.Nat8),
    }),
    'divergent_attestation' : IDL.Record({ 'attestation' : IDL.Nat64 }),
    'missing' : IDL.Null,
    'controllers_mismatch' : IDL.Record({
      'found' : IDL.Vec(IDL.Principal),
      'expected' : IDL.Vec(IDL.Principal),
    }),
    'passing_module' : IDL.Record({
      'found' : IDL.Vec(IDL.Nat8),
      'at_ns' : IDL.Nat64,
    }),
  });
  const Incident = IDL.Record({
    'id' : IDL.Nat64,
    'kind' : IncidentKind,
    'opened_at_ns' : IDL.Nat64,
    'canister' : IDL.Principal,
    'acknowledgement' : IDL.Opt(
      IDL.Record({
        'by' : IDL.Principal,
        'at_ns' : IDL.Nat64,
        'note' : IDL.Text,
      })
    ),
    'resolved_at_ns' : IDL.Opt(IDL.Nat64),
    'organisation' : IDL.Nat64,
  });
  const Role = IDL.Variant({
    'admin' : IDL.Null,
    'judge' : IDL.Null,
    'auditor' : IDL.Null,
    'data_protection' : IDL.Null,
    'officer' : IDL.Null,
    'developer' : IDL.Null,
  });
  const Vote = IDL.Record({
    'member' : IDL.Principal,
    'at_ns' : IDL.Nat64,
    'approve' : IDL.Bool,
  });
  const OrganisationStatus = IDL.Variant({
    'active' : IDL.Null,
    'suspended' : IDL.Null,
  });
  const AlgorithmState = IDL.Variant({
    'live' : IDL.Null,
    'stale' : IDL.Null,
    'draft' : IDL.Null,
    'retired' : IDL.Null,
  });
  const ProposalStatus = IDL.Variant({
    'expired' : IDL.Record({ 'at_ns' : IDL.Nat64 }),
    'superseded' : IDL.Record({ 'at_ns' : IDL.Nat64 }),
    'open' : IDL.Null,
    'rejected' : IDL.Record({ 'at_ns' : IDL.Nat64 }),
    'executed' : IDL.Record({
      'at_ns' : IDL.Nat64,
      'organisation' : IDL.Opt(IDL.Nat64),
    }),
    'withdrawn' : IDL.Record({ 'at_ns' : IDL.Nat64 }),
    'failed' : IDL.Record({ 'at_ns' : IDL.Nat64, 'reason' : IDL.Text }),
  });
  const Register = IDL.Variant({
    'algorithms' : IDL.Null,
    'datasets' : IDL.Null,
    'dependencies' : IDL.Null,
    'models' : IDL.Null,
  });
  const Stage = IDL.Variant({
    'staging' : IDL.Null,
    'production' : IDL.Null,
    'draft' : IDL.Null,
    'retired' : IDL.Null,
  });
  const MethodError = IDL.Variant({
    'CanisterNotFound' : IDL.Record({ 'canister' : IDL.Principal }),
    'RoleAlreadyGranted' : IDL.Record({
      'member' : IDL.Principal,
      'role' : Role,
      'organisation' : IDL.Nat64,
    }),
    'AlreadyVoted' : IDL.Record({ 'vote' : Vote, 'proposal' : IDL.Nat64 }),
    'NothingToRollBack' : IDL.Record({ 'model' : IDL.Nat64 }),
    'Invalid' : IDL.Record({
      'field' : IDL.Text,
      'limit' : IDL.Opt(IDL.Nat64),
      'message' : IDL.Text,
    }),
    'ReporterNotVerified' : IDL.Record({ 'canister' : IDL.Principal }),
    'OrganisationSuspended' : IDL.Record({ 'organisation' : IDL.Nat64 }),
    'FieldsMissing' : IDL.Record({
      'algorithm' : IDL.Nat64,
      'codes' : IDL.Vec(IDL.Text),
      'version' : IDL.Nat32,
    }),
    'TooMany' : IDL.Record({ 'what' : IDL.Text, 'limit' : IDL.Nat64 }),
    'NotMember' : IDL.Record({
      'member' : IDL.Principal,
      'organisation' : IDL.Nat64,
    }),
    'CanisterRetired' : IDL.Record({ 'canister' : IDL.Principal }),
    'ProposalNotFound' : IDL.Record({ 'proposal' : IDL.Nat64 }),
    'NotBuilder' : IDL.Record({ 'builder' : IDL.Principal }),
    'IncidentAcknowledged' : IDL.Record({ 'incident' : IDL.Nat64 }),
    'NotReady' : IDL.Null,
    'NotPermitted' : IDL.Record({ 'caller' : IDL.Principal }),
    'RoleNotGranted' : IDL.Record({
      'member' : IDL.Principal,
      'role' : Role,
      'organisation' : IDL.Nat64,
    }),
    'StatusUnchanged' : IDL.Record({
      'status' : OrganisationStatus,
      'organisation' : IDL.Nat64,
    }),
    'StateRefused' : IDL.Record({
      'algorithm' : IDL.Nat64,
      'version' : IDL.Nat32,
      'state' : AlgorithmState,
    }),
    'TooManyIdempotencyKeys' : IDL.Record({
      'retry_at_ns' : IDL.Nat64,
      'limit' : IDL.Nat32,
    }),
    'OrganisationNotFound' : IDL.Record({ 'organisation' : IDL.Nat64 }),
    'InvalidCursor' : IDL.Null,
    'ModelNotInProduction' : IDL.Record({
      'model' : IDL.Nat64,
      'version' : IDL.Nat32,
    }),
    'DependencyEnded' : IDL.Record({ 'dependency' : IDL.Nat64 }),
    'UpgradeNeedsNotice' : IDL.Record({ 'canister' : IDL.Principal }),
    'ProposalNotOpen' : IDL.Record({
      'status' : ProposalStatus,
      'proposal' : IDL.Nat64,
    }),
    'RecordNotFound' : IDL.Record({
      'id' : IDL.Nat64,
      'version' : IDL.Opt(IDL.Nat32),
      'register' : Register,
    }),
    'RateLimited' : IDL.Record({
      'retry_at_ns' : IDL.Nat64,
      'class' : IDL.Text,
    }),
    'NameTaken' : IDL.Record({ 'organisation' : IDL.Nat64 }),
    'BuilderTaken' : IDL.Record({
      'builder' : IDL.Principal,
      'organisation' : IDL.Nat64,
    }),
    'IdempotencyConflict' : IDL.Record({ 'key' : IDL.Vec(IDL.Nat8) }),
    'BoardDecides' : IDL.Record({ 'role' : Role }),
    'CanisterTaken' : IDL.Record({
      'canister' : IDL.Principal,
      'organisation' : IDL.Nat64,
    }),
    'StageRefused' : IDL.Record({
      'model' : IDL.Nat64,
      'version' : IDL.Nat32,
      'stage' : Stage,
    }),
    'NotProposer' : IDL.Record({
      'proposal' : IDL.Nat64,
      'proposer' : IDL.Principal,
    }),
    'EvaluationMissing' : IDL.Record({
      'model' : IDL.Nat64,
      'languages' : IDL.Vec(IDL.Text),
      'version' : IDL.Nat32,
    }),
    'OutOfLog' : IDL.Record({ 'size' : IDL.Nat64 }),
    'Other' : IDL.Record({ 'code' : IDL.Nat32, 'message' : IDL.Text }),
    'ModelFlagged' : IDL.Record({ 'model' : IDL.Nat64, 'version' : IDL.Nat32 }),
    'OtherOrganisation' : IDL.Record({ 'organisation' : IDL.Nat64 }),
    'AlreadyAttested' : IDL.Record({
      'sha256' : IDL.Vec(IDL.Nat8),
      'attestation' : IDL.Nat64,
    }),
    'NotBoardMember' : IDL.Record({ 'caller' : IDL.Principal }),
    'TooManyOpenProposals' : IDL.Record({
      'open' : IDL.Nat32,
      'limit' : IDL.Nat32,
    }),
    'RoleRequired' : IDL.Record({
      'roles' : IDL.Vec(Role),
      'organisation' : IDL.Opt(IDL.Nat64),
    }),
    'TooManyMembers' : IDL.Record({
      'limit' : IDL.Nat32,
      'organisation' : IDL.Nat64,
    }),
    'CodeRetired' : IDL.Record({ 'code' : IDL.Text }),
    'CodeNotFound' : IDL.Record({ 'code' : IDL.Text }),
    'IncidentNotFound' : IDL.Record({ 'incident' : IDL.Nat64 }),
    'DatasetWithdrawn' : IDL.Record({ 'dataset' : IDL.Nat64 }),
    'AnonymousCaller' : IDL.Null,
  });
  const IncidentResult = IDL.Variant({ 'Ok' : Incident, 'Err' : MethodError });
  const Source = IDL.Record({
    'repository' : IDL.Text,
    'module' : IDL.Text,
    'commit' : IDL.Text,
  });
  const CanisterDeclaration = IDL.Record({
    'controllers' : IDL.Vec(IDL.Principal),
    'source' : Source,
    'expected_sha256' : IDL.Vec(IDL.Nat8),
    'critical' : IDL.Bool,
    'recipe' : IDL.Text,
  });
  const CanisterState = IDL.Variant({
    'verified' : IDL.Null,
    'divergent' : IDL.Null,
    'mismatch' : IDL.Null,
    'registered' : IDL.Null,
    'retired' : IDL.Null,
  });
  const CanisterVersion = IDL.Record({
    'by' : IDL.Principal,
    'controllers' : IDL.Vec(IDL.Principal),
    'at_ns' : IDL.Nat64,
    'source' : Source,
    'version' : IDL.Nat32,
    'expected_sha256' : IDL.Vec(IDL.Nat8),
    'canister' : IDL.Principal,
    'critical' : IDL.Bool,
    'proposal' : IDL.Opt(IDL.Nat64),
    'organisation' : IDL.Nat64,
    'recipe' : IDL.Text,
  });
  const CanisterRecord = IDL.Record({
    'registered_at_ns' : IDL.Nat64,
    'observed' : IDL.Opt(
      IDL.Record({
        'controllers' : IDL.Vec(IDL.Principal),
        'at_ns' : IDL.Nat64,
        'module_hash' : IDL.Opt(IDL.Vec(IDL.Nat8)),
        'exists' : IDL.Bool,
        'changes' : IDL.Nat64,
      })
    ),
    'open_incident' : IDL.Opt(IDL.Nat64),
    'state_since_ns' : IDL.Nat64,
    'state' : CanisterState,
    'attested_by' : IDL.Vec(IDL.Nat64),
    'pending_upgrade' : IDL.Opt(
      IDL.Record({
        'source' : Source,
        'effective_at_ns' : IDL.Nat64,
        'expected_sha256' : IDL.Vec(IDL.Nat8),
        'proposal' : IDL.Nat64,
        'recipe' : IDL.Text,
      })
    ),
    'declared' : CanisterVersion,
    'former' : IDL.Opt(
      IDL.Record({ 'sha256' : IDL.Vec(IDL.Nat8), 'until_ns' : IDL.Nat64 })
    ),
  });
  const CanisterResult = IDL.Variant({
    'Ok' : CanisterRecord,
    'Err' : MethodError,
  });
  const Attestation = IDL.Record({
    'id' : IDL.Nat64,
    'sha256' : IDL.Vec(IDL.Nat8),
    'at_ns' : IDL.Nat64,
    'source' : Source,
    'builder' : IDL.Principal,
    'organisation' : IDL.Nat64,
  });
  const AttestationResult = IDL.Variant({
    'Ok' : Attestation,
    'Err' : MethodError,
  });
  const EndDependency = IDL.Record({
    'dependency' : IDL.Nat64,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'reason' : IDL.Text,
  });
  const DependencyDetails = IDL.Record({
    'title' : IDL.Text,
    'country' : IDL.Text,
    'provider' : IDL.Text,
    'endpoint' : IDL.Text,
    'data_classes' : IDL.Vec(
      IDL.Variant({
        'public' : IDL.Null,
        'personal' : IDL.Null,
        'operational' : IDL.Null,
        'sensitive' : IDL.Null,
      })
    ),
    'exit_plan' : IDL.Opt(
      IDL.Record({ 'days' : IDL.Nat32, 'plan' : IDL.Text })
    ),
    'canister' : IDL.Opt(IDL.Principal),
    'criticality' : IDL.Variant({
      'low' : IDL.Null,
      'high' : IDL.Null,
      'critical' : IDL.Null,
      'medium' : IDL.Null,
    }),
  });
  const Dependency = IDL.Record({
    'id' : IDL.Nat64,
    'changed_by' : IDL.Principal,
    'ended' : IDL.Opt(IDL.Record({ 'at_ns' : IDL.Nat64, 'reason' : IDL.Text })),
    'version' : IDL.Nat32,
    'details' : DependencyDetails,
    'organisation' : IDL.Nat64,
    'changed_at_ns' : IDL.Nat64,
  });
  const DependencyResult = IDL.Variant({
    'Ok' : Dependency,
    'Err' : MethodError,
  });
  const Proof = IDL.Record({
    'certificate' : IDL.Vec(IDL.Nat8),
    'witness' : IDL.Vec(IDL.Nat8),
  });
  const CertifiedRecord = IDL.Record({
    'found' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'proof' : IDL.Opt(Proof),
  });
  const RecordResult = IDL.Variant({
    'Ok' : CertifiedRecord,
    'Err' : MethodError,
  });
  const RoleRequest = IDL.Record({
    'member' : IDL.Principal,
    'role' : Role,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'organisation' : IDL.Nat64,
  });
  const MemberRoles = IDL.Record({
    'member' : IDL.Principal,
    'roles' : IDL.Vec(Role),
    'organisation' : IDL.Nat64,
  });
  const MemberRolesResult = IDL.Variant({
    'Ok' : MemberRoles,
    'Err' : MethodError,
  });
  const HttpRequest = IDL.Record({
    'url' : IDL.Text,
    'method' : IDL.Text,
    'body' : IDL.Vec(IDL.Nat8),
    'headers' : IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text)),
    'certificate_version' : IDL.Opt(IDL.Nat16),
  });
  const HttpResponse = IDL.Record({
    'body' : IDL.Vec(IDL.Nat8),
    'headers' : IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text)),
    'status_code' : IDL.Nat16,
  });
  const CertifiedPage = IDL.Record({
    'records' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'next' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'proof' : IDL.Opt(Proof),
  });
  const PageResult = IDL.Variant({ 'Ok' : CertifiedPage, 'Err' : MethodError });
  const PageRequest = IDL.Record({
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'limit' : IDL.Nat32,
  });
  const ListMembersRequest = IDL.Record({
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'limit' : IDL.Nat32,
    'organisation' : IDL.Nat64,
  });
  const ListProposalsRequest = IDL.Record({
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'limit' : IDL.Nat32,
  });
  const ListStagesRequest = IDL.Record({
    'model' : IDL.Nat64,
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'limit' : IDL.Nat32,
    'version' : IDL.Nat32,
  });
  const Contact = IDL.Record({
    'email' : IDL.Text,
    'website' : IDL.Opt(IDL.Text),
    'telephone' : IDL.Opt(IDL.Text),
  });
  const OrganisationKind = IDL.Variant({
    'court' : IDL.Null,
    'education' : IDL.Null,
    'state_enterprise' : IDL.Null,
    'regulator' : IDL.Null,
    'district' : IDL.Null,
    'company' : IDL.Null,
    'provincial' : IDL.Null,
    'civil_society' : IDL.Null,
    'federal' : IDL.Null,
    'health' : IDL.Null,
  });
  const Names = IDL.Record({
    'en' : IDL.Text,
    'ps' : IDL.Opt(IDL.Text),
    'sd' : IDL.Opt(IDL.Text),
    'ur' : IDL.Text,
    'pnb' : IDL.Opt(IDL.Text),
  });
  const OrganisationDetails = IDL.Record({
    'contact' : Contact,
    'country' : IDL.Text,
    'kind' : OrganisationKind,
    'names' : Names,
  });
  const Parameter = IDL.Record({ 'value' : IDL.Nat64, 'name' : IDL.Text });
  const LegalBasis = IDL.Variant({
    'warrant' : IDL.Null,
    'consent' : IDL.Null,
    'statute' : IDL.Null,
    'break_glass' : IDL.Null,
  });
  const Action = IDL.Variant({
    'revoke_role' : IDL.Record({
      'member' : IDL.Principal,
      'role' : Role,
      'organisation' : IDL.Nat64,
    }),
    'admit_organisation' : OrganisationDetails,
    'amend_organisation' : IDL.Record({
      'details' : OrganisationDetails,
      'organisation' : IDL.Nat64,
    }),
    'grant_role' : IDL.Record({
      'member' : IDL.Principal,
      'role' : Role,
      'organisation' : IDL.Nat64,
    }),
    'set_parameter' : Parameter,
    'mark_critical' : IDL.Record({
      'canister' : IDL.Principal,
      'critical' : IDL.Bool,
    }),
    'suspend_organisation' : IDL.Record({
      'organisation' : IDL.Nat64,
      'reason' : IDL.Text,
    }),
    'change_board' : BoardMembers,
    'reinstate_organisation' : IDL.Record({
      'organisation' : IDL.Nat64,
      'reason' : IDL.Text,
    }),
    'retire_record_class' : IDL.Text,
    'rotate_key' : IDL.Record({
      'to' : IDL.Principal,
      'from' : IDL.Principal,
      'organisation' : IDL.Nat64,
    }),
    'define_purpose' : IDL.Record({
      'statute' : IDL.Opt(IDL.Text),
      'code' : IDL.Text,
      'names' : Names,
      'bases' : IDL.Vec(LegalBasis),
    }),
    'remove_builder' : IDL.Principal,
    'define_record_class' : IDL.Record({
      'code' : IDL.Text,
      'sealed' : IDL.Bool,
      'issuers' : IDL.Vec(IDL.Nat64),
      'names' : Names,
    }),
    'approve_upgrade' : IDL.Record({
      'source' : Source,
      'not_before_ns' : IDL.Nat64,
      'expected_sha256' : IDL.Vec(IDL.Nat8),
      'canister' : IDL.Principal,
      'recipe' : IDL.Text,
    }),
    'register_builder' : IDL.Record({
      'builder' : IDL.Principal,
      'organisation' : IDL.Nat64,
    }),
    'retire_purpose' : IDL.Text,
    'retire_canister' : IDL.Record({
      'canister' : IDL.Principal,
      'reason' : IDL.Text,
    }),
  });
  const Proposal = IDL.Record({
    'id' : IDL.Nat64,
    'status' : ProposalStatus,
    'action' : Action,
    'threshold' : IDL.Nat32,
    'votes' : IDL.Vec(Vote),
    'made_at_ns' : IDL.Nat64,
    'proposer' : IDL.Principal,
    'expires_at_ns' : IDL.Nat64,
  });
  const ProposalResult = IDL.Variant({ 'Ok' : Proposal, 'Err' : MethodError });
  const LogConsistencyProof = IDL.Record({
    'first' : IDL.Nat64,
    'path' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'second' : IDL.Nat64,
    'proof' : IDL.Opt(Proof),
  });
  const LogConsistencyProofResult = IDL.Variant({
    'Ok' : LogConsistencyProof,
    'Err' : MethodError,
  });
  const LogEntryProof = IDL.Record({
    'path' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'size' : IDL.Nat64,
    'entry' : IDL.Vec(IDL.Nat8),
    'proof' : IDL.Opt(Proof),
  });
  const LogEntryProofResult = IDL.Variant({
    'Ok' : LogEntryProof,
    'Err' : MethodError,
  });
  const ChangeAlgorithm = IDL.Record({
    'algorithm' : IDL.Nat64,
    'version' : IDL.Nat32,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
  });
  const RiskClass = IDL.Variant({
    'high' : IDL.Null,
    'minimal' : IDL.Null,
    'limited' : IDL.Null,
  });
  const VersionRef = IDL.Record({ 'id' : IDL.Nat64, 'version' : IDL.Nat32 });
  const AlgorithmDetails = IDL.Record({
    'title' : IDL.Text,
    'cost_pkr' : IDL.Opt(IDL.Nat64),
    'suppliers' : IDL.Vec(
      IDL.Record({
        'country' : IDL.Text,
        'name' : IDL.Text,
        'role' : IDL.Text,
        'company_number' : IDL.Opt(IDL.Text),
      })
    ),
    'risk_class' : RiskClass,
    'fields' : IDL.Vec(IDL.Record({ 'code' : IDL.Text, 'text' : IDL.Text })),
    'category' : IDL.Variant({
      'impactful' : IDL.Null,
      'other' : IDL.Null,
      'high_risk_ai' : IDL.Null,
    }),
    'begin' : IDL.Opt(IDL.Text),
    'models' : IDL.Vec(VersionRef),
    'review_by_ns' : IDL.Nat64,
  });
  const Algorithm = IDL.Record({
    'id' : IDL.Nat64,
    'registered_at_ns' : IDL.Nat64,
    'version' : IDL.Nat32,
    'state' : AlgorithmState,
    'details' : AlgorithmDetails,
    'registered_by' : IDL.Principal,
    'ended_at_ns' : IDL.Opt(IDL.Nat64),
    'organisation' : IDL.Nat64,
    'changed_at_ns' : IDL.Nat64,
  });
  const AlgorithmResult = IDL.Variant({
    'Ok' : Algorithm,
    'Err' : MethodError,
  });
  const PutDependency = IDL.Record({
    'dependency' : IDL.Opt(IDL.Nat64),
    'details' : DependencyDetails,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'organisation' : IDL.Nat64,
  });
  const Purpose = IDL.Record({
    'statute' : IDL.Opt(IDL.Text),
    'code' : IDL.Text,
    'names' : Names,
    'bases' : IDL.Vec(LegalBasis),
    'retired' : IDL.Bool,
  });
  const RecordClass = IDL.Record({
    'code' : IDL.Text,
    'sealed' : IDL.Bool,
    'issuers' : IDL.Vec(IDL.Nat64),
    'names' : Names,
    'retired' : IDL.Bool,
  });
  const DirectoryEntry = IDL.Variant({
    'member' : IDL.Record({
      'member' : IDL.Principal,
      'roles' : IDL.Vec(Role),
      'organisation' : IDL.Nat64,
    }),
    'algorithm' : IDL.Record({
      'id' : IDL.Nat64,
      'version' : IDL.Nat32,
      'state' : IDL.Variant({
        'live' : IDL.Null,
        'stale' : IDL.Null,
        'draft' : IDL.Null,
        'retired' : IDL.Null,
      }),
      'model_sha256' : IDL.Opt(IDL.Vec(IDL.Nat8)),
      'organisation' : IDL.Nat64,
    }),
    'parameter' : Parameter,
    'canister' : IDL.Record({
      'state' : CanisterState,
      'canister' : IDL.Principal,
      'module_hash' : IDL.Opt(IDL.Vec(IDL.Nat8)),
      'organisation' : IDL.Nat64,
    }),
    'purpose' : Purpose,
    'record_class' : RecordClass,
    'organisation' : IDL.Record({
      'id' : IDL.Nat64,
      'status' : OrganisationStatus,
      'kind' : OrganisationKind,
      'names' : Names,
    }),
  });
  const DirectoryChange = IDL.Record({
    'entry' : DirectoryEntry,
    'sequence' : IDL.Nat64,
  });
  const DirectoryPage = IDL.Record({
    'head' : IDL.Nat64,
    'changes' : IDL.Vec(DirectoryChange),
  });
  const DirectoryPageResult = IDL.Variant({
    'Ok' : DirectoryPage,
    'Err' : MethodError,
  });
  const ReadLogRequest = IDL.Record({
    'from' : IDL.Nat64,
    'limit' : IDL.Nat32,
  });
  const LogPage = IDL.Record({
    'path' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'size' : IDL.Nat64,
    'entries' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'proof' : IDL.Opt(Proof),
  });
  const LogPageResult = IDL.Variant({ 'Ok' : LogPage, 'Err' : MethodError });
  const RegisterAlgorithm = IDL.Record({
    'algorithm' : IDL.Opt(IDL.Nat64),
    'details' : AlgorithmDetails,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'organisation' : IDL.Nat64,
  });
  const DatasetDetails = IDL.Record({
    'residency' : IDL.Text,
    'title' : IDL.Text,
    'sha256' : IDL.Vec(IDL.Nat8),
    'languages' : IDL.Vec(
      IDL.Record({ 'records' : IDL.Nat64, 'language' : IDL.Text })
    ),
    'description' : IDL.Text,
    'consent_details' : IDL.Text,
    'consent_basis' : LegalBasis,
    'licence' : IDL.Text,
  });
  const RegisterDataset = IDL.Record({
    'dataset' : IDL.Opt(IDL.Nat64),
    'details' : DatasetDetails,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'organisation' : IDL.Nat64,
  });
  const DatasetStatus = IDL.Variant({
    'active' : IDL.Null,
    'withdrawn' : IDL.Record({
      'by' : IDL.Principal,
      'at_ns' : IDL.Nat64,
      'reason' : IDL.Text,
    }),
  });
  const Dataset = IDL.Record({
    'id' : IDL.Nat64,
    'status' : DatasetStatus,
    'registered_at_ns' : IDL.Nat64,
    'version' : IDL.Nat32,
    'details' : DatasetDetails,
    'registered_by' : IDL.Principal,
    'organisation' : IDL.Nat64,
  });
  const DatasetResult = IDL.Variant({ 'Ok' : Dataset, 'Err' : MethodError });
  const BuilderSignature = IDL.Record({
    'signature' : IDL.Vec(IDL.Nat8),
    'public_key' : IDL.Vec(IDL.Nat8),
  });
  const ModelManifest = IDL.Record({
    'title' : IDL.Text,
    'weights_size' : IDL.Nat64,
    'evaluation' : IDL.Vec(
      IDL.Record({
        'metric' : IDL.Text,
        'value' : IDL.Float64,
        'language' : IDL.Text,
        'samples' : IDL.Nat64,
        'group' : IDL.Opt(IDL.Text),
      })
    ),
    'languages' : IDL.Vec(IDL.Text),
    'risk_class' : RiskClass,
    'card_sha256' : IDL.Vec(IDL.Nat8),
    'datasets' : IDL.Vec(VersionRef),
    'intended_use' : IDL.Text,
    'weights_sha256' : IDL.Vec(IDL.Nat8),
    'licence' : IDL.Text,
    'limits' : IDL.Text,
    'format' : IDL.Variant({ 'gguf' : IDL.Null, 'onnx' : IDL.Null }),
  });
  const RegisterModel = IDL.Record({
    'model' : IDL.Opt(IDL.Nat64),
    'card' : IDL.Text,
    'builder' : IDL.Opt(BuilderSignature),
    'manifest' : ModelManifest,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'organisation' : IDL.Nat64,
  });
  const ModelFlag = IDL.Record({
    'dataset' : IDL.Nat64,
    'at_ns' : IDL.Nat64,
    'reason' : IDL.Text,
  });
  const Model = IDL.Record({
    'id' : IDL.Nat64,
    'flags' : IDL.Vec(ModelFlag),
    'registered_at_ns' : IDL.Nat64,
    'card' : IDL.Text,
    'builder' : IDL.Opt(BuilderSignature),
    'version' : IDL.Nat32,
    'stage' : Stage,
    'manifest_sha256' : IDL.Vec(IDL.Nat8),
    'registered_by' : IDL.Principal,
    'manifest' : IDL.Vec(IDL.Nat8),
    'organisation' : IDL.Nat64,
  });
  const ModelResult = IDL.Variant({ 'Ok' : Model, 'Err' : MethodError });
  const ReportOutcomes = IDL.Record({
    'algorithm' : IDL.Nat64,
    'appeals' : IDL.Nat64,
    'version' : IDL.Nat32,
    'decisions' : IDL.Nat64,
    'overturned' : IDL.Nat64,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
  });
  const Outcomes = IDL.Record({
    'algorithm' : IDL.Nat64,
    'overturned_per_million_appeals' : IDL.Nat32,
    'appeals' : IDL.Nat64,
    'overturned_per_million_decisions' : IDL.Nat32,
    'version' : IDL.Nat32,
    'decisions' : IDL.Nat64,
    'reports' : IDL.Vec(
      IDL.Record({
        'at_ns' : IDL.Nat64,
        'appeals' : IDL.Nat64,
        'decisions' : IDL.Nat64,
        'canister' : IDL.Principal,
        'overturned' : IDL.Nat64,
        'organisation' : IDL.Nat64,
      })
    ),
    'overturned' : IDL.Nat64,
  });
  const OutcomesResult = IDL.Variant({ 'Ok' : Outcomes, 'Err' : MethodError });
  const ReviewAlgorithm = IDL.Record({
    'algorithm' : IDL.Nat64,
    'version' : IDL.Nat32,
    'review_by_ns' : IDL.Nat64,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
  });
  const RollBackModel = IDL.Record({
    'model' : IDL.Nat64,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'reason' : IDL.Text,
  });
  const SearchRequest = IDL.Record({
    'status' : IDL.Opt(OrganisationStatus),
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'kind' : IDL.Opt(OrganisationKind),
    'name' : IDL.Opt(IDL.Text),
    'limit' : IDL.Nat32,
  });
  const SearchRegisterRequest = IDL.Record({
    'status' : IDL.Opt(IDL.Text),
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'text' : IDL.Opt(IDL.Text),
    'limit' : IDL.Nat32,
    'risk_class' : IDL.Opt(RiskClass),
    'register' : Register,
    'organisation' : IDL.Opt(IDL.Nat64),
  });
  const SetStage = IDL.Record({
    'model' : IDL.Nat64,
    'version' : IDL.Nat32,
    'stage' : Stage,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'reason' : IDL.Text,
  });
  const DoneResult = IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError });
  const WithdrawDataset = IDL.Record({
    'dataset' : IDL.Nat64,
    'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'reason' : IDL.Text,
  });
  
  return IDL.Service({
    'acknowledge_incident' : IDL.Func(
        [
          IDL.Record({
            'note' : IDL.Text,
            'incident' : IDL.Nat64,
            'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
          }),
        ],
        [IncidentResult],
        [],
      ),
    'amend_canister' : IDL.Func(
        [
          IDL.Record({
            'declaration' : CanisterDeclaration,
            'canister' : IDL.Principal,
            'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
          }),
        ],
        [CanisterResult],
        [],
      ),
    'attest' : IDL.Func(
        [
          IDL.Record({
            'sha256' : IDL.Vec(IDL.Nat8),
            'source' : Source,
            'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
          }),
        ],
        [AttestationResult],
        [],
      ),
    'end_dependency' : IDL.Func([EndDependency], [DependencyResult], []),
    'explain_sovereignty' : IDL.Func(
        [IDL.Record({ 'organisation' : IDL.Nat64 })],
        [RecordResult],
        ['query'],
      ),
    'grant_role' : IDL.Func([RoleRequest], [MemberRolesResult], []),
    'http_request' : IDL.Func([HttpRequest], [HttpResponse], ['query']),
    'list_attestations' : IDL.Func(
        [
          IDL.Record({
            'source' : IDL.Opt(Source),
            'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
            'limit' : IDL.Nat32,
          }),
        ],
        [PageResult],
        ['query'],
      ),
    'list_builders' : IDL.Func([PageRequest], [PageResult], ['query']),
    'list_canisters' : IDL.Func(
        [
          IDL.Record({
            'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
            'limit' : IDL.Nat32,
            'state' : IDL.Opt(CanisterState),
            'organisation' : IDL.Opt(IDL.Nat64),
          }),
        ],
        [PageResult],
        ['query'],
      ),
    'list_incidents' : IDL.Func(
        [
          IDL.Record({
            'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
            'limit' : IDL.Nat32,
            'canister' : IDL.Opt(IDL.Principal),
            'organisation' : IDL.Opt(IDL.Nat64),
          }),
        ],
        [PageResult],
        ['query'],
      ),
    'list_members' : IDL.Func([ListMembersRequest], [PageResult], ['query']),
    'list_memberships' : IDL.Func(
        [
          IDL.Record({
            'member' : IDL.Principal,
            'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
            'limit' : IDL.Nat32,
          }),
        ],
        [PageResult],
        ['query'],
      ),
    'list_parameters' : IDL.Func([PageRequest], [PageResult], ['query']),
    'list_proposals' : IDL.Func(
        [ListProposalsRequest],
        [PageResult],
        ['query'],
      ),
    'list_purposes' : IDL.Func([PageRequest], [PageResult], ['query']),
    'list_record_classes' : IDL.Func([PageRequest], [PageResult], ['query']),
    'list_stages' : IDL.Func([ListStagesRequest], [PageResult], ['query']),
    'production_at' : IDL.Func(
        [IDL.Record({ 'model' : IDL.Nat64, 'at_ns' : IDL.Nat64 })],
        [RecordResult],
        ['query'],
      ),
    'propose' : IDL.Func([Action], [ProposalResult], []),
    'propose_once' : IDL.Func(
        [
          IDL.Record({
            'action' : Action,
            'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
          }),
        ],
        [ProposalResult],
        [],
      ),
    'prove_log_consistency' : IDL.Func(
        [IDL.Record({ 'first' : IDL.Nat64, 'second' : IDL.Opt(IDL.Nat64) })],
        [LogConsistencyProofResult],
        ['query'],
      ),
    'prove_log_entry' : IDL.Func(
        [IDL.Record({ 'size' : IDL.Opt(IDL.Nat64), 'sequence' : IDL.Nat64 })],
        [LogEntryProofResult],
        ['query'],
      ),
    'publish_algorithm' : IDL.Func([ChangeAlgorithm], [AlgorithmResult], []),
    'put_dependency' : IDL.Func([PutDependency], [DependencyResult], []),
    'read_attestation' : IDL.Func(
        [IDL.Record({ 'attestation' : IDL.Nat64 })],
        [RecordResult],
        ['query'],
      ),
    'read_board' : IDL.Func([], [RecordResult], ['query']),
    'read_builder' : IDL.Func(
        [IDL.Record({ 'builder' : IDL.Principal })],
        [RecordResult],
        ['query'],
      ),
    'read_canister' : IDL.Func(
        [IDL.Record({ 'canister' : IDL.Principal })],
        [RecordResult],
        ['query'],
      ),
    'read_canister_version' : IDL.Func(
        [IDL.Record({ 'version' : IDL.Nat32, 'canister' : IDL.Principal })],
        [RecordResult],
        ['query'],
      ),
    'read_directory' : IDL.Func(
        [IDL.Record({ 'after' : IDL.Nat64, 'limit' : IDL.Nat32 })],
        [DirectoryPageResult],
        ['query'],
      ),
    'read_document' : IDL.Func(
        [IDL.Record({ 'name' : IDL.Text })],
        [RecordResult],
        ['query'],
      ),
    'read_incident' : IDL.Func(
        [IDL.Record({ 'incident' : IDL.Nat64 })],
        [RecordResult],
        ['query'],
      ),
    'read_log' : IDL.Func([ReadLogRequest], [LogPageResult], ['query']),
    'read_member' : IDL.Func(
        [IDL.Record({ 'member' : IDL.Principal, 'organisation' : IDL.Nat64 })],
        [RecordResult],
        ['query'],
      ),
    'read_organisation' : IDL.Func(
        [IDL.Record({ 'organisation' : IDL.Nat64 })],
        [RecordResult],
        ['query'],
      ),
    'read_outcomes' : IDL.Func(
        [IDL.Record({ 'algorithm' : IDL.Nat64, 'version' : IDL.Nat32 })],
        [RecordResult],
        ['query'],
      ),
    'read_parameter' : IDL.Func(
        [IDL.Record({ 'code' : IDL.Text })],
        [RecordResult],
        ['query'],
      ),
    'read_proposal' : IDL.Func(
        [IDL.Record({ 'proposal' : IDL.Nat64 })],
        [RecordResult],
        ['query'],
      ),
    'read_purpose' : IDL.Func(
        [IDL.Record({ 'code' : IDL.Text })],
        [RecordResult],
        ['query'],
      ),
    'read_record_class' : IDL.Func(
        [IDL.Record({ 'code' : IDL.Text })],
        [RecordResult],
        ['query'],
      ),
    'read_register' : IDL.Func(
        [
          IDL.Record({
            'id' : IDL.Nat64,
            'version' : IDL.Opt(IDL.Nat32),
            'register' : Register,
          }),
        ],
        [RecordResult],
        ['query'],
      ),
    'register_algorithm' : IDL.Func([RegisterAlgorithm], [AlgorithmResult], []),
    'register_canister' : IDL.Func(
        [
          IDL.Record({
            'declaration' : CanisterDeclaration,
            'canister' : IDL.Principal,
            'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
            'organisation' : IDL.Nat64,
          }),
        ],
        [CanisterResult],
        [],
      ),
    'register_dataset' : IDL.Func([RegisterDataset], [DatasetResult], []),
    'register_model' : IDL.Func([RegisterModel], [ModelResult], []),
    'report_outcomes' : IDL.Func([ReportOutcomes], [OutcomesResult], []),
    'retire_algorithm' : IDL.Func([ChangeAlgorithm], [AlgorithmResult], []),
    'retire_canister' : IDL.Func(
        [
          IDL.Record({
            'canister' : IDL.Principal,
            'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
          }),
        ],
        [CanisterResult],
        [],
      ),
    'review_algorithm' : IDL.Func([ReviewAlgorithm], [AlgorithmResult], []),
    'revoke_role' : IDL.Func([RoleRequest], [MemberRolesResult], []),
    'roll_back_model' : IDL.Func([RollBackModel], [ModelResult], []),
    'rotate_key' : IDL.Func(
        [
          IDL.Record({
            'to' : IDL.Principal,
            'from' : IDL.Principal,
            'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
            'organisation' : IDL.Nat64,
          }),
        ],
        [MemberRolesResult],
        [],
      ),
    'search_organisations' : IDL.Func([SearchRequest], [PageResult], ['query']),
    'search_register' : IDL.Func(
        [SearchRegisterRequest],
        [PageResult],
        ['query'],
      ),
    'set_stage' : IDL.Func([SetStage], [ModelResult], []),
    'subscribe_directory' : IDL.Func([], [DoneResult], []),
    'vote' : IDL.Func(
        [
          IDL.Record({
            'approve' : IDL.Bool,
            'proposal' : IDL.Nat64,
            'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
          }),
        ],
        [ProposalResult],
        [],
      ),
    'withdraw' : IDL.Func(
        [
          IDL.Record({
            'proposal' : IDL.Nat64,
            'idempotency_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
          }),
        ],
        [ProposalResult],
        [],
      ),
    'withdraw_dataset' : IDL.Func([WithdrawDataset], [DatasetResult], []),
  });
};

export const init: (args: { IDL: typeof IDL }) => IDL.Type[] = ({ IDL }) => {
  const BoardMembers = IDL.Record({
    'members' : IDL.Vec(IDL.Principal),
    'threshold' : IDL.Nat32,
  });
  
  return [BoardMembers];
};
