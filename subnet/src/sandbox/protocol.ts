import type { SubnetMemory } from '../canister/storage-reservation.ts';
import type { PrincipalKey } from '../principal.ts';
import type { ModuleInfo } from '../wasm/prepared-module.ts';

/**
 * The border between the replica (main thread: messages, certification, storage) and a sandbox (worker thread:
 * canister code). A sandbox owns the wasm instances and their memories; it decides nothing about messages. All
 * values are structured-clone safe; byte arrays are transferred or copied, never shared.
 */

/** Which function of the canister runs, and thereby which System API functions it may call. */
export type EntryPoint =
  | { readonly kind: 'update'; readonly method: string }
  /** `transform`: the method transforms an HTTP outcall's response. */
  | { readonly kind: 'query'; readonly method: string; readonly transform?: boolean }
  | { readonly kind: 'composite_query'; readonly method: string }
  | { readonly kind: 'inspect_message'; readonly method: string }
  | { readonly kind: 'heartbeat' | 'global_timer' | 'on_low_wasm_memory' }
  | { readonly kind: 'reply_callback' | 'reject_callback' | 'cleanup_callback'; readonly closure: Closure };

/** A callback as the canister gave it to `call_new`: table index and environment. */
export interface Closure {
  readonly fun: bigint;
  readonly env: bigint;
}

/** One message to execute. Absent optional fields mean "none". */
export interface Execution {
  readonly entry: EntryPoint;
  /** True in replicated execution; false for a query or composite query of a single node. */
  readonly replicated: boolean;
  readonly caller: Uint8Array;
  /** The call's argument, or the reply's data in a reply callback. */
  readonly payload: Uint8Array;
  readonly rejection?: { readonly code: number; readonly message: string };
  /** Cycles attached to the call context and not yet accepted. */
  readonly cyclesAvailable: bigint;
  readonly cyclesRefunded: bigint;
  /** 0 when the call has no deadline. Units: nanoseconds. */
  readonly deadlineNs: bigint;
  /** The call context was answered already. */
  readonly answered: boolean;
  /** Instructions that earlier messages of this call context used (performance counter 1). */
  readonly contextInstructions: bigint;
  readonly instructionLimit: bigint;
  /** Byte limit of the answer. */
  readonly replyBytesMax: number;
  /** `commit`: keep the effect when it succeeds; `discard`: always roll back; `hold`: neither, until `release`. */
  readonly effect: 'commit' | 'discard' | 'hold';
  /** With effect `hold`: which hold this begins, or goes on with. */
  readonly hold?: number;
  readonly dataCertificate?: Uint8Array;
  /** `sender_info` of the ingress message. */
  readonly callerInfo?: { readonly data: Uint8Array; readonly signer: Uint8Array };
}

/** What the System API shows of the canister and its subnet; carried forward by the sandbox within one batch. */
export interface SystemState {
  readonly timeNs: bigint;
  readonly canisterVersion: bigint;
  readonly cycles: bigint;
  /** Cycles below which nothing may be spent (freezing threshold and reservations). */
  readonly cyclesFrozen: bigint;
  readonly status: 'running' | 'stopping' | 'stopped';
  readonly controllers: readonly Uint8Array[];
  readonly subnetId: Uint8Array;
  readonly rootKeyDer: Uint8Array;
  readonly environment: readonly (readonly [name: string, value: string])[];
  /** Units: bytes; 0 when unlimited (4 GiB or 6 GiB then). */
  readonly wasmMemoryLimit: bigint;
  /** The global timer that is set; absent or 0 when none is. */
  readonly globalTimerNs?: bigint;
  /**
   * Calls cost cycles: `call_perform` needs and sets aside `costOfCall` above the attached cycles, and answers 2
   * when the balance does not cover it. Absent: only the attached cycles count.
   */
  readonly chargeCalls?: boolean;
  /** What growth of the memories is held against; absent: nothing but the bounds of every canister. */
  readonly memory?: MemoryTerms;
  /** Calls and guaranteed responses in flight to a callee, where not 0. The limit is QUEUE_CAPACITY. */
  readonly queueUsed: readonly (readonly [callee: PrincipalKey, used: number])[];
}

/** What the growth of a canister's memories is held against. Units: bytes and cycles. */
export interface MemoryTerms {
  /** All that the canister uses but heap, stable memory and globals. In an installation: of the new code. */
  readonly otherBytes: bigint;
  readonly memoryAllocation: bigint;
  /** All that the canister uses; before an installation, with the old code. */
  readonly usedBytes: bigint;
  /** What the subnet had given away when the batch began, this canister's part included. */
  readonly subnet: SubnetMemory;
  /** Absent where nothing costs cycles. Units of `freezingThreshold`: seconds; of `computeAllocation`: percent. */
  readonly paid?: {
    readonly computeAllocation: bigint;
    readonly freezingThreshold: bigint;
    readonly reservedCycles: bigint;
    readonly reservedCyclesLimit: bigint;
  };
}

/** An inter-canister call that the canister made; only meaningful when the execution succeeded. */
export interface OutgoingCall {
  readonly callee: Uint8Array;
  readonly method: string;
  readonly payload: Uint8Array;
  readonly cycles: bigint;
  /** Bounded-wait call when given. Units: seconds. */
  readonly timeoutSeconds?: number;
  readonly onReply: Closure;
  readonly onReject: Closure;
  readonly onCleanup?: Closure;
}

/** A wasm or System API failure: an error code such as `IC0502` and the text that follows the IC's prefix. */
export interface Trap {
  readonly errorCode: string;
  readonly message: string;
}

/**
 * What one execution did. With `trap` set, only `instructions` and `log` have an effect, and a `hold` holds nothing.
 * A success without `answer` answered nothing: whether that is IC0506 is for the replica to say, by the call context.
 */
export interface ExecutionResult {
  readonly trap?: Trap;
  readonly instructions: bigint;
  readonly answer?:
    | { readonly kind: 'reply'; readonly data: Uint8Array }
    | { readonly kind: 'reject'; readonly message: string };
  readonly calls: readonly OutgoingCall[];
  readonly cyclesAccepted: bigint;
  readonly cyclesBurned: bigint;
  /** To move from the balance to the reserved balance; absent: none. */
  readonly cyclesReserved?: bigint;
  readonly certifiedData?: Uint8Array;
  /** New global timer; 0 disables it. */
  readonly globalTimerNs?: bigint;
  /** `accept_message` was called (inspect_message only). */
  readonly accepted: boolean;
  /** What the canister printed, and its trap line, in order. */
  readonly log: readonly LogRecord[];
  readonly memory: MemoryUse;
}

/** Units: nanoseconds; content in bytes as printed. */
export interface LogRecord {
  readonly timestampNs: bigint;
  readonly content: Uint8Array;
}

/** Units: bytes. */
export interface MemoryUse {
  readonly wasm: number;
  readonly stable: bigint;
  readonly globals: number;
}

/**
 * Installs code: the sandbox runs pre_upgrade, start, init or post_upgrade and keeps all or nothing. The system state
 * goes with the version before the installation; the new code sees one more. In the result of a success `globalTimerNs`
 * is always given (0 unless the new code set it), `instructions` are those of all stages together.
 */
export interface Installation {
  readonly mode: 'install' | 'reinstall' | 'upgrade';
  /** SHA-256 (hex) of the uploaded bytes; the module was prepared before by `prepare`. */
  readonly moduleHash: string;
  readonly argument: Uint8Array;
  readonly caller: Uint8Array;
  readonly skipPreUpgrade: boolean;
  /** Keep the heap over an upgrade (enhanced orthogonal persistence). */
  readonly keepHeap: boolean;
  readonly instructionLimit: bigint;
  readonly callerInfo?: { readonly data: Uint8Array; readonly signer: Uint8Array };
}

/** Pages of 4 KiB by ascending page number; `bytes` holds them one after the other. */
export interface PageSet {
  readonly indexes: Float64Array;
  readonly bytes: Uint8Array;
}

/**
 * What changed of a canister's memories since the last `collect`, or (from `load`'s side) all that is not zero.
 * With `reset`, earlier pages of that memory are gone. A canister without code has no delta.
 */
export interface MemoryDelta {
  readonly heap: { readonly reset: boolean; readonly pages64KiB: number; readonly pages: PageSet };
  readonly stable: { readonly reset: boolean; readonly pages64KiB: number; readonly pages: PageSet };
  /** Values of the mutable globals in ModuleInfo order and of mutated tables, opaque to everyone but the sandbox. */
  readonly globals: Uint8Array;
}

/** A refused module. Errors: `IC0505` with the reason in the IC's words. */
export type PrepareResult =
  { readonly ok: true; readonly info: ModuleInfo } | { readonly ok: false; readonly trap: Trap };
