import type { Certifier } from '../certification/certifier.ts';
import { createCertifier } from '../certification/create-certifier.ts';
import type { Clock } from '../clock.ts';
import { blsKeyFromSeed } from '../crypto/bls.ts';
import { nodeKeyFromSeed } from '../crypto/ed25519.ts';
import { Outcalls } from '../outcalls/outcalls.ts';
import type { OutcallMode } from '../outcalls/outcall-mode.ts';
import { principalKey, selfAuthenticating, type PrincipalKey } from '../principal.ts';
import { openSandboxPool, type SandboxPool } from '../sandbox/sandbox-pool.ts';
import type { Store } from '../store/store.ts';
import { SystemCanisters } from '../system-canisters/system-canisters.ts';
import { ThresholdKeys } from '../threshold/threshold-keys.ts';
import { CANISTER_RANGE } from './canister-ids.ts';
import { CanisterMemories } from './canister-memories.ts';
import { Executions } from './executions.ts';
import { managementHost } from './management-bridge.ts';
import { QueryCounts } from './query-counts.ts';
import { QueryGate } from './query-gate.ts';
import { QueryHolds } from './query-holds.ts';
import { randomSource } from './random-source.ts';
import { Replica, type RoundFigures } from './replica.ts';
import { resourceLimits, type ResourceOptions } from './resource-limits.ts';
import { restoreState } from './restore.ts';
import { ROUND_MS_MAX, RoundTime } from './round-time.ts';
import { SubnetCalls } from './subnet-calls.ts';
import { Turn } from './turn.ts';
import { secretFor, subnetSeed, type SubnetIdentity } from './subnet-identity.ts';

/** What a replica is opened on. */
export interface ReplicaOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly waitsForTime: boolean;
  readonly seed: Uint8Array | undefined;
  readonly cacheDir: string | undefined;
  /** Serve the ledgers and the cycles minting canister? Default: no. */
  readonly systemCanisters?: boolean;
  /** What there is for canisters, and whether it is free of charge. Default: the IC's figures, free of charge. */
  readonly resources?: ResourceOptions;
  /** What becomes of outcalls. Default: refused. */
  readonly outcalls?: OutcallMode;
  /** Who may list the canisters of the subnet. Default: nobody. */
  readonly subnetAdmins?: readonly PrincipalKey[];
  /** Workers that run canisters at the same time, at most. Bounds: at least 2. Default: by the number of cores. */
  readonly workersMax?: number | undefined;
  /** Canisters give up their place in a worker when together they hold more. Units: bytes. Default: half of the machine's memory. */
  readonly heldBytesMax?: number | undefined;
  /** How long rounds wait for what they start, where they wait for time at all. Units: milliseconds. Default: ROUND_MS_MAX. */
  readonly roundMsMax?: number | undefined;
  /** A round failed or the sandbox died: this replica is of no more use. Told once. */
  readonly onFailure: (error: unknown) => void;
  /** Is told of every round once it is certified. */
  readonly onRound?: ((figures: RoundFigures) => void) | undefined;
}

/**
 * Opens a replica on the newest stored round, with a sandbox of its own, and runs a first round.
 * Errors: what the first round failed with; `onFailure` is told as well.
 */
export async function openReplica(options: ReplicaOptions): Promise<Replica> {
  const { store, clock } = options;
  const seed = await subnetSeed(store, options.seed);
  const { identity, certifier, nodeKey } = openCertifier(seed);
  const state = await restoreState(store, certifier);
  state.freeCycles = options.resources?.freeCycles ?? true;
  state.resources = resourceLimits(options.resources ?? {});
  const opened: { replica?: Replica } = {};
  let failed: ((error: unknown) => void) | undefined = options.onFailure;
  const onFailure = (error: unknown) => {
    opened.replica?.fail(error);
    const tell = failed;
    failed = undefined;
    tell?.(error);
  };
  // A second copy shows what took effect: it goes with the next thing that does.
  const memories = new CanisterMemories(store, state, (canister) => sandbox.dropStandIn(canister));
  const sandbox: SandboxPool = await openSandboxPool({
    ...(options.cacheDir !== undefined && { cacheDir: options.cacheDir }),
    workersMax: options.workersMax,
    heldBytesMax: options.heldBytesMax,
    source: (canister) => memories.newest(canister),
    standInSource: (canister) => memories.newestApplied(canister),
    onChanged: (canister, delta, moduleHash) => memories.arrived(canister, delta, moduleHash),
    onLost: onFailure,
  });
  const gate = new QueryGate();
  const roundMsMax = options.waitsForTime ? (options.roundMsMax ?? ROUND_MS_MAX) : undefined;
  const served = options.systemCanisters ?? false;
  const systemCanisters = await SystemCanisters.open({ store, certifier, state, identity, gate }, served);
  state.systemIds = systemCanisters.ids;
  const shared = {
    state,
    identity,
    clock,
    store,
    sandbox,
    memories,
    roundTime: new RoundTime(roundMsMax),
    executions: new Executions(),
    calls: new SubnetCalls(),
    certifier,
    gate,
    systemCanisters,
    holds: new QueryHolds(state),
    turn: new Turn(roundMsMax),
    queryCounts: new QueryCounts(),
    outcalls: new Outcalls(state, options.outcalls ?? { kind: 'off' }),
    subnetAdmins: new Set(options.subnetAdmins),
    certificates: new Map(),
  };
  const random = randomSource(secretFor(seed, 'randomness'));
  const thresholdKeys = new ThresholdKeys(secretFor(seed, 'threshold-keys'));
  const replica = new Replica({
    parts: { ...shared, host: managementHost(shared, random, thresholdKeys) },
    waitsForTime: options.waitsForTime,
    signAsNode: (message) => nodeKey.sign(message),
    onFailure,
    onRound: options.onRound,
  });
  opened.replica = replica;
  try {
    await replica.start();
    return replica;
  } catch (error) {
    await replica.stop();
    throw error;
  }
}

/** The keys of a subnet by its secret, and its certifier with an empty state. */
export function openCertifier(seed: Uint8Array): {
  readonly identity: SubnetIdentity;
  readonly certifier: Certifier;
  readonly nodeKey: ReturnType<typeof nodeKeyFromSeed>;
} {
  const key = blsKeyFromSeed(secretFor(seed, 'subnet-key'));
  const nodeKey = nodeKeyFromSeed(secretFor(seed, 'node-key'));
  const identity = identityOf(key.publicKeyDer, nodeKey.publicKeyDer);
  const certifier = createCertifier({
    key,
    subnetId: identity.subnetId,
    nodes: [{ nodeId: identity.nodeId, publicKeyDer: nodeKey.publicKeyDer }],
    canisterRanges: [CANISTER_RANGE],
  });
  return { identity, certifier, nodeKey };
}

function identityOf(rootKeyDer: Uint8Array, nodeKeyDer: Uint8Array): SubnetIdentity {
  const subnetId = selfAuthenticating(rootKeyDer);
  return { rootKeyDer, subnetId, subnetKey: principalKey(subnetId), nodeId: selfAuthenticating(nodeKeyDer) };
}
