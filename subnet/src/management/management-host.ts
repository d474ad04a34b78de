import type { CallContext, Origin } from '../canister/call-context.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { Answer } from '../canister/message.ts';
import type { SubnetMemory } from '../canister/storage-reservation.ts';
import type { Outcall } from '../outcalls/outcall.ts';
import type { PrincipalKey } from '../principal.ts';
import type { ExecutionResult, Installation, PrepareResult } from '../sandbox/protocol.ts';
import type { NodeMetrics } from '../replica/node-metrics.ts';
import type { SnapshotHost } from './snapshot-host.ts';
import type { ThresholdKeys } from '../threshold/threshold-keys.ts';

/** One call of the management canister. */
export interface ManagementCall {
  readonly method: string;
  readonly argument: Uint8Array;
  readonly caller: PrincipalKey;
  readonly origin: Origin;
  /** Cycles attached; what is not taken goes back to the caller. */
  readonly cycles: bigint;
  /**
   * Version of the calling canister when it made the call; a `sender_canister_version` in the argument must equal it.
   * Absent: the claim is taken as it is.
   */
  readonly callerVersion?: bigint;
}

/**
 * How a management call ended. `pending`: the answer comes later through the host (stop_canister, raw_rand);
 * `cyclesTaken` is what the method kept of the attached cycles.
 */
export type ManagementOutcome =
  | { readonly kind: 'answered'; readonly answer: Answer; readonly cyclesTaken: bigint }
  | { readonly kind: 'pending' };

/** What the management canister may do to the replica. The replica implements it; nothing else is reachable from there. */
export interface ManagementHost {
  readonly nowNs: bigint;
  readonly subnetKey: PrincipalKey;
  readonly nodeKey: PrincipalKey;
  /** Rounds of the node by day, oldest first. */
  readonly nodeMetrics: readonly NodeMetrics[];
  readonly freeCycles: boolean;
  /** How much of the subnet's memory is given away now. */
  readonly memory: SubnetMemory;
  /** Installations that used many instructions hold back the canister's next ones. */
  readonly installRateLimit: boolean;
  readonly subnetAdmins: ReadonlySet<PrincipalKey>;
  readonly canisters: ReadonlyMap<PrincipalKey, CanisterState>;
  readonly thresholdKeys: ThresholdKeys;
  /** Makes an empty canister. Without an id the next free one of the range is taken. Undefined: the id is in use or out of range. */
  createCanister(options: {
    readonly id?: PrincipalKey;
    readonly cycles: bigint;
    readonly controllers: readonly PrincipalKey[];
  }): CanisterState | undefined;
  deleteCanister(canister: CanisterState): void;
  prepare(module: Uint8Array): Promise<PrepareResult & { readonly moduleHash: string }>;
  /**
   * Runs the hooks in the sandbox, records what they logged and, when they succeed, code, memory use, timer, certified
   * data and a version raised by one.
   */
  install(canister: CanisterState, module: Uint8Array, installation: Installation): Promise<ExecutionResult>;
  /** Drops code, memories, timer and certified data, raises the version by one, and rejects every open call context. */
  uninstall(canister: CanisterState): void;
  readChunk(canister: CanisterState, hash: string): Promise<Uint8Array | undefined>;
  writeChunk(canister: CanisterState, hash: string, chunk: Uint8Array): void;
  clearChunks(canister: CanisterState): void;
  readonly snapshots: SnapshotHost;
  readonly outcalls: {
    readonly enabled: boolean;
    /** How many wait for their answer. */
    readonly inFlight: number;
    /** Begins an outcall; its answer comes in a later round. */
    begin(outcall: Omit<Outcall, 'id'>): void;
  };
  /** Open call contexts of a canister that keep it from stopping. */
  openCallContexts(canister: CanisterState): readonly CallContext[];
  /** Answers a call that was left pending. */
  answer(origin: Origin, answer: Answer, refund: bigint): void;
  /** Marks that a canister changed in a way that must be stored and certified with this round. */
  touch(canister: CanisterState): void;
  /** Random bytes of this round, never shown before the next one. */
  randomBytes(length: number): Uint8Array;
}
