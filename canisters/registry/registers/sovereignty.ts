import { IDL } from '@dfinity/candid';
import { caseOf } from '@indus/kit/variant';
import type { Dependency } from './dependency.ts';

/** The country whose law counts as our own. */
export const HOME_COUNTRY = 'PK';

/** A figure of full sovereignty. Units: hundredths of a point. */
export const FIGURE_MAX = 10_000;

const PERCENT = 100n;

/** What one dependency takes from the figure, and why. */
export interface SovereigntyLine {
  readonly dependency: bigint;
  readonly version: number;
  readonly title: string;
  readonly provider: string;
  readonly country: string;
  /** Units: hundredths of a point. */
  readonly points: number;
  /** The computation in words. */
  readonly rule: string;
}

/** How far an organisation depends on services under foreign law: 10,000 is not at all. */
export interface Sovereignty {
  readonly organisation: bigint;
  /** Units: hundredths of a point, 0 to FIGURE_MAX. */
  readonly figure: number;
  /** What bids of this organisation are lowered by when they are compared. Units: hundredths of a percent. */
  readonly preference: number;
  readonly lines: readonly SovereigntyLine[];
  /** The parameters that it was computed with. */
  readonly weights: readonly { readonly name: string; readonly value: bigint }[];
  readonly changed_at_ns: bigint;
}

/** The parameters of the figure, by name without `sovereignty_`. Units: points; percent; days; hundredths of a percent. */
export const WEIGHTS = {
  points_low: 1n,
  points_medium: 4n,
  points_high: 10n,
  points_critical: 20n,
  percent_public: 50n,
  percent_operational: 100n,
  percent_personal: 150n,
  percent_sensitive: 250n,
  percent_exit_plan: 50n,
  exit_days: 90n,
  preference_max: 1_000n,
} as const;

/** The parameters as they stand. */
export type Weights = Readonly<Record<keyof typeof WEIGHTS, bigint>>;

/**
 * What a dependency takes: points by criticality, times the percentage of the most delicate data that it sees, times the
 * percentage for an exit plan that is quick enough. Nothing when the provider is under the country's own law.
 */
export function lineOf(dependency: Dependency, weights: Weights): SovereigntyLine {
  const { details } = dependency;
  const { title, provider, country } = details;
  const line = { dependency: dependency.id, version: dependency.version, title, provider, country };
  if (country === HOME_COUNTRY)
    return { ...line, points: 0, rule: `provider under the law of ${country}: 0` };
  const criticality = caseOf(details.criticality);
  const points = weights[`points_${criticality}`];
  const data = details.data_classes
    .map((one) => ({ name: caseOf(one), percent: weights[`percent_${caseOf(one)}`] }))
    .reduce((most, one) => (one.percent > most.percent ? one : most));
  const [plan] = details.exit_plan;
  const hasExit = plan !== undefined && BigInt(plan.days) <= weights.exit_days;
  const exit = hasExit ? weights.percent_exit_plan : PERCENT;
  const why = hasExit ? `exit within ${weights.exit_days} days` : `no exit within ${weights.exit_days} days`;
  const hundredths = (points * data.percent * exit) / PERCENT;
  const rule =
    `${criticality} ${points} x ${data.name} data ${data.percent}% x ${why} ${exit}% = ` +
    decimal(hundredths);
  return { ...line, points: Number(hundredths), rule };
}

/** The figure that lines leave. */
export function figureOf(lines: readonly SovereigntyLine[]): number {
  return Math.max(0, FIGURE_MAX - lines.reduce((sum, { points }) => sum + points, 0));
}

/**
 * The preference in procurement: as much of the most as the figure is of full sovereignty. Units: hundredths of a percent.
 */
export function preferenceOf(figure: number, weights: Weights): number {
  return Number((BigInt(figure) * weights.preference_max) / BigInt(FIGURE_MAX));
}

function decimal(hundredths: bigint): string {
  return `${hundredths / PERCENT}.${(hundredths % PERCENT).toString().padStart(2, '0')}`;
}

/** Candid type of {@link Sovereignty}. */
export const Sovereignty = IDL.Record({
  organisation: IDL.Nat64,
  figure: IDL.Nat32,
  preference: IDL.Nat32,
  lines: IDL.Vec(
    IDL.Record({
      dependency: IDL.Nat64,
      version: IDL.Nat32,
      title: IDL.Text,
      provider: IDL.Text,
      country: IDL.Text,
      points: IDL.Nat32,
      rule: IDL.Text,
    }),
  ),
  weights: IDL.Vec(IDL.Record({ name: IDL.Text, value: IDL.Nat64 })),
  changed_at_ns: IDL.Nat64,
});
