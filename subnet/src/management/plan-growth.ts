import type { CanisterState } from '../canister/canister-state.ts';
import { allocatedBytes, freezingLimit } from '../canister/holding-costs.ts';
import {
  refuseGrowth,
  reserveGrowth,
  type GrowthRefusal,
  type MemoryGrowth,
} from '../canister/memory-growth.ts';
import { costOfExecution } from '../sandbox/system-api/cycle-costs.ts';
import { usedBytes } from './canister-memory.ts';
import { holdingOf, outOfCycles, reserve, spend } from './cycles-account.ts';
import type { MethodRequest } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';

/** What a method is about to do to a canister. Units: bytes, more or less than now; instructions of the work. */
export interface PlannedGrowth {
  readonly bytes: bigint;
  /** Absent: the method's work is charged elsewhere or not at all. */
  readonly instructions?: bigint;
}

/**
 * Checks that a canister may take the memory and pay for the work; what is returned books both.
 * Errors: ManagementRefused IC0101, IC0532, IC0534; IC0207 for the work.
 * Source: dfinity/ic rs/execution_environment/src/canister_manager.rs, cycles_and_memory_usage_checks.
 */
export function planGrowth(
  { host, call }: MethodRequest,
  canister: CanisterState,
  { bytes, instructions }: PlannedGrowth,
): () => void {
  const used = usedBytes(canister);
  const usedAfter = used + bytes > 0n ? used + bytes : 0n;
  const { memoryAllocation, reservedCyclesLimit } = canister.settings;
  const { cycles } = canister;
  const growth: MemoryGrowth = {
    subnet: host.memory,
    bytesBefore: allocatedBytes(used, memoryAllocation),
    bytesAfter: allocatedBytes(usedAfter, memoryAllocation),
    paid: host.freeCycles ? undefined : { ...holdingOf(canister, used), cycles, reservedCyclesLimit },
  };
  const refusal = refuseGrowth(growth);
  if (refusal) throw refused(refusal);
  const cost = host.freeCycles || instructions === undefined ? 0n : costOfExecution(instructions);
  if (cost > 0n) {
    const problem = outOfCycles(canister, cost, call.caller, freezingLimit(holdingOf(canister, usedAfter)));
    if (problem) throw tooPoor(problem);
  }
  const reservation = reserveGrowth(growth, cycles - cost);
  if ('refusal' in reservation) throw refused(reservation.refusal);
  return () => {
    spend(canister, 'instructions', cost);
    reserve(canister, reservation.reserved);
  };
}

/** Charges a canister for work on its snapshots. Units: instructions. Errors: ManagementRefused IC0207. */
export function payForWork(
  { host, call }: MethodRequest,
  canister: CanisterState,
  instructions: bigint,
): void {
  if (host.freeCycles) return;
  const cost = costOfExecution(instructions);
  const problem = outOfCycles(canister, cost, call.caller);
  if (problem) throw tooPoor(problem);
  spend(canister, 'instructions', cost);
  host.touch(canister);
}

function tooPoor(problem: string): ManagementRefused {
  return new ManagementRefused('IC0207', `Canister snapshotting failed with: \`${problem}\``);
}

function refused({ errorCode, message }: GrowthRefusal): ManagementRefused {
  return new ManagementRefused(errorCode, message);
}
