import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

/** What a notice tells; numbers are ids of the items, `sequence` is a position in the ledger. */
export type NoticeKind =
  | {
      readonly new_reader: {
        readonly organisation: [] | [bigint];
        readonly caller: Principal;
        readonly sequence: bigint;
      };
    }
  | { readonly break_glass: { readonly sequence: bigint } }
  | { readonly consent_requested: bigint }
  | { readonly consent_expired: bigint }
  | { readonly ticket_changed: bigint }
  | { readonly decision_issued: bigint }
  | { readonly appeal_decided: bigint }
  | { readonly delegate_granted: bigint }
  | { readonly record_issued: bigint }
  | { readonly record_amended: bigint }
  | { readonly sealed_revealed: bigint }
  | { readonly bucket_moved: null };

/** Certified item: something that the subject should know. */
export interface Notice {
  readonly id: bigint;
  readonly at_ns: bigint;
  readonly kind: NoticeKind;
}

/** Candid type of {@link NoticeKind}. */
export const NoticeKind = IDL.Variant({
  new_reader: IDL.Record({ organisation: IDL.Opt(IDL.Nat64), caller: IDL.Principal, sequence: IDL.Nat64 }),
  break_glass: IDL.Record({ sequence: IDL.Nat64 }),
  consent_requested: IDL.Nat64,
  consent_expired: IDL.Nat64,
  ticket_changed: IDL.Nat64,
  decision_issued: IDL.Nat64,
  appeal_decided: IDL.Nat64,
  delegate_granted: IDL.Nat64,
  record_issued: IDL.Nat64,
  record_amended: IDL.Nat64,
  sealed_revealed: IDL.Nat64,
  bucket_moved: IDL.Null,
});

/** Candid type of {@link Notice}. */
export const Notice = IDL.Record({ id: IDL.Nat64, at_ns: IDL.Nat64, kind: NoticeKind });
