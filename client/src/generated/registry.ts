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
     * A suspended organisation takes no part.
     */
    'OrganisationSuspended' : { 'organisation' : bigint }
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
  { 'TooManyIdempotencyKeys' : { 'retry_at_ns' : bigint, 'limit' : number } } |
  { 'OrganisationNotFound' : { 'organisation' : bigint } } |
  {
    /**
     * A cursor is only good for the request it was answered to, without changes.
     */
    'InvalidCursor' : null
  } |
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
     * Only who made a proposal may withdraw it.
     */
    'NotProposer' : { 'proposal' : bigint, 'proposer' : Principal }
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
  { 'AnonymousCaller' : null };
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
export interface Vote {
  'member' : Principal,
  'at_ns' : bigint,
  'approve' : boolean,
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
   * An admin gives the role officer, auditor or developer in her own organisation; the board gives the others.
   */
  'grant_role' : ActorMethod<[RoleRequest], MemberRolesResult>,
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
   * Take a canister out of service. It can be registered again, by any organisation.
   */
  'retire_canister' : ActorMethod<
    [{ 'canister' : Principal, 'idempotency_key' : [] | [Uint8Array] }],
    CanisterResult
  >,
  /**
   * An admin takes one of these roles away.
   */
  'revoke_role' : ActorMethod<[RoleRequest], MemberRolesResult>,
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
  const MethodError = IDL.Variant({
    'CanisterNotFound' : IDL.Record({ 'canister' : IDL.Principal }),
    'RoleAlreadyGranted' : IDL.Record({
      'member' : IDL.Principal,
      'role' : Role,
      'organisation' : IDL.Nat64,
    }),
    'AlreadyVoted' : IDL.Record({ 'vote' : Vote, 'proposal' : IDL.Nat64 }),
    'Invalid' : IDL.Record({
      'field' : IDL.Text,
      'limit' : IDL.Opt(IDL.Nat64),
      'message' : IDL.Text,
    }),
    'OrganisationSuspended' : IDL.Record({ 'organisation' : IDL.Nat64 }),
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
    'TooManyIdempotencyKeys' : IDL.Record({
      'retry_at_ns' : IDL.Nat64,
      'limit' : IDL.Nat32,
    }),
    'OrganisationNotFound' : IDL.Record({ 'organisation' : IDL.Nat64 }),
    'InvalidCursor' : IDL.Null,
    'UpgradeNeedsNotice' : IDL.Record({ 'canister' : IDL.Principal }),
    'ProposalNotOpen' : IDL.Record({
      'status' : ProposalStatus,
      'proposal' : IDL.Nat64,
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
    'NotProposer' : IDL.Record({
      'proposal' : IDL.Nat64,
      'proposer' : IDL.Principal,
    }),
    'OutOfLog' : IDL.Record({ 'size' : IDL.Nat64 }),
    'Other' : IDL.Record({ 'code' : IDL.Nat32, 'message' : IDL.Text }),
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
  const Proof = IDL.Record({
    'certificate' : IDL.Vec(IDL.Nat8),
    'witness' : IDL.Vec(IDL.Nat8),
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
  const CertifiedRecord = IDL.Record({
    'found' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'proof' : IDL.Opt(Proof),
  });
  const RecordResult = IDL.Variant({
    'Ok' : CertifiedRecord,
    'Err' : MethodError,
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
  const SearchRequest = IDL.Record({
    'status' : IDL.Opt(OrganisationStatus),
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'kind' : IDL.Opt(OrganisationKind),
    'name' : IDL.Opt(IDL.Text),
    'limit' : IDL.Nat32,
  });
  const DoneResult = IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError });
  
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
    'grant_role' : IDL.Func([RoleRequest], [MemberRolesResult], []),
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
    'list_parameters' : IDL.Func([PageRequest], [PageResult], ['query']),
    'list_proposals' : IDL.Func(
        [ListProposalsRequest],
        [PageResult],
        ['query'],
      ),
    'list_purposes' : IDL.Func([PageRequest], [PageResult], ['query']),
    'list_record_classes' : IDL.Func([PageRequest], [PageResult], ['query']),
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
    'revoke_role' : IDL.Func([RoleRequest], [MemberRolesResult], []),
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
  });
};

export const init: (args: { IDL: typeof IDL }) => IDL.Type[] = ({ IDL }) => {
  const BoardMembers = IDL.Record({
    'members' : IDL.Vec(IDL.Principal),
    'threshold' : IDL.Nat32,
  });
  
  return [BoardMembers];
};
