import { PARAMETER_DEFAULTS } from '@indus/kit/directory';
import { WEIGHTS } from './registers/sovereignty.ts';

/** What a parameter may be. Bounds: inclusive. */
export interface ParameterBounds {
  readonly initial: bigint;
  readonly least: bigint;
  readonly most: bigint;
}

const U64_MAX = 0xffff_ffff_ffff_ffffn;
const WEIGHT_MAX = 10_000n;
const RATE_MAX = 1_000_000n;

/** The parameters that the board decides, each with what holds until it does. Names are never used for anything else. */
export const PARAMETERS: Readonly<Record<string, ParameterBounds>> = {
  seal_days_max: { initial: PARAMETER_DEFAULTS.seal_days_max, least: 1n, most: 3_650n },
  break_glass_review_hours: { initial: PARAMETER_DEFAULTS.break_glass_review_hours, least: 1n, most: 720n },
  rights_days: { initial: PARAMETER_DEFAULTS.rights_days, least: 1n, most: 365n },
  appeal_days: { initial: PARAMETER_DEFAULTS.appeal_days, least: 1n, most: 3_650n },
  data_protection_organisation: {
    initial: PARAMETER_DEFAULTS.data_protection_organisation,
    least: 0n,
    most: U64_MAX,
  },
  receipt_max_age_minutes: { initial: PARAMETER_DEFAULTS.receipt_max_age_minutes, least: 2n, most: 1_440n },
  vault_reads_per_minute: { initial: PARAMETER_DEFAULTS.vault_reads_per_minute, least: 1n, most: RATE_MAX },
  vault_writes_per_minute: { initial: PARAMETER_DEFAULTS.vault_writes_per_minute, least: 1n, most: RATE_MAX },
  canister_check_minutes: { initial: 60n, least: 1n, most: 10_080n },
  upgrade_notice_hours: { initial: 48n, least: 0n, most: 2_160n },
  upgrade_grace_hours: { initial: 24n, least: 0n, most: 720n },
  vault_organisation: { initial: 0n, least: 0n, most: U64_MAX },
  ...Object.fromEntries(
    Object.entries(WEIGHTS).map(([name, initial]) => [
      `sovereignty_${name}`,
      { initial, least: 0n, most: WEIGHT_MAX },
    ]),
  ),
};
