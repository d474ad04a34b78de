import type { CanisterState, InstalledCode } from '../canister/canister-state.ts';
import type { ModuleInfo } from '../wasm/prepared-module.ts';
import { decodeRecord, encodeRecord } from './record.ts';

/** A canister as it is stored: the facts about its module lie beside the module, once for all who run it. */
type CanisterRecord = Omit<CanisterState, 'code'> & {
  readonly code: Omit<InstalledCode, 'info'> | undefined;
};

/** Stored form of a canister. */
export function encodeCanister(canister: CanisterState): Uint8Array {
  const record: CanisterRecord = { ...canister, code: canister.code && withoutInfo(canister.code) };
  return encodeRecord(record);
}

/** Reads a stored canister; `infoOf` gives the facts about its module. */
export async function decodeCanister(
  bytes: Uint8Array,
  infoOf: (moduleHash: string) => Promise<ModuleInfo>,
): Promise<CanisterState> {
  const { code, ...rest } = decodeRecord<CanisterRecord>(bytes);
  return { ...addedLater(), ...rest, code: code && { ...code, info: await infoOf(code.moduleHash) } };
}

/** Fields that records of older versions lack. */
function addedLater(): Pick<CanisterState, 'snapshots' | 'nextSnapshot' | 'lowMemoryHook'> {
  return {
    snapshots: new Map(),
    nextSnapshot: 0,
    lowMemoryHook: 'condition_not_satisfied',
  };
}

function withoutInfo({ info: _info, ...kept }: InstalledCode): Omit<InstalledCode, 'info'> {
  return kept;
}
