import { allocatedBytes } from '../canister/holding-costs.ts';
import {
  refuseGrowth,
  reserveGrowth,
  type GrowthRefusal,
  type MemoryGrowth,
} from '../canister/memory-growth.ts';
import { CanisterTrap } from './canister-trap.ts';
import type { MemoryTerms } from './protocol.ts';
import { costOfExecution } from './system-api/cycle-costs.ts';
import type { GrowthLedger } from './system-api/memory-account.ts';

/**
 * Holds an installation that ran through against the subnet's room and the canister's cycles, and sets aside what storage
 * costs in advance. Units: bytes of heap, stable memory and globals after it; instructions of all its stages.
 * Errors: CanisterTrap IC0101, IC0532, IC0534.
 * Source: interface specification, "install_code"; dfinity/ic rs/execution_environment, install_code helper.
 */
export function payForInstallation(
  terms: MemoryTerms | undefined,
  ledger: GrowthLedger,
  memoryBytes: bigint,
  instructions: bigint,
): void {
  if (terms === undefined) return;
  const { paid, memoryAllocation, subnet } = terms;
  const cycles = paid === undefined ? 0n : ledger.cycles - costOfExecution(instructions);
  const growth: MemoryGrowth = {
    subnet,
    bytesBefore: allocatedBytes(terms.usedBytes, memoryAllocation),
    bytesAfter: allocatedBytes(terms.otherBytes + memoryBytes, memoryAllocation),
    paid: paid && { ...paid, cycles },
  };
  const refusal = refuseGrowth(growth);
  if (refusal) throw refused(refusal);
  const reservation = reserveGrowth(growth, cycles);
  if ('refusal' in reservation) throw refused(reservation.refusal);
  ledger.cycles -= reservation.reserved;
  ledger.reserved += reservation.reserved;
}

function refused({ errorCode, message }: GrowthRefusal): CanisterTrap {
  return new CanisterTrap(errorCode, message);
}
