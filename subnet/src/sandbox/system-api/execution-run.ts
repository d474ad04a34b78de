import type { EntryPoint, LogRecord, OutgoingCall, SystemState } from '../protocol.ts';
import type { Mode } from './execution-mode.ts';
import { modeBit } from './execution-mode.ts';
import { TouchedPages } from './touched-pages.ts';
import { MemoryAccount, type GrowthLedger } from './memory-account.ts';

/** What an execution is given, whatever its kind. */
export interface RunInput {
  readonly mode: Mode;
  readonly entry: EntryPoint | undefined;
  readonly caller: Uint8Array;
  readonly payload: Uint8Array;
  readonly rejection: { readonly code: number; readonly message: string } | undefined;
  readonly cyclesAvailable: bigint;
  readonly cyclesRefunded: bigint;
  readonly deadlineNs: bigint;
  readonly answered: boolean;
  readonly contextInstructions: bigint;
  readonly instructionLimit: bigint;
  readonly replyBytesMax: number;
  readonly dataCertificate: Uint8Array | undefined;
  readonly callerInfo: { readonly data: Uint8Array; readonly signer: Uint8Array } | undefined;
}

/** The part of the system state that executions change, as the next execution of a batch sees it. */
export interface Ledger extends GrowthLedger {
  globalTimerNs: bigint;
  readonly queueUsed: Map<string, number>;
}

/** A call between `call_new` and `call_perform`. */
export interface CallUnderConstruction {
  readonly callee: Uint8Array;
  readonly method: string;
  readonly methodBytes: number;
  readonly onReply: OutgoingCall['onReply'];
  readonly onReject: OutgoingCall['onReject'];
  readonly payload: Uint8Array[];
  payloadBytes: number;
  cycles: bigint;
  onCleanup: OutgoingCall['onCleanup'];
  timeoutSeconds: number | undefined;
}

/** The state of one execution as the System API reads and changes it; thrown away when the execution traps. */
export class ExecutionRun {
  readonly input: RunInput;
  readonly bit: number;
  readonly system: SystemState;
  readonly self: Uint8Array;
  readonly canisterVersion: bigint;
  readonly ledger: Ledger;
  /** Absent where growth is held against nothing. */
  readonly memory: MemoryAccount | undefined;
  /** Pages of stable memory that this execution read or wrote. */
  readonly stablePages = new TouchedPages();
  readonly log: LogRecord[];
  readonly #reservedBefore: bigint;
  readonly calls: OutgoingCall[] = [];
  readonly reply: Uint8Array[] = [];
  replyBytes = 0;
  answer: { kind: 'reply'; data: Uint8Array } | { kind: 'reject'; message: string } | undefined;
  building: CallUnderConstruction | undefined;
  cyclesAvailable: bigint;
  cyclesAccepted = 0n;
  cyclesBurned = 0n;
  certifiedData: Uint8Array | undefined;
  globalTimerNs: bigint | undefined;
  accepted = false;

  constructor(input: RunInput, surroundings: RunSurroundings) {
    this.input = input;
    this.bit = modeBit(input.mode);
    this.system = surroundings.system;
    this.self = surroundings.self;
    this.canisterVersion = surroundings.canisterVersion;
    this.log = surroundings.log;
    this.cyclesAvailable = input.answered ? 0n : input.cyclesAvailable;
    this.ledger = { ...surroundings.ledger, queueUsed: new Map(surroundings.ledger.queueUsed) };
    this.#reservedBefore = this.ledger.reserved;
    const { memory: terms } = surroundings.system;
    this.memory = terms && new MemoryAccount(terms, this.ledger, terms.otherBytes + surroundings.memoryBytes);
  }

  /** Cycles that may be spent: the balance above the frozen part. */
  get liquidCycles(): bigint {
    const liquid = this.ledger.cycles - (this.memory?.frozenCycles ?? this.system.cyclesFrozen);
    return liquid > 0n ? liquid : 0n;
  }

  /** Cycles that this execution moved to the reserved balance. */
  get cyclesReserved(): bigint {
    return this.ledger.reserved - this.#reservedBefore;
  }

  /** Whether the caller controls the canister, and may therefore know of its cycles. */
  get isControllerCalling(): boolean {
    const caller = Buffer.from(this.input.caller);
    return this.system.controllers.some((controller) => caller.equals(controller));
  }

  /** The call was answered, before or in this execution. */
  get isAnswered(): boolean {
    return this.input.answered || this.answer !== undefined;
  }
}

/** What an execution sees around it. */
export interface RunSurroundings {
  readonly system: SystemState;
  readonly self: Uint8Array;
  readonly canisterVersion: bigint;
  readonly ledger: Ledger;
  /** Heap, stable memory and globals of the canister. Units: bytes. */
  readonly memoryBytes: bigint;
  /** Where the execution's log records go; they stay when it traps. */
  readonly log: LogRecord[];
}
