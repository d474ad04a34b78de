import type { CanisterState, InstalledCode } from '../canister/canister-state.ts';
import { moduleKey } from '../store/keys.ts';
import type { ModuleInfo } from '../wasm/prepared-module.ts';
import { moduleInfoKey } from './module-info-key.ts';
import { encodeRecord } from './record.ts';
import type { ReplicaState } from './replica-state.ts';

/** Gives a canister code and stores the module; the one before goes when nothing uses it any more. */
export function setCode(
  state: ReplicaState,
  canister: CanisterState,
  module: Uint8Array,
  code: InstalledCode,
): void {
  const previous = canister.code?.moduleHash;
  const info = withoutData(code.info);
  canister.code = { ...code, info };
  state.blobs.set(moduleKey(code.moduleHash), module);
  state.blobs.set(moduleInfoKey(code.moduleHash), encodeRecord(info));
  if (previous !== undefined && previous !== code.moduleHash) dropUnusedModule(state, previous);
}

/** Forgets a module that no canister runs and no snapshot holds. */
export function dropUnusedModule(state: ReplicaState, moduleHash: string): void {
  for (const { code, snapshots } of state.canisters.values()) {
    if (code?.moduleHash === moduleHash) return;
    for (const snapshot of snapshots.values()) if (snapshot.moduleHash === moduleHash) return;
  }
  state.blobs.set(moduleKey(moduleHash), undefined);
  state.blobs.set(moduleInfoKey(moduleHash), undefined);
}

/** The replica keeps the facts about a module; its data segments stay with the sandbox. */
function withoutData(info: ModuleInfo): ModuleInfo {
  return { ...info, dataSegments: [] };
}
