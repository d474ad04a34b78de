import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';
import { Detail, Language } from './codes.ts';
import { ConsentMode, ConsentTerms } from './consent.ts';
import { AlgorithmUse, Factor } from './decision.ts';
import { DelegateAct } from './delegate-grant.ts';
import { Basis } from './ledger-entry.ts';
import { Right } from './ticket.ts';

/** Kinds of item; each kind's ids are dense from 1, and the subject's head says how many there are. */
export type ItemKind = Plain<
  'held_record' | 'consent' | 'ticket' | 'grant' | 'decision' | 'notice' | 'break_glass_use'
>;

/** Which items of one kind to list. */
export interface ItemPageRequest {
  readonly subject: Principal;
  readonly kind: ItemKind;
  readonly cursor: [] | [Uint8Array];
  /** 1 to 50; newest first. */
  readonly limit: number;
}

/** Names one version of a record. */
export interface BodyName {
  readonly id: bigint;
  readonly version: number;
}

/** Which leaves of the ledger to list. */
export interface LedgerRequest {
  readonly subject: Principal;
  /** Position of the first entry. */
  readonly from: bigint;
  /** 1 to 50. */
  readonly limit: number;
}

/** The path proves that `first` entries are the beginning of `second` (absent: as the head says), RFC 6962, 2.1.2. */
export interface LedgerConsistencyRequest {
  readonly subject: Principal;
  readonly first: bigint;
  readonly second: [] | [bigint];
}

/** Uses within a time, both ends inclusive. */
export interface FindUsageRequest {
  readonly subject: Principal;
  readonly from_ns: bigint;
  readonly to_ns: bigint;
  readonly cursor: [] | [Uint8Array];
}

/** The public log of a bucket: the hash of every ledger leaf of its subjects, in order, without saying whose. */
export interface BucketLogRequest {
  readonly bucket: number;
  readonly from: bigint;
  readonly limit: number;
}

/** Which two sizes of the log to tie together. */
export interface BucketConsistencyRequest {
  readonly bucket: number;
  readonly first: bigint;
  readonly second: [] | [bigint];
}

/** A new record. */
export interface IssueRequest {
  readonly subject: Principal;
  readonly class: string;
  readonly detail: Detail;
  readonly from_ns: bigint;
  readonly to_ns: bigint;
  readonly media_type: string;
  readonly body: Uint8Array;
  readonly organisation: bigint;
  readonly on_behalf_of: [] | [string];
  /** 1 to 64 bytes: the same request again answers what it answered before. */
  readonly idempotency_key: Uint8Array;
}

/** A new version of a record. */
export interface AmendRequest {
  readonly subject: Principal;
  readonly record_id: bigint;
  readonly from_ns: bigint;
  readonly to_ns: bigint;
  readonly media_type: string;
  readonly body: Uint8Array;
  /** 1 to 1,000 characters. */
  readonly reason: string;
  readonly organisation: bigint;
  readonly on_behalf_of: [] | [string];
  readonly idempotency_key: Uint8Array;
}

/** What to read, and on what ground. */
export interface ReadRequest {
  readonly subject: Principal;
  readonly basis: Basis;
  /** Code of the purpose; absent only for a delegate. */
  readonly purpose: [] | [string];
  /** Organisation for which the caller reads; absent only for a delegate. */
  readonly organisation: [] | [bigint];
  readonly on_behalf_of: [] | [string];
  readonly mode: ConsentMode;
  /** 1 to 20 classes. */
  readonly record_classes: readonly string[];
  readonly details: readonly Detail[];
  /** Only records whose period lies within. */
  readonly from_ns: bigint;
  readonly to_ns: bigint;
  readonly cursor: [] | [Uint8Array];
  /** 1 to 20 records. */
  readonly limit: number;
}

/** Which part of a subject's ledger to read, and on what ground. */
export interface ReadLedgerRequest {
  readonly subject: Principal;
  readonly basis: Basis;
  readonly organisation: [] | [bigint];
  readonly from: bigint;
  readonly limit: number;
}

/** Asks for a consent. */
export interface ConsentRequest {
  readonly terms: ConsentTerms;
  readonly on_behalf_of: [] | [string];
  readonly idempotency_key: Uint8Array;
}

/** Gives a consent that nobody asked for. */
export interface ConsentOffer {
  readonly terms: ConsentTerms;
  readonly language: Language;
  readonly shown_sha256: Uint8Array;
  readonly idempotency_key: Uint8Array;
}

/** Grants a pending consent. */
export interface ConsentGrant {
  readonly subject: Principal;
  readonly consent: bigint;
  readonly language: Language;
  readonly shown_sha256: Uint8Array;
}

/** Moves a consent to another status. */
export interface ConsentChange {
  readonly subject: Principal;
  readonly consent: bigint;
  readonly to: Plain<'active' | 'paused' | 'revoked' | 'rejected'>;
}

/** Claims a right. */
export interface OpenTicket {
  readonly subject: Principal;
  readonly right: Right;
  readonly organisation: bigint;
  readonly idempotency_key: Uint8Array;
}

/** Answers a ticket: done, or refused with the reason. */
export interface AnswerTicket {
  readonly subject: Principal;
  readonly ticket: bigint;
  readonly organisation: bigint;
  readonly done: boolean;
  readonly answer: string;
}

/** Lets somebody act. */
export interface GrantDelegate {
  readonly delegate: Principal;
  readonly acts: readonly DelegateAct[];
  readonly record_classes: readonly string[];
  readonly starts_at_ns: bigint;
  readonly expires_at_ns: bigint;
  readonly idempotency_key: Uint8Array;
}

/** Enters a guardian of a child. */
export interface AppointGuardian {
  readonly subject: Principal;
  readonly guardian: Principal;
  readonly of_age_at_ns: bigint;
  readonly acts: readonly DelegateAct[];
  readonly organisation: bigint;
  readonly idempotency_key: Uint8Array;
}

/** A decision about a person. */
export interface IssueDecision {
  readonly subject: Principal;
  readonly organisation: bigint;
  readonly purpose: string;
  readonly algorithm: [] | [AlgorithmUse];
  readonly outcome: string;
  readonly reasons: string;
  readonly factors: readonly Factor[];
  readonly counterfactual: [] | [string];
  readonly idempotency_key: Uint8Array;
}

/** Upholds or overturns a decision. */
export interface DecideAppeal {
  readonly subject: Principal;
  readonly decision: bigint;
  readonly organisation: bigint;
  readonly overturn: boolean;
  readonly reasons: string;
}

/** Which page of an organisation's work. */
export interface ListWork {
  readonly organisation: bigint;
  readonly cursor: [] | [Uint8Array];
  /** 1 to 50. */
  readonly limit: number;
}

/** A second person's judgement of a use of break-glass. */
export interface ReviewBreakGlass {
  readonly subject: Principal;
  readonly use: bigint;
  readonly organisation: bigint;
  readonly justified: boolean;
  readonly note: string;
}

/** Something an organisation must answer. */
export interface WorkItem {
  readonly subject: Principal;
  readonly kind: ItemKind;
  readonly item: Uint8Array;
  readonly due_at_ns: bigint;
}

/** A page of an organisation's work. */
export interface WorkPage {
  readonly items: readonly WorkItem[];
  readonly next: [] | [Uint8Array];
}

/** Candid type of {@link ItemKind}. */
export const ItemKind = plainVariant([
  'held_record',
  'consent',
  'ticket',
  'grant',
  'decision',
  'notice',
  'break_glass_use',
]);

/** Candid type of {@link ItemPageRequest}. */
export const ItemPageRequest = IDL.Record({
  subject: IDL.Principal,
  kind: ItemKind,
  cursor: IDL.Opt(IDL.Vec(IDL.Nat8)),
  limit: IDL.Nat32,
});

/** Candid type of {@link BodyName}. */
export const BodyName = IDL.Record({ id: IDL.Nat64, version: IDL.Nat32 });

/** Candid type of {@link LedgerRequest}. */
export const LedgerRequest = IDL.Record({ subject: IDL.Principal, from: IDL.Nat64, limit: IDL.Nat32 });

/** Candid type of {@link LedgerConsistencyRequest}. */
export const LedgerConsistencyRequest = IDL.Record({
  subject: IDL.Principal,
  first: IDL.Nat64,
  second: IDL.Opt(IDL.Nat64),
});

/** Candid type of {@link FindUsageRequest}. */
export const FindUsageRequest = IDL.Record({
  subject: IDL.Principal,
  from_ns: IDL.Nat64,
  to_ns: IDL.Nat64,
  cursor: IDL.Opt(IDL.Vec(IDL.Nat8)),
});

/** Candid type of {@link BucketLogRequest}. */
export const BucketLogRequest = IDL.Record({ bucket: IDL.Nat32, from: IDL.Nat64, limit: IDL.Nat32 });

/** Candid type of {@link BucketConsistencyRequest}. */
export const BucketConsistencyRequest = IDL.Record({
  bucket: IDL.Nat32,
  first: IDL.Nat64,
  second: IDL.Opt(IDL.Nat64),
});

/** Candid type of {@link IssueRequest}. */
export const IssueRequest = IDL.Record({
  subject: IDL.Principal,
  class: IDL.Text,
  detail: Detail,
  from_ns: IDL.Nat64,
  to_ns: IDL.Nat64,
  media_type: IDL.Text,
  body: IDL.Vec(IDL.Nat8),
  organisation: IDL.Nat64,
  on_behalf_of: IDL.Opt(IDL.Text),
  idempotency_key: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link AmendRequest}. */
export const AmendRequest = IDL.Record({
  subject: IDL.Principal,
  record_id: IDL.Nat64,
  from_ns: IDL.Nat64,
  to_ns: IDL.Nat64,
  media_type: IDL.Text,
  body: IDL.Vec(IDL.Nat8),
  reason: IDL.Text,
  organisation: IDL.Nat64,
  on_behalf_of: IDL.Opt(IDL.Text),
  idempotency_key: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link ReadRequest}. */
export const ReadRequest = IDL.Record({
  subject: IDL.Principal,
  basis: Basis,
  purpose: IDL.Opt(IDL.Text),
  organisation: IDL.Opt(IDL.Nat64),
  on_behalf_of: IDL.Opt(IDL.Text),
  mode: ConsentMode,
  record_classes: IDL.Vec(IDL.Text),
  details: IDL.Vec(Detail),
  from_ns: IDL.Nat64,
  to_ns: IDL.Nat64,
  cursor: IDL.Opt(IDL.Vec(IDL.Nat8)),
  limit: IDL.Nat32,
});

/** Candid type of {@link ReadLedgerRequest}. */
export const ReadLedgerRequest = IDL.Record({
  subject: IDL.Principal,
  basis: Basis,
  organisation: IDL.Opt(IDL.Nat64),
  from: IDL.Nat64,
  limit: IDL.Nat32,
});

/** Candid type of {@link ConsentRequest}. */
export const ConsentRequest = IDL.Record({
  terms: ConsentTerms,
  on_behalf_of: IDL.Opt(IDL.Text),
  idempotency_key: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link ConsentOffer}. */
export const ConsentOffer = IDL.Record({
  terms: ConsentTerms,
  language: Language,
  shown_sha256: IDL.Vec(IDL.Nat8),
  idempotency_key: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link ConsentGrant}. */
export const ConsentGrant = IDL.Record({
  subject: IDL.Principal,
  consent: IDL.Nat64,
  language: Language,
  shown_sha256: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link ConsentChange}. */
export const ConsentChange = IDL.Record({
  subject: IDL.Principal,
  consent: IDL.Nat64,
  to: plainVariant(['active', 'paused', 'revoked', 'rejected']),
});

/** Candid type of {@link OpenTicket}. */
export const OpenTicket = IDL.Record({
  subject: IDL.Principal,
  right: Right,
  organisation: IDL.Nat64,
  idempotency_key: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link AnswerTicket}. */
export const AnswerTicket = IDL.Record({
  subject: IDL.Principal,
  ticket: IDL.Nat64,
  organisation: IDL.Nat64,
  done: IDL.Bool,
  answer: IDL.Text,
});

/** Candid type of {@link GrantDelegate}. */
export const GrantDelegate = IDL.Record({
  delegate: IDL.Principal,
  acts: IDL.Vec(DelegateAct),
  record_classes: IDL.Vec(IDL.Text),
  starts_at_ns: IDL.Nat64,
  expires_at_ns: IDL.Nat64,
  idempotency_key: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link AppointGuardian}. */
export const AppointGuardian = IDL.Record({
  subject: IDL.Principal,
  guardian: IDL.Principal,
  of_age_at_ns: IDL.Nat64,
  acts: IDL.Vec(DelegateAct),
  organisation: IDL.Nat64,
  idempotency_key: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link IssueDecision}. */
export const IssueDecision = IDL.Record({
  subject: IDL.Principal,
  organisation: IDL.Nat64,
  purpose: IDL.Text,
  algorithm: IDL.Opt(AlgorithmUse),
  outcome: IDL.Text,
  reasons: IDL.Text,
  factors: IDL.Vec(Factor),
  counterfactual: IDL.Opt(IDL.Text),
  idempotency_key: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link DecideAppeal}. */
export const DecideAppeal = IDL.Record({
  subject: IDL.Principal,
  decision: IDL.Nat64,
  organisation: IDL.Nat64,
  overturn: IDL.Bool,
  reasons: IDL.Text,
});

/** Candid type of {@link ListWork}. */
export const ListWork = IDL.Record({
  organisation: IDL.Nat64,
  cursor: IDL.Opt(IDL.Vec(IDL.Nat8)),
  limit: IDL.Nat32,
});

/** Candid type of {@link ReviewBreakGlass}. */
export const ReviewBreakGlass = IDL.Record({
  subject: IDL.Principal,
  use: IDL.Nat64,
  organisation: IDL.Nat64,
  justified: IDL.Bool,
  note: IDL.Text,
});

/** Candid type of {@link WorkItem}. */
export const WorkItem = IDL.Record({
  subject: IDL.Principal,
  kind: ItemKind,
  item: IDL.Vec(IDL.Nat8),
  due_at_ns: IDL.Nat64,
});

/** Candid type of {@link WorkPage}. */
export const WorkPage = IDL.Record({ items: IDL.Vec(WorkItem), next: IDL.Opt(IDL.Vec(IDL.Nat8)) });
