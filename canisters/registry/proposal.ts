import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Action } from './action.ts';

/** One member's voice on a proposal. */
export interface Vote {
  readonly member: Principal;
  readonly approve: boolean;
  readonly at_ns: bigint;
}

interface At {
  readonly at_ns: bigint;
}

/** Where a proposal stands. */
export type ProposalStatus =
  | { readonly open: null }
  | { readonly executed: { readonly at_ns: bigint; readonly organisation: [] | [bigint] } }
  | { readonly failed: { readonly at_ns: bigint; readonly reason: string } }
  | { readonly rejected: At }
  | { readonly withdrawn: At }
  | { readonly expired: At }
  | { readonly superseded: At };

/** A proposal with its votes. */
export interface Proposal {
  readonly id: bigint;
  readonly proposer: Principal;
  readonly action: Action;
  readonly threshold: number;
  readonly made_at_ns: bigint;
  readonly expires_at_ns: bigint;
  readonly votes: readonly Vote[];
  readonly status: ProposalStatus;
}

const At = IDL.Record({ at_ns: IDL.Nat64 });

/** Candid type of {@link Vote}. */
export const Vote = IDL.Record({ member: IDL.Principal, approve: IDL.Bool, at_ns: IDL.Nat64 });

/** Candid type of {@link ProposalStatus}. */
export const ProposalStatus = IDL.Variant({
  open: IDL.Null,
  executed: IDL.Record({ at_ns: IDL.Nat64, organisation: IDL.Opt(IDL.Nat64) }),
  failed: IDL.Record({ at_ns: IDL.Nat64, reason: IDL.Text }),
  rejected: At,
  withdrawn: At,
  expired: At,
  superseded: At,
});

/** Candid type of {@link Proposal}. */
export const Proposal = IDL.Record({
  id: IDL.Nat64,
  proposer: IDL.Principal,
  action: Action,
  threshold: IDL.Nat32,
  made_at_ns: IDL.Nat64,
  expires_at_ns: IDL.Nat64,
  votes: IDL.Vec(Vote),
  status: ProposalStatus,
});
