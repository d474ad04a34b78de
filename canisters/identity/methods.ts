import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { methodTable } from '@indus/kit/endpoint';
import type { AcceptCredential } from './accept-credential.ts';
import { Activity } from './activity.ts';
import { Anchor } from './anchor.ts';
import type { NamedDevice } from './change-device.ts';
import type { ConfirmDevice } from './confirm-device.ts';
import { Credential } from './credential.ts';
import { SignedDelegation } from './delegation.ts';
import { DeviceData, DeviceProtection } from './device.ts';
import type { DeviceOfAnchor } from './enrolment.ts';
import type { IssueCredential } from './issue-credential.ts';
import { REQUEST_SIZE_BYTES_MAX } from './limits.ts';
import type { DeviceKeyWithAnchor } from './lookup.ts';
import { MethodError } from './method-error.ts';
import type { SessionDelegation } from './open-session.ts';
import type {
  GetDelegation,
  GetDelegationResponse,
  PreparedDelegation,
  PrepareDelegation,
  SignIn,
} from './prepare-delegation.ts';
import type { PreparedStatement, StatementRequest } from './prepare-statement.ts';
import type { ActivityRequest } from './read-anchor.ts';
import { RegistrationTerms } from './registration-terms.ts';
import type { Register } from './register.ts';
import { Session } from './session.ts';

const { update, query, resultOf } = methodTable(MethodError, REQUEST_SIZE_BYTES_MAX);
const Blob = IDL.Vec(IDL.Nat8);
const OfAnchor = { anchor: IDL.Nat64 };
const OfDevice = { ...OfAnchor, pubkey: Blob };
const NewDevice = IDL.Record({ ...OfAnchor, device: DeviceData });
const SessionDelegationType = IDL.Record({
  user_key: Blob,
  expiration: IDL.Nat64,
  ends_at_ns: IDL.Nat64,
});
const SignInType = IDL.Record({
  ...OfAnchor,
  origin: IDL.Text,
  session_key: Blob,
  max_time_to_live: IDL.Opt(IDL.Nat64),
});
const Tells = IDL.Variant({
  credential: IDL.Record({ id: IDL.Nat64 }),
  same_person: IDL.Record({ origin: IDL.Text }),
});

/** What `prepare_delegation` answers: two values. */
export const PREPARED_DELEGATION: [IDL.Type, IDL.Type] = [Blob, IDL.Nat64];

/** Methods as Internet Identity has them: their answers are plain. */
export const PLAIN_METHODS = {
  lookup: query<[bigint], DeviceData[]>([IDL.Nat64], IDL.Vec(DeviceData)),
  lookup_device_key: query<[Uint8Array], [] | [DeviceKeyWithAnchor]>(
    [Blob],
    IDL.Opt(IDL.Record({ pubkey: Blob, anchor_number: IDL.Nat64 })),
  ),
  lookup_caller_identity_by_recovery_phrase: update<[], [] | [bigint]>([], IDL.Opt(IDL.Nat64)),
  get_principal: query<[bigint, string], Principal>([IDL.Nat64, IDL.Text], IDL.Principal),
  // Answers two values, which the door encodes itself: `PREPARED_DELEGATION`.
  prepare_delegation: update<PrepareDelegation, PreparedDelegation>(
    [IDL.Nat64, IDL.Text, Blob, IDL.Opt(IDL.Nat64)],
    IDL.Null,
  ),
  get_delegation: query<GetDelegation, GetDelegationResponse>(
    [IDL.Nat64, IDL.Text, Blob, IDL.Nat64],
    IDL.Variant({ signed_delegation: SignedDelegation, no_such_delegation: IDL.Null }),
  ),
} as const;

/** Methods that answer `variant { Ok; Err }`, as declared and as guarded. */
export const METHODS = {
  registration_terms: query<[], RegistrationTerms>([], resultOf(RegistrationTerms)),
  register: update<[Register], { anchor: bigint }>(
    [IDL.Record({ device: DeviceData, challenge: Blob, nonce: IDL.Nat64 })],
    resultOf(IDL.Record(OfAnchor)),
  ),
  read_anchor: update<[bigint], Anchor>([IDL.Nat64], resultOf(Anchor)),
  list_activity: update<[ActivityRequest], Activity[]>(
    [IDL.Record({ ...OfAnchor, before: IDL.Opt(IDL.Nat64), limit: IDL.Nat32 })],
    resultOf(IDL.Vec(Activity)),
  ),
  add_device: update<[DeviceOfAnchor], null>([NewDevice], resultOf(IDL.Null)),
  rename_device: update<[NamedDevice & { readonly alias: string }], null>(
    [IDL.Record({ ...OfDevice, alias: IDL.Text })],
    resultOf(IDL.Null),
  ),
  protect_device: update<[NamedDevice & { readonly protection: DeviceProtection }], null>(
    [IDL.Record({ ...OfDevice, protection: DeviceProtection })],
    resultOf(IDL.Null),
  ),
  replace_device: update<[NamedDevice & { readonly device: DeviceData }], null>(
    [IDL.Record({ ...OfDevice, device: DeviceData })],
    resultOf(IDL.Null),
  ),
  remove_device: update<[NamedDevice], null>([IDL.Record(OfDevice)], resultOf(IDL.Null)),
  open_enrolment: update<[bigint], { expires_at_ns: bigint }>(
    [IDL.Nat64],
    resultOf(IDL.Record({ expires_at_ns: IDL.Nat64 })),
  ),
  close_enrolment: update<[bigint], null>([IDL.Nat64], resultOf(IDL.Null)),
  propose_device: update<[DeviceOfAnchor], { code: string; expires_at_ns: bigint }>(
    [NewDevice],
    resultOf(IDL.Record({ code: IDL.Text, expires_at_ns: IDL.Nat64 })),
  ),
  confirm_device: update<[ConfirmDevice], null>(
    [IDL.Record({ ...OfAnchor, code: IDL.Text })],
    resultOf(IDL.Null),
  ),
  delegate: update<[SignIn], { user_key: Uint8Array; expiration: bigint }>(
    [SignInType],
    resultOf(IDL.Record({ user_key: Blob, expiration: IDL.Nat64 })),
  ),
  open_session: update<[SignIn], SessionDelegation>([SignInType], resultOf(SessionDelegationType)),
  renew_session: update<[Uint8Array], SessionDelegation>([Blob], resultOf(SessionDelegationType)),
  get_session_delegation: query<[Uint8Array, bigint], SignedDelegation>(
    [Blob, IDL.Nat64],
    resultOf(SignedDelegation),
  ),
  close_session: update<[Uint8Array], null>([Blob], resultOf(IDL.Null)),
  list_sessions: update<[bigint], Session[]>([IDL.Nat64], resultOf(IDL.Vec(Session))),
  end_session: update<[{ readonly anchor: bigint; readonly session: bigint }], null>(
    [IDL.Record({ ...OfAnchor, session: IDL.Nat64 })],
    resultOf(IDL.Null),
  ),
  sign_out_everywhere: update<[bigint], { epoch: number; delegations_end_at_ns: [] | [bigint] }>(
    [IDL.Nat64],
    resultOf(IDL.Record({ epoch: IDL.Nat32, delegations_end_at_ns: IDL.Opt(IDL.Nat64) })),
  ),
  issue_credential: update<[IssueCredential], { id: bigint }>(
    [
      IDL.Record({
        holder: IDL.Principal,
        class: IDL.Text,
        organisation: IDL.Nat64,
        commitment: Blob,
        expires_at_ns: IDL.Opt(IDL.Nat64),
      }),
    ],
    resultOf(IDL.Record({ id: IDL.Nat64 })),
  ),
  withdraw_credential: update<[{ readonly id: bigint; readonly organisation: bigint }], null>(
    [IDL.Record({ id: IDL.Nat64, organisation: IDL.Nat64 })],
    resultOf(IDL.Null),
  ),
  accept_credential: update<[AcceptCredential], Credential>(
    [IDL.Record({ ...OfAnchor, origin: IDL.Text, id: IDL.Nat64 })],
    resultOf(Credential),
  ),
  remove_credential: update<[{ readonly anchor: bigint; readonly id: bigint }], null>(
    [IDL.Record({ ...OfAnchor, id: IDL.Nat64 })],
    resultOf(IDL.Null),
  ),
  prepare_statement: update<[StatementRequest], PreparedStatement>(
    [IDL.Record({ ...OfAnchor, origin: IDL.Text, tells: Tells })],
    resultOf(IDL.Record({ user_key: Blob, statement: Blob, blind: IDL.Opt(Blob) })),
  ),
  get_statement: query<
    [{ readonly anchor: bigint; readonly origin: string; readonly statement: Uint8Array }],
    Uint8Array
  >([IDL.Record({ ...OfAnchor, origin: IDL.Text, statement: Blob })], resultOf(Blob)),
} as const;
