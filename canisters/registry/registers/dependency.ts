import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';
import type { Versioned } from './register.ts';

/** What happens without the foreign service, from nothing much to standstill. */
export const CRITICALITIES = ['low', 'medium', 'high', 'critical'] as const;
/** What data the foreign service sees, from what everyone sees to what hurts. */
export const DATA_CLASSES = ['public', 'operational', 'personal', 'sensitive'] as const;

export type Criticality = Plain<(typeof CRITICALITIES)[number]>;
export type DataClass = Plain<(typeof DATA_CLASSES)[number]>;

/** What an organisation says of a foreign service that one of its apps calls. */
export interface DependencyDetails {
  /** What it is used for, by which app. */
  readonly title: string;
  /** The canister of the app, when it is one. */
  readonly canister: [] | [Principal];
  readonly provider: string;
  /** ISO 3166-1 alpha-2 code of the country whose law the provider is under. */
  readonly country: string;
  /** Where it is called: "https://api.example.com". */
  readonly endpoint: string;
  readonly data_classes: readonly DataClass[];
  readonly criticality: Criticality;
  readonly exit_plan: [] | [ExitPlan];
}

/** How to do without a foreign service. */
export interface ExitPlan {
  readonly plan: string;
  /** How long it takes. Units: days. */
  readonly days: number;
}

/** A version of a dependency on record. */
export interface Dependency extends Versioned {
  readonly details: DependencyDetails;
  /** Since when the app calls it no more, and why; absent: it still does. */
  readonly ended: [] | [{ readonly at_ns: bigint; readonly reason: string }];
  readonly changed_at_ns: bigint;
  readonly changed_by: Principal;
}

/** A new dependency, or a new version of one. */
export interface PutDependency {
  readonly organisation: bigint;
  readonly dependency: [] | [bigint];
  readonly details: DependencyDetails;
}

/** Names a dependency, and says why it ended. */
export interface EndDependency {
  readonly dependency: bigint;
  readonly reason: string;
}

/** Candid type of {@link DependencyDetails}. */
export const DependencyDetails = IDL.Record({
  title: IDL.Text,
  canister: IDL.Opt(IDL.Principal),
  provider: IDL.Text,
  country: IDL.Text,
  endpoint: IDL.Text,
  data_classes: IDL.Vec(plainVariant(DATA_CLASSES)),
  criticality: plainVariant(CRITICALITIES),
  exit_plan: IDL.Opt(IDL.Record({ plan: IDL.Text, days: IDL.Nat32 })),
});

/** Candid type of {@link Dependency}. */
export const Dependency = IDL.Record({
  id: IDL.Nat64,
  version: IDL.Nat32,
  organisation: IDL.Nat64,
  details: DependencyDetails,
  ended: IDL.Opt(IDL.Record({ at_ns: IDL.Nat64, reason: IDL.Text })),
  changed_at_ns: IDL.Nat64,
  changed_by: IDL.Principal,
});

/** Candid type of {@link PutDependency}. */
export const PutDependency = IDL.Record({
  organisation: IDL.Nat64,
  dependency: IDL.Opt(IDL.Nat64),
  details: DependencyDetails,
});

/** Candid type of {@link EndDependency}. */
export const EndDependency = IDL.Record({ dependency: IDL.Nat64, reason: IDL.Text });
