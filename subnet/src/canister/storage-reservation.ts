import { costOfStorage } from './holding-costs.ts';

/** How full the memory of a subnet is. Units: bytes; `used` is what all canisters have at their disposal. */
export interface SubnetMemory {
  readonly usedBytes: bigint;
  /** From here on, storage is paid in advance. */
  readonly thresholdBytes: bigint;
  readonly capacityBytes: bigint;
}

/** Storage is paid in advance for so long on a subnet that is full. Units: seconds. Source: dfinity/ic rs/config. */
const RESERVATION_SECONDS_MAX = 300_000_000n;

/** What the subnet has left. Units: bytes. */
export function freeBytes({ usedBytes, capacityBytes }: SubnetMemory): bigint {
  return capacityBytes > usedBytes ? capacityBytes - usedBytes : 0n;
}

/**
 * Cycles that a canister sets aside when it takes `bytes` more: nothing below the threshold of the subnet, and from there
 * on for a time that rises in proportion with the use of what lies above it.
 * Source: published cycle costs, "Storage reservation"; dfinity/ic rs/cycles_account_manager, storage_reservation_cycles.
 */
export function reservationCycles(memory: SubnetMemory, bytes: bigint): bigint {
  if (memory.usedBytes + bytes <= memory.thresholdBytes) return 0n;
  return reservedInAll(memory, memory.usedBytes + bytes) - reservedInAll(memory, memory.usedBytes);
}

/** What is reserved when use rises from nothing to `usedBytes`: a triangle above the threshold. */
function reservedInAll({ thresholdBytes, capacityBytes }: SubnetMemory, usedBytes: bigint): bigint {
  const threshold = smaller(thresholdBytes, capacityBytes);
  const above = smaller(usedBytes, capacityBytes) - threshold;
  if (above <= 0n) return 0n;
  const seconds = (RESERVATION_SECONDS_MAX * above) / (capacityBytes - threshold);
  return costOfStorage(above, seconds / 2n);
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
