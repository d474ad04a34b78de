import { assert } from '../assert.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import { newCanister } from '../canister/new-canister.ts';
import type { ManagementHost } from '../management/management-host.ts';
import { principalKey } from '../principal.ts';
import { reject } from '../reject.ts';
import { codeBytes } from '../management/canister-memory.ts';
import type { Installation, SystemState } from '../sandbox/protocol.ts';
import { chunkKey, chunkPrefix } from '../store/keys.ts';
import type { ThresholdKeys } from '../threshold/threshold-keys.ts';
import type { ModuleInfo } from '../wasm/prepared-module.ts';
import { answerContext, recordResult } from './apply-result.ts';
import { canisterKeyOf, isInRange } from './canister-ids.ts';
import { dropUnusedModule, setCode } from './installed-code.ts';
import type { RandomSource } from './random-source.ts';
import type { ReplicaParts } from './replica-parts.ts';
import type { ReplicaState } from './replica-state.ts';
import { rejection, routeAnswer } from './route.ts';
import { snapshotData } from './snapshot-data.ts';
import { systemStateOf } from './system-state.ts';

/** What the management canister may do, done on the replica's state. */
export function managementHost(
  parts: Omit<ReplicaParts, 'host'>,
  random: RandomSource,
  thresholdKeys: ThresholdKeys,
): ManagementHost {
  const { state, store, sandbox } = parts;
  return {
    get nowNs() {
      return state.timeNs;
    },
    subnetKey: parts.identity.subnetKey,
    nodeKey: principalKey(parts.identity.nodeId),
    get nodeMetrics() {
      return state.nodeMetrics;
    },
    freeCycles: state.freeCycles,
    get memory() {
      return state.memory;
    },
    installRateLimit: state.resources.installRateLimit,
    subnetAdmins: parts.subnetAdmins,
    canisters: state.canisters,
    thresholdKeys,
    createCanister: (options) => createCanister(state, options),
    deleteCanister: (canister) => {
      state.canisters.delete(canister.key);
      state.deleted.add(canister.key);
      state.ready.delete(canister.key);
      state.usage.mark(canister.key);
      parts.memories.forget(canister.key);
      sandbox.drop(canister.key);
      if (canister.code !== undefined) dropUnusedModule(state, canister.code.moduleHash);
    },
    prepare: (module) => parts.roundTime.inside(sandbox.prepare(module)),
    install: (canister, module, installation) => install(parts, canister, module, installation),
    uninstall: (canister) => uninstall(parts, canister),
    readChunk: async (canister, hash) => {
      const key = chunkKey(canister.key, hash);
      return state.blobs.has(key) ? state.blobs.get(key) : store.get(key);
    },
    writeChunk: (canister, hash, chunk) => {
      state.blobs.set(chunkKey(canister.key, hash), chunk);
      state.touch(canister);
    },
    clearChunks: (canister) => {
      const prefix = chunkPrefix(canister.key);
      for (const key of [...state.blobs.keys()]) if (key.startsWith(prefix)) state.blobs.delete(key);
      state.blobPrefixesDeleted.add(prefix);
      state.touch(canister);
    },
    snapshots: snapshotData(parts),
    outcalls: parts.outcalls,
    openCallContexts: (canister) => [...canister.callContexts.values()],
    answer: (origin, answer, refund) => routeAnswer(state, origin, answer, refund),
    touch: (canister) => {
      state.touch(canister);
      if (canister.lowMemoryHook === 'ready') state.ready.add(canister.key);
    },
    randomBytes: (length) => random.bytes(state.height, length),
  };
}

function createCanister(
  state: ReplicaState,
  options: Parameters<ManagementHost['createCanister']>[0],
): CanisterState | undefined {
  let key = options.id;
  if (key === undefined) {
    do key = canisterKeyOf(state.nextCanister++);
    while (state.canisters.has(key) || state.systemIds.has(key));
  } else if (!isInRange(key) || state.canisters.has(key) || state.systemIds.has(key)) {
    return undefined;
  }
  const canister = newCanister(key, state.timeNs, options);
  state.canisters.set(key, canister);
  state.deleted.delete(key);
  state.touch(canister);
  return canister;
}

async function install(
  parts: Omit<ReplicaParts, 'host'>,
  canister: CanisterState,
  module: Uint8Array,
  installation: Installation,
) {
  const { state, sandbox, roundTime } = parts;
  const prepared = await roundTime.inside(sandbox.prepare(module));
  assert(
    prepared.ok && prepared.moduleHash === installation.moduleHash,
    'only a prepared module is installed',
  );
  parts.gate.close(canister.key);
  const system = installationState(systemStateOf(parts, canister), canister, module, prepared.info);
  parts.memories.installing(canister.key, installation.moduleHash, module);
  const { result } = await roundTime.inside(sandbox.install(canister.key, installation, system));
  // Rounds may have opened it meanwhile: from here on its certificate is that of what was before.
  parts.gate.close(canister.key);
  parts.memories.apply(canister.key);
  if (!result.trap) {
    setCode(state, canister, module, {
      moduleHash: installation.moduleHash,
      info: prepared.info,
      installedAtNs: state.timeNs,
    });
    canister.globalTimerNs = 0n;
    if (installation.mode !== 'upgrade') canister.certifiedData = new Uint8Array(0);
  }
  recordResult(state, canister, result);
  return result;
}

/** The system state of an installation, which has the new module to hold instead of the old one. */
function installationState(
  system: SystemState,
  canister: CanisterState,
  module: Uint8Array,
  info: ModuleInfo,
): SystemState {
  if (system.memory === undefined) return system;
  const old = canister.code ? codeBytes(canister.code.moduleBytes ?? 0, canister.code.info) : 0n;
  const otherBytes = system.memory.otherBytes - old + codeBytes(module.length, info);
  return { ...system, memory: { ...system.memory, otherBytes } };
}

function uninstall(parts: Omit<ReplicaParts, 'host'>, canister: CanisterState): void {
  const { state } = parts;
  const previous = canister.code?.moduleHash;
  canister.code = undefined;
  canister.certifiedData = new Uint8Array(0);
  canister.globalTimerNs = 0n;
  canister.memory = { wasm: 0, stable: 0n, globals: 0 };
  canister.lowMemoryHook = 'condition_not_satisfied';
  canister.version++;
  for (const context of canister.callContexts.values()) {
    context.deleted = true;
    if (context.answered) continue;
    answerContext(state, context, rejection(reject('IC0406', 'Canister has been uninstalled.')));
  }
  for (const [id, context] of canister.callContexts)
    if (context.outstanding === 0) canister.callContexts.delete(id);
  if (previous !== undefined) dropUnusedModule(state, previous);
  parts.gate.close(canister.key);
  parts.memories.forget(canister.key);
  parts.sandbox.drop(canister.key);
  if (canister.queue.length > 0) state.ready.add(canister.key);
  state.touch(canister);
}
