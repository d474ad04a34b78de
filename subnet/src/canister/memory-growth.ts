import { freezingLimit, type Holding } from './holding-costs.ts';
import { freeBytes, reservationCycles, type SubnetMemory } from './storage-reservation.ts';

/** A canister that asks for more memory at once, by a method of the management canister. Units: bytes, cycles. */
export interface MemoryGrowth {
  readonly subnet: SubnetMemory;
  /** What it has at its disposal before and after. */
  readonly bytesBefore: bigint;
  readonly bytesAfter: bigint;
  /** Absent where nothing costs cycles. */
  readonly paid:
    (Omit<Holding, 'bytes'> & { readonly cycles: bigint; readonly reservedCyclesLimit: bigint }) | undefined;
}

/** Why memory is not given, in the IC's words. */
export interface GrowthRefusal {
  readonly errorCode: 'IC0101' | 'IC0532' | 'IC0534';
  readonly message: string;
}

/**
 * Why the subnet or the freezing limit does not allow the growth, or undefined.
 * Source: dfinity/ic rs/execution_environment/src/canister_manager.rs, cycles_and_memory_usage_checks.
 */
export function refuseGrowth({
  subnet,
  bytesBefore,
  bytesAfter,
  paid,
}: MemoryGrowth): GrowthRefusal | undefined {
  const bytes = taken(bytesBefore, bytesAfter);
  if (bytes > freeBytes(subnet))
    return { errorCode: 'IC0101', message: oversubscribed(bytes, freeBytes(subnet)) };
  if (paid === undefined) return undefined;
  const missing = freezingLimit({ ...paid, bytes: bytesAfter }) - paid.cycles;
  return missing > 0n ? tooFewCycles(bytes, missing) : undefined;
}

/** What storage costs in advance, or why it cannot be set aside. `cycles`: the balance that is left for it. */
export function reserveGrowth(
  { subnet, bytesBefore, bytesAfter, paid }: MemoryGrowth,
  cycles: bigint,
): { readonly reserved: bigint } | { readonly refusal: GrowthRefusal } {
  if (paid === undefined) return { reserved: 0n };
  const bytes = taken(bytesBefore, bytesAfter);
  const reserved = reservationCycles(subnet, bytes);
  if (reserved === 0n) return { reserved };
  const over = paid.reservedCycles + reserved - paid.reservedCyclesLimit;
  if (over > 0n) {
    const message =
      `Canister cannot grow memory by ${bytes} bytes due to its reserved cycles limit. ` +
      `The current limit (${paid.reservedCyclesLimit}) would be exceeded by ${over}.`;
    return { refusal: { errorCode: 'IC0534', message } };
  }
  if (reserved > cycles) return { refusal: tooFewCycles(bytes, reserved - cycles) };
  return { reserved };
}

/** The subnet has less than is asked for. Source: execution errors, "Subnet memory capacity oversubscribed". */
export function oversubscribed(requested: bigint, free: bigint): string {
  return (
    `Canister requested ${displayBytes(requested)} of memory but only ${displayBytes(free)} are available ` +
    'in the subnet.'
  );
}

function tooFewCycles(bytes: bigint, missing: bigint): GrowthRefusal {
  const message =
    `Canister cannot grow memory by ${bytes} bytes due to insufficient cycles. ` +
    `At least ${missing} additional cycles are required.`;
  return { errorCode: 'IC0532', message };
}

function taken(before: bigint, after: bigint): bigint {
  return after > before ? after - before : 0n;
}

const UNITS = ['KiB', 'MiB', 'GiB'] as const;

/** Source: dfinity/ic rs/types, Display of NumBytes. */
function displayBytes(bytes: bigint): string {
  if (bytes < 1024n) return `${bytes} B`;
  let value = Number(bytes) / 1024;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value.toFixed(2)} ${UNITS[unit] as string}`;
}
