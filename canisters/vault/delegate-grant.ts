import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';

/** Why somebody may act for the subject. */
export type DelegateKind =
  /** Ends by itself when the child comes of age. */
  { readonly guardian: { readonly of_age_at_ns: bigint } } | { readonly power_of_attorney: null };

/** What a delegate may do. */
export type DelegateAct = Plain<'read' | 'consent' | 'tickets' | 'appeal'>;

/** Certified item: who may act for the subject. No record classes: all of them. */
export interface DelegateGrant {
  readonly subject: Principal;
  readonly id: bigint;
  readonly delegate: Principal;
  readonly kind: DelegateKind;
  readonly acts: readonly DelegateAct[];
  readonly record_classes: readonly string[];
  readonly starts_at_ns: bigint;
  readonly expires_at_ns: bigint;
  /** The subject herself, or for a guardian the official who entered it. */
  readonly granted_by: Principal;
  readonly organisation: [] | [bigint];
  readonly granted_at_ns: bigint;
  readonly revoked_at_ns: [] | [bigint];
}

/** Candid type of {@link DelegateKind}. */
export const DelegateKind = IDL.Variant({
  guardian: IDL.Record({ of_age_at_ns: IDL.Nat64 }),
  power_of_attorney: IDL.Null,
});

/** Candid type of {@link DelegateAct}. */
export const DelegateAct = plainVariant(['read', 'consent', 'tickets', 'appeal']);

/** Candid type of {@link DelegateGrant}. */
export const DelegateGrant = IDL.Record({
  subject: IDL.Principal,
  id: IDL.Nat64,
  delegate: IDL.Principal,
  kind: DelegateKind,
  acts: IDL.Vec(DelegateAct),
  record_classes: IDL.Vec(IDL.Text),
  starts_at_ns: IDL.Nat64,
  expires_at_ns: IDL.Nat64,
  granted_by: IDL.Principal,
  organisation: IDL.Opt(IDL.Nat64),
  granted_at_ns: IDL.Nat64,
  revoked_at_ns: IDL.Opt(IDL.Nat64),
});
