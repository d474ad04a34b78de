import type { Principal } from '@dfinity/principal';
import type { CanisterState } from '../canister/canister-state.ts';
import type { CanisterSettings, Visibility } from '../canister/settings.ts';
import { idleCyclesPerDay, memoryMetrics, memoryTotal } from './canister-memory.ts';
import { findCanister, isVisible, principalOf } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { notController } from './management-refused.ts';

/**
 * Tells how a canister is, to its controllers, itself, subnet admins and whom its status visibility admits.
 * Errors: IC0301, IC0512.
 * Source: interface specification, "canister_status".
 */
export const canisterStatus: ManagementMethod<{ readonly canister_id: Principal }> = {
  name: 'canister_status',
  types: MANAGEMENT_IDL.canister_status,
  ingress: 'viewers',
  query: true,
  effectiveId: 'canister_id',
  handle(request, { canister_id }) {
    const { caller } = request.call;
    const canister = findCanister(request, canister_id);
    const { controllers, statusVisibility } = canister.settings;
    const knows = caller === canister.key || request.host.subnetAdmins.has(caller);
    if (!knows && !isVisible(canister, statusVisibility, caller)) {
      throw notController(canister.key, controllers, caller);
    }
    return reply(statusOf(canister));
  },
};

function statusOf(canister: CanisterState): unknown {
  const metrics = memoryMetrics(canister);
  const total = memoryTotal(metrics);
  const idle = canister.queue.length === 0 && canister.callbacks.size === 0;
  return {
    status: { [canister.status]: null },
    ready_for_migration: canister.status === 'stopped' && idle,
    version: canister.version,
    settings: settingsOf(canister.settings),
    module_hash: canister.code === undefined ? [] : [hashBytes(canister.code.moduleHash)],
    memory_size: total,
    memory_metrics: metrics,
    cycles: canister.cycles,
    reserved_cycles: canister.reservedCycles,
    idle_cycles_burned_per_day: idleCyclesPerDay(canister, total),
    query_stats: {
      num_calls_total: canister.queryStats?.calls ?? 0n,
      num_instructions_total: canister.queryStats?.instructions ?? 0n,
      request_payload_bytes_total: canister.queryStats?.requestBytes ?? 0n,
      response_payload_bytes_total: canister.queryStats?.responseBytes ?? 0n,
    },
  };
}

function settingsOf(settings: CanisterSettings): unknown {
  return {
    controllers: settings.controllers.map(principalOf),
    compute_allocation: settings.computeAllocation,
    memory_allocation: settings.memoryAllocation,
    freezing_threshold: settings.freezingThreshold,
    reserved_cycles_limit: settings.reservedCyclesLimit,
    minimum_incoming_canister_call_cycles: settings.minimumIncomingCallCycles,
    log_visibility: visibilityOf(settings.logVisibility),
    log_memory_limit: settings.logMemoryLimit,
    snapshot_visibility: visibilityOf(settings.snapshotVisibility),
    status_visibility: visibilityOf(settings.statusVisibility),
    wasm_memory_limit: settings.wasmMemoryLimit,
    wasm_memory_threshold: settings.wasmMemoryThreshold,
    environment_variables: settings.environment.map(([name, value]) => ({ name, value })),
  };
}

function visibilityOf(visibility: Visibility): unknown {
  if (visibility.kind !== 'allowed_viewers') return { [visibility.kind]: null };
  return { allowed_viewers: visibility.viewers.map(principalOf) };
}

function hashBytes(hash: string): Uint8Array {
  return new Uint8Array(Buffer.from(hash, 'hex'));
}
