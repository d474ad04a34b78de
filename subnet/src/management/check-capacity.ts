import type { CanisterState } from '../canister/canister-state.ts';
import type { ManagementHost } from './management-host.ts';
import { COMPUTE_CAPACITY, SUBNET_MEMORY_BYTES } from './management-limits.ts';
import { ManagementRefused } from './management-refused.ts';
import type { RequestedSettings } from './read-settings.ts';

/**
 * Checks that the subnet can give what the settings ask for; `canister` is absent when it is about to be created.
 * Errors: ManagementRefused IC0101, IC0540.
 */
export function checkCapacity(
  host: ManagementHost,
  settings: RequestedSettings,
  canister: CanisterState | undefined,
): void {
  const { computeAllocation, memoryAllocation, reservedCyclesLimit } = settings;
  if (computeAllocation !== undefined && computeAllocation > (canister?.settings.computeAllocation ?? 0n)) {
    const free = COMPUTE_CAPACITY - sum(host, canister, (other) => other.settings.computeAllocation);
    if (computeAllocation > free) {
      throw new ManagementRefused(
        'IC0101',
        `Canister requested a compute allocation of ${computeAllocation}% which cannot be satisfied ` +
          `because the Subnet's remaining compute capacity is ${free}%.`,
      );
    }
  }
  if (memoryAllocation !== undefined && memoryAllocation > (canister?.settings.memoryAllocation ?? 0n)) {
    const free = SUBNET_MEMORY_BYTES - sum(host, canister, (other) => other.settings.memoryAllocation);
    if (memoryAllocation > free) {
      throw new ManagementRefused(
        'IC0101',
        `Canister requested ${gib(memoryAllocation)} of memory but only ${gib(free)} are available in the subnet.`,
      );
    }
  }
  const reserved = canister?.reservedCycles ?? 0n;
  if (reservedCyclesLimit !== undefined && reservedCyclesLimit < reserved) {
    throw new ManagementRefused(
      'IC0540',
      `Cannot set the reserved cycles limit ${reservedCyclesLimit} below the reserved cycles balance of ` +
        `the canister ${reserved}.`,
    );
  }
}

function sum(
  host: ManagementHost,
  except: CanisterState | undefined,
  of: (canister: CanisterState) => bigint,
): bigint {
  let total = 0n;
  for (const canister of host.canisters.values()) if (canister !== except) total += of(canister);
  return total;
}

function gib(bytes: bigint): string {
  return `${(Number(bytes) / 2 ** 30).toFixed(2)} GiB`;
}
