import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';
import { Language } from './codes.ts';
import { ConsentTerms } from './consent.ts';
import { DelegateAct } from './delegate-grant.ts';
import { Right } from './ticket.ts';

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

/** Lets somebody act. */
export interface GrantDelegate {
  readonly delegate: Principal;
  readonly acts: readonly DelegateAct[];
  readonly record_classes: readonly string[];
  readonly starts_at_ns: bigint;
  readonly expires_at_ns: bigint;
  readonly idempotency_key: Uint8Array;
}

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

/** Candid type of {@link GrantDelegate}. */
export const GrantDelegate = IDL.Record({
  delegate: IDL.Principal,
  acts: IDL.Vec(DelegateAct),
  record_classes: IDL.Vec(IDL.Text),
  starts_at_ns: IDL.Nat64,
  expires_at_ns: IDL.Nat64,
  idempotency_key: IDL.Vec(IDL.Nat8),
});
