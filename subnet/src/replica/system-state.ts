import type { CanisterState } from '../canister/canister-state.ts';
import { freezingLimit } from '../canister/holding-costs.ts';
import { holdingOf } from '../management/cycles-account.ts';
import { principalBytes } from '../principal.ts';
import { memoryMetrics, memoryTotal } from '../management/canister-memory.ts';
import type { MemoryTerms, SystemState } from '../sandbox/protocol.ts';
import type { ReplicaParts } from './replica-parts.ts';
import type { ReplicaState } from './replica-state.ts';

/** What the System API shows of a canister at the start of a batch. */
export function systemStateOf(
  parts: Pick<ReplicaParts, 'state' | 'identity'>,
  canister: CanisterState,
): SystemState {
  const memory = memoryTerms(parts.state, canister);
  return {
    timeNs: parts.state.timeNs,
    canisterVersion: canister.version,
    cycles: canister.cycles,
    cyclesFrozen: parts.state.freeCycles ? 0n : freezingLimit(holdingOf(canister, memory.usedBytes)),
    memory,
    chargeCalls: !parts.state.freeCycles,
    status: canister.status,
    controllers: canister.settings.controllers.map(principalBytes),
    subnetId: parts.identity.subnetId,
    rootKeyDer: parts.identity.rootKeyDer,
    environment: canister.settings.environment,
    wasmMemoryLimit: canister.settings.wasmMemoryLimit,
    globalTimerNs: canister.globalTimerNs,
    queueUsed: [...canister.callsInFlight],
  };
}

function memoryTerms(state: ReplicaState, canister: CanisterState): MemoryTerms {
  const metrics = memoryMetrics(canister);
  const usedBytes = memoryTotal(metrics);
  const { settings, reservedCycles } = canister;
  const { memoryAllocation, computeAllocation, freezingThreshold, reservedCyclesLimit } = settings;
  return {
    usedBytes,
    otherBytes:
      usedBytes - metrics.wasm_memory_size - metrics.stable_memory_size - metrics.global_memory_size,
    memoryAllocation,
    subnet: state.memory,
    ...(!state.freeCycles && {
      paid: { computeAllocation, freezingThreshold, reservedCycles, reservedCyclesLimit },
    }),
  };
}
