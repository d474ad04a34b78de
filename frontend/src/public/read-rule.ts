/** The parts of the computation that a line of the sovereignty figure tells in English. */
export interface RuleParts {
  readonly criticality: string;
  readonly points: number;
  readonly data: string;
  /** Weight of the data. Units: percent. */
  readonly weight: number;
  /** Whether one can do without the service within the days. */
  readonly hasExit: boolean;
  readonly days: number;
  /** What remains with that exit, or all without one. Units: percent. */
  readonly share: number;
}

const RULE = /^(\w+) (\d+) x (\w+) data (\d+)% x (no )?exit within (\d+) days (\d+)% = [\d.]+$/;
const HOME_RULE = /^provider under the law of [A-Z]{2}: 0$/;

/**
 * Takes the registry's words for a computation apart, so that it can be told in any language; `home` when the provider is under
 * the country's own law, nothing when the registry words it in another way than this portal knows.
 */
export function readRule(rule: string): RuleParts | 'home' | undefined {
  if (HOME_RULE.test(rule)) return 'home';
  const [, criticality, points, data, weight, no, days, share] = RULE.exec(rule) ?? [];
  if (criticality === undefined || data === undefined) return undefined;
  return {
    criticality,
    points: Number(points),
    data,
    weight: Number(weight),
    hasExit: no === undefined,
    days: Number(days),
    share: Number(share),
  };
}
