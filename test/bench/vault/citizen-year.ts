import type { Operation } from './vault-operations.ts';

/** What a citizen and those who serve her do in a year: how often. */
export const YEAR: Readonly<Partial<Record<Operation, number>>> = {
  'write: record of 1 KiB': 12,
  'consent: request': 6,
  'consent: grant': 6,
  'consented read': 24,
  'ledger append: a denied read': 2,
  'own read: head': 52,
  'own read: list of records': 52,
};

/**
 * Prices of a subnet of 13 nodes. Units: cycles.
 * Source: "Cycle costs" of the IC's developer documentation, tables of messaging, execution and storage.
 */
const PRICES = {
  execution: 5_000_000,
  instruction: 1,
  ingressMessage: 1_200_000,
  ingressByte: 2_000,
  gibibyteSecond: 127_000,
} as const;

/** The rate that the same page states. Units: US dollars for one XDR, which is 10^12 cycles. */
export const DOLLARS_PER_XDR = 1.36643;

/** A signed envelope around the argument: keys, signature, names. Units: bytes. */
const ENVELOPE_BYTES = 350;
const SECONDS_PER_YEAR = 31_557_600;
const GIBIBYTE = 2 ** 30;

/** What one use of an operation is. Units: instructions; bytes of the argument. */
export interface UseCost {
  readonly instructions: number;
  readonly argumentBytes: number;
}

/** Cycles of a citizen's year. */
export interface YearCost {
  readonly calls: number;
  readonly storage: number;
  readonly total: number;
  readonly dollars: number;
  /** Units: bytes kept at the end of the year. */
  readonly storedBytes: number;
}

/**
 * The year of {@link YEAR}: every update pays execution and the message, queries are free; what is kept is paid for the whole
 * year, with `actBytes` for each act and for what was there before.
 */
export function yearCost(costs: Readonly<Record<Operation, UseCost>>, actBytes: number): YearCost {
  let calls = 0;
  let acts = 1;
  for (const [operation, times] of Object.entries(YEAR) as [Operation, number][]) {
    if (operation.startsWith('own read')) continue;
    const { instructions, argumentBytes } = costs[operation];
    const message = PRICES.ingressMessage + PRICES.ingressByte * (ENVELOPE_BYTES + argumentBytes);
    calls += times * (PRICES.execution + PRICES.instruction * instructions + message);
    acts += times;
  }
  const storedBytes = acts * actBytes;
  const storage = (storedBytes / GIBIBYTE) * PRICES.gibibyteSecond * SECONDS_PER_YEAR;
  const total = calls + storage;
  return { calls, storage, total, dollars: (total / 1e12) * DOLLARS_PER_XDR, storedBytes };
}
