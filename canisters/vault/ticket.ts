import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

/** A right of the subject. */
export type Right =
  | { readonly access: null }
  | { readonly portability: null }
  | { readonly rectification: { readonly record_id: bigint; readonly claim: string } }
  | { readonly erasure: readonly bigint[] }
  | { readonly restriction: readonly bigint[] }
  | { readonly objection: { readonly decision: [] | [bigint]; readonly grounds: string } };

/** Where a ticket stands. */
export type TicketStatus =
  | { readonly open: null }
  | { readonly escalated: { readonly at_ns: bigint } }
  | {
      readonly done: {
        readonly at_ns: bigint;
        readonly by: Principal;
        readonly answer: string;
        /** The version that rectifies, for a rectification. */
        readonly amended_version: [] | [number];
      };
    }
  | { readonly refused: { readonly at_ns: bigint; readonly by: Principal; readonly reason: string } }
  | { readonly withdrawn: { readonly at_ns: bigint } };

/** Certified item: a right that the subject claims, with its deadline. */
export interface Ticket {
  readonly subject: Principal;
  readonly id: bigint;
  readonly right: Right;
  readonly organisation: bigint;
  readonly opened_by: Principal;
  readonly opened_at_ns: bigint;
  readonly due_at_ns: bigint;
  readonly status: TicketStatus;
}

/** Candid type of {@link Right}. */
export const Right = IDL.Variant({
  access: IDL.Null,
  portability: IDL.Null,
  rectification: IDL.Record({ record_id: IDL.Nat64, claim: IDL.Text }),
  erasure: IDL.Vec(IDL.Nat64),
  restriction: IDL.Vec(IDL.Nat64),
  objection: IDL.Record({ decision: IDL.Opt(IDL.Nat64), grounds: IDL.Text }),
});

/** Candid type of {@link TicketStatus}. */
export const TicketStatus = IDL.Variant({
  open: IDL.Null,
  escalated: IDL.Record({ at_ns: IDL.Nat64 }),
  done: IDL.Record({
    at_ns: IDL.Nat64,
    by: IDL.Principal,
    answer: IDL.Text,
    amended_version: IDL.Opt(IDL.Nat32),
  }),
  refused: IDL.Record({ at_ns: IDL.Nat64, by: IDL.Principal, reason: IDL.Text }),
  withdrawn: IDL.Record({ at_ns: IDL.Nat64 }),
});

/** Candid type of {@link Ticket}. */
export const Ticket = IDL.Record({
  subject: IDL.Principal,
  id: IDL.Nat64,
  right: Right,
  organisation: IDL.Nat64,
  opened_by: IDL.Principal,
  opened_at_ns: IDL.Nat64,
  due_at_ns: IDL.Nat64,
  status: TicketStatus,
});
