import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Detail } from './codes.ts';
import { ConsentTerms } from './consent.ts';
import { AlgorithmUse, Factor } from './decision.ts';
import { DelegateAct } from './delegate-grant.ts';
import { ItemKind } from './reading-requests.ts';

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

/** Asks for a consent. */
export interface ConsentRequest {
  readonly terms: ConsentTerms;
  readonly on_behalf_of: [] | [string];
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

/** Candid type of {@link ConsentRequest}. */
export const ConsentRequest = IDL.Record({
  terms: ConsentTerms,
  on_behalf_of: IDL.Opt(IDL.Text),
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
