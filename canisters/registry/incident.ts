import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

/** What is wrong with a canister. */
export type IncidentKind =
  | { readonly module_mismatch: { readonly expected: Uint8Array; readonly found: [] | [Uint8Array] } }
  | {
      readonly controllers_mismatch: {
        readonly expected: readonly Principal[];
        readonly found: readonly Principal[];
      };
    }
  | { readonly passing_module: { readonly found: Uint8Array; readonly at_ns: bigint } }
  | { readonly divergent_attestation: { readonly attestation: bigint } }
  | { readonly missing: null };

/** An organisation's word that it has seen an incident. */
export interface Acknowledgement {
  readonly by: Principal;
  readonly at_ns: bigint;
  readonly note: string;
}

/** Something that was found wrong with a canister; never taken away. */
export interface Incident {
  readonly id: bigint;
  readonly canister: Principal;
  readonly organisation: bigint;
  readonly kind: IncidentKind;
  readonly opened_at_ns: bigint;
  readonly resolved_at_ns: [] | [bigint];
  readonly acknowledgement: [] | [Acknowledgement];
}

const Blob = IDL.Vec(IDL.Nat8);

/** Candid type of {@link IncidentKind}. */
export const IncidentKind = IDL.Variant({
  module_mismatch: IDL.Record({ expected: Blob, found: IDL.Opt(Blob) }),
  controllers_mismatch: IDL.Record({
    expected: IDL.Vec(IDL.Principal),
    found: IDL.Vec(IDL.Principal),
  }),
  passing_module: IDL.Record({ found: Blob, at_ns: IDL.Nat64 }),
  divergent_attestation: IDL.Record({ attestation: IDL.Nat64 }),
  missing: IDL.Null,
});

/** Candid type of {@link Incident}. */
export const Incident = IDL.Record({
  id: IDL.Nat64,
  canister: IDL.Principal,
  organisation: IDL.Nat64,
  kind: IncidentKind,
  opened_at_ns: IDL.Nat64,
  resolved_at_ns: IDL.Opt(IDL.Nat64),
  acknowledgement: IDL.Opt(IDL.Record({ by: IDL.Principal, at_ns: IDL.Nat64, note: IDL.Text })),
});
