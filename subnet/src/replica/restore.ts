import { assert } from '../assert.ts';
import type { Certifier } from '../certification/certifier.ts';
import { CANISTER_PREFIX, OUTCALL_PREFIX, REQUEST_PREFIX } from '../store/keys.ts';
import type { Outcall } from '../outcalls/outcall.ts';
import type { Store } from '../store/store.ts';
import type { ModuleInfo } from '../wasm/prepared-module.ts';
import { certifiedView, SUBNET_RECORD_KEY, type SubnetRecord } from './commit-round.ts';
import type { IngressRecord } from './ingress-history.ts';
import { decodeCanister } from './canister-record.ts';
import { moduleInfoKey } from './module-info-key.ts';
import { decodeRecord } from './record.ts';
import { ReplicaState } from './replica-state.ts';

/** The state as the newest stored round left it, or a fresh one where nothing is stored. */
export async function restoreState(store: Store, certifier: Certifier): Promise<ReplicaState> {
  const state = new ReplicaState();
  const record = await store.get(SUBNET_RECORD_KEY);
  if (record) {
    const subnet = decodeRecord<SubnetRecord>(record);
    state.height = subnet.height;
    state.timeNs = subnet.timeNs;
    state.heartbeatAtNs = subnet.heartbeatAtNs;
    state.nextCanister = subnet.nextCanister;
    state.management = subnet.management;
    state.nodeMetrics = subnet.nodeMetrics ?? [];
    state.chargedAtNs = subnet.chargedAtNs ?? 0n;
  }
  for await (const [, value] of store.scan(CANISTER_PREFIX)) {
    const canister = await decodeCanister(value, (moduleHash) => readModuleInfo(store, moduleHash));
    state.canisters.set(canister.key, canister);
    if (canister.executing !== undefined) state.busy.add(canister.key);
    if (canister.executing !== undefined || canister.queue.length > 0 || canister.lowMemoryHook === 'ready')
      state.ready.add(canister.key);
    certifier.setCanister(canister.key, certifiedView(canister));
  }
  for await (const [, value] of store.scan(REQUEST_PREFIX)) {
    const request = decodeRecord<IngressRecord>(value);
    state.ingress.restore(request);
    certifier.setStatus(Buffer.from(request.id, 'hex'), request.status);
  }
  for await (const [, value] of store.scan(OUTCALL_PREFIX)) {
    const outcall = decodeRecord<Outcall>(value);
    state.outcalls.set(outcall.id, outcall);
  }
  return state;
}

async function readModuleInfo(store: Store, moduleHash: string): Promise<ModuleInfo> {
  const bytes = await store.get(moduleInfoKey(moduleHash));
  assert(bytes !== undefined, 'the facts about a stored module are stored');
  return decodeRecord<ModuleInfo>(bytes);
}
