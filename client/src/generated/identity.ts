/* eslint-disable */
// Made from canisters/identity/identity.did by @icp-sdk/bindgen 0.3.0: run "npm run generate", do not edit.

import type { ActorMethod } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import type { IDL } from '@dfinity/candid';

export type Act = { 'enrolment_closed' : null } |
  { 'enrolment_opened' : null } |
  { 'session_ended' : { 'origin' : string } } |
  { 'signed_out_everywhere' : null } |
  { 'device_added' : { 'alias' : string } } |
  { 'device_changed' : { 'alias' : string } } |
  { 'code_wrong' : null } |
  { 'statement_prepared' : { 'origin' : string } } |
  { 'device_removed' : { 'alias' : string } } |
  { 'credential_accepted' : { 'class' : string, 'issuer' : bigint } } |
  { 'credential_removed' : { 'class' : string, 'issuer' : bigint } } |
  {
    'delegation_prepared' : { 'origin' : string, 'expires_at_ns' : Timestamp }
  } |
  { 'device_proposed' : { 'alias' : string } } |
  { 'session_opened' : { 'origin' : string, 'ends_at_ns' : Timestamp } } |
  { 'registered' : null };
export interface Activity {
  'act' : Act,
  'at_ns' : Timestamp,
  /**
   * Alias of the device that signed the call; nothing: the front-end's session key or a device that is not one yet.
   */
  'device' : [] | [string],
  /**
   * From 0; the log keeps the last 200.
   */
  'sequence' : bigint,
}
export interface ActivityRequest {
  'anchor' : UserNumber,
  /**
   * 1 to 100.
   */
  'limit' : number,
  /**
   * Entries before this one; nothing: the latest.
   */
  'before' : [] | [bigint],
}
export interface Anchor {
  'enrolment' : [] | [Enrolment],
  /**
   * Grows with each sign-out everywhere.
   */
  'epoch' : number,
  'credentials' : Array<Credential>,
  'created_at_ns' : Timestamp,
  /**
   * Until then delegations that were issued can still be used at other canisters.
   */
  'delegations_end_at_ns' : [] | [Timestamp],
  'number' : UserNumber,
  'devices' : Array<Device>,
}
/**
 * A fact that an authority attests of a person, such as her national identity number, kept as a commitment alone:
 * SHA-256("indus-credential" || length of the class as one byte || class || salt of 32 bytes || value as UTF-8).
 * Value and salt are known to the authority and to her; this canister never sees them.
 */
export interface Credential {
  'id' : bigint,
  /**
   * Record class of the registry.
   */
  'class' : string,
  /**
   * Organisation of the registry.
   */
  'issuer' : bigint,
  'issued_at_ns' : Timestamp,
  'expires_at_ns' : [] | [Timestamp],
  'withdrawn_at_ns' : [] | [Timestamp],
  'commitment' : Uint8Array,
}
export interface Delegation {
  'pubkey' : PublicKey,
  'targets' : [] | [Array<Principal>],
  'expiration' : Timestamp,
}
/**
 * What the owner sees of a device.
 */
export interface Device {
  /**
   * When it last signed for the anchor.
   */
  'last_used_at_ns' : [] | [Timestamp],
  'added_at_ns' : Timestamp,
  'device' : DeviceData,
  /**
   * Sessions that it opened and that go on.
   */
  'sessions' : number,
  /**
   * Whether it signed this call.
   */
  'current' : boolean,
}
export interface DeviceData {
  /**
   * Name that the owner knows it by.
   */
  'alias' : string,
  /**
   * Origin at which the passkey was made.
   */
  'origin' : [] | [string],
  'protection' : DeviceProtection,
  /**
   * DER.
   */
  'pubkey' : DeviceKey,
  'key_type' : KeyType,
  'aaguid' : [] | [Uint8Array],
  'purpose' : Purpose,
  /**
   * Of a WebAuthn credential.
   */
  'credential_id' : [] | [Uint8Array],
}
export type DeviceKey = PublicKey;
export interface DeviceKeyWithAnchor {
  'pubkey' : DeviceKey,
  'anchor_number' : UserNumber,
}
/**
 * A protected device is changed, replaced or removed by itself alone. Recovery phrases only.
 */
export type DeviceProtection = { 'unprotected' : null } |
  { 'protected' : null };
/**
 * A time in which one further device may be proposed and confirmed.
 */
export interface Enrolment {
  /**
   * Waits for the code that it shows.
   */
  'proposed' : [] | [DeviceData],
  'expires_at_ns' : Timestamp,
}
/**
 * Origin of a front-end, such as "https://example.gov.pk"; 1 to 255 ASCII characters.
 */
export type FrontendHostname = string;
export type GetDelegationResponse = { 'no_such_delegation' : null } |
  { 'signed_delegation' : SignedDelegation };
export interface IdentityInit {
  /**
   * Half-closed range of the anchors of this canister, [from, to); nothing: from 10,000.
   */
  'anchors' : [] | [{ 'to' : bigint, 'from' : bigint }],
  /**
   * The registry whose directory says who may attest credentials; nothing: nobody.
   */
  'registry' : [] | [Principal],
  /**
   * Registrations: one more each `time_per_token_ns`, up to `max_tokens` at once. Nothing: one in 10 seconds, 1,000 at once.
   */
  'register_rate_limit' : [] | [
    { 'max_tokens' : bigint, 'time_per_token_ns' : bigint }
  ],
}
export interface IssueCredential {
  'class' : string,
  /**
   * The person's principal at the issuer's own front-end.
   */
  'holder' : Principal,
  'expires_at_ns' : [] | [Timestamp],
  'commitment' : Uint8Array,
  'organisation' : bigint,
}
export type KeyType = { 'platform' : null } |
  { 'seed_phrase' : null } |
  { 'cross_platform' : null } |
  { 'unknown' : null } |
  { 'browser_storage_key' : null };
export type MethodError = { 'NothingProposed' : { 'anchor' : UserNumber } } |
  {
    'Invalid' : {
      'field' : string,
      'limit' : [] | [bigint],
      'message' : string,
    }
  } |
  {
    /**
     * The call must be signed by the key that it brings.
     */
    'NotKeyHolder' : { 'expected' : Principal }
  } |
  { 'SessionOver' : null } |
  { 'OrganisationSuspended' : { 'organisation' : bigint } } |
  { 'TooMany' : { 'what' : string, 'limit' : bigint } } |
  { 'DirectoryStale' : { 'synced_at_ns' : bigint } } |
  {
    /**
     * An anchor keeps a device.
     */
    'LastDevice' : { 'anchor' : UserNumber }
  } |
  { 'NoSuchDelegation' : null } |
  { 'ProofOfWork' : RegistrationTerms } |
  {
    /**
     * The canister has just started and waits for its salt; a few rounds.
     */
    'NotReady' : null
  } |
  { 'DeviceNotFound' : { 'anchor' : UserNumber } } |
  { 'DeviceProtected' : { 'alias' : string } } |
  { 'EnrolmentClosed' : { 'anchor' : UserNumber } } |
  {
    /**
     * The caller is no device of this anchor.
     */
    'NotDevice' : { 'anchor' : UserNumber }
  } |
  { 'UnknownRecordClass' : { 'code' : string } } |
  { 'NotIssuer' : { 'class' : string, 'organisation' : bigint } } |
  { 'CredentialNotFound' : null } |
  { 'RateLimited' : { 'retry_at_ns' : Timestamp, 'class' : string } } |
  {
    /**
     * None left: the enrolment is closed.
     */
    'WrongCode' : { 'retries_left' : number }
  } |
  { 'Other' : { 'code' : number, 'message' : string } } |
  {
    'RoleRequired' : { 'roles' : Array<Role>, 'organisation' : [] | [bigint] }
  } |
  { 'DeviceAlreadyProposed' : { 'anchor' : UserNumber } } |
  {
    /**
     * The public key or the credential belongs to an anchor already.
     */
    'DeviceTaken' : { 'anchor' : UserNumber }
  } |
  {
    /**
     * Every anchor of this canister is given.
     */
    'CanisterFull' : { 'limit' : bigint }
  } |
  { 'CredentialOver' : { 'at_ns' : Timestamp } } |
  { 'AnonymousCaller' : null };
export interface PreparedDelegation {
  'user_key' : UserKey,
  'expiration' : Timestamp,
}
export interface PreparedStatement {
  'user_key' : UserKey,
  /**
   * The signed bytes: Candid of `Statement`.
   */
  'statement' : Uint8Array,
  /**
   * For a credential: opens its blinded commitment, SHA-256(blind || commitment). Another for each front-end.
   */
  'blind' : [] | [Uint8Array],
}
export type PublicKey = Uint8Array;
export type Purpose = { 'authentication' : null } |
  { 'recovery' : null };
export interface Register {
  'challenge' : Uint8Array,
  'device' : DeviceData,
  'nonce' : bigint,
}
/**
 * What registering takes now: a nonce such that SHA-256(challenge || public key || nonce as 8 bytes, big-endian) begins with
 * that many zero bits. None are asked for while registrations are few.
 */
export interface RegistrationTerms {
  'challenge' : Uint8Array,
  'expires_at_ns' : Timestamp,
  'zero_bits' : number,
}
export type Role = { 'admin' : null } |
  { 'judge' : null } |
  { 'auditor' : null } |
  { 'data_protection' : null } |
  { 'officer' : null } |
  { 'developer' : null };
export interface Session {
  'id' : bigint,
  'renewed_at_ns' : Timestamp,
  'origin' : FrontendHostname,
  'opened_at_ns' : Timestamp,
  /**
   * The device that opened it.
   */
  'device' : DeviceKey,
  'ends_at_ns' : Timestamp,
}
/**
 * A session is a sign-in that can be ended: the front-end holds short delegations and has them renewed with its session key.
 */
export interface SessionDelegation {
  'user_key' : UserKey,
  /**
   * Of the delegation that is now prepared.
   */
  'expiration' : Timestamp,
  /**
   * Of the session: no delegation reaches beyond.
   */
  'ends_at_ns' : Timestamp,
}
export type SessionKey = PublicKey;
/**
 * Who signs in where, with which key. Times to live are 30 days at most.
 */
export interface SignIn {
  'session_key' : SessionKey,
  'origin' : FrontendHostname,
  'anchor' : UserNumber,
  /**
   * Nothing: 30 minutes for a delegation, 8 hours for a session.
   */
  'max_time_to_live' : [] | [bigint],
}
export interface SignedDelegation {
  'signature' : Uint8Array,
  'delegation' : Delegation,
}
export interface Statement {
  'tells' : {
      /**
       * Times are those of the beginning of a day.
       */
      'credential' : {
        'blinded_commitment' : Uint8Array,
        'class' : string,
        'issuer' : bigint,
        'issued_at_ns' : Timestamp,
        'expires_at_ns' : [] | [Timestamp],
      }
    } |
    { 'same_person' : { 'subject' : Principal, 'origin' : FrontendHostname } },
  'subject' : Principal,
  'origin' : FrontendHostname,
  'issued_at_ns' : Timestamp,
  'expires_at_ns' : Timestamp,
}
/**
 * What is told to a front-end by the person's choice, signed by this canister for her principal there.
 */
export interface StatementRequest {
  'tells' : {
      /**
       * She holds this credential.
       */
      'credential' : { 'id' : bigint }
    } |
    {
      /**
       * She is also this principal at another front-end.
       */
      'same_person' : { 'origin' : FrontendHostname }
    },
  /**
   * Whom it is for: her principal at this front-end is its subject.
   */
  'origin' : FrontendHostname,
  'anchor' : UserNumber,
}
export type Timestamp = bigint;
export type UserKey = PublicKey;
export type UserNumber = bigint;
export interface _SERVICE {
  /**
   * Takes what was issued to her principal at this front-end to her anchor.
   */
  'accept_credential' : ActorMethod<
    [{ 'id' : bigint, 'origin' : FrontendHostname, 'anchor' : UserNumber }],
    { 'Ok' : Credential } |
      { 'Err' : MethodError }
  >,
  'add_device' : ActorMethod<
    [{ 'anchor' : UserNumber, 'device' : DeviceData }],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  'close_enrolment' : ActorMethod<
    [UserNumber],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  /**
   * Signed by the session key.
   */
  'close_session' : ActorMethod<
    [UserKey],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  /**
   * Signed by a device of the anchor.
   */
  'confirm_device' : ActorMethod<
    [{ 'code' : string, 'anchor' : UserNumber }],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  /**
   * As `prepare_delegation`, with refusals in words; fetched by `get_delegation`.
   */
  'delegate' : ActorMethod<
    [SignIn],
    { 'Ok' : PreparedDelegation } |
      { 'Err' : MethodError }
  >,
  'end_session' : ActorMethod<
    [{ 'anchor' : UserNumber, 'session' : bigint }],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  /**
   * Within a minute of `prepare_delegation`.
   */
  'get_delegation' : ActorMethod<
    [UserNumber, FrontendHostname, SessionKey, Timestamp],
    GetDelegationResponse
  >,
  'get_principal' : ActorMethod<[UserNumber, FrontendHostname], Principal>,
  /**
   * Signed by the session key.
   */
  'get_session_delegation' : ActorMethod<
    [UserKey, Timestamp],
    { 'Ok' : SignedDelegation } |
      { 'Err' : MethodError }
  >,
  /**
   * Within a minute: the canister's signature over the byte 15, "indus-statement" and the bytes of the statement.
   */
  'get_statement' : ActorMethod<
    [
      {
        'statement' : Uint8Array,
        'origin' : FrontendHostname,
        'anchor' : UserNumber,
      },
    ],
    { 'Ok' : Uint8Array } |
      { 'Err' : MethodError }
  >,
  /**
   * Officers of an organisation that issues the class.
   */
  'issue_credential' : ActorMethod<
    [IssueCredential],
    { 'Ok' : { 'id' : bigint } } |
      { 'Err' : MethodError }
  >,
  'list_activity' : ActorMethod<
    [ActivityRequest],
    { 'Ok' : Array<Activity> } |
      { 'Err' : MethodError }
  >,
  'list_sessions' : ActorMethod<
    [UserNumber],
    { 'Ok' : Array<Session> } |
      { 'Err' : MethodError }
  >,
  /**
   * Devices of an anchor, without aliases; anyone.
   */
  'lookup' : ActorMethod<[UserNumber], Array<DeviceData>>,
  /**
   * The anchor whose recovery device signs the call.
   */
  'lookup_caller_identity_by_recovery_phrase' : ActorMethod<
    [],
    [] | [UserNumber]
  >,
  /**
   * The anchor of a discoverable passkey; anyone.
   */
  'lookup_device_key' : ActorMethod<[Uint8Array], [] | [DeviceKeyWithAnchor]>,
  'open_enrolment' : ActorMethod<
    [UserNumber],
    { 'Ok' : { 'expires_at_ns' : Timestamp } } |
      { 'Err' : MethodError }
  >,
  /**
   * Signed by a device. Its first delegation is fetched by `get_delegation`, or by the session key.
   */
  'open_session' : ActorMethod<
    [SignIn],
    { 'Ok' : SessionDelegation } |
      { 'Err' : MethodError }
  >,
  'prepare_delegation' : ActorMethod<
    [UserNumber, FrontendHostname, SessionKey, [] | [bigint]],
    [UserKey, Timestamp]
  >,
  'prepare_statement' : ActorMethod<
    [StatementRequest],
    { 'Ok' : PreparedStatement } |
      { 'Err' : MethodError }
  >,
  /**
   * Signed by the new device; it shows the code of six digits.
   */
  'propose_device' : ActorMethod<
    [{ 'anchor' : UserNumber, 'device' : DeviceData }],
    { 'Ok' : { 'code' : string, 'expires_at_ns' : Timestamp } } |
      { 'Err' : MethodError }
  >,
  'protect_device' : ActorMethod<
    [
      {
        'anchor' : UserNumber,
        'protection' : DeviceProtection,
        'pubkey' : DeviceKey,
      },
    ],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  'read_anchor' : ActorMethod<
    [UserNumber],
    { 'Ok' : Anchor } |
      { 'Err' : MethodError }
  >,
  /**
   * Signed by the device that it brings.
   */
  'register' : ActorMethod<
    [Register],
    { 'Ok' : { 'anchor' : UserNumber } } |
      { 'Err' : MethodError }
  >,
  'registration_terms' : ActorMethod<
    [],
    { 'Ok' : RegistrationTerms } |
      { 'Err' : MethodError }
  >,
  /**
   * The registry tells that its directory changed.
   */
  'registry_changed' : ActorMethod<[bigint], undefined>,
  'remove_credential' : ActorMethod<
    [{ 'id' : bigint, 'anchor' : UserNumber }],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  /**
   * From now on it prepares no delegation, and its sessions are over.
   */
  'remove_device' : ActorMethod<
    [{ 'anchor' : UserNumber, 'pubkey' : DeviceKey }],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  'rename_device' : ActorMethod<
    [{ 'alias' : string, 'anchor' : UserNumber, 'pubkey' : DeviceKey }],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  /**
   * Signed by the session key itself, not by its delegation: the next short delegation. The front-end names its principal by
   * its key, so that it need not know the anchor.
   */
  'renew_session' : ActorMethod<
    [UserKey],
    { 'Ok' : SessionDelegation } |
      { 'Err' : MethodError }
  >,
  /**
   * One goes, the other comes; for a new recovery phrase.
   */
  'replace_device' : ActorMethod<
    [{ 'anchor' : UserNumber, 'pubkey' : DeviceKey, 'device' : DeviceData }],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
  /**
   * Ends every session and enrolment. Delegations that were issued end by themselves: sessions' within 15 minutes.
   */
  'sign_out_everywhere' : ActorMethod<
    [UserNumber],
    {
        'Ok' : { 'epoch' : number, 'delegations_end_at_ns' : [] | [Timestamp] }
      } |
      { 'Err' : MethodError }
  >,
  'withdraw_credential' : ActorMethod<
    [{ 'id' : bigint, 'organisation' : bigint }],
    { 'Ok' : null } |
      { 'Err' : MethodError }
  >,
}
export const idlFactory: IDL.InterfaceFactory = ({ IDL }) => {
  const IdentityInit = IDL.Record({
    'anchors' : IDL.Opt(IDL.Record({ 'to' : IDL.Nat64, 'from' : IDL.Nat64 })),
    'registry' : IDL.Opt(IDL.Principal),
    'register_rate_limit' : IDL.Opt(
      IDL.Record({ 'max_tokens' : IDL.Nat64, 'time_per_token_ns' : IDL.Nat64 })
    ),
  });
  const FrontendHostname = IDL.Text;
  const UserNumber = IDL.Nat64;
  const Timestamp = IDL.Nat64;
  const Credential = IDL.Record({
    'id' : IDL.Nat64,
    'class' : IDL.Text,
    'issuer' : IDL.Nat64,
    'issued_at_ns' : Timestamp,
    'expires_at_ns' : IDL.Opt(Timestamp),
    'withdrawn_at_ns' : IDL.Opt(Timestamp),
    'commitment' : IDL.Vec(IDL.Nat8),
  });
  const RegistrationTerms = IDL.Record({
    'challenge' : IDL.Vec(IDL.Nat8),
    'expires_at_ns' : Timestamp,
    'zero_bits' : IDL.Nat8,
  });
  const Role = IDL.Variant({
    'admin' : IDL.Null,
    'judge' : IDL.Null,
    'auditor' : IDL.Null,
    'data_protection' : IDL.Null,
    'officer' : IDL.Null,
    'developer' : IDL.Null,
  });
  const MethodError = IDL.Variant({
    'NothingProposed' : IDL.Record({ 'anchor' : UserNumber }),
    'Invalid' : IDL.Record({
      'field' : IDL.Text,
      'limit' : IDL.Opt(IDL.Nat64),
      'message' : IDL.Text,
    }),
    'NotKeyHolder' : IDL.Record({ 'expected' : IDL.Principal }),
    'SessionOver' : IDL.Null,
    'OrganisationSuspended' : IDL.Record({ 'organisation' : IDL.Nat64 }),
    'TooMany' : IDL.Record({ 'what' : IDL.Text, 'limit' : IDL.Nat64 }),
    'DirectoryStale' : IDL.Record({ 'synced_at_ns' : IDL.Nat64 }),
    'LastDevice' : IDL.Record({ 'anchor' : UserNumber }),
    'NoSuchDelegation' : IDL.Null,
    'ProofOfWork' : RegistrationTerms,
    'NotReady' : IDL.Null,
    'DeviceNotFound' : IDL.Record({ 'anchor' : UserNumber }),
    'DeviceProtected' : IDL.Record({ 'alias' : IDL.Text }),
    'EnrolmentClosed' : IDL.Record({ 'anchor' : UserNumber }),
    'NotDevice' : IDL.Record({ 'anchor' : UserNumber }),
    'UnknownRecordClass' : IDL.Record({ 'code' : IDL.Text }),
    'NotIssuer' : IDL.Record({
      'class' : IDL.Text,
      'organisation' : IDL.Nat64,
    }),
    'CredentialNotFound' : IDL.Null,
    'RateLimited' : IDL.Record({
      'retry_at_ns' : Timestamp,
      'class' : IDL.Text,
    }),
    'WrongCode' : IDL.Record({ 'retries_left' : IDL.Nat8 }),
    'Other' : IDL.Record({ 'code' : IDL.Nat32, 'message' : IDL.Text }),
    'RoleRequired' : IDL.Record({
      'roles' : IDL.Vec(Role),
      'organisation' : IDL.Opt(IDL.Nat64),
    }),
    'DeviceAlreadyProposed' : IDL.Record({ 'anchor' : UserNumber }),
    'DeviceTaken' : IDL.Record({ 'anchor' : UserNumber }),
    'CanisterFull' : IDL.Record({ 'limit' : IDL.Nat64 }),
    'CredentialOver' : IDL.Record({ 'at_ns' : Timestamp }),
    'AnonymousCaller' : IDL.Null,
  });
  const DeviceProtection = IDL.Variant({
    'unprotected' : IDL.Null,
    'protected' : IDL.Null,
  });
  const PublicKey = IDL.Vec(IDL.Nat8);
  const DeviceKey = PublicKey;
  const KeyType = IDL.Variant({
    'platform' : IDL.Null,
    'seed_phrase' : IDL.Null,
    'cross_platform' : IDL.Null,
    'unknown' : IDL.Null,
    'browser_storage_key' : IDL.Null,
  });
  const Purpose = IDL.Variant({
    'authentication' : IDL.Null,
    'recovery' : IDL.Null,
  });
  const DeviceData = IDL.Record({
    'alias' : IDL.Text,
    'origin' : IDL.Opt(IDL.Text),
    'protection' : DeviceProtection,
    'pubkey' : DeviceKey,
    'key_type' : KeyType,
    'aaguid' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'purpose' : Purpose,
    'credential_id' : IDL.Opt(IDL.Vec(IDL.Nat8)),
  });
  const UserKey = PublicKey;
  const SessionKey = PublicKey;
  const SignIn = IDL.Record({
    'session_key' : SessionKey,
    'origin' : FrontendHostname,
    'anchor' : UserNumber,
    'max_time_to_live' : IDL.Opt(IDL.Nat64),
  });
  const PreparedDelegation = IDL.Record({
    'user_key' : UserKey,
    'expiration' : Timestamp,
  });
  const Delegation = IDL.Record({
    'pubkey' : PublicKey,
    'targets' : IDL.Opt(IDL.Vec(IDL.Principal)),
    'expiration' : Timestamp,
  });
  const SignedDelegation = IDL.Record({
    'signature' : IDL.Vec(IDL.Nat8),
    'delegation' : Delegation,
  });
  const GetDelegationResponse = IDL.Variant({
    'no_such_delegation' : IDL.Null,
    'signed_delegation' : SignedDelegation,
  });
  const IssueCredential = IDL.Record({
    'class' : IDL.Text,
    'holder' : IDL.Principal,
    'expires_at_ns' : IDL.Opt(Timestamp),
    'commitment' : IDL.Vec(IDL.Nat8),
    'organisation' : IDL.Nat64,
  });
  const ActivityRequest = IDL.Record({
    'anchor' : UserNumber,
    'limit' : IDL.Nat32,
    'before' : IDL.Opt(IDL.Nat64),
  });
  const Act = IDL.Variant({
    'enrolment_closed' : IDL.Null,
    'enrolment_opened' : IDL.Null,
    'session_ended' : IDL.Record({ 'origin' : IDL.Text }),
    'signed_out_everywhere' : IDL.Null,
    'device_added' : IDL.Record({ 'alias' : IDL.Text }),
    'device_changed' : IDL.Record({ 'alias' : IDL.Text }),
    'code_wrong' : IDL.Null,
    'statement_prepared' : IDL.Record({ 'origin' : IDL.Text }),
    'device_removed' : IDL.Record({ 'alias' : IDL.Text }),
    'credential_accepted' : IDL.Record({
      'class' : IDL.Text,
      'issuer' : IDL.Nat64,
    }),
    'credential_removed' : IDL.Record({
      'class' : IDL.Text,
      'issuer' : IDL.Nat64,
    }),
    'delegation_prepared' : IDL.Record({
      'origin' : IDL.Text,
      'expires_at_ns' : Timestamp,
    }),
    'device_proposed' : IDL.Record({ 'alias' : IDL.Text }),
    'session_opened' : IDL.Record({
      'origin' : IDL.Text,
      'ends_at_ns' : Timestamp,
    }),
    'registered' : IDL.Null,
  });
  const Activity = IDL.Record({
    'act' : Act,
    'at_ns' : Timestamp,
    'device' : IDL.Opt(IDL.Text),
    'sequence' : IDL.Nat64,
  });
  const Session = IDL.Record({
    'id' : IDL.Nat64,
    'renewed_at_ns' : Timestamp,
    'origin' : FrontendHostname,
    'opened_at_ns' : Timestamp,
    'device' : DeviceKey,
    'ends_at_ns' : Timestamp,
  });
  const DeviceKeyWithAnchor = IDL.Record({
    'pubkey' : DeviceKey,
    'anchor_number' : UserNumber,
  });
  const SessionDelegation = IDL.Record({
    'user_key' : UserKey,
    'expiration' : Timestamp,
    'ends_at_ns' : Timestamp,
  });
  const StatementRequest = IDL.Record({
    'tells' : IDL.Variant({
      'credential' : IDL.Record({ 'id' : IDL.Nat64 }),
      'same_person' : IDL.Record({ 'origin' : FrontendHostname }),
    }),
    'origin' : FrontendHostname,
    'anchor' : UserNumber,
  });
  const PreparedStatement = IDL.Record({
    'user_key' : UserKey,
    'statement' : IDL.Vec(IDL.Nat8),
    'blind' : IDL.Opt(IDL.Vec(IDL.Nat8)),
  });
  const Enrolment = IDL.Record({
    'proposed' : IDL.Opt(DeviceData),
    'expires_at_ns' : Timestamp,
  });
  const Device = IDL.Record({
    'last_used_at_ns' : IDL.Opt(Timestamp),
    'added_at_ns' : Timestamp,
    'device' : DeviceData,
    'sessions' : IDL.Nat32,
    'current' : IDL.Bool,
  });
  const Anchor = IDL.Record({
    'enrolment' : IDL.Opt(Enrolment),
    'epoch' : IDL.Nat32,
    'credentials' : IDL.Vec(Credential),
    'created_at_ns' : Timestamp,
    'delegations_end_at_ns' : IDL.Opt(Timestamp),
    'number' : UserNumber,
    'devices' : IDL.Vec(Device),
  });
  const Register = IDL.Record({
    'challenge' : IDL.Vec(IDL.Nat8),
    'device' : DeviceData,
    'nonce' : IDL.Nat64,
  });
  
  return IDL.Service({
    'accept_credential' : IDL.Func(
        [
          IDL.Record({
            'id' : IDL.Nat64,
            'origin' : FrontendHostname,
            'anchor' : UserNumber,
          }),
        ],
        [IDL.Variant({ 'Ok' : Credential, 'Err' : MethodError })],
        [],
      ),
    'add_device' : IDL.Func(
        [IDL.Record({ 'anchor' : UserNumber, 'device' : DeviceData })],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'close_enrolment' : IDL.Func(
        [UserNumber],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'close_session' : IDL.Func(
        [UserKey],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'confirm_device' : IDL.Func(
        [IDL.Record({ 'code' : IDL.Text, 'anchor' : UserNumber })],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'delegate' : IDL.Func(
        [SignIn],
        [IDL.Variant({ 'Ok' : PreparedDelegation, 'Err' : MethodError })],
        [],
      ),
    'end_session' : IDL.Func(
        [IDL.Record({ 'anchor' : UserNumber, 'session' : IDL.Nat64 })],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'get_delegation' : IDL.Func(
        [UserNumber, FrontendHostname, SessionKey, Timestamp],
        [GetDelegationResponse],
        ['query'],
      ),
    'get_principal' : IDL.Func(
        [UserNumber, FrontendHostname],
        [IDL.Principal],
        ['query'],
      ),
    'get_session_delegation' : IDL.Func(
        [UserKey, Timestamp],
        [IDL.Variant({ 'Ok' : SignedDelegation, 'Err' : MethodError })],
        ['query'],
      ),
    'get_statement' : IDL.Func(
        [
          IDL.Record({
            'statement' : IDL.Vec(IDL.Nat8),
            'origin' : FrontendHostname,
            'anchor' : UserNumber,
          }),
        ],
        [IDL.Variant({ 'Ok' : IDL.Vec(IDL.Nat8), 'Err' : MethodError })],
        ['query'],
      ),
    'issue_credential' : IDL.Func(
        [IssueCredential],
        [
          IDL.Variant({
            'Ok' : IDL.Record({ 'id' : IDL.Nat64 }),
            'Err' : MethodError,
          }),
        ],
        [],
      ),
    'list_activity' : IDL.Func(
        [ActivityRequest],
        [IDL.Variant({ 'Ok' : IDL.Vec(Activity), 'Err' : MethodError })],
        [],
      ),
    'list_sessions' : IDL.Func(
        [UserNumber],
        [IDL.Variant({ 'Ok' : IDL.Vec(Session), 'Err' : MethodError })],
        [],
      ),
    'lookup' : IDL.Func([UserNumber], [IDL.Vec(DeviceData)], ['query']),
    'lookup_caller_identity_by_recovery_phrase' : IDL.Func(
        [],
        [IDL.Opt(UserNumber)],
        [],
      ),
    'lookup_device_key' : IDL.Func(
        [IDL.Vec(IDL.Nat8)],
        [IDL.Opt(DeviceKeyWithAnchor)],
        ['query'],
      ),
    'open_enrolment' : IDL.Func(
        [UserNumber],
        [
          IDL.Variant({
            'Ok' : IDL.Record({ 'expires_at_ns' : Timestamp }),
            'Err' : MethodError,
          }),
        ],
        [],
      ),
    'open_session' : IDL.Func(
        [SignIn],
        [IDL.Variant({ 'Ok' : SessionDelegation, 'Err' : MethodError })],
        [],
      ),
    'prepare_delegation' : IDL.Func(
        [UserNumber, FrontendHostname, SessionKey, IDL.Opt(IDL.Nat64)],
        [UserKey, Timestamp],
        [],
      ),
    'prepare_statement' : IDL.Func(
        [StatementRequest],
        [IDL.Variant({ 'Ok' : PreparedStatement, 'Err' : MethodError })],
        [],
      ),
    'propose_device' : IDL.Func(
        [IDL.Record({ 'anchor' : UserNumber, 'device' : DeviceData })],
        [
          IDL.Variant({
            'Ok' : IDL.Record({
              'code' : IDL.Text,
              'expires_at_ns' : Timestamp,
            }),
            'Err' : MethodError,
          }),
        ],
        [],
      ),
    'protect_device' : IDL.Func(
        [
          IDL.Record({
            'anchor' : UserNumber,
            'protection' : DeviceProtection,
            'pubkey' : DeviceKey,
          }),
        ],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'read_anchor' : IDL.Func(
        [UserNumber],
        [IDL.Variant({ 'Ok' : Anchor, 'Err' : MethodError })],
        [],
      ),
    'register' : IDL.Func(
        [Register],
        [
          IDL.Variant({
            'Ok' : IDL.Record({ 'anchor' : UserNumber }),
            'Err' : MethodError,
          }),
        ],
        [],
      ),
    'registration_terms' : IDL.Func(
        [],
        [IDL.Variant({ 'Ok' : RegistrationTerms, 'Err' : MethodError })],
        ['query'],
      ),
    'registry_changed' : IDL.Func([IDL.Nat64], [], []),
    'remove_credential' : IDL.Func(
        [IDL.Record({ 'id' : IDL.Nat64, 'anchor' : UserNumber })],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'remove_device' : IDL.Func(
        [IDL.Record({ 'anchor' : UserNumber, 'pubkey' : DeviceKey })],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'rename_device' : IDL.Func(
        [
          IDL.Record({
            'alias' : IDL.Text,
            'anchor' : UserNumber,
            'pubkey' : DeviceKey,
          }),
        ],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'renew_session' : IDL.Func(
        [UserKey],
        [IDL.Variant({ 'Ok' : SessionDelegation, 'Err' : MethodError })],
        [],
      ),
    'replace_device' : IDL.Func(
        [
          IDL.Record({
            'anchor' : UserNumber,
            'pubkey' : DeviceKey,
            'device' : DeviceData,
          }),
        ],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
    'sign_out_everywhere' : IDL.Func(
        [UserNumber],
        [
          IDL.Variant({
            'Ok' : IDL.Record({
              'epoch' : IDL.Nat32,
              'delegations_end_at_ns' : IDL.Opt(Timestamp),
            }),
            'Err' : MethodError,
          }),
        ],
        [],
      ),
    'withdraw_credential' : IDL.Func(
        [IDL.Record({ 'id' : IDL.Nat64, 'organisation' : IDL.Nat64 })],
        [IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError })],
        [],
      ),
  });
};

export const init: (args: { IDL: typeof IDL }) => IDL.Type[] = ({ IDL }) => {
  const IdentityInit = IDL.Record({
    'anchors' : IDL.Opt(IDL.Record({ 'to' : IDL.Nat64, 'from' : IDL.Nat64 })),
    'registry' : IDL.Opt(IDL.Principal),
    'register_rate_limit' : IDL.Opt(
      IDL.Record({ 'max_tokens' : IDL.Nat64, 'time_per_token_ns' : IDL.Nat64 })
    ),
  });
  
  return [IDL.Opt(IdentityInit)];
};
