import type { Principal } from '@dfinity/principal';
import type { CanisterState } from '../canister/canister-state.ts';
import { snapshotId, type CanisterSnapshot } from '../canister/snapshot.ts';
import { keyText } from '../principal.ts';
import { assert } from '../assert.ts';
import { memoryMetrics, memoryTotal, nextSnapshotBytes, snapshotBytes } from './canister-memory.ts';
import { findControlled } from './find-canister.ts';
import { findReplaced, removeSnapshot } from './find-snapshot.ts';
import { snapshotView } from './list-canister-snapshots.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod, type MethodRequest } from './management-method.ts';
import { SNAPSHOT_INSTRUCTIONS } from './management-limits.ts';
import { ManagementRefused } from './management-refused.ts';
import { planGrowth, type PlannedGrowth } from './plan-growth.ts';
import { makeEmpty } from './uninstall-code.ts';

interface TakeCanisterSnapshotArgument {
  readonly canister_id: Principal;
  readonly replace_snapshot: [] | [Uint8Array];
  readonly uninstall_code: [] | [boolean];
  readonly sender_canister_version: [] | [bigint];
}

/**
 * Takes a snapshot of a canister, in place of an older one when asked, and makes the canister empty when asked.
 * Errors: IC0301, IC0512; IC0305 for the one to replace; IC0406 for an eleventh, or of an empty canister; IC0101, IC0207,
 * IC0532 and IC0534 for room and cycles.
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
    checkFull(canister);
    const book = planGrowth(
      request,
      canister,
      growthOf(canister, replaced, argument.uninstall_code[0] === true),
    );
    const snapshot = await take(request, canister);
    book();
    if (replaced !== undefined) removeSnapshot(request, canister, replaced);
    canister.snapshots.set(snapshotId(snapshot), snapshot);
    if (argument.uninstall_code[0] === true) makeEmpty(request, canister, argument.sender_canister_version);
    request.host.touch(canister);
    return reply(snapshotView(snapshot));
  },
};

function checkFull({ code, key }: CanisterState): void {
  if (code !== undefined) return;
  throw new ManagementRefused('IC0406', `Failed to create snapshot for empty canister ${keyText(key)}:`);
}

function growthOf(
  canister: CanisterState,
  replaced: CanisterSnapshot | undefined,
  uninstalls: boolean,
): PlannedGrowth {
  const size = nextSnapshotBytes(canister);
  const freed = BigInt(replaced === undefined ? 0 : snapshotBytes(replaced));
  return {
    bytes: size - freed - (uninstalls ? removableBytes(canister) : 0n),
    instructions: SNAPSHOT_INSTRUCTIONS + size,
  };
}

/** What goes when the canister is uninstalled: all but its history and its snapshots. */
function removableBytes(canister: CanisterState): bigint {
  const metrics = memoryMetrics(canister);
  return memoryTotal(metrics) - metrics.canister_history_size - metrics.snapshots_size;
}

async function take({ host }: MethodRequest, canister: CanisterState): Promise<CanisterSnapshot> {
  const { code, memory } = canister;
  assert(code !== undefined, 'snapshots are taken of canisters with code');
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
