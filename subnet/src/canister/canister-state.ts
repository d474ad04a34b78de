import type { PrincipalKey } from '../principal.ts';
import type { LogRecord, MemoryUse } from '../sandbox/protocol.ts';
import type { ModuleInfo } from '../wasm/prepared-module.ts';
import type { CallContext, Callback, Origin } from './call-context.ts';
import type { CyclesConsumed } from './cycles-consumed.ts';
import type { Dispatched } from './dispatched.ts';
import type { Message } from './message.ts';
import type { CanisterChange } from './history.ts';
import type { CanisterSettings } from './settings.ts';
import type { CanisterSnapshot, LowMemoryHookStatus } from './snapshot.ts';

/** Everything the replica knows of one canister but its memories, which live in a sandbox and in the store. */
export interface CanisterState {
  readonly key: PrincipalKey;
  readonly createdAtNs: bigint;
  settings: CanisterSettings;
  status: 'running' | 'stopping' | 'stopped';
  /** Rises with every change of settings, code or state. Source: interface specification, "Canister version". */
  version: bigint;
  cycles: bigint;
  reservedCycles: bigint;
  code: InstalledCode | undefined;
  certifiedData: Uint8Array;
  /** 0 when no timer is set. */
  globalTimerNs: bigint;
  memory: MemoryUse;
  /** SHA-256 (hex) of the stored chunks and their sizes in bytes; the bytes lie in the store. */
  chunks: Map<string, number>;
  /** The newest changes; `changesTotal` counts all that ever were. */
  history: CanisterChange[];
  changesTotal: bigint;
  log: LogRecord[];
  logNextIndex: bigint;
  /** Messages waiting for this canister, oldest first. */
  queue: Message[];
  /**
   * What was taken from the queue and has no result yet, oldest first; absent when there is nothing. It is stored, so
   * that a restart runs it (again): nothing of it has taken effect.
   */
  executing?: readonly Dispatched[];
  callContexts: Map<number, CallContext>;
  callbacks: Map<number, Callback>;
  nextCallContext: number;
  nextCallback: number;
  /** Calls in flight by callee, for the queue limit. */
  callsInFlight: Map<PrincipalKey, number>;
  /** Callers of stop_canister that wait until the last call context closes, as call-context ids of origin. */
  stopWaiters: StopWaiter[];
  /** Absent until the first query was counted. */
  queryStats?: QueryStats;
  /** Absent until the first cycles were spent. */
  consumed?: CyclesConsumed;
  /** By id (hex), oldest first. */
  snapshots: Map<string, CanisterSnapshot>;
  /** Number of the next snapshot. */
  nextSnapshot: number;
  lowMemoryHook: LowMemoryHookStatus;
  /** What installations used that time has not given back yet; absent until the rate of installations is limited. */
  installDebit?: { readonly instructions: bigint; readonly atNs: bigint };
}

/** Sums over all queries of a canister. Source: interface specification, "canister_status". */
export interface QueryStats {
  readonly calls: bigint;
  readonly instructions: bigint;
  readonly requestBytes: bigint;
  readonly responseBytes: bigint;
}

/** Who asked for a stop and is to be answered when it is done. */
export interface StopWaiter {
  readonly origin: Origin;
  readonly askedAtNs: bigint;
}

export interface InstalledCode {
  /** SHA-256 (hex) of the module as uploaded. */
  readonly moduleHash: string;
  readonly info: ModuleInfo;
  readonly installedAtNs: bigint;
  /** Size of the module as uploaded. Units: bytes. */
  readonly moduleBytes?: number;
}
