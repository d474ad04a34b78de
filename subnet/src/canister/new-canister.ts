import type { PrincipalKey } from '../principal.ts';
import type { CanisterState } from './canister-state.ts';
import { defaultSettings } from './settings.ts';

/** An empty canister, running, with default settings. */
export function newCanister(
  key: PrincipalKey,
  nowNs: bigint,
  options: { readonly cycles: bigint; readonly controllers: readonly PrincipalKey[] },
): CanisterState {
  return {
    key,
    createdAtNs: nowNs,
    settings: defaultSettings(options.controllers),
    status: 'running',
    version: 0n,
    cycles: options.cycles,
    reservedCycles: 0n,
    code: undefined,
    certifiedData: new Uint8Array(0),
    globalTimerNs: 0n,
    memory: { wasm: 0, stable: 0n, globals: 0 },
    chunks: new Map(),
    history: [],
    changesTotal: 0n,
    log: [],
    logNextIndex: 0n,
    queue: [],
    callContexts: new Map(),
    callbacks: new Map(),
    nextCallContext: 0,
    nextCallback: 0,
    callsInFlight: new Map(),
    stopWaiters: [],
    snapshots: new Map(),
    nextSnapshot: 0,
    lowMemoryHook: 'condition_not_satisfied',
  };
}
