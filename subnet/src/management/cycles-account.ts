import type { CanisterState } from '../canister/canister-state.ts';
import { countConsumed, type CyclesConsumed } from '../canister/cycles-consumed.ts';
import { keyText, type PrincipalKey } from '../principal.ts';
import { allocatedBytes, freezingLimit, type Holding } from '../canister/holding-costs.ts';
import { usedBytes } from './canister-memory.ts';

/** Units: cycles. Source: published cycle costs, "Cost table", 13-node subnet. */
const INGRESS_CYCLES = 1_200_000n;
const INGRESS_CYCLES_PER_BYTE = 2_000n;

/** Price of taking in an ingress message. Units: bytes of method name and argument. */
export function costOfIngress(bytes: number): bigint {
  return INGRESS_CYCLES + INGRESS_CYCLES_PER_BYTE * BigInt(bytes);
}

/** What decides the freezing limit of a canister, with the given use of memory. Units: bytes. */
export function holdingOf(canister: CanisterState, used = usedBytes(canister)): Holding {
  const { memoryAllocation, computeAllocation, freezingThreshold } = canister.settings;
  const { reservedCycles } = canister;
  return {
    bytes: allocatedBytes(used, memoryAllocation),
    computeAllocation,
    freezingThreshold,
    reservedCycles,
  };
}

/** Cycles that a canister may not spend. */
export function frozenCycles(canister: CanisterState): bigint {
  return freezingLimit(holdingOf(canister));
}

/**
 * Why a canister cannot pay, in the IC's words, or undefined. Only its controllers are told how much is missing.
 * Source: execution errors, "Install code not enough cycles"; dfinity/ic rs/interfaces, CanisterOutOfCyclesError.
 */
export function outOfCycles(
  canister: CanisterState,
  cycles: bigint,
  caller: PrincipalKey,
  frozen = frozenCycles(canister),
): string | undefined {
  const missing = cycles + frozen - canister.cycles;
  if (missing <= 0n) return undefined;
  const problem = `Canister ${keyText(canister.key)} is out of cycles`;
  if (!canister.settings.controllers.includes(caller)) return problem;
  return `${problem}: please top up the canister with at least ${missing} additional cycles`;
}

/** Moves cycles to the reserved balance, from which storage is paid first. Bounds: the balance has them. */
export function reserve(canister: CanisterState, cycles: bigint): void {
  canister.cycles -= cycles;
  canister.reservedCycles += cycles;
}

/** Takes cycles off the balance for a use, or all that there are. */
export function spend(canister: CanisterState, use: keyof CyclesConsumed, cycles: bigint): void {
  const spent = cycles < canister.cycles ? cycles : canister.cycles;
  canister.cycles -= spent;
  countConsumed(canister, use, spent);
}
