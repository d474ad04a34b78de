import type { CanisterState } from '../canister/canister-state.ts';
import { countConsumed, type CyclesConsumed } from '../canister/cycles-consumed.ts';
import { keyText } from '../principal.ts';
import { idleCyclesPerDay, memoryMetrics, memoryTotal } from './canister-memory.ts';

const SECONDS_PER_DAY = 86_400n;

/** Units: cycles. Source: published cycle costs, "Cost table", 13-node subnet. */
const INGRESS_CYCLES = 1_200_000n;
const INGRESS_CYCLES_PER_BYTE = 2_000n;
const EXECUTION_CYCLES = 5_000_000n;

/** Price of taking in an ingress message. Units: bytes of method name and argument. */
export function costOfIngress(bytes: number): bigint {
  return INGRESS_CYCLES + INGRESS_CYCLES_PER_BYTE * BigInt(bytes);
}

/** Price of executing a message. Source: published cycle costs, "Execution cost formula". */
export function costOfExecution(instructions: bigint): bigint {
  return EXECUTION_CYCLES + instructions;
}

/**
 * Cycles that a canister may not spend: what it will need until its freezing threshold, less what is reserved.
 * Source: interface specification, "Abstract behavior", freezing_limit and liquid_balance.
 */
export function frozenCycles(canister: CanisterState): bigint {
  const perDay = idleCyclesPerDay(canister, memoryTotal(memoryMetrics(canister)));
  const limit = (perDay * canister.settings.freezingThreshold) / SECONDS_PER_DAY;
  return limit > canister.reservedCycles ? limit - canister.reservedCycles : 0n;
}

/** Why a canister cannot pay, in the IC's words, or undefined. Source: execution errors, "Install code not enough cycles". */
export function outOfCycles(canister: CanisterState, cycles: bigint): string | undefined {
  const missing = cycles + frozenCycles(canister) - canister.cycles;
  if (missing <= 0n) return undefined;
  return (
    `Canister ${keyText(canister.key)} is out of cycles: ` +
    `please top up the canister with at least ${missing} additional cycles`
  );
}

/** Takes cycles off the balance for a use, or all that there are. */
export function spend(canister: CanisterState, use: keyof CyclesConsumed, cycles: bigint): void {
  const spent = cycles < canister.cycles ? cycles : canister.cycles;
  canister.cycles -= spent;
  countConsumed(canister, use, spent);
}
