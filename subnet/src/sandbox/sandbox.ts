import type { PrincipalKey } from '../principal.ts';
import type {
  Execution,
  ExecutionResult,
  Installation,
  MemoryDelta,
  PageSet,
  PrepareResult,
  SystemState,
} from './protocol.ts';

/** What a batch did. */
export interface Executed {
  /** In order; fewer than were asked for when the batch used up its share of instructions. At least one. */
  readonly results: readonly ExecutionResult[];
  /** What the batch changed of the canister's memories; absent when nothing of it committed. */
  readonly delta?: MemoryDelta;
}

/** What an installation did; with a trap in the result there is no delta, and the canister is as it was. */
export interface Installed {
  readonly result: ExecutionResult;
  readonly delta?: MemoryDelta;
}

/** A canister as its newest applied batch left it: what a worker needs to hold it. */
export interface StoredCanister {
  /** SHA-256 (hex) of the uploaded bytes. */
  readonly moduleHash: string;
  /** The uploaded bytes, for the case that the module is not known any more. */
  module(): Promise<Uint8Array>;
  readonly memory: MemoryDelta;
}

/** Where a canister comes from that no worker holds; undefined when it has no code. */
export type CanisterSource = (canister: PrincipalKey) => Promise<StoredCanister | undefined>;

/**
 * Everything the replica may ask of its sandbox. Orders for one canister are carried out in order; those for different
 * canisters may run at the same time. A canister is loaded at its first use; what changed of its memories comes back
 * with each result, so that it can be dropped, moved and loaded again between any two orders.
 */
export interface Sandbox {
  /** Validates and prepares a module (gzip accepted, hash over the bytes as uploaded); cached on disk by hash. */
  prepare(module: Uint8Array): Promise<PrepareResult & { readonly moduleHash: string }>;
  /** Context: the module was prepared. */
  install(canister: PrincipalKey, installation: Installation, system: SystemState): Promise<Installed>;
  /**
   * Executes messages of one canister one after the other, carrying the system state forward (cycles, version, queue
   * use), until all ran or BATCH_INSTRUCTIONS_MAX are used. Errors: HoldLost when an execution was on hold in a worker that is gone.
   */
  execute(
    canister: PrincipalKey,
    system: SystemState,
    executions: readonly Execution[],
    place?: Place,
  ): Promise<Executed>;
  /**
   * Rolls back what an execution with effect `hold` did, and its callbacks after it. Whatever does not go on with a hold
   * sees the committed state. Nothing commits in a canister while something is on hold there.
   */
  release(canister: PrincipalKey, hold: number, place?: Place): Promise<void>;
  /**
   * Non-zero pages of committed memory from page `from` on, at most `pagesMax`, by ascending number; none: the end.
   * Units: pages of STATE_PAGE_BYTES.
   */
  pages(canister: PrincipalKey, memory: 'heap' | 'stable', from: number, pagesMax: number): Promise<PageSet>;
  /** Committed globals and tables, as MemoryDelta carries them. Context: the canister has code. */
  globals(canister: PrincipalKey): Promise<Uint8Array>;
  /** Reads canister memory, for marker searches in tests. Units: bytes. */
  read(
    canister: PrincipalKey,
    memory: 'heap' | 'stable',
    offset: bigint,
    length: number,
  ): Promise<Uint8Array>;
  /** Forgets a canister; the next order loads what its source gives then. */
  drop(canister: PrincipalKey): void;
  /** Forgets the second copy of a canister, if there is one. */
  dropStandIn(canister: PrincipalKey): void;
  close(): Promise<void>;
}

/**
 * Where a query runs: where the canister lives, or on a second copy of its newest applied state while a long message
 * keeps the first one busy.
 */
export type Place = 'home' | 'stand-in';
