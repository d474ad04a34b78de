import type { CanisterState } from '../canister/canister-state.ts';
import { frozenCycles } from '../management/cycles-account.ts';
import { principalBytes } from '../principal.ts';
import type { SystemState } from '../sandbox/protocol.ts';
import type { ReplicaParts } from './replica-parts.ts';

/** What the System API shows of a canister at the start of a batch. */
export function systemStateOf(
  parts: Pick<ReplicaParts, 'state' | 'identity'>,
  canister: CanisterState,
): SystemState {
  return {
    timeNs: parts.state.timeNs,
    canisterVersion: canister.version,
    cycles: canister.cycles,
    cyclesFrozen: parts.state.freeCycles ? 0n : frozenCycles(canister),
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
