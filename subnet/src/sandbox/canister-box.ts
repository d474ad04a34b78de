import type { Execution, ExecutionResult, LogRecord, MemoryDelta, PageSet, SystemState } from './protocol.ts';
import type { PrincipalKey } from '../principal.ts';
import type { Ledger, RunInput } from './system-api/execution-run.ts';
import type { LoadedModule } from './wasm-instance.ts';
import type { CommittedState } from './session.ts';
import { CanisterTrap, methodNotFound } from './canister-trap.ts';
import { decodeGlobals, encodeGlobals, globalsBytes } from './globals.ts';
import { HeapShadow } from './heap-shadow.ts';
import { ExecutionRun } from './system-api/execution-run.ts';
import { modeOfEntry } from './system-api/execution-mode.ts';
import { resultOf, trapResult } from './execution-result.ts';
import { Session } from './session.ts';
import { StableMemory, StableOverlay } from './stable-memory.ts';
import { WASM_PAGE_BYTES } from '../limits.ts';
import { assert } from '../assert.ts';
import { principalBytes } from '../principal.ts';

/** What goes on with no hold asks for this one, which is never begun. */
const NO_HOLD = -1;

/** The part of a batch that one message hands to the next. */
export interface Batch {
  readonly system: SystemState;
  ledger: Ledger;
  canisterVersion: bigint;
}

/** Begins a batch on the system state that the replica gave. */
export function beginBatch(system: SystemState): Batch {
  return {
    system,
    canisterVersion: system.canisterVersion,
    ledger: {
      cycles: system.cycles,
      reserved: 0n,
      takenBytes: 0n,
      globalTimerNs: system.globalTimerNs ?? 0n,
      queueUsed: new Map<string, number>(system.queueUsed),
    },
  };
}

/** One canister with code: its committed state, its live instance if it has one, and executions on hold. */
export class CanisterBox {
  readonly self: Uint8Array;
  readonly #state: CommittedState;
  #main: Session | undefined;
  readonly #holds = new Map<number, Session>();

  constructor(key: PrincipalKey, state: CommittedState, main?: Session) {
    this.self = principalBytes(key);
    this.#state = state;
    this.#main = main;
  }

  /** A canister out of storage. */
  static load(key: PrincipalKey, loaded: LoadedModule, memory: MemoryDelta): CanisterBox {
    const shadow = new HeapShadow();
    shadow.load(memory.heap.pages64KiB, memory.heap.pages);
    const stable = new StableMemory();
    stable.load(memory.stable.pages64KiB, memory.stable.pages);
    const globals = decodeGlobals(memory.globals, loaded.info.globals);
    assert(globals !== undefined, 'stored globals belong to the stored module');
    return new CanisterBox(key, { loaded, shadow, stable, globals });
  }

  get state(): CommittedState {
    return this.#state;
  }

  /** The session on the committed state. Bounds: nothing runs in it. */
  get main(): Session {
    this.#main ??= new Session(this.#state);
    return this.#main;
  }

  get isHeld(): boolean {
    return this.#holds.size > 0;
  }

  /** Gives up the live instance; the next execution builds a new one. */
  park(): void {
    this.#main = undefined;
  }

  /** Executes one message and carries the batch forward. */
  execute(batch: Batch, execution: Execution): ExecutionResult {
    const mode = modeOfEntry(execution.entry, execution.replicated);
    const log: LogRecord[] = [];
    if (execution.entry.kind === 'global_timer') batch.ledger.globalTimerNs = 0n;
    const continues = mode === 'CRy' || mode === 'CRt' || mode === 'CC';
    assert(execution.effect !== 'commit' || !this.isHeld, 'nothing commits while an execution is on hold');
    const held = continues ? this.#holds.get(execution.hold ?? NO_HOLD) : undefined;
    assert(
      held !== undefined || !continues || execution.effect !== 'hold',
      'what goes on with a hold finds it',
    );
    const session = held ?? (this.isHeld ? new Session(this.#state) : this.main);
    const memoryBytes = totalOf(this.#memoryUse(session));
    const run = new ExecutionRun(inputOf(execution, mode), { ...batch, self: this.self, memoryBytes, log });
    const trap = this.#attempt(session, run, execution);
    const used = session.usedBy(run);
    if (trap !== undefined) {
      session.rollback();
      return trapResult(trap, run, used, this.#memoryUse(session));
    }
    this.#conclude(session, execution, mode, held);
    if (execution.effect === 'commit') {
      settle(run);
      batch.ledger = run.ledger;
      batch.canisterVersion++;
    } else if (mode === 'RQ') {
      // A replicated query keeps nothing but the cycles that it took and burned.
      batch.ledger = { ...batch.ledger, cycles: run.ledger.cycles };
    }
    return resultOf(run, used, this.#memoryUse(session));
  }

  /** Rolls back a hold, if there is one: an execution that trapped holds nothing. */
  release(hold: number): void {
    const session = this.#holds.get(hold);
    this.#holds.delete(hold);
    if (session?.release() === true) this.#main = session;
  }

  /** What changed since the last call. */
  takeDelta(): MemoryDelta {
    const { shadow, stable } = this.#state;
    return { heap: shadow.takeDelta(), stable: stable.takeDelta(), globals: this.encodedGlobals() };
  }

  /** Committed globals and tables, serialised. */
  encodedGlobals(): Uint8Array {
    const { globals, loaded } = this.#state;
    assert(globals !== undefined, 'a committed canister has globals');
    return encodeGlobals(globals, loaded.info.globals);
  }

  /** Non-zero pages of committed memory from page `from` on. */
  pages(memory: 'heap' | 'stable', from: number, pagesMax: number): PageSet {
    const { shadow, stable } = this.#state;
    return (memory === 'heap' ? shadow : stable).pagesFrom(from, pagesMax);
  }

  /** Committed memory; zeros beyond the end. Units: bytes. */
  read(memory: 'heap' | 'stable', offset: bigint, length: number): Uint8Array {
    if (memory === 'heap') return this.#state.shadow.read(Number(offset), length);
    const bytes = new Uint8Array(length);
    const view = new StableOverlay(this.#state.stable);
    const count = Math.min(length, Math.max(0, view.sizeBytes - Number(offset)));
    view.read(Number(offset), count, bytes, 0);
    return bytes;
  }

  #attempt(session: Session, run: ExecutionRun, execution: Execution): CanisterTrap | undefined {
    try {
      enter(session, run, execution, this.#state.loaded);
      return undefined;
    } catch (error) {
      if (error instanceof CanisterTrap) return error;
      this.park();
      throw error;
    }
  }

  #conclude(session: Session, execution: Execution, mode: string, held: Session | undefined): void {
    if (execution.effect === 'hold') {
      session.hold();
      if (held !== undefined) return;
      this.#holds.set(execution.hold ?? NO_HOLD, session);
      if (session === this.#main) this.#main = undefined;
      return;
    }
    if (execution.effect === 'commit' && mode !== 'RQ') session.commit();
    else session.rollback();
  }

  #memoryUse(session: Session): ExecutionResult['memory'] {
    return {
      wasm: session.baseBytes,
      stable: BigInt(session.stable.size * WASM_PAGE_BYTES),
      globals: globalsBytes(this.#state.loaded.info.globals),
    };
  }
}

/** Sum of a canister's memories. Units: bytes. */
export function totalOf({ wasm, stable, globals }: ExecutionResult['memory']): bigint {
  return BigInt(wasm) + stable + BigInt(globals);
}

/** Moves the cycles of a call that was never performed back to the balance. */
function settle(run: ExecutionRun): void {
  if (run.building !== undefined) run.ledger.cycles += run.building.cycles;
}

function inputOf(execution: Execution, mode: RunInput['mode']): RunInput {
  return {
    mode,
    entry: execution.entry,
    caller: execution.caller,
    payload: execution.payload,
    rejection: execution.rejection,
    cyclesAvailable: execution.cyclesAvailable,
    cyclesRefunded: execution.cyclesRefunded,
    deadlineNs: execution.deadlineNs,
    answered: execution.answered,
    contextInstructions: execution.contextInstructions,
    instructionLimit: execution.instructionLimit,
    replyBytesMax: execution.replyBytesMax,
    dataCertificate: execution.dataCertificate,
    callerInfo: execution.callerInfo,
  };
}

function enter(session: Session, run: ExecutionRun, { entry }: Execution, { info }: LoadedModule): void {
  switch (entry.kind) {
    case 'update':
    case 'query':
    case 'composite_query':
      if (!info.methods[entry.kind].includes(entry.method)) throw methodNotFound(entry.kind, entry.method);
      session.instance.runExport(run, `canister_${entry.kind} ${entry.method}`);
      return;
    case 'reply_callback':
    case 'reject_callback':
    case 'cleanup_callback':
      session.instance.runCallback(run, entry.closure);
      return;
    case 'inspect_message':
      if (info.hooks.includes('canister_inspect_message'))
        session.instance.runExport(run, 'canister_inspect_message');
      else run.accepted = true;
      return;
    default: {
      const hook = `canister_${entry.kind}` as const;
      if (info.hooks.includes(hook)) session.instance.runExport(run, hook);
    }
  }
}
