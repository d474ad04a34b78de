import type { Principal } from '@dfinity/principal';
import type { CanisterState } from '../canister/canister-state.ts';
import { snapshotId, type CanisterSnapshot } from '../canister/snapshot.ts';
import { keyText } from '../principal.ts';
import { findControlled } from './find-canister.ts';
import { findReplaced, removeSnapshot } from './find-snapshot.ts';
import { snapshotView } from './list-canister-snapshots.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod, type MethodRequest } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';
import { makeEmpty } from './uninstall-code.ts';

interface TakeCanisterSnapshotArgument {
  readonly canister_id: Principal;
  readonly replace_snapshot: [] | [Uint8Array];
  readonly uninstall_code: [] | [boolean];
  readonly sender_canister_version: [] | [bigint];
}

/**
 * Takes a snapshot of a canister, in place of an older one when asked, and makes the canister empty when asked.
 * Errors: IC0301, IC0512; IC0305 for the one to replace; IC0406 for an eleventh, or of an empty canister.
 * Source: interface specification, "take_canister_snapshot".
 */
export const takeCanisterSnapshot: ManagementMethod<TakeCanisterSnapshotArgument> = {
  name: 'take_canister_snapshot',
  types: MANAGEMENT_IDL.take_canister_snapshot,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  async handle(request, argument) {
    const canister = findControlled(request, argument.canister_id);
    const replaced = findReplaced(canister, argument.replace_snapshot);
    const snapshot = await take(request, canister);
    if (replaced !== undefined) removeSnapshot(request, canister, replaced);
    canister.snapshots.set(snapshotId(snapshot), snapshot);
    if (argument.uninstall_code[0] === true) makeEmpty(request, canister, argument.sender_canister_version);
    request.host.touch(canister);
    return reply(snapshotView(snapshot));
  },
};

async function take({ host }: MethodRequest, canister: CanisterState): Promise<CanisterSnapshot> {
  const { code, memory } = canister;
  if (code === undefined) {
    throw new ManagementRefused(
      'IC0406',
      `Failed to create snapshot for empty canister ${keyText(canister.key)}:`,
    );
  }
  const number = canister.nextSnapshot++;
  const state = await host.snapshots.copy(canister, number);
  return {
    canister: canister.key,
    number,
    source: 'taken_from_canister',
    takenAtNs: host.nowNs,
    canisterVersion: canister.version,
    moduleHash: code.moduleHash,
    moduleBytes: code.moduleBytes ?? 0,
    heapBytes: memory.wasm,
    stableBytes: Number(memory.stable),
    ...state,
    chunks: new Map(canister.chunks),
    certifiedData: canister.certifiedData,
    globalTimerNs: canister.globalTimerNs,
    lowMemoryHook: canister.lowMemoryHook,
  };
}
