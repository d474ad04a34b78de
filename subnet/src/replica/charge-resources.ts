import type { CanisterState } from '../canister/canister-state.ts';
import { countConsumed } from '../canister/cycles-consumed.ts';
import {
  allocatedBytes,
  COMPUTE_CYCLES_PER_PERCENT_SECOND,
  STORAGE_CYCLES_PER_GIB_SECOND,
} from '../canister/holding-costs.ts';
import { usedBytes } from '../management/canister-memory.ts';
import { spend } from '../management/cycles-account.ts';
import type { ReplicaParts } from './replica-parts.ts';

/** Storage and compute allocation are charged this often. Units: nanoseconds. */
const PERIOD_NS = 10_000_000_000n;
const SECOND_NS = 1_000_000_000n;
const GIB = 2n ** 30n;

/**
 * Charges every canister for what it holds; one that cannot pay loses its code, memories, chunks and snapshots.
 * Source: published cycle costs, "Cost table"; interface specification, "Canister cycles".
 */
export function chargeResources({ state, host }: ReplicaParts): void {
  if (state.freeCycles) return;
  if (state.chargedAtNs === 0n) state.chargedAtNs = state.timeNs;
  const elapsedNs = state.timeNs - state.chargedAtNs;
  if (elapsedNs < PERIOD_NS) return;
  state.chargedAtNs = state.timeNs;
  for (const canister of state.canisters.values()) {
    const { memory, compute } = resourceCosts(canister, elapsedNs);
    if (memory + compute === 0n) continue;
    if (pay(canister, memory, 'memory') && pay(canister, compute, 'compute_allocation'))
      state.touch(canister);
    // What is under way ends first; the canister is emptied at the next charge.
    else if (state.busy.has(canister.key)) continue;
    else if (canister.cycles > 0n || canister.code !== undefined) empty(host, canister);
  }
}

function resourceCosts(canister: CanisterState, elapsedNs: bigint): { memory: bigint; compute: bigint } {
  const { memoryAllocation, computeAllocation } = canister.settings;
  const bytes = allocatedBytes(usedBytes(canister), memoryAllocation);
  return {
    memory: (bytes * STORAGE_CYCLES_PER_GIB_SECOND * elapsedNs) / (GIB * SECOND_NS),
    compute: (computeAllocation * COMPUTE_CYCLES_PER_PERCENT_SECOND * elapsedNs) / SECOND_NS,
  };
}

/** Reserved cycles go first. False: there are not enough, and nothing was taken. */
function pay(canister: CanisterState, cycles: bigint, use: 'memory' | 'compute_allocation'): boolean {
  if (canister.reservedCycles + canister.cycles < cycles) return false;
  const reserved = canister.reservedCycles < cycles ? canister.reservedCycles : cycles;
  canister.reservedCycles -= reserved;
  countConsumed(canister, use, reserved);
  spend(canister, use, cycles - reserved);
  return true;
}

function empty(host: ReplicaParts['host'], canister: CanisterState): void {
  spend(canister, 'uninstall', canister.cycles);
  canister.settings = { ...canister.settings, computeAllocation: 0n, memoryAllocation: 0n };
  const snapshots = [...canister.snapshots.values()];
  canister.snapshots.clear();
  for (const snapshot of snapshots) host.snapshots.drop(snapshot);
  canister.chunks.clear();
  host.clearChunks(canister);
  canister.log = [];
  host.uninstall(canister);
}
