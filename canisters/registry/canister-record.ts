import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { CanisterState } from '@indus/kit/directory-feed';

/** Where a module comes from. */
export interface Source {
  readonly repository: string;
  readonly commit: string;
  readonly module: string;
}

/** What an organisation says of its canister. */
export interface CanisterDeclaration {
  readonly source: Source;
  readonly recipe: string;
  readonly expected_sha256: Uint8Array;
  readonly controllers: readonly Principal[];
  readonly critical: boolean;
}

/** One declaration as it was made; never changed. */
export interface CanisterVersion extends CanisterDeclaration {
  readonly canister: Principal;
  readonly organisation: bigint;
  readonly version: number;
  readonly by: Principal;
  /** The board's proposal that it follows from. */
  readonly proposal: [] | [bigint];
  readonly at_ns: bigint;
}

/** What the subnet said of a canister when it was last asked. */
export interface Observation {
  readonly exists: boolean;
  readonly module_hash: [] | [Uint8Array];
  readonly controllers: readonly Principal[];
  /** Changes of the canister so far, as its history counts them. */
  readonly changes: bigint;
  readonly at_ns: bigint;
}

/** A module that may still run for a while after another is expected. */
export interface FormerModule {
  readonly sha256: Uint8Array;
  readonly until_ns: bigint;
}

/** An upgrade that the board has approved and that has not taken effect. */
export interface PendingUpgrade {
  readonly proposal: bigint;
  readonly source: Source;
  readonly recipe: string;
  readonly expected_sha256: Uint8Array;
  readonly effective_at_ns: bigint;
}

/** A canister on record. */
export interface CanisterRecord {
  readonly declared: CanisterVersion;
  readonly state: CanisterState;
  readonly state_since_ns: bigint;
  readonly observed: [] | [Observation];
  readonly former: [] | [FormerModule];
  /** Organisations whose builders found the expected hash. */
  readonly attested_by: readonly bigint[] | BigUint64Array;
  readonly open_incident: [] | [bigint];
  readonly pending_upgrade: [] | [PendingUpgrade];
  readonly registered_at_ns: bigint;
}

const Blob = IDL.Vec(IDL.Nat8);

/** Candid type of {@link Source}. */
export const Source = IDL.Record({ repository: IDL.Text, commit: IDL.Text, module: IDL.Text });

/** Fields of {@link CanisterDeclaration}. */
export const DECLARATION = {
  source: Source,
  recipe: IDL.Text,
  expected_sha256: Blob,
  controllers: IDL.Vec(IDL.Principal),
  critical: IDL.Bool,
} as const;

/** Candid type of {@link CanisterVersion}. */
export const CanisterVersion = IDL.Record({
  canister: IDL.Principal,
  organisation: IDL.Nat64,
  version: IDL.Nat32,
  ...DECLARATION,
  by: IDL.Principal,
  proposal: IDL.Opt(IDL.Nat64),
  at_ns: IDL.Nat64,
});

/** Candid type of {@link CanisterRecord}. */
export const CanisterRecord = IDL.Record({
  declared: CanisterVersion,
  state: CanisterState,
  state_since_ns: IDL.Nat64,
  observed: IDL.Opt(
    IDL.Record({
      exists: IDL.Bool,
      module_hash: IDL.Opt(Blob),
      controllers: IDL.Vec(IDL.Principal),
      changes: IDL.Nat64,
      at_ns: IDL.Nat64,
    }),
  ),
  former: IDL.Opt(IDL.Record({ sha256: Blob, until_ns: IDL.Nat64 })),
  attested_by: IDL.Vec(IDL.Nat64),
  open_incident: IDL.Opt(IDL.Nat64),
  pending_upgrade: IDL.Opt(
    IDL.Record({
      proposal: IDL.Nat64,
      source: Source,
      recipe: IDL.Text,
      expected_sha256: Blob,
      effective_at_ns: IDL.Nat64,
    }),
  ),
  registered_at_ns: IDL.Nat64,
});
