import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';
import { RiskClass } from './register.ts';
import type { Versioned } from './register.ts';

/** Where a version of a model stands. */
export const STAGES = ['draft', 'staging', 'production', 'retired'] as const;
/** File formats of weights. */
export const MODEL_FORMATS = ['onnx', 'gguf'] as const;

export type StageName = (typeof STAGES)[number];
export type Stage = Plain<StageName>;
export type ModelFormat = Plain<(typeof MODEL_FORMATS)[number]>;

/** A version of a record of a register. */
export interface VersionRef {
  readonly id: bigint;
  readonly version: number;
}

/** How well a model does, measured by one metric in one language. */
export interface Evaluation {
  /** ISO 639-3: "urd". */
  readonly language: string;
  /** A group of people; absent: everyone. */
  readonly group: [] | [string];
  readonly metric: string;
  readonly value: number;
  readonly samples: bigint;
}

/**
 * What is signed of a model, all of it at once: change a byte of the weights, of the card or of what is said here, and the
 * hash of the manifest is another.
 */
export interface ModelManifest {
  readonly title: string;
  readonly weights_sha256: Uint8Array;
  /** Units: bytes. */
  readonly weights_size: bigint;
  /** Of the card's text in UTF-8. */
  readonly card_sha256: Uint8Array;
  readonly format: ModelFormat;
  readonly licence: string;
  readonly datasets: readonly VersionRef[];
  /** Languages it is meant to serve, as ISO 639-3. */
  readonly languages: readonly string[];
  readonly evaluation: readonly Evaluation[];
  readonly intended_use: string;
  readonly limits: string;
  readonly risk_class: RiskClass;
}

/** An Ed25519 signature of the manifest's bytes by whoever built the model. */
export interface BuilderSignature {
  readonly public_key: Uint8Array;
  readonly signature: Uint8Array;
}

/** Why a model must not be relied on. */
export interface ModelFlag {
  /** The dataset that was withdrawn. */
  readonly dataset: bigint;
  readonly reason: string;
  readonly at_ns: bigint;
}

/** A version of a model on record. */
export interface Model extends Versioned {
  /** One Candid message of type ModelManifest: what was hashed and signed. */
  readonly manifest: Uint8Array;
  readonly manifest_sha256: Uint8Array;
  readonly card: string;
  readonly builder: [] | [BuilderSignature];
  readonly stage: Stage;
  readonly flags: readonly ModelFlag[];
  readonly registered_at_ns: bigint;
  readonly registered_by: Principal;
}

/** A new model, or a new version of one. */
export interface RegisterModel {
  readonly organisation: bigint;
  readonly model: [] | [bigint];
  readonly manifest: ModelManifest;
  readonly card: string;
  readonly builder: [] | [BuilderSignature];
}

const Blob = IDL.Vec(IDL.Nat8);

/** Candid type of {@link Stage}. */
export const Stage = plainVariant(STAGES);

/** Candid type of {@link VersionRef}. */
export const VersionRef = IDL.Record({ id: IDL.Nat64, version: IDL.Nat32 });

/** Candid type of {@link ModelManifest}. */
export const ModelManifest = IDL.Record({
  title: IDL.Text,
  weights_sha256: Blob,
  weights_size: IDL.Nat64,
  card_sha256: Blob,
  format: plainVariant(MODEL_FORMATS),
  licence: IDL.Text,
  datasets: IDL.Vec(VersionRef),
  languages: IDL.Vec(IDL.Text),
  evaluation: IDL.Vec(
    IDL.Record({
      language: IDL.Text,
      group: IDL.Opt(IDL.Text),
      metric: IDL.Text,
      value: IDL.Float64,
      samples: IDL.Nat64,
    }),
  ),
  intended_use: IDL.Text,
  limits: IDL.Text,
  risk_class: RiskClass,
});

const Builder = IDL.Opt(IDL.Record({ public_key: Blob, signature: Blob }));

/** Candid type of {@link Model}. */
export const Model = IDL.Record({
  id: IDL.Nat64,
  version: IDL.Nat32,
  organisation: IDL.Nat64,
  manifest: Blob,
  manifest_sha256: Blob,
  card: IDL.Text,
  builder: Builder,
  stage: Stage,
  flags: IDL.Vec(IDL.Record({ dataset: IDL.Nat64, reason: IDL.Text, at_ns: IDL.Nat64 })),
  registered_at_ns: IDL.Nat64,
  registered_by: IDL.Principal,
});

/** Candid type of {@link RegisterModel}. */
export const RegisterModel = IDL.Record({
  organisation: IDL.Nat64,
  model: IDL.Opt(IDL.Nat64),
  manifest: ModelManifest,
  card: IDL.Text,
  builder: Builder,
});
