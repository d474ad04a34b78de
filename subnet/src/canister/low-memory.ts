import type { CanisterState } from './canister-state.ts';
import type { CanisterSettings } from './settings.ts';

/** What a canister without a limit of its own may use of the heap before its hook runs. Units: bytes. */
const DEFAULT_LIMIT = 4n * 1024n * 1024n * 1024n;

/**
 * Less heap is left than the threshold of the settings; never with a threshold of 0. Units: `heapBytes` bytes.
 * Source: interface specification, "On Low Wasm Memory"; dfinity/ic rs/replicated_state for a canister without a limit.
 */
export function isLowOnMemory(
  { wasmMemoryLimit, wasmMemoryThreshold }: CanisterSettings,
  heapBytes: number,
): boolean {
  if (wasmMemoryThreshold === 0n) return false;
  const limit = wasmMemoryLimit === 0n ? DEFAULT_LIMIT : wasmMemoryLimit;
  return limit < BigInt(heapBytes) + wasmMemoryThreshold;
}

/** Schedules the hook for low memory when memory has become low, and readies it anew when it has risen. */
export function updateLowMemoryHook(canister: CanisterState): void {
  if (!isLowOnMemory(canister.settings, canister.memory.wasm))
    canister.lowMemoryHook = 'condition_not_satisfied';
  else if (canister.lowMemoryHook === 'condition_not_satisfied') canister.lowMemoryHook = 'ready';
}
