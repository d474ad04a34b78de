import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Stage } from './model.ts';

/** Half-open: from `from_ns`, inclusive, to `to_ns`, exclusive; without an end it lasts. */
interface Interval {
  readonly model: bigint;
  /** From 0, dense: each interval begins where the one before ends. */
  readonly sequence: number;
  readonly from_ns: bigint;
  readonly to_ns: [] | [bigint];
}

/** How long a version of a model stood in a stage. */
export interface StageInterval extends Interval {
  readonly version: number;
  readonly stage: Stage;
  readonly by: Principal;
  readonly reason: string;
}

/** Which version of a model was in production, or that none was. */
export interface ProductionInterval extends Interval {
  readonly version: [] | [number];
}

/** Moves a version of a model to a stage. */
export interface SetStage {
  readonly model: bigint;
  readonly version: number;
  readonly stage: Stage;
  readonly reason: string;
}

/** Puts the version that was in production before back there. */
export interface RollBackModel {
  readonly model: bigint;
  readonly reason: string;
}

const INTERVAL = {
  model: IDL.Nat64,
  sequence: IDL.Nat32,
  from_ns: IDL.Nat64,
  to_ns: IDL.Opt(IDL.Nat64),
};

/** Candid type of {@link StageInterval}. */
export const StageInterval = IDL.Record({
  ...INTERVAL,
  version: IDL.Nat32,
  stage: Stage,
  by: IDL.Principal,
  reason: IDL.Text,
});

/** Candid type of {@link ProductionInterval}. */
export const ProductionInterval = IDL.Record({ ...INTERVAL, version: IDL.Opt(IDL.Nat32) });

/** Candid type of {@link SetStage}. */
export const SetStage = IDL.Record({
  model: IDL.Nat64,
  version: IDL.Nat32,
  stage: Stage,
  reason: IDL.Text,
});

/** Candid type of {@link RollBackModel}. */
export const RollBackModel = IDL.Record({ model: IDL.Nat64, reason: IDL.Text });
