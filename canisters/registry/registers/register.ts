import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';

/** The registers of versioned records, by the names that paths and requests use: append only. */
export const REGISTERS = ['models', 'algorithms', 'datasets', 'dependencies'] as const;

/** The name of a register. */
export type RegisterName = (typeof REGISTERS)[number];

/** One of the registers. */
export type Register = Plain<RegisterName>;

/** Candid type of {@link Register}. */
export const Register = plainVariant(REGISTERS);

/** How much harm a system may do: the classes of the EU AI Act without those that it forbids. */
export const RISK_CLASSES = ['minimal', 'limited', 'high'] as const;

/** The risk class of a model or an algorithm. */
export type RiskClass = Plain<(typeof RISK_CLASSES)[number]>;

/** Candid type of {@link RiskClass}. */
export const RiskClass = plainVariant(RISK_CLASSES);

/** What every record of a register says of itself. */
export interface Versioned {
  readonly id: bigint;
  /** From 1, dense: a record is the newest when there is none with the next version. */
  readonly version: number;
  readonly organisation: bigint;
}
