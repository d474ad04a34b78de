/** Prices of what a canister holds. Source: published cycle costs, "Cost table", 13-node subnet. */
export const STORAGE_CYCLES_PER_GIB_SECOND = 127_000n;
export const COMPUTE_CYCLES_PER_PERCENT_SECOND = 10_000_000n;

const SECONDS_PER_DAY = 86_400n;
const GIB = 2n ** 30n;

/** Price of holding memory. Units: bytes, seconds; cycles. */
export function costOfStorage(bytes: bigint, seconds: bigint): bigint {
  return (bytes * STORAGE_CYCLES_PER_GIB_SECOND * seconds) / GIB;
}

/** What a canister has at its disposal: what it uses, or more where it was promised more. Units: bytes. */
export function allocatedBytes(usedBytes: bigint, memoryAllocation: bigint): bigint {
  return usedBytes > memoryAllocation ? usedBytes : memoryAllocation;
}

/** What a canister burns in a day without running. Units: bytes, percent; cycles. */
export function cyclesPerDay(bytes: bigint, computeAllocation: bigint): bigint {
  const compute = computeAllocation * COMPUTE_CYCLES_PER_PERCENT_SECOND * SECONDS_PER_DAY;
  return costOfStorage(bytes, SECONDS_PER_DAY) + compute;
}

/** What decides the freezing limit of a canister. */
export interface Holding {
  /** Allocated, not only used. Units: bytes. */
  readonly bytes: bigint;
  /** Units: percent. */
  readonly computeAllocation: bigint;
  /** Units: seconds. */
  readonly freezingThreshold: bigint;
  /** Units: cycles. */
  readonly reservedCycles: bigint;
}

/**
 * Cycles that a canister may not spend: what it will need until its freezing threshold, less what is reserved.
 * Source: interface specification, "Abstract behavior", freezing_limit and liquid_balance.
 */
export function freezingLimit({
  bytes,
  computeAllocation,
  freezingThreshold,
  reservedCycles,
}: Holding): bigint {
  const limit = (cyclesPerDay(bytes, computeAllocation) * freezingThreshold) / SECONDS_PER_DAY;
  return limit > reservedCycles ? limit - reservedCycles : 0n;
}
