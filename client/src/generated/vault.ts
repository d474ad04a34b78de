/* eslint-disable */
// Made from canisters/vault/vault.did by @icp-sdk/bindgen 0.3.0: run "npm run generate", do not edit.

import type { ActorMethod } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import type { IDL } from '@dfinity/candid';

/**
 * What was done.
 */
export type Act = { 'amend_record' : null } |
  { 'request_consent' : null } |
  { 'revoke_delegate' : null } |
  { 'answer_ticket' : null } |
  { 'review_break_glass' : null } |
  { 'open_ticket' : null } |
  { 'appeal_decision' : null } |
  { 'import_export' : null } |
  { 'withdraw_ticket' : null } |
  { 'grant_delegate' : null } |
  { 'derive_key' : null } |
  { 'decide_consent' : null } |
  { 'read_ledger' : null } |
  { 'issue_record' : null } |
  { 'refused_request' : null } |
  { 'export' : null } |
  { 'read_records' : null } |
  { 'issue_decision' : null } |
  { 'decide_appeal' : null };
/**
 * The algorithm that took part, as the registry knows it, and what it ran on.
 */
export interface AlgorithmUse {
  'id' : bigint,
  'receipt_sha256' : [] | [Uint8Array],
  'version' : number,
  'model_sha256' : [] | [Uint8Array],
}
/**
 * A new version of a record.
 */
export interface AmendRequest {
  'to_ns' : bigint,
  'subject' : Principal,
  'body' : Uint8Array,
  'media_type' : string,
  'from_ns' : bigint,
  'on_behalf_of' : [] | [string],
  'record_id' : bigint,
  'idempotency_key' : Uint8Array,
  'organisation' : bigint,
  /**
   * 1 to 1,000 characters.
   */
  'reason' : string,
}
/**
 * Answers a ticket: done, or refused with the reason.
 */
export interface AnswerTicket {
  'ticket' : bigint,
  'subject' : Principal,
  'done' : boolean,
  'answer' : string,
  'organisation' : bigint,
}
/**
 * Where the appeal against a decision stands.
 */
export type AppealStatus = { 'none' : null } |
  { 'open' : { 'at_ns' : bigint, 'grounds' : string } } |
  { 'upheld' : { 'by' : Principal, 'reasons' : string, 'at_ns' : bigint } } |
  { 'overturned' : { 'by' : Principal, 'reasons' : string, 'at_ns' : bigint } };
/**
 * Enters a guardian of a child.
 */
export interface AppointGuardian {
  'subject' : Principal,
  'acts' : Array<DelegateAct>,
  'of_age_at_ns' : bigint,
  'guardian' : Principal,
  'idempotency_key' : Uint8Array,
  'organisation' : bigint,
}
/**
 * On what lawful ground somebody acts.
 */
export type Basis = {
    /**
     * Issued by a judge, who is the caller. 0 days: not under seal.
     */
    'warrant' : { 'seal_days' : number, 'reference' : string }
  } |
  {
    /**
     * Id of the consent.
     */
    'consent' : bigint
  } |
  {
    /**
     * Auditors of the data-protection authority. Case or file number, 1 to 200 characters.
     */
    'audit' : string
  } |
  {
    /**
     * The subject herself.
     */
    'subject' : null
  } |
  {
    /**
     * Id of the delegate grant.
     */
    'delegation' : bigint
  } |
  {
    /**
     * The purpose must allow statute. Case or file number, 1 to 200 characters.
     */
    'statute' : { 'reference' : string }
  } |
  {
    /**
     * Clinics. Reason of 10 to 1,000 characters.
     */
    'break_glass' : { 'reason' : string }
  };
export type BodiesResult = { 'Ok' : Array<RecordBody> } |
  { 'Err' : MethodError };
/**
 * Names one version of a record.
 */
export interface BodyName { 'id' : bigint, 'version' : number }
/**
 * Certified item: a use of break-glass, to be reviewed by a second person.
 */
export interface BreakGlassUse {
  'by' : Principal,
  'id' : bigint,
  'review' : [] | [
    {
      'by' : Principal,
      'at_ns' : bigint,
      'justified' : boolean,
      'note' : string,
    }
  ],
  'at_ns' : bigint,
  'subject' : Principal,
  /**
   * Nobody reviewed it in time: counted in public.
   */
  'overdue' : boolean,
  'review_by_ns' : bigint,
  'sequence' : bigint,
  'organisation' : bigint,
}
/**
 * Rows of the bucket as they lie in stable memory, one after another: size of the name in 2 bytes, the name, then 0 when the row
 * is gone, or 1, size of the value in 4 bytes, the value.
 */
export interface BucketChunk {
  'rows' : Uint8Array,
  'epoch' : bigint,
  'bucket' : number,
  /**
   * From 0; a chunk that arrives twice changes nothing more.
   */
  'sequence' : bigint,
}
/**
 * The proof, with the bucket's head that it ends in when `second` is absent.
 */
export interface BucketConsistency {
  'head' : Uint8Array,
  'path' : Array<Uint8Array>,
  'proof' : [] | [Proof],
}
/**
 * Which two sizes of the log to tie together.
 */
export interface BucketConsistencyRequest {
  'first' : bigint,
  'second' : [] | [bigint],
  'bucket' : number,
}
/**
 * What the new shard must have before it takes over.
 */
export interface BucketHandover {
  'subjects' : bigint,
  'log_root' : Uint8Array,
  'log_size' : bigint,
  'epoch' : bigint,
  /**
   * Hash of the certified tree over the bucket's subjects.
   */
  'digest' : Uint8Array,
  'bucket' : number,
  /**
   * What the bucket's subjects have added to the counts of the shard.
   */
  'statistics' : Statistics,
}
/**
 * Certified leaf, one for each bucket that the shard owns.
 */
export interface BucketHead {
  'log_root' : Uint8Array,
  'log_size' : bigint,
  'epoch' : bigint,
  'bucket' : number,
}
/**
 * Leaves of the log with a range proof against the bucket's head (record type: BucketHead).
 */
export interface BucketLogPage {
  'from' : bigint,
  'head' : Uint8Array,
  'path' : Array<Uint8Array>,
  'leaves' : Array<Uint8Array>,
  'proof' : [] | [Proof],
}
/**
 * The public log of a bucket: the hash of every ledger leaf of its subjects, in order, without saying whose.
 */
export interface BucketLogRequest {
  'from' : bigint,
  'limit' : number,
  'bucket' : number,
}
/**
 * How far a move is.
 */
export interface BucketMove {
  'to' : Principal,
  'started_at_ns' : bigint,
  'epoch' : bigint,
  'subjects_left' : bigint,
  'state' : { 'handing_over' : null } |
    { 'done' : null } |
    { 'copying' : null } |
    { 'catching_up' : null } |
    { 'failed' : string },
  'subjects_copied' : bigint,
  'bucket' : number,
}
/**
 * Buckets from the first to the last, both inclusive.
 */
export interface BucketRange { 'to' : number, 'from' : number }
/**
 * Exact bytes of the certified item; nothing found: the witness proves it.
 */
export interface CertifiedItem {
  'found' : [] | [Uint8Array],
  'proof' : [] | [Proof],
}
/**
 * Items of one kind in the order of their ids; the witness shows that none in between is left out.
 */
export interface CertifiedItems {
  'head' : [] | [Uint8Array],
  'next' : [] | [Uint8Array],
  'items' : Array<Uint8Array>,
  'proof' : [] | [Proof],
}
/**
 * Certified item: a consent with its whole history.
 */
export interface Consent {
  'id' : bigint,
  'status' : ConsentStatus,
  'terms' : ConsentTerms,
  'subject' : Principal,
  'history' : Array<
    {
      'by' : Principal,
      'status' : ConsentStatus,
      'at_ns' : bigint,
      'grant' : [] | [bigint],
    }
  >,
  /**
   * SHA-256 of the text that was shown when it was granted.
   */
  'shown_sha256' : [] | [Uint8Array],
  'requested_by' : Principal,
  'last_read_at_ns' : [] | [bigint],
  /**
   * The purpose's text and the terms as shown, in this language.
   */
  'language' : [] | [Language],
  'reads' : bigint,
}
/**
 * Moves a consent to another status.
 */
export interface ConsentChange {
  'to' : { 'active' : null } |
    { 'revoked' : null } |
    { 'rejected' : null } |
    { 'paused' : null },
  'consent' : bigint,
  'subject' : Principal,
}
/**
 * Grants a pending consent.
 */
export interface ConsentGrant {
  'consent' : bigint,
  'subject' : Principal,
  'shown_sha256' : Uint8Array,
  'language' : Language,
}
/**
 * What the reader may do with the data. ReBIT consentMode.
 */
export type ConsentMode = { 'stream' : null } |
  { 'view' : null } |
  { 'store' : null } |
  { 'query_only' : null };
/**
 * Gives a consent that nobody asked for.
 */
export interface ConsentOffer {
  'terms' : ConsentTerms,
  'shown_sha256' : Uint8Array,
  'language' : Language,
  'idempotency_key' : Uint8Array,
}
/**
 * Asks for a consent.
 */
export interface ConsentRequest {
  'terms' : ConsentTerms,
  'on_behalf_of' : [] | [string],
  'idempotency_key' : Uint8Array,
}
/**
 * Where a consent stands: pending to active, active to and from paused, then revoked or expired; pending to rejected.
 */
export type ConsentStatus = { 'active' : null } |
  { 'revoked' : null } |
  { 'expired' : null } |
  { 'pending' : null } |
  { 'rejected' : null } |
  { 'paused' : null };
/**
 * What a ministry asks for and a citizen grants: every field of the Account Aggregator artefact (ReBIT), and more.
 */
export interface ConsentTerms {
  /**
   * Organisation whose records are read; absent: any issuer.
   */
  'provider' : [] | [bigint],
  'data_from_ns' : bigint,
  'consent_expiry_ns' : bigint,
  'record_classes' : Array<string>,
  'customer' : Principal,
  'mode' : ConsentMode,
  'purpose_code' : string,
  'fetch_type' : FetchType,
  /**
   * SHA-256 of the module that must run in the reading canister, as the registry verified it.
   */
  'reader_module_hash' : [] | [Uint8Array],
  'consent_start_ns' : bigint,
  /**
   * Organisation that reads.
   */
  'consumer' : bigint,
  /**
   * How long the reader may keep what it read.
   */
  'data_life' : Duration,
  /**
   * At most `value` reads within each `unit`.
   */
  'frequency' : Duration,
  'data_to_ns' : bigint,
  'consent_types' : Array<Detail>,
  'legal_basis' : LegalBasisName,
}
/**
 * Upholds or overturns a decision.
 */
export interface DecideAppeal {
  'reasons' : string,
  'decision' : bigint,
  'subject' : Principal,
  'overturn' : boolean,
  'organisation' : bigint,
}
/**
 * Certified item: a decision about a person, with everything needed to contest it (R8).
 */
export interface Decision {
  'id' : bigint,
  'reasons' : string,
  /**
   * Record of the algorithm in the registry and its version; absent: no algorithm took part.
   */
  'algorithm' : [] | [
    {
      'id' : bigint,
      'receipt_sha256' : [] | [Uint8Array],
      'version' : number,
      'model_sha256' : [] | [Uint8Array],
    }
  ],
  'at_ns' : bigint,
  'subject' : Principal,
  /**
   * Since when it may not be carried out: the organisation has granted an objection to it.
   */
  'paused_at_ns' : [] | [bigint],
  'counterfactual' : [] | [string],
  'appeal_until_ns' : bigint,
  'appeal' : AppealStatus,
  'factors' : Array<Factor>,
  'outcome' : string,
  'official' : Principal,
  'purpose' : string,
  'organisation' : bigint,
}
/**
 * What a delegate may do.
 */
export type DelegateAct = { 'consent' : null } |
  { 'tickets' : null } |
  { 'read' : null } |
  { 'appeal' : null };
/**
 * Certified item: who may act for the subject. No record classes: all of them.
 */
export interface DelegateGrant {
  'id' : bigint,
  'subject' : Principal,
  'record_classes' : Array<string>,
  'acts' : Array<DelegateAct>,
  'kind' : DelegateKind,
  'granted_at_ns' : bigint,
  'delegate' : Principal,
  'starts_at_ns' : bigint,
  /**
   * The subject herself, or for a guardian the official who entered it.
   */
  'granted_by' : Principal,
  'revoked_at_ns' : [] | [bigint],
  'expires_at_ns' : bigint,
  'organisation' : [] | [bigint],
}
/**
 * Why somebody may act for the subject.
 */
export type DelegateKind = { 'power_of_attorney' : null } |
  {
    /**
     * Ends by itself when the child comes of age.
     */
    'guardian' : { 'of_age_at_ns' : bigint }
  };
/**
 * A read of records of one sealed class, with the key that opens them (docs/vault-sealed-records.md).
 */
export interface DeriveRequest {
  /**
   * Names exactly one class.
   */
  'read' : ReadRequest,
  /**
   * Only records sealed under this epoch; absent: under that of the newest.
   */
  'epoch' : [] | [number],
  /**
   * 48 bytes.
   */
  'transport_public_key' : Uint8Array,
}
/**
 * How much a record tells; ReBIT consent types.
 */
export type Detail = { 'summary' : null } |
  { 'transactions' : null } |
  { 'profile' : null };
export interface Duration { 'value' : number, 'unit' : TimeUnit }
/**
 * Some rows of an export; parts are numbered from 0.
 */
export interface ExportPart { 'rows' : Array<ExportRow>, 'number' : number }
/**
 * One thing of an export, byte for byte as the vault has certified it (docs/vault-export.md).
 */
export type ExportRow = { 'body' : RecordBody } |
  {
    /**
     * SubjectHead; the first row, and the only one of its kind.
     */
    'head' : Uint8Array
  } |
  {
    /**
     * Version 0 for everything but records.
     */
    'item' : {
      'id' : bigint,
      'kind' : ItemKind,
      'version' : number,
      'bytes' : Uint8Array,
    }
  } |
  {
    /**
     * With its content if it was under seal and has been revealed.
     */
    'leaf' : {
      'revealed' : [] | [Uint8Array],
      'bytes' : Uint8Array,
      'sequence' : bigint,
    }
  };
/**
 * One cause of a decision, in words that the person concerned understands.
 */
export interface Factor {
  'value' : string,
  'name' : string,
  'words' : Array<{ 'language' : Language, 'words' : string }>,
  'contribution' : number,
}
export type FetchType = { 'onetime' : null } |
  { 'periodic' : null };
/**
 * Uses of the subject's data, the latest first; `totalUsages` counts all within the time.
 */
export interface FindUsage { 'totalUsages' : number, 'usages' : Array<Usage> }
/**
 * Uses within a time, both ends inclusive.
 */
export interface FindUsageRequest {
  'userCode' : Principal,
  /**
   * Uses to leave out, from the latest on; absent: 0.
   */
  'offset' : [] | [number],
  /**
   * 1 to 100; absent: 100. The protocol's default is 1,000: whoever wants all goes on until `totalUsages`.
   */
  'limit' : [] | [number],
  'periodEnd' : [] | [string],
  /**
   * RFC 3339 with a time zone; absent: no bound on that side.
   */
  'periodStart' : [] | [string],
}
/**
 * Lets somebody act.
 */
export interface GrantDelegate {
  'record_classes' : Array<string>,
  'acts' : Array<DelegateAct>,
  'delegate' : Principal,
  'starts_at_ns' : bigint,
  'expires_at_ns' : bigint,
  'idempotency_key' : Uint8Array,
}
/**
 * A decision about a person.
 */
export interface IssueDecision {
  'reasons' : string,
  'algorithm' : [] | [AlgorithmUse],
  'subject' : Principal,
  'counterfactual' : [] | [string],
  'factors' : Array<Factor>,
  'outcome' : string,
  'purpose' : string,
  'idempotency_key' : Uint8Array,
  'organisation' : bigint,
}
/**
 * A new record.
 */
export interface IssueRequest {
  'to_ns' : bigint,
  'subject' : Principal,
  'body' : Uint8Array,
  'media_type' : string,
  'class' : string,
  'from_ns' : bigint,
  'detail' : Detail,
  'on_behalf_of' : [] | [string],
  /**
   * 1 to 64 bytes: the same request again answers what it answered before.
   */
  'idempotency_key' : Uint8Array,
  'organisation' : bigint,
}
/**
 * Kinds of item; each kind's ids are dense from 1, and the subject's head says how many there are.
 */
export type ItemKind = { 'decision' : null } |
  { 'ticket' : null } |
  { 'consent' : null } |
  { 'notice' : null } |
  { 'break_glass_use' : null } |
  { 'grant' : null } |
  { 'held_record' : null };
/**
 * Which items of one kind to list.
 */
export interface ItemPageRequest {
  'subject' : Principal,
  'cursor' : [] | [Uint8Array],
  'kind' : ItemKind,
  /**
   * 1 to 50; newest first.
   */
  'limit' : number,
}
export type ItemResult = { 'Ok' : CertifiedItem } |
  { 'Err' : MethodError };
/**
 * Items as they are certified, and where in the ledger it is written down that they were looked at.
 */
export interface ItemsRead {
  'receipt' : Receipt,
  'next' : [] | [Uint8Array],
  'items' : Array<Uint8Array>,
}
/**
 * Languages in which a consent is shown.
 */
export type Language = { 'en' : null } |
  { 'ps' : null } |
  { 'sd' : null } |
  { 'ur' : null } |
  { 'pnb' : null };
/**
 * The proof, with the head that it ends in.
 */
export interface LedgerConsistency {
  'head' : Uint8Array,
  'path' : Array<Uint8Array>,
  'proof' : [] | [Proof],
}
/**
 * The path proves that `first` entries are the beginning of `second` (absent: as the head says), RFC 6962, 2.1.2.
 */
export interface LedgerConsistencyRequest {
  'first' : bigint,
  'subject' : Principal,
  'second' : [] | [bigint],
}
/**
 * Who looked or acted, when, why. Never the payload.
 */
export interface LedgerEntry {
  'act' : Act,
  'at_ns' : bigint,
  'subject' : Principal,
  'record_classes' : Array<string>,
  /**
   * SHA-256 of what was answered; 32 zero bytes when nothing was.
   */
  'result_sha256' : Uint8Array,
  'role' : [] | [Role],
  /**
   * 16 random bytes: nobody can guess an entry from its hash.
   */
  'salt' : Uint8Array,
  'basis' : Basis,
  /**
   * Name or office of the human on whose behalf a system asked; up to 100 characters.
   */
  'on_behalf_of' : [] | [string],
  'caller' : Principal,
  'outcome' : Outcome,
  'purpose' : [] | [string],
  /**
   * From 0, dense for each subject.
   */
  'sequence' : bigint,
  /**
   * Until when the reader may keep what it read.
   */
  'delete_by_ns' : [] | [bigint],
  'organisation' : [] | [bigint],
}
/**
 * Leaf of a subject's ledger (RFC 6962 data), as Candid.
 */
export type LedgerLeaf = { 'open' : LedgerEntry } |
  {
    /**
     * Content stays hidden until `reveal_at_ns`; commitment = SHA-256(Candid LedgerEntry).
     */
    'sealed' : {
      'at_ns' : bigint,
      'reveal_at_ns' : bigint,
      'sequence' : bigint,
      'commitment' : Uint8Array,
    }
  };
/**
 * Leaves of a ledger, with the range proof against the head; what was revealed of sealed ones beside them.
 */
export interface LedgerPage {
  'from' : bigint,
  'head' : Uint8Array,
  'path' : Array<Uint8Array>,
  'revealed' : Array<{ 'entry' : Uint8Array, 'sequence' : bigint }>,
  'leaves' : Array<Uint8Array>,
  'proof' : [] | [Proof],
}
/**
 * Which leaves of the ledger to list.
 */
export interface LedgerRequest {
  'subject' : Principal,
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
 * Grounds that a purpose may allow.
 */
export type LegalBasisName = { 'warrant' : null } |
  { 'consent' : null } |
  { 'statute' : null } |
  { 'break_glass' : null };
/**
 * Which page of the caller's own.
 */
export interface ListMandates {
  'cursor' : [] | [Uint8Array],
  /**
   * 1 to 50.
   */
  'limit' : number,
}
/**
 * Which page of an organisation's work.
 */
export interface ListWork {
  'cursor' : [] | [Uint8Array],
  /**
   * 1 to 50.
   */
  'limit' : number,
  'organisation' : bigint,
}
/**
 * Why a request was refused. A refused request changed nothing but the ledger.
 */
export type MethodError = {
    'Invalid' : {
      'field' : string,
      'limit' : [] | [bigint],
      'message' : string,
    }
  } |
  { 'AlreadyFetched' : { 'consent' : bigint, 'at_ns' : bigint } } |
  { 'PurposeMismatch' : { 'consent' : bigint, 'expected' : string } } |
  { 'OrganisationSuspended' : { 'organisation' : bigint } } |
  { 'GrantNotFound' : { 'grant' : bigint } } |
  { 'TooMany' : { 'what' : string, 'limit' : bigint } } |
  { 'DirectoryStale' : { 'synced_at_ns' : bigint } } |
  { 'UnknownPurpose' : { 'code' : string } } |
  {
    /**
     * The subject lives elsewhere: ask there.
     */
    'WrongShard' : { 'shard' : Principal, 'bucket' : number }
  } |
  { 'ClassNotGranted' : { 'class' : string, 'grant' : bigint } } |
  { 'EntryNotFound' : { 'sequence' : bigint } } |
  { 'AlreadyReviewed' : { 'use' : bigint } } |
  { 'ConsentNotStarted' : { 'consent' : bigint, 'starts_at_ns' : bigint } } |
  { 'OutOfLedger' : { 'size' : bigint } } |
  { 'BreakGlassNotAllowed' : { 'organisation' : bigint } } |
  {
    /**
     * The canister has just started and waits for its secret; a few rounds.
     */
    'NotReady' : null
  } |
  { 'AlgorithmNotLive' : { 'algorithm' : bigint, 'version' : number } } |
  {
    /**
     * An export is brought where nothing is held yet.
     */
    'DossierNotEmpty' : null
  } |
  { 'ConsentNotActive' : { 'status' : ConsentStatus, 'consent' : bigint } } |
  { 'RecordRestricted' : { 'record_id' : bigint } } |
  { 'FrequencyExceeded' : { 'consent' : bigint, 'next_at_ns' : bigint } } |
  {
    /**
     * Only named principals may do this: controllers, the registry, another shard.
     */
    'NotPermitted' : { 'caller' : Principal }
  } |
  { 'ConsentNotFound' : { 'consent' : bigint } } |
  { 'ModeNotConsented' : { 'consent' : bigint, 'mode' : ConsentMode } } |
  { 'DecisionNotFound' : { 'decision' : bigint } } |
  { 'KeyUnavailable' : { 'message' : string } } |
  { 'BasisNotAllowed' : { 'basis' : string, 'purpose' : string } } |
  { 'InvalidCursor' : null } |
  { 'SealedClassNeedsCiphertext' : { 'class' : string } } |
  { 'UnknownRecordClass' : { 'code' : string } } |
  { 'NotIssuer' : { 'class' : string, 'organisation' : bigint } } |
  { 'TicketClosed' : { 'ticket' : bigint } } |
  { 'RecordNotFound' : { 'record_id' : bigint } } |
  {
    /**
     * Too many reads of others' data, or writes, by one caller (docs/vault.md). Of refused reads the first has its entry, the
     * others of that minute are one entry that counts them.
     */
    'RateLimited' : { 'retry_at_ns' : bigint, 'class' : string }
  } |
  { 'BreakGlassUseNotFound' : { 'use' : bigint } } |
  { 'TicketNotFound' : { 'ticket' : bigint } } |
  {
    /**
     * The key was used for another request.
     */
    'IdempotencyConflict' : { 'key' : Uint8Array }
  } |
  { 'GrantNotActive' : { 'expired_at_ns' : bigint, 'grant' : bigint } } |
  { 'ConsumerMismatch' : { 'consent' : bigint, 'consumer' : bigint } } |
  {
    'IllegalTransition' : {
      'to' : ConsentStatus,
      'consent' : bigint,
      'from' : ConsentStatus,
    }
  } |
  { 'StillSealed' : { 'reveal_at_ns' : bigint, 'sequence' : bigint } } |
  { 'ConsentExpired' : { 'consent' : bigint, 'expired_at_ns' : bigint } } |
  { 'ActNotGranted' : { 'act' : DelegateAct, 'grant' : bigint } } |
  {
    /**
     * Seal the body for this epoch: somebody has got the key of the one before.
     */
    'SealedUnderOldKey' : { 'class' : string, 'epoch' : number }
  } |
  { 'Other' : { 'code' : number, 'message' : string } } |
  {
    /**
     * The bucket is on its way to another shard; ask again.
     */
    'BucketMoving' : { 'retry_after_ns' : bigint, 'bucket' : number }
  } |
  {
    /**
     * A second person has to judge: not who acted, and not whom it is about.
     */
    'OwnReview' : null
  } |
  {
    'ReaderModuleMismatch' : {
      'found' : [] | [Uint8Array],
      'consent' : bigint,
      'expected' : Uint8Array,
    }
  } |
  {
    /**
     * One of these roles is needed; in the organisation, or in any.
     */
    'RoleRequired' : { 'roles' : Array<Role>, 'organisation' : [] | [bigint] }
  } |
  { 'SealTooLong' : { 'days' : number, 'limit' : number } } |
  { 'DetailNotConsented' : { 'consent' : bigint, 'detail' : Detail } } |
  { 'ClassNotConsented' : { 'consent' : bigint, 'class' : string } } |
  { 'AppealClosed' : { 'decision' : bigint, 'until_ns' : bigint } } |
  { 'RecordErased' : { 'record_id' : bigint } } |
  {
    'OutOfDataRange' : {
      'to_ns' : bigint,
      'consent' : bigint,
      'from_ns' : bigint,
    }
  } |
  {
    /**
     * Only the subject herself may do this.
     */
    'NotSubject' : { 'caller' : Principal }
  } |
  { 'AnonymousCaller' : null };
/**
 * Certified item: something that the subject should know.
 */
export interface Notice { 'id' : bigint, 'at_ns' : bigint, 'kind' : NoticeKind }
/**
 * What a notice tells; numbers are ids of the items, `sequence` is a position in the ledger.
 */
export type NoticeKind = { 'bucket_moved' : null } |
  { 'consent_requested' : bigint } |
  { 'record_issued' : bigint } |
  { 'record_amended' : bigint } |
  { 'delegate_granted' : bigint } |
  { 'ticket_changed' : bigint } |
  { 'sealed_revealed' : bigint } |
  { 'decision_issued' : bigint } |
  { 'break_glass' : { 'sequence' : bigint } } |
  {
    'new_reader' : {
      'caller' : Principal,
      'sequence' : bigint,
      'organisation' : [] | [bigint],
    }
  } |
  { 'appeal_decided' : bigint } |
  { 'consent_expired' : bigint };
/**
 * Claims a right.
 */
export interface OpenTicket {
  'subject' : Principal,
  'right' : Right,
  'idempotency_key' : Uint8Array,
  'organisation' : bigint,
}
/**
 * How it ended; a denial by the name of its MethodError case.
 */
export type Outcome = { 'denied' : string } |
  { 'granted' : null };
/**
 * Ties an answer of a query to what the subnet has certified. Absent when the method runs replicated.
 */
export interface Proof { 'certificate' : Uint8Array, 'witness' : Uint8Array }
/**
 * For whom something is to be sealed. Organisation for which the caller issues.
 */
export interface PublicKeyRequest {
  'subject' : Principal,
  'class' : string,
  'organisation' : [] | [bigint],
}
/**
 * What a delegate looks at, and by which grant: consents with the act `consent`, tickets with `tickets`, decisions with `appeal`.
 */
export interface ReadAsDelegate {
  'subject' : Principal,
  'cursor' : [] | [Uint8Array],
  'kind' : ItemKind,
  /**
   * 1 to 50; newest first.
   */
  'limit' : number,
  'grant' : bigint,
}
/**
 * Which part of a subject's ledger to read, and on what ground.
 */
export interface ReadLedgerRequest {
  'subject' : Principal,
  'from' : bigint,
  'limit' : number,
  'basis' : Basis,
  'organisation' : [] | [bigint],
}
/**
 * Records that were read, newest first, with their bodies.
 */
export interface ReadRecords {
  'receipt' : Receipt,
  'records' : Array<Uint8Array>,
  'next' : [] | [Uint8Array],
  /**
   * Records from before then were brought here by the subject herself: nobody here has seen them issued.
   */
  'imported_at_ns' : [] | [bigint],
  'bodies' : Array<RecordBody>,
  'delete_by_ns' : [] | [bigint],
}
/**
 * What to read, and on what ground.
 */
export interface ReadRequest {
  'to_ns' : bigint,
  'subject' : Principal,
  /**
   * 1 to 20 classes.
   */
  'record_classes' : Array<string>,
  'cursor' : [] | [Uint8Array],
  'mode' : ConsentMode,
  /**
   * Only records whose period lies within.
   */
  'from_ns' : bigint,
  /**
   * 1 to 20 records.
   */
  'limit' : number,
  'details' : Array<Detail>,
  'basis' : Basis,
  'on_behalf_of' : [] | [string],
  /**
   * Code of the purpose; absent only for a delegate.
   */
  'purpose' : [] | [string],
  /**
   * Organisation for which the caller reads; absent only for a delegate.
   */
  'organisation' : [] | [bigint],
}
export type ReadResult = { 'Ok' : ReadRecords } |
  { 'Err' : MethodError };
/**
 * Where in the ledger the call is written down.
 */
export interface Receipt {
  'at_ns' : bigint,
  'leaf_sha256' : Uint8Array,
  'sequence' : bigint,
}
/**
 * Certified item: what is held, without its body.
 */
export interface Record {
  /**
   * From 1, dense for each subject.
   */
  'id' : bigint,
  'to_ns' : bigint,
  'issued_by' : Principal,
  'subject' : Principal,
  /**
   * Media type of the body, e.g. "application/json".
   */
  'media_type' : string,
  'class' : string,
  'size_bytes' : number,
  /**
   * The period that the data speak of.
   */
  'from_ns' : bigint,
  'sealed' : boolean,
  'detail' : Detail,
  /**
   * From 1; each version is an item of its own.
   */
  'version' : number,
  /**
   * Issuing organisation and official.
   */
  'issuer' : bigint,
  'state' : RecordState,
  'issued_at_ns' : bigint,
  /**
   * Rights of the subject that stand on it.
   */
  'restricted' : boolean,
  /**
   * SHA-256(salt ‖ body).
   */
  'commitment' : Uint8Array,
  /**
   * Why it was amended; absent in version 1.
   */
  'reason' : [] | [string],
}
/**
 * A body with the salt that opens the commitment. Ciphertext when the class is sealed. Body up to 65,536 bytes.
 */
export interface RecordBody {
  'id' : bigint,
  'body' : Uint8Array,
  'salt' : Uint8Array,
  'version' : number,
}
/**
 * Under what to seal.
 */
export interface RecordPublicKey {
  /**
   * The same for all subjects and classes, for ever.
   */
  'public_key' : Uint8Array,
  /**
   * The epoch to seal under now; only for those who may issue the class, and the subject.
   */
  'epoch' : [] | [number],
  /**
   * The shard whose key it is: with it the public key can be derived from the network's own.
   */
  'key_shard' : Principal,
}
/**
 * What became of a version of a record.
 */
export type RecordState = {
    /**
     * Body and salt are destroyed; the commitment can no longer be opened.
     */
    'erased' : { 'ticket' : bigint, 'at_ns' : bigint }
  } |
  { 'live' : null } |
  {
    /**
     * A later version stands; history stays readable.
     */
    'amended' : { 'by_version' : number }
  };
/**
 * A second person's judgement of a use of break-glass.
 */
export interface ReviewBreakGlass {
  'use' : bigint,
  'subject' : Principal,
  'justified' : boolean,
  'note' : string,
  'organisation' : bigint,
}
/**
 * A right of the subject.
 */
export type Right = { 'access' : null } |
  { 'rectification' : { 'claim' : string, 'record_id' : bigint } } |
  { 'erasure' : BigUint64Array } |
  { 'objection' : { 'decision' : [] | [bigint], 'grounds' : string } } |
  { 'portability' : null } |
  { 'restriction' : BigUint64Array };
/**
 * Roles in an organisation, as in the registry.
 */
export type Role = { 'admin' : null } |
  { 'judge' : null } |
  { 'auditor' : null } |
  { 'data_protection' : null } |
  { 'officer' : null } |
  { 'developer' : null };
/**
 * Records sealed under one key, and the key encrypted to the transport key; no key when no record was found.
 */
export interface SealedRead {
  'encrypted_key' : [] | [Uint8Array],
  'read' : ReadRecords,
  'epoch' : [] | [number],
}
/**
 * A canister of this interface, with the buckets that it began with.
 */
export interface Shard { 'owned' : Array<BucketRange>, 'canister' : Principal }
/**
 * Asks a key of the shard that derives for all.
 */
export interface ShardKeyRequest {
  'subject' : Principal,
  'class' : string,
  'epoch' : number,
  'transport_public_key' : Uint8Array,
}
/**
 * Items of several subjects as they are certified, the newest first; a page may hold fewer than asked for although more follows.
 */
export interface SharedItems {
  'next' : [] | [Uint8Array],
  'items' : Array<{ 'subject' : Principal, 'item' : Uint8Array }>,
}
export type SharedItemsResult = { 'Ok' : SharedItems } |
  { 'Err' : MethodError };
/**
 * Certified leaf, public: counts, never persons.
 */
export interface Statistics {
  'sealed_now' : bigint,
  'sealed_ever' : bigint,
  'subjects' : bigint,
  'records' : bigint,
  'appeals' : bigint,
  'reads_granted' : bigint,
  'tickets_overdue' : bigint,
  'decisions' : bigint,
  'tickets_open' : bigint,
  'break_glass_unreviewed' : bigint,
  'overturned' : bigint,
  'break_glass_uses' : bigint,
  'reads_denied' : bigint,
}
/**
 * Certified item, one for each subject: what the rest hangs on.
 */
export interface SubjectHead {
  'grants' : bigint,
  'tickets' : bigint,
  'subject' : Principal,
  'records' : bigint,
  'notices' : bigint,
  /**
   * What is from before then was brought here by the subject herself: nobody here has seen it issued.
   */
  'imported_at_ns' : [] | [bigint],
  'decisions' : bigint,
  'consents' : bigint,
  'ledger_root' : Uint8Array,
  'ledger_size' : bigint,
  'bucket' : number,
  'break_glass_uses' : bigint,
}
/**
 * Certified item: a right that the subject claims, with its deadline.
 */
export interface Ticket {
  'id' : bigint,
  'status' : TicketStatus,
  'due_at_ns' : bigint,
  'subject' : Principal,
  'opened_by' : Principal,
  'opened_at_ns' : bigint,
  'right' : Right,
  'organisation' : bigint,
}
/**
 * Where a ticket stands.
 */
export type TicketStatus = { 'escalated' : { 'at_ns' : bigint } } |
  {
    /**
     * A rectification names the version that rectifies.
     */
    'done' : {
      'by' : Principal,
      'at_ns' : bigint,
      'answer' : string,
      'amended_version' : [] | [number],
    }
  } |
  { 'open' : null } |
  { 'withdrawn' : { 'at_ns' : bigint } } |
  { 'refused' : { 'by' : Principal, 'at_ns' : bigint, 'reason' : string } };
export type TimeUnit = { 'day' : null } |
  { 'inf' : null } |
  { 'month' : null } |
  { 'hour' : null } |
  { 'week' : null } |
  { 'year' : null };
/**
 * One use of personal data, in the field names of the Estonian data tracker, protocol 1.6 (github.com/e-gov/AJ,
 * doc/spetsifikatsioonid/Kasutusteabe_esitamise_protokoll.md). Every entry of the ledger is one use.
 */
export interface Usage {
  /**
   * What was done and why, in words.
   */
  'action' : string,
  /**
   * RFC 3339, UTC, whole seconds.
   */
  'logtime' : string,
  /**
   * The organisation's number in the registry, or the principal of a person; "sealed" while the entry is.
   */
  'receiverCode' : string,
  'receiverName' : [] | [string],
  /**
   * The principal that called.
   */
  'receiverSystem' : string,
}
/**
 * "OK" or "FAIL".
 */
export interface UsageHeartbeat { 'status' : string, 'message' : [] | [string] }
/**
 * From when on uses are on record; without an end: until now.
 */
export interface UsagePeriod {
  'periodEnd' : [] | [string],
  'periodStart' : string,
}
/**
 * What a shard is installed with.
 */
export interface VaultInit {
  /**
   * Buckets that this shard begins with.
   */
  'owned' : Array<BucketRange>,
  /**
   * Name of the vetKD key: "dfx_test_key", "test_key_1" or "key_1".
   */
  'vetkd_key' : string,
  'registry' : Principal,
  /**
   * Power of two, 1 to 4,096; the same on every shard, for ever.
   */
  'buckets' : number,
}
/**
 * Which versions of a record to list.
 */
export interface VersionPageRequest {
  'subject' : Principal,
  'cursor' : [] | [Uint8Array],
  /**
   * 1 to 50; newest first.
   */
  'limit' : number,
  'record_id' : bigint,
}
/**
 * Something an organisation must answer.
 */
export interface WorkItem {
  'due_at_ns' : bigint,
  'subject' : Principal,
  'item' : Uint8Array,
  'kind' : ItemKind,
}
/**
 * A page of an organisation's work.
 */
export interface WorkPage {
  'next' : [] | [Uint8Array],
  'items' : Array<WorkItem>,
}
export type WriteResult = { 'Ok' : Written } |
  { 'Err' : MethodError };
/**
 * Bytes of the item as it is certified now, and where in the ledger the act is written down.
 */
export interface Written { 'receipt' : Receipt, 'item' : Uint8Array }
export interface _SERVICE {
  'activate_bucket' : ActorMethod<
    [BucketHandover],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  'amend_record' : ActorMethod<[AmendRequest], WriteResult>,
  'answer_ticket' : ActorMethod<[AnswerTicket], WriteResult>,
  'appeal_decision' : ActorMethod<
    [{ 'decision' : bigint, 'subject' : Principal, 'grounds' : string }],
    WriteResult
  >,
  'appoint_guardian' : ActorMethod<[AppointGuardian], WriteResult>,
  'change_consent' : ActorMethod<[ConsentChange], WriteResult>,
  'decide_appeal' : ActorMethod<[DecideAppeal], WriteResult>,
  /**
   * Records of one sealed class, with the key that opens them. A subject asks with the basis `subject`.
   */
  'derive_record_key' : ActorMethod<
    [DeriveRequest],
    { 'Ok' : SealedRead } |
      { 'Err' : MethodError }
  >,
  /**
   * Between shards.
   * The key shard derives for the others; `class`, `epoch` and `subject` name the key.
   */
  'derive_shard_key' : ActorMethod<
    [ShardKeyRequest],
    { 'Ok' : Uint8Array } |
      { 'Err' : MethodError }
  >,
  'find_usage' : ActorMethod<
    [FindUsageRequest],
    { 'Ok' : FindUsage } |
      { 'Err' : MethodError }
  >,
  'grant_consent' : ActorMethod<[ConsentGrant], WriteResult>,
  'grant_delegate' : ActorMethod<[GrantDelegate], WriteResult>,
  /**
   * Brings an export back where the subject has nothing yet: another subnet, or after a disaster. Each part is an ExportPart as
   * Candid (docs/vault-export.md); everything is taken in with the last.
   */
  'import_export' : ActorMethod<
    [{ 'last' : boolean, 'part' : Uint8Array }],
    { 'Ok' : { 'records' : bigint } } |
      { 'Err' : MethodError }
  >,
  'issue_decision' : ActorMethod<[IssueDecision], WriteResult>,
  'issue_record' : ActorMethod<[IssueRequest], WriteResult>,
  /**
   * Consents of this shard's subjects that an organisation was given or has asked for, in whatever state. Members only. Record
   * type: Consent. Certified when called replicated.
   */
  'list_consents' : ActorMethod<[ListWork], SharedItemsResult>,
  /**
   * Items of one kind. Record types: Record, Consent, Ticket, DelegateGrant, Decision, Notice,
   * BreakGlassUse.
   */
  'list_items' : ActorMethod<
    [ItemPageRequest],
    { 'Ok' : CertifiedItems } |
      { 'Err' : MethodError }
  >,
  /**
   * The ledger, with a range proof against the head.
   */
  'list_ledger' : ActorMethod<
    [LedgerRequest],
    { 'Ok' : LedgerPage } |
      { 'Err' : MethodError }
  >,
  /**
   * The grants by which the caller may act for subjects of this shard, now or later. Record type: DelegateGrant. Certified when
   * called replicated.
   */
  'list_mandates' : ActorMethod<[ListMandates], SharedItemsResult>,
  /**
   * Every shard, once a controller has named them. Certified when called replicated.
   */
  'list_shards' : ActorMethod<
    [],
    { 'Ok' : Array<Principal> } |
      { 'Err' : MethodError }
  >,
  /**
   * Every version of one record, newest first. Record type: Record.
   */
  'list_versions' : ActorMethod<
    [VersionPageRequest],
    { 'Ok' : CertifiedItems } |
      { 'Err' : MethodError }
  >,
  /**
   * What an organisation must answer, by due time: open tickets, appeals, uses of break-glass without review. Members only;
   * the bodies of records are not among it. Certified when called replicated.
   */
  'list_work' : ActorMethod<
    [ListWork],
    { 'Ok' : WorkPage } |
      { 'Err' : MethodError }
  >,
  /**
   * Which shard holds a subject.
   */
  'locate' : ActorMethod<
    [Principal],
    { 'Ok' : { 'shard' : Principal, 'bucket' : number } } |
      { 'Err' : MethodError }
  >,
  /**
   * Controllers: moves a bucket while it goes on being read and written; answers at once, progress by read_move. To the shard
   * itself: gives up the move that is under way.
   */
  'move_bucket' : ActorMethod<
    [{ 'to' : Principal, 'bucket' : number }],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  /**
   * A consent of her own accord, active at once.
   */
  'offer_consent' : ActorMethod<[ConsentOffer], WriteResult>,
  'open_ticket' : ActorMethod<[OpenTicket], WriteResult>,
  'prove_bucket_log_consistency' : ActorMethod<
    [BucketConsistencyRequest],
    { 'Ok' : BucketConsistency } |
      { 'Err' : MethodError }
  >,
  'prove_ledger_consistency' : ActorMethod<
    [LedgerConsistencyRequest],
    { 'Ok' : LedgerConsistency } |
      { 'Err' : MethodError }
  >,
  /**
   * What a delegate may decide about; it leaves an entry, in which the kind stands in the place of a record class. Record types:
   * Consent, Ticket, Decision.
   */
  'read_as_delegate' : ActorMethod<
    [ReadAsDelegate],
    { 'Ok' : ItemsRead } |
      { 'Err' : MethodError }
  >,
  /**
   * Bodies of records, up to 20 and 1 MiB together; each opens the commitment of its record.
   */
  'read_bodies' : ActorMethod<
    [{ 'subject' : Principal, 'names' : Array<BodyName> }],
    BodiesResult
  >,
  'read_bucket_log' : ActorMethod<
    [BucketLogRequest],
    { 'Ok' : BucketLogPage } |
      { 'Err' : MethodError }
  >,
  /**
   * Record type: SubjectHead.
   */
  'read_head' : ActorMethod<[Principal], ItemResult>,
  'read_ledger' : ActorMethod<
    [ReadLedgerRequest],
    { 'Ok' : { 'receipt' : Receipt, 'leaves' : Array<Uint8Array> } } |
      { 'Err' : MethodError }
  >,
  'read_move' : ActorMethod<
    [number],
    { 'Ok' : [] | [BucketMove] } |
      { 'Err' : MethodError }
  >,
  'read_records' : ActorMethod<[ReadRequest], ReadResult>,
  /**
   * Record type: Statistics.
   */
  'read_statistics' : ActorMethod<[], ItemResult>,
  'receive_bucket' : ActorMethod<
    [BucketChunk],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  /**
   * The public key under which records of a sealed class are encrypted for a subject.
   */
  'record_public_key' : ActorMethod<
    [PublicKeyRequest],
    { 'Ok' : RecordPublicKey } |
      { 'Err' : MethodError }
  >,
  /**
   * The registry tells that its directory changed.
   */
  'registry_changed' : ActorMethod<[bigint], undefined>,
  'request_consent' : ActorMethod<[ConsentRequest], WriteResult>,
  'review_break_glass' : ActorMethod<[ReviewBreakGlass], WriteResult>,
  'revoke_delegate' : ActorMethod<
    [{ 'subject' : Principal, 'grant' : bigint }],
    WriteResult
  >,
  /**
   * Controllers: every shard with the buckets that it began with.
   */
  'set_shards' : ActorMethod<
    [Array<Shard>],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  'usage_heartbeat' : ActorMethod<
    [],
    { 'Ok' : UsageHeartbeat } |
      { 'Err' : MethodError }
  >,
  'usage_period' : ActorMethod<
    [Principal],
    { 'Ok' : UsagePeriod } |
      { 'Err' : MethodError }
  >,
  'withdraw_ticket' : ActorMethod<
    [{ 'ticket' : bigint, 'subject' : Principal }],
    WriteResult
  >,
}
export const idlFactory: IDL.InterfaceFactory = ({ IDL }) => {
  const BucketRange = IDL.Record({ 'to' : IDL.Nat32, 'from' : IDL.Nat32 });
  const VaultInit = IDL.Record({
    'owned' : IDL.Vec(BucketRange),
    'vetkd_key' : IDL.Text,
    'registry' : IDL.Principal,
    'buckets' : IDL.Nat32,
  });
  const Statistics = IDL.Record({
    'sealed_now' : IDL.Nat64,
    'sealed_ever' : IDL.Nat64,
    'subjects' : IDL.Nat64,
    'records' : IDL.Nat64,
    'appeals' : IDL.Nat64,
    'reads_granted' : IDL.Nat64,
    'tickets_overdue' : IDL.Nat64,
    'decisions' : IDL.Nat64,
    'tickets_open' : IDL.Nat64,
    'break_glass_unreviewed' : IDL.Nat64,
    'overturned' : IDL.Nat64,
    'break_glass_uses' : IDL.Nat64,
    'reads_denied' : IDL.Nat64,
  });
  const BucketHandover = IDL.Record({
    'subjects' : IDL.Nat64,
    'log_root' : IDL.Vec(IDL.Nat8),
    'log_size' : IDL.Nat64,
    'epoch' : IDL.Nat64,
    'digest' : IDL.Vec(IDL.Nat8),
    'bucket' : IDL.Nat32,
    'statistics' : Statistics,
  });
  const ConsentStatus = IDL.Variant({
    'active' : IDL.Null,
    'revoked' : IDL.Null,
    'expired' : IDL.Null,
    'pending' : IDL.Null,
    'rejected' : IDL.Null,
    'paused' : IDL.Null,
  });
  const ConsentMode = IDL.Variant({
    'stream' : IDL.Null,
    'view' : IDL.Null,
    'store' : IDL.Null,
    'query_only' : IDL.Null,
  });
  const DelegateAct = IDL.Variant({
    'consent' : IDL.Null,
    'tickets' : IDL.Null,
    'read' : IDL.Null,
    'appeal' : IDL.Null,
  });
  const Role = IDL.Variant({
    'admin' : IDL.Null,
    'judge' : IDL.Null,
    'auditor' : IDL.Null,
    'data_protection' : IDL.Null,
    'officer' : IDL.Null,
    'developer' : IDL.Null,
  });
  const Detail = IDL.Variant({
    'summary' : IDL.Null,
    'transactions' : IDL.Null,
    'profile' : IDL.Null,
  });
  const MethodError = IDL.Variant({
    'Invalid' : IDL.Record({
      'field' : IDL.Text,
      'limit' : IDL.Opt(IDL.Nat64),
      'message' : IDL.Text,
    }),
    'AlreadyFetched' : IDL.Record({
      'consent' : IDL.Nat64,
      'at_ns' : IDL.Nat64,
    }),
    'PurposeMismatch' : IDL.Record({
      'consent' : IDL.Nat64,
      'expected' : IDL.Text,
    }),
    'OrganisationSuspended' : IDL.Record({ 'organisation' : IDL.Nat64 }),
    'GrantNotFound' : IDL.Record({ 'grant' : IDL.Nat64 }),
    'TooMany' : IDL.Record({ 'what' : IDL.Text, 'limit' : IDL.Nat64 }),
    'DirectoryStale' : IDL.Record({ 'synced_at_ns' : IDL.Nat64 }),
    'UnknownPurpose' : IDL.Record({ 'code' : IDL.Text }),
    'WrongShard' : IDL.Record({
      'shard' : IDL.Principal,
      'bucket' : IDL.Nat32,
    }),
    'ClassNotGranted' : IDL.Record({ 'class' : IDL.Text, 'grant' : IDL.Nat64 }),
    'EntryNotFound' : IDL.Record({ 'sequence' : IDL.Nat64 }),
    'AlreadyReviewed' : IDL.Record({ 'use' : IDL.Nat64 }),
    'ConsentNotStarted' : IDL.Record({
      'consent' : IDL.Nat64,
      'starts_at_ns' : IDL.Nat64,
    }),
    'OutOfLedger' : IDL.Record({ 'size' : IDL.Nat64 }),
    'BreakGlassNotAllowed' : IDL.Record({ 'organisation' : IDL.Nat64 }),
    'NotReady' : IDL.Null,
    'AlgorithmNotLive' : IDL.Record({
      'algorithm' : IDL.Nat64,
      'version' : IDL.Nat32,
    }),
    'DossierNotEmpty' : IDL.Null,
    'ConsentNotActive' : IDL.Record({
      'status' : ConsentStatus,
      'consent' : IDL.Nat64,
    }),
    'RecordRestricted' : IDL.Record({ 'record_id' : IDL.Nat64 }),
    'FrequencyExceeded' : IDL.Record({
      'consent' : IDL.Nat64,
      'next_at_ns' : IDL.Nat64,
    }),
    'NotPermitted' : IDL.Record({ 'caller' : IDL.Principal }),
    'ConsentNotFound' : IDL.Record({ 'consent' : IDL.Nat64 }),
    'ModeNotConsented' : IDL.Record({
      'consent' : IDL.Nat64,
      'mode' : ConsentMode,
    }),
    'DecisionNotFound' : IDL.Record({ 'decision' : IDL.Nat64 }),
    'KeyUnavailable' : IDL.Record({ 'message' : IDL.Text }),
    'BasisNotAllowed' : IDL.Record({
      'basis' : IDL.Text,
      'purpose' : IDL.Text,
    }),
    'InvalidCursor' : IDL.Null,
    'SealedClassNeedsCiphertext' : IDL.Record({ 'class' : IDL.Text }),
    'UnknownRecordClass' : IDL.Record({ 'code' : IDL.Text }),
    'NotIssuer' : IDL.Record({
      'class' : IDL.Text,
      'organisation' : IDL.Nat64,
    }),
    'TicketClosed' : IDL.Record({ 'ticket' : IDL.Nat64 }),
    'RecordNotFound' : IDL.Record({ 'record_id' : IDL.Nat64 }),
    'RateLimited' : IDL.Record({
      'retry_at_ns' : IDL.Nat64,
      'class' : IDL.Text,
    }),
    'BreakGlassUseNotFound' : IDL.Record({ 'use' : IDL.Nat64 }),
    'TicketNotFound' : IDL.Record({ 'ticket' : IDL.Nat64 }),
    'IdempotencyConflict' : IDL.Record({ 'key' : IDL.Vec(IDL.Nat8) }),
    'GrantNotActive' : IDL.Record({
      'expired_at_ns' : IDL.Nat64,
      'grant' : IDL.Nat64,
    }),
    'ConsumerMismatch' : IDL.Record({
      'consent' : IDL.Nat64,
      'consumer' : IDL.Nat64,
    }),
    'IllegalTransition' : IDL.Record({
      'to' : ConsentStatus,
      'consent' : IDL.Nat64,
      'from' : ConsentStatus,
    }),
    'StillSealed' : IDL.Record({
      'reveal_at_ns' : IDL.Nat64,
      'sequence' : IDL.Nat64,
    }),
    'ConsentExpired' : IDL.Record({
      'consent' : IDL.Nat64,
      'expired_at_ns' : IDL.Nat64,
    }),
    'ActNotGranted' : IDL.Record({ 'act' : DelegateAct, 'grant' : IDL.Nat64 }),
    'SealedUnderOldKey' : IDL.Record({
      'class' : IDL.Text,
      'epoch' : IDL.Nat32,
    }),
    'Other' : IDL.Record({ 'code' : IDL.Nat32, 'message' : IDL.Text }),
    'BucketMoving' : IDL.Record({
      'retry_after_ns' : IDL.Nat64,
      'bucket' : IDL.Nat32,
    }),
    'OwnReview' : IDL.Null,
    'ReaderModuleMismatch' : IDL.Record({
      'found' : IDL.Opt(IDL.Vec(IDL.Nat8)),
      'consent' : IDL.Nat64,
      'expected' : IDL.Vec(IDL.Nat8),
    }),
    'RoleRequired' : IDL.Record({
      'roles' : IDL.Vec(Role),
      'organisation' : IDL.Opt(IDL.Nat64),
    }),
    'SealTooLong' : IDL.Record({ 'days' : IDL.Nat32, 'limit' : IDL.Nat32 }),
    'DetailNotConsented' : IDL.Record({
      'consent' : IDL.Nat64,
      'detail' : Detail,
    }),
    'ClassNotConsented' : IDL.Record({
      'consent' : IDL.Nat64,
      'class' : IDL.Text,
    }),
    'AppealClosed' : IDL.Record({
      'decision' : IDL.Nat64,
      'until_ns' : IDL.Nat64,
    }),
    'RecordErased' : IDL.Record({ 'record_id' : IDL.Nat64 }),
    'OutOfDataRange' : IDL.Record({
      'to_ns' : IDL.Nat64,
      'consent' : IDL.Nat64,
      'from_ns' : IDL.Nat64,
    }),
    'NotSubject' : IDL.Record({ 'caller' : IDL.Principal }),
    'AnonymousCaller' : IDL.Null,
  });
  const AmendRequest = IDL.Record({
    'to_ns' : IDL.Nat64,
    'subject' : IDL.Principal,
    'body' : IDL.Vec(IDL.Nat8),
    'media_type' : IDL.Text,
    'from_ns' : IDL.Nat64,
    'on_behalf_of' : IDL.Opt(IDL.Text),
    'record_id' : IDL.Nat64,
    'idempotency_key' : IDL.Vec(IDL.Nat8),
    'organisation' : IDL.Nat64,
    'reason' : IDL.Text,
  });
  const Receipt = IDL.Record({
    'at_ns' : IDL.Nat64,
    'leaf_sha256' : IDL.Vec(IDL.Nat8),
    'sequence' : IDL.Nat64,
  });
  const Written = IDL.Record({
    'receipt' : Receipt,
    'item' : IDL.Vec(IDL.Nat8),
  });
  const WriteResult = IDL.Variant({ 'Ok' : Written, 'Err' : MethodError });
  const AnswerTicket = IDL.Record({
    'ticket' : IDL.Nat64,
    'subject' : IDL.Principal,
    'done' : IDL.Bool,
    'answer' : IDL.Text,
    'organisation' : IDL.Nat64,
  });
  const AppointGuardian = IDL.Record({
    'subject' : IDL.Principal,
    'acts' : IDL.Vec(DelegateAct),
    'of_age_at_ns' : IDL.Nat64,
    'guardian' : IDL.Principal,
    'idempotency_key' : IDL.Vec(IDL.Nat8),
    'organisation' : IDL.Nat64,
  });
  const ConsentChange = IDL.Record({
    'to' : IDL.Variant({
      'active' : IDL.Null,
      'revoked' : IDL.Null,
      'rejected' : IDL.Null,
      'paused' : IDL.Null,
    }),
    'consent' : IDL.Nat64,
    'subject' : IDL.Principal,
  });
  const DecideAppeal = IDL.Record({
    'reasons' : IDL.Text,
    'decision' : IDL.Nat64,
    'subject' : IDL.Principal,
    'overturn' : IDL.Bool,
    'organisation' : IDL.Nat64,
  });
  const Basis = IDL.Variant({
    'warrant' : IDL.Record({ 'seal_days' : IDL.Nat32, 'reference' : IDL.Text }),
    'consent' : IDL.Nat64,
    'audit' : IDL.Text,
    'subject' : IDL.Null,
    'delegation' : IDL.Nat64,
    'statute' : IDL.Record({ 'reference' : IDL.Text }),
    'break_glass' : IDL.Record({ 'reason' : IDL.Text }),
  });
  const ReadRequest = IDL.Record({
    'to_ns' : IDL.Nat64,
    'subject' : IDL.Principal,
    'record_classes' : IDL.Vec(IDL.Text),
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'mode' : ConsentMode,
    'from_ns' : IDL.Nat64,
    'limit' : IDL.Nat32,
    'details' : IDL.Vec(Detail),
    'basis' : Basis,
    'on_behalf_of' : IDL.Opt(IDL.Text),
    'purpose' : IDL.Opt(IDL.Text),
    'organisation' : IDL.Opt(IDL.Nat64),
  });
  const DeriveRequest = IDL.Record({
    'read' : ReadRequest,
    'epoch' : IDL.Opt(IDL.Nat32),
    'transport_public_key' : IDL.Vec(IDL.Nat8),
  });
  const RecordBody = IDL.Record({
    'id' : IDL.Nat64,
    'body' : IDL.Vec(IDL.Nat8),
    'salt' : IDL.Vec(IDL.Nat8),
    'version' : IDL.Nat32,
  });
  const ReadRecords = IDL.Record({
    'receipt' : Receipt,
    'records' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'next' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'imported_at_ns' : IDL.Opt(IDL.Nat64),
    'bodies' : IDL.Vec(RecordBody),
    'delete_by_ns' : IDL.Opt(IDL.Nat64),
  });
  const SealedRead = IDL.Record({
    'encrypted_key' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'read' : ReadRecords,
    'epoch' : IDL.Opt(IDL.Nat32),
  });
  const ShardKeyRequest = IDL.Record({
    'subject' : IDL.Principal,
    'class' : IDL.Text,
    'epoch' : IDL.Nat32,
    'transport_public_key' : IDL.Vec(IDL.Nat8),
  });
  const FindUsageRequest = IDL.Record({
    'userCode' : IDL.Principal,
    'offset' : IDL.Opt(IDL.Nat32),
    'limit' : IDL.Opt(IDL.Nat32),
    'periodEnd' : IDL.Opt(IDL.Text),
    'periodStart' : IDL.Opt(IDL.Text),
  });
  const Usage = IDL.Record({
    'action' : IDL.Text,
    'logtime' : IDL.Text,
    'receiverCode' : IDL.Text,
    'receiverName' : IDL.Opt(IDL.Text),
    'receiverSystem' : IDL.Text,
  });
  const FindUsage = IDL.Record({
    'totalUsages' : IDL.Nat32,
    'usages' : IDL.Vec(Usage),
  });
  const Language = IDL.Variant({
    'en' : IDL.Null,
    'ps' : IDL.Null,
    'sd' : IDL.Null,
    'ur' : IDL.Null,
    'pnb' : IDL.Null,
  });
  const ConsentGrant = IDL.Record({
    'consent' : IDL.Nat64,
    'subject' : IDL.Principal,
    'shown_sha256' : IDL.Vec(IDL.Nat8),
    'language' : Language,
  });
  const GrantDelegate = IDL.Record({
    'record_classes' : IDL.Vec(IDL.Text),
    'acts' : IDL.Vec(DelegateAct),
    'delegate' : IDL.Principal,
    'starts_at_ns' : IDL.Nat64,
    'expires_at_ns' : IDL.Nat64,
    'idempotency_key' : IDL.Vec(IDL.Nat8),
  });
  const AlgorithmUse = IDL.Record({
    'id' : IDL.Nat64,
    'receipt_sha256' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'version' : IDL.Nat32,
    'model_sha256' : IDL.Opt(IDL.Vec(IDL.Nat8)),
  });
  const Factor = IDL.Record({
    'value' : IDL.Text,
    'name' : IDL.Text,
    'words' : IDL.Vec(
      IDL.Record({ 'language' : Language, 'words' : IDL.Text })
    ),
    'contribution' : IDL.Float64,
  });
  const IssueDecision = IDL.Record({
    'reasons' : IDL.Text,
    'algorithm' : IDL.Opt(AlgorithmUse),
    'subject' : IDL.Principal,
    'counterfactual' : IDL.Opt(IDL.Text),
    'factors' : IDL.Vec(Factor),
    'outcome' : IDL.Text,
    'purpose' : IDL.Text,
    'idempotency_key' : IDL.Vec(IDL.Nat8),
    'organisation' : IDL.Nat64,
  });
  const IssueRequest = IDL.Record({
    'to_ns' : IDL.Nat64,
    'subject' : IDL.Principal,
    'body' : IDL.Vec(IDL.Nat8),
    'media_type' : IDL.Text,
    'class' : IDL.Text,
    'from_ns' : IDL.Nat64,
    'detail' : Detail,
    'on_behalf_of' : IDL.Opt(IDL.Text),
    'idempotency_key' : IDL.Vec(IDL.Nat8),
    'organisation' : IDL.Nat64,
  });
  const ListWork = IDL.Record({
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'limit' : IDL.Nat32,
    'organisation' : IDL.Nat64,
  });
  const SharedItems = IDL.Record({
    'next' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'items' : IDL.Vec(
      IDL.Record({ 'subject' : IDL.Principal, 'item' : IDL.Vec(IDL.Nat8) })
    ),
  });
  const SharedItemsResult = IDL.Variant({
    'Ok' : SharedItems,
    'Err' : MethodError,
  });
  const ItemKind = IDL.Variant({
    'decision' : IDL.Null,
    'ticket' : IDL.Null,
    'consent' : IDL.Null,
    'notice' : IDL.Null,
    'break_glass_use' : IDL.Null,
    'grant' : IDL.Null,
    'held_record' : IDL.Null,
  });
  const ItemPageRequest = IDL.Record({
    'subject' : IDL.Principal,
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'kind' : ItemKind,
    'limit' : IDL.Nat32,
  });
  const Proof = IDL.Record({
    'certificate' : IDL.Vec(IDL.Nat8),
    'witness' : IDL.Vec(IDL.Nat8),
  });
  const CertifiedItems = IDL.Record({
    'head' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'next' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'items' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'proof' : IDL.Opt(Proof),
  });
  const LedgerRequest = IDL.Record({
    'subject' : IDL.Principal,
    'from' : IDL.Nat64,
    'limit' : IDL.Nat32,
  });
  const LedgerPage = IDL.Record({
    'from' : IDL.Nat64,
    'head' : IDL.Vec(IDL.Nat8),
    'path' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'revealed' : IDL.Vec(
      IDL.Record({ 'entry' : IDL.Vec(IDL.Nat8), 'sequence' : IDL.Nat64 })
    ),
    'leaves' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'proof' : IDL.Opt(Proof),
  });
  const ListMandates = IDL.Record({
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'limit' : IDL.Nat32,
  });
  const VersionPageRequest = IDL.Record({
    'subject' : IDL.Principal,
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'limit' : IDL.Nat32,
    'record_id' : IDL.Nat64,
  });
  const WorkItem = IDL.Record({
    'due_at_ns' : IDL.Nat64,
    'subject' : IDL.Principal,
    'item' : IDL.Vec(IDL.Nat8),
    'kind' : ItemKind,
  });
  const WorkPage = IDL.Record({
    'next' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'items' : IDL.Vec(WorkItem),
  });
  const FetchType = IDL.Variant({
    'onetime' : IDL.Null,
    'periodic' : IDL.Null,
  });
  const TimeUnit = IDL.Variant({
    'day' : IDL.Null,
    'inf' : IDL.Null,
    'month' : IDL.Null,
    'hour' : IDL.Null,
    'week' : IDL.Null,
    'year' : IDL.Null,
  });
  const Duration = IDL.Record({ 'value' : IDL.Nat32, 'unit' : TimeUnit });
  const LegalBasisName = IDL.Variant({
    'warrant' : IDL.Null,
    'consent' : IDL.Null,
    'statute' : IDL.Null,
    'break_glass' : IDL.Null,
  });
  const ConsentTerms = IDL.Record({
    'provider' : IDL.Opt(IDL.Nat64),
    'data_from_ns' : IDL.Nat64,
    'consent_expiry_ns' : IDL.Nat64,
    'record_classes' : IDL.Vec(IDL.Text),
    'customer' : IDL.Principal,
    'mode' : ConsentMode,
    'purpose_code' : IDL.Text,
    'fetch_type' : FetchType,
    'reader_module_hash' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'consent_start_ns' : IDL.Nat64,
    'consumer' : IDL.Nat64,
    'data_life' : Duration,
    'frequency' : Duration,
    'data_to_ns' : IDL.Nat64,
    'consent_types' : IDL.Vec(Detail),
    'legal_basis' : LegalBasisName,
  });
  const ConsentOffer = IDL.Record({
    'terms' : ConsentTerms,
    'shown_sha256' : IDL.Vec(IDL.Nat8),
    'language' : Language,
    'idempotency_key' : IDL.Vec(IDL.Nat8),
  });
  const Right = IDL.Variant({
    'access' : IDL.Null,
    'rectification' : IDL.Record({
      'claim' : IDL.Text,
      'record_id' : IDL.Nat64,
    }),
    'erasure' : IDL.Vec(IDL.Nat64),
    'objection' : IDL.Record({
      'decision' : IDL.Opt(IDL.Nat64),
      'grounds' : IDL.Text,
    }),
    'portability' : IDL.Null,
    'restriction' : IDL.Vec(IDL.Nat64),
  });
  const OpenTicket = IDL.Record({
    'subject' : IDL.Principal,
    'right' : Right,
    'idempotency_key' : IDL.Vec(IDL.Nat8),
    'organisation' : IDL.Nat64,
  });
  const BucketConsistencyRequest = IDL.Record({
    'first' : IDL.Nat64,
    'second' : IDL.Opt(IDL.Nat64),
    'bucket' : IDL.Nat32,
  });
  const BucketConsistency = IDL.Record({
    'head' : IDL.Vec(IDL.Nat8),
    'path' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'proof' : IDL.Opt(Proof),
  });
  const LedgerConsistencyRequest = IDL.Record({
    'first' : IDL.Nat64,
    'subject' : IDL.Principal,
    'second' : IDL.Opt(IDL.Nat64),
  });
  const LedgerConsistency = IDL.Record({
    'head' : IDL.Vec(IDL.Nat8),
    'path' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'proof' : IDL.Opt(Proof),
  });
  const ReadAsDelegate = IDL.Record({
    'subject' : IDL.Principal,
    'cursor' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'kind' : ItemKind,
    'limit' : IDL.Nat32,
    'grant' : IDL.Nat64,
  });
  const ItemsRead = IDL.Record({
    'receipt' : Receipt,
    'next' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'items' : IDL.Vec(IDL.Vec(IDL.Nat8)),
  });
  const BodyName = IDL.Record({ 'id' : IDL.Nat64, 'version' : IDL.Nat32 });
  const BodiesResult = IDL.Variant({
    'Ok' : IDL.Vec(RecordBody),
    'Err' : MethodError,
  });
  const BucketLogRequest = IDL.Record({
    'from' : IDL.Nat64,
    'limit' : IDL.Nat32,
    'bucket' : IDL.Nat32,
  });
  const BucketLogPage = IDL.Record({
    'from' : IDL.Nat64,
    'head' : IDL.Vec(IDL.Nat8),
    'path' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'leaves' : IDL.Vec(IDL.Vec(IDL.Nat8)),
    'proof' : IDL.Opt(Proof),
  });
  const CertifiedItem = IDL.Record({
    'found' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'proof' : IDL.Opt(Proof),
  });
  const ItemResult = IDL.Variant({ 'Ok' : CertifiedItem, 'Err' : MethodError });
  const ReadLedgerRequest = IDL.Record({
    'subject' : IDL.Principal,
    'from' : IDL.Nat64,
    'limit' : IDL.Nat32,
    'basis' : Basis,
    'organisation' : IDL.Opt(IDL.Nat64),
  });
  const BucketMove = IDL.Record({
    'to' : IDL.Principal,
    'started_at_ns' : IDL.Nat64,
    'epoch' : IDL.Nat64,
    'subjects_left' : IDL.Nat64,
    'state' : IDL.Variant({
      'handing_over' : IDL.Null,
      'done' : IDL.Null,
      'copying' : IDL.Null,
      'catching_up' : IDL.Null,
      'failed' : IDL.Text,
    }),
    'subjects_copied' : IDL.Nat64,
    'bucket' : IDL.Nat32,
  });
  const ReadResult = IDL.Variant({ 'Ok' : ReadRecords, 'Err' : MethodError });
  const BucketChunk = IDL.Record({
    'rows' : IDL.Vec(IDL.Nat8),
    'epoch' : IDL.Nat64,
    'bucket' : IDL.Nat32,
    'sequence' : IDL.Nat64,
  });
  const PublicKeyRequest = IDL.Record({
    'subject' : IDL.Principal,
    'class' : IDL.Text,
    'organisation' : IDL.Opt(IDL.Nat64),
  });
  const RecordPublicKey = IDL.Record({
    'public_key' : IDL.Vec(IDL.Nat8),
    'epoch' : IDL.Opt(IDL.Nat32),
    'key_shard' : IDL.Principal,
  });
  const ConsentRequest = IDL.Record({
    'terms' : ConsentTerms,
    'on_behalf_of' : IDL.Opt(IDL.Text),
    'idempotency_key' : IDL.Vec(IDL.Nat8),
  });
  const ReviewBreakGlass = IDL.Record({
    'use' : IDL.Nat64,
    'subject' : IDL.Principal,
    'justified' : IDL.Bool,
    'note' : IDL.Text,
    'organisation' : IDL.Nat64,
  });
  const Shard = IDL.Record({
    'owned' : IDL.Vec(BucketRange),
    'canister' : IDL.Principal,
  });
  const UsageHeartbeat = IDL.Record({
    'status' : IDL.Text,
    'message' : IDL.Opt(IDL.Text),
  });
  const UsagePeriod = IDL.Record({
    'periodEnd' : IDL.Opt(IDL.Text),
    'periodStart' : IDL.Text,
  });
  
  return IDL.Service({
    'activate_bucket' : IDL.Func(
        [BucketHandover],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'amend_record' : IDL.Func([AmendRequest], [WriteResult], []),
    'answer_ticket' : IDL.Func([AnswerTicket], [WriteResult], []),
    'appeal_decision' : IDL.Func(
        [
          IDL.Record({
            'decision' : IDL.Nat64,
            'subject' : IDL.Principal,
            'grounds' : IDL.Text,
          }),
        ],
        [WriteResult],
        [],
      ),
    'appoint_guardian' : IDL.Func([AppointGuardian], [WriteResult], []),
    'change_consent' : IDL.Func([ConsentChange], [WriteResult], []),
    'decide_appeal' : IDL.Func([DecideAppeal], [WriteResult], []),
    'derive_record_key' : IDL.Func(
        [DeriveRequest],
        [IDL.Variant({ 'Ok' : SealedRead, 'Err' : MethodError })],
        [],
      ),
    'derive_shard_key' : IDL.Func(
        [ShardKeyRequest],
        [IDL.Variant({ 'Ok' : IDL.Vec(IDL.Nat8), 'Err' : MethodError })],
        [],
      ),
    'find_usage' : IDL.Func(
        [FindUsageRequest],
        [IDL.Variant({ 'Ok' : FindUsage, 'Err' : MethodError })],
        ['query'],
      ),
    'grant_consent' : IDL.Func([ConsentGrant], [WriteResult], []),
    'grant_delegate' : IDL.Func([GrantDelegate], [WriteResult], []),
    'import_export' : IDL.Func(
        [IDL.Record({ 'last' : IDL.Bool, 'part' : IDL.Vec(IDL.Nat8) })],
        [
          IDL.Variant({
            'Ok' : IDL.Record({ 'records' : IDL.Nat64 }),
            'Err' : MethodError,
          }),
        ],
        [],
      ),
    'issue_decision' : IDL.Func([IssueDecision], [WriteResult], []),
    'issue_record' : IDL.Func([IssueRequest], [WriteResult], []),
    'list_consents' : IDL.Func([ListWork], [SharedItemsResult], ['query']),
    'list_items' : IDL.Func(
        [ItemPageRequest],
        [IDL.Variant({ 'Ok' : CertifiedItems, 'Err' : MethodError })],
        ['query'],
      ),
    'list_ledger' : IDL.Func(
        [LedgerRequest],
        [IDL.Variant({ 'Ok' : LedgerPage, 'Err' : MethodError })],
        ['query'],
      ),
    'list_mandates' : IDL.Func([ListMandates], [SharedItemsResult], ['query']),
    'list_shards' : IDL.Func(
        [],
        [IDL.Variant({ 'Ok' : IDL.Vec(IDL.Principal), 'Err' : MethodError })],
        ['query'],
      ),
    'list_versions' : IDL.Func(
        [VersionPageRequest],
        [IDL.Variant({ 'Ok' : CertifiedItems, 'Err' : MethodError })],
        ['query'],
      ),
    'list_work' : IDL.Func(
        [ListWork],
        [IDL.Variant({ 'Ok' : WorkPage, 'Err' : MethodError })],
        ['query'],
      ),
    'locate' : IDL.Func(
        [IDL.Principal],
        [
          IDL.Variant({
            'Ok' : IDL.Record({
              'shard' : IDL.Principal,
              'bucket' : IDL.Nat32,
            }),
            'Err' : MethodError,
          }),
        ],
        ['query'],
      ),
    'move_bucket' : IDL.Func(
        [IDL.Record({ 'to' : IDL.Principal, 'bucket' : IDL.Nat32 })],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'offer_consent' : IDL.Func([ConsentOffer], [WriteResult], []),
    'open_ticket' : IDL.Func([OpenTicket], [WriteResult], []),
    'prove_bucket_log_consistency' : IDL.Func(
        [BucketConsistencyRequest],
        [IDL.Variant({ 'Ok' : BucketConsistency, 'Err' : MethodError })],
        ['query'],
      ),
    'prove_ledger_consistency' : IDL.Func(
        [LedgerConsistencyRequest],
        [IDL.Variant({ 'Ok' : LedgerConsistency, 'Err' : MethodError })],
        ['query'],
      ),
    'read_as_delegate' : IDL.Func(
        [ReadAsDelegate],
        [IDL.Variant({ 'Ok' : ItemsRead, 'Err' : MethodError })],
        [],
      ),
    'read_bodies' : IDL.Func(
        [
          IDL.Record({
            'subject' : IDL.Principal,
            'names' : IDL.Vec(BodyName),
          }),
        ],
        [BodiesResult],
        ['query'],
      ),
    'read_bucket_log' : IDL.Func(
        [BucketLogRequest],
        [IDL.Variant({ 'Ok' : BucketLogPage, 'Err' : MethodError })],
        ['query'],
      ),
    'read_head' : IDL.Func([IDL.Principal], [ItemResult], ['query']),
    'read_ledger' : IDL.Func(
        [ReadLedgerRequest],
        [
          IDL.Variant({
            'Ok' : IDL.Record({
              'receipt' : Receipt,
              'leaves' : IDL.Vec(IDL.Vec(IDL.Nat8)),
            }),
            'Err' : MethodError,
          }),
        ],
        [],
      ),
    'read_move' : IDL.Func(
        [IDL.Nat32],
        [IDL.Variant({ 'Ok' : IDL.Opt(BucketMove), 'Err' : MethodError })],
        ['query'],
      ),
    'read_records' : IDL.Func([ReadRequest], [ReadResult], []),
    'read_statistics' : IDL.Func([], [ItemResult], ['query']),
    'receive_bucket' : IDL.Func(
        [BucketChunk],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'record_public_key' : IDL.Func(
        [PublicKeyRequest],
        [IDL.Variant({ 'Ok' : RecordPublicKey, 'Err' : MethodError })],
        [],
      ),
    'registry_changed' : IDL.Func([IDL.Nat64], [], []),
    'request_consent' : IDL.Func([ConsentRequest], [WriteResult], []),
    'review_break_glass' : IDL.Func([ReviewBreakGlass], [WriteResult], []),
    'revoke_delegate' : IDL.Func(
        [IDL.Record({ 'subject' : IDL.Principal, 'grant' : IDL.Nat64 })],
        [WriteResult],
        [],
      ),
    'set_shards' : IDL.Func(
        [IDL.Vec(Shard)],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'usage_heartbeat' : IDL.Func(
        [],
        [IDL.Variant({ 'Ok' : UsageHeartbeat, 'Err' : MethodError })],
        ['query'],
      ),
    'usage_period' : IDL.Func(
        [IDL.Principal],
        [IDL.Variant({ 'Ok' : UsagePeriod, 'Err' : MethodError })],
        ['query'],
      ),
    'withdraw_ticket' : IDL.Func(
        [IDL.Record({ 'ticket' : IDL.Nat64, 'subject' : IDL.Principal })],
        [WriteResult],
        [],
      ),
  });
};

export const init: (args: { IDL: typeof IDL }) => IDL.Type[] = ({ IDL }) => {
  const BucketRange = IDL.Record({ 'to' : IDL.Nat32, 'from' : IDL.Nat32 });
  const VaultInit = IDL.Record({
    'owned' : IDL.Vec(BucketRange),
    'vetkd_key' : IDL.Text,
    'registry' : IDL.Principal,
    'buckets' : IDL.Nat32,
  });
  
  return [VaultInit];
};
