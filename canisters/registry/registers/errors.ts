import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { AlgorithmState } from '@indus/kit/directory-feed';
import { Stage } from './model.ts';
import { Register } from './register.ts';

interface OfModel {
  readonly model: bigint;
  readonly version: number;
}

interface OfAlgorithm {
  readonly algorithm: bigint;
  readonly version: number;
}

/** Why a request to a register was refused: cases of MethodError. */
export type RegisterError =
  | {
      readonly RecordNotFound: {
        readonly register: Register;
        readonly id: bigint;
        readonly version: [] | [number];
      };
    }
  | { readonly OtherOrganisation: { readonly organisation: bigint } }
  | { readonly DatasetWithdrawn: { readonly dataset: bigint } }
  | { readonly StageRefused: OfModel & { readonly stage: Stage } }
  | { readonly NothingToRollBack: { readonly model: bigint } }
  | { readonly EvaluationMissing: OfModel & { readonly languages: readonly string[] } }
  | { readonly ModelFlagged: OfModel }
  | { readonly ModelNotInProduction: OfModel }
  | { readonly StateRefused: OfAlgorithm & { readonly state: AlgorithmState } }
  | { readonly FieldsMissing: OfAlgorithm & { readonly codes: readonly string[] } }
  | { readonly DependencyEnded: { readonly dependency: bigint } }
  | { readonly ReporterNotVerified: { readonly canister: Principal } };

const OF_MODEL = { model: IDL.Nat64, version: IDL.Nat32 };
const OF_ALGORITHM = { algorithm: IDL.Nat64, version: IDL.Nat32 };

/** Candid types of the cases of {@link RegisterError}. */
export const REGISTER_ERRORS = {
  RecordNotFound: IDL.Record({ register: Register, id: IDL.Nat64, version: IDL.Opt(IDL.Nat32) }),
  OtherOrganisation: IDL.Record({ organisation: IDL.Nat64 }),
  DatasetWithdrawn: IDL.Record({ dataset: IDL.Nat64 }),
  StageRefused: IDL.Record({ ...OF_MODEL, stage: Stage }),
  NothingToRollBack: IDL.Record({ model: IDL.Nat64 }),
  EvaluationMissing: IDL.Record({ ...OF_MODEL, languages: IDL.Vec(IDL.Text) }),
  ModelFlagged: IDL.Record(OF_MODEL),
  ModelNotInProduction: IDL.Record(OF_MODEL),
  StateRefused: IDL.Record({ ...OF_ALGORITHM, state: AlgorithmState }),
  FieldsMissing: IDL.Record({ ...OF_ALGORITHM, codes: IDL.Vec(IDL.Text) }),
  DependencyEnded: IDL.Record({ dependency: IDL.Nat64 }),
  ReporterNotVerified: IDL.Record({ canister: IDL.Principal }),
} as const;
