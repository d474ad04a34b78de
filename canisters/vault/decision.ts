import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Language } from './codes.ts';

/** One cause of a decision, in words that the person concerned understands. */
export interface Factor {
  readonly name: string;
  readonly value: string;
  readonly contribution: number;
  readonly words: readonly { readonly language: Language; readonly words: string }[];
}

/** Where the appeal against a decision stands. */
export type AppealStatus =
  | { readonly none: null }
  | { readonly open: { readonly at_ns: bigint; readonly grounds: string } }
  | { readonly upheld: { readonly at_ns: bigint; readonly by: Principal; readonly reasons: string } }
  | { readonly overturned: { readonly at_ns: bigint; readonly by: Principal; readonly reasons: string } };

/** The algorithm that took part, as the registry knows it, and what it ran on. */
export interface AlgorithmUse {
  readonly id: bigint;
  readonly version: number;
  readonly model_sha256: [] | [Uint8Array];
  readonly receipt_sha256: [] | [Uint8Array];
}

/** Certified item: a decision about a person, with everything needed to contest it (R8). */
export interface Decision {
  readonly subject: Principal;
  readonly id: bigint;
  readonly organisation: bigint;
  readonly official: Principal;
  readonly at_ns: bigint;
  readonly purpose: string;
  /** Record of the algorithm in the registry and its version; absent: no algorithm took part. */
  readonly algorithm:
    | []
    | [
        {
          readonly id: bigint;
          readonly version: number;
          readonly model_sha256: [] | [Uint8Array];
          readonly receipt_sha256: [] | [Uint8Array];
        },
      ];
  readonly outcome: string;
  readonly reasons: string;
  readonly factors: readonly Factor[];
  readonly counterfactual: [] | [string];
  /** Since when it may not be carried out: the organisation has granted an objection to it. */
  readonly paused_at_ns: [] | [bigint];
  readonly appeal_until_ns: bigint;
  readonly appeal: AppealStatus;
}

/** Candid type of {@link Factor}. */
export const Factor = IDL.Record({
  name: IDL.Text,
  value: IDL.Text,
  contribution: IDL.Float64,
  words: IDL.Vec(IDL.Record({ language: Language, words: IDL.Text })),
});

/** Candid type of {@link AppealStatus}. */
export const AppealStatus = IDL.Variant({
  none: IDL.Null,
  open: IDL.Record({ at_ns: IDL.Nat64, grounds: IDL.Text }),
  upheld: IDL.Record({ at_ns: IDL.Nat64, by: IDL.Principal, reasons: IDL.Text }),
  overturned: IDL.Record({ at_ns: IDL.Nat64, by: IDL.Principal, reasons: IDL.Text }),
});

/** Candid type of {@link AlgorithmUse}. */
export const AlgorithmUse = IDL.Record({
  id: IDL.Nat64,
  version: IDL.Nat32,
  model_sha256: IDL.Opt(IDL.Vec(IDL.Nat8)),
  receipt_sha256: IDL.Opt(IDL.Vec(IDL.Nat8)),
});

/** Candid type of {@link Decision}. */
export const Decision = IDL.Record({
  subject: IDL.Principal,
  id: IDL.Nat64,
  organisation: IDL.Nat64,
  official: IDL.Principal,
  at_ns: IDL.Nat64,
  purpose: IDL.Text,
  algorithm: IDL.Opt(
    IDL.Record({
      id: IDL.Nat64,
      version: IDL.Nat32,
      model_sha256: IDL.Opt(IDL.Vec(IDL.Nat8)),
      receipt_sha256: IDL.Opt(IDL.Vec(IDL.Nat8)),
    }),
  ),
  outcome: IDL.Text,
  reasons: IDL.Text,
  factors: IDL.Vec(Factor),
  counterfactual: IDL.Opt(IDL.Text),
  paused_at_ns: IDL.Opt(IDL.Nat64),
  appeal_until_ns: IDL.Nat64,
  appeal: AppealStatus,
});
