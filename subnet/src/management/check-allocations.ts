import type { CanisterState } from '../canister/canister-state.ts';
import { allocatedBytes, freezingLimit } from '../canister/holding-costs.ts';
import { oversubscribed } from '../canister/memory-growth.ts';
import { defaultSettings, type CanisterSettings } from '../canister/settings.ts';
import { freeBytes, reservationCycles } from '../canister/storage-reservation.ts';
import { usedBytes } from './canister-memory.ts';
import type { ManagementHost } from './management-host.ts';
import { COMPUTE_CAPACITY } from './management-limits.ts';
import { ManagementRefused } from './management-refused.ts';
import type { RequestedSettings } from './read-settings.ts';

/** Who asks for settings: a canister that is there, or one about to be made with some cycles. */
export type Asking = CanisterState | { readonly newWithCycles: bigint };

/**
 * Checks that the subnet can give what the settings ask for and that the canister can pay for it.
 * Units: the result is what the canister has to set aside, in cycles.
 * Errors: ManagementRefused IC0101, IC0530, IC0531, IC0533, IC0540.
 * Source: dfinity/ic rs/execution_environment/src/canister_manager.rs, validate_canister_settings.
 */
export function checkAllocations(host: ManagementHost, requested: RequestedSettings, asking: Asking): bigint {
  const before = situationOf(asking);
  const after = { ...before.settings, ...requested };
  const bytesBefore = allocatedBytes(before.usedBytes, before.settings.memoryAllocation);
  const bytesAfter = allocatedBytes(before.usedBytes, after.memoryAllocation);
  checkRoom(host, bytesBefore, bytesAfter);
  checkCompute(host, before, requested.computeAllocation);
  if (before.reservedCycles > after.reservedCyclesLimit) {
    throw new ManagementRefused(
      'IC0540',
      `Cannot set the reserved cycles limit ${after.reservedCyclesLimit} below the reserved cycles balance of ` +
        `the canister ${before.reservedCycles}.`,
    );
  }
  if (host.freeCycles) return 0n;
  checkFreezing(before, after, bytesAfter);
  const taken = bytesAfter > bytesBefore ? bytesAfter - bytesBefore : 0n;
  const reserved = reservationCycles(host.memory, taken);
  checkReservation(before, after, reserved);
  return reserved;
}

interface Situation {
  readonly settings: CanisterSettings;
  readonly usedBytes: bigint;
  readonly cycles: bigint;
  readonly reservedCycles: bigint;
}

function situationOf(asking: Asking): Situation {
  if (!('newWithCycles' in asking)) return { ...asking, usedBytes: usedBytes(asking) };
  return { settings: defaultSettings([]), usedBytes: 0n, cycles: asking.newWithCycles, reservedCycles: 0n };
}

function checkRoom(host: ManagementHost, before: bigint, after: bigint): void {
  if (after <= before) return;
  const free = freeBytes(host.memory) + before;
  if (after > free) throw new ManagementRefused('IC0101', oversubscribed(after, free));
}

function checkCompute(host: ManagementHost, before: Situation, requested: bigint | undefined): void {
  const own = before.settings.computeAllocation;
  if (requested === undefined || requested <= own) return;
  let used = -own;
  for (const { settings } of host.canisters.values()) used += settings.computeAllocation;
  const free = COMPUTE_CAPACITY - used;
  if (requested <= free) return;
  throw new ManagementRefused(
    'IC0101',
    `Canister requested a compute allocation of ${requested}% which cannot be satisfied ` +
      `because the Subnet's remaining compute capacity is ${free}%.`,
  );
}

/** Only what rises is refused: a higher freezing threshold may freeze the canister. */
function checkFreezing(before: Situation, after: CanisterSettings, bytes: bigint): void {
  const missing = freezingLimit({ ...after, bytes, reservedCycles: before.reservedCycles }) - before.cycles;
  if (missing <= 0n) return;
  const hint = `due to insufficient cycles. At least ${missing} additional cycles are required.`;
  if (after.computeAllocation > before.settings.computeAllocation) {
    const message = `Cannot increase compute allocation to ${after.computeAllocation}% ${hint}`;
    throw new ManagementRefused('IC0530', message);
  }
  if (after.memoryAllocation > before.settings.memoryAllocation) {
    throw new ManagementRefused(
      'IC0531',
      `Cannot increase memory allocation to ${after.memoryAllocation} ${hint}`,
    );
  }
}

/** Reserving does not look at the freezing limit. */
function checkReservation(before: Situation, after: CanisterSettings, reserved: bigint): void {
  const over = before.reservedCycles + reserved - after.reservedCyclesLimit;
  if (over > 0n) {
    throw new ManagementRefused(
      'IC0533',
      `Cannot increase memory allocation to ${after.memoryAllocation} due to its reserved cycles limit. ` +
        `The current limit (${after.reservedCyclesLimit}) would be exceeded by ${over}.`,
    );
  }
  const missing = reserved - before.cycles;
  if (missing <= 0n) return;
  throw new ManagementRefused(
    'IC0531',
    `Cannot increase memory allocation to ${after.memoryAllocation} due to insufficient cycles. ` +
      `At least ${missing} additional cycles are required.`,
  );
}
