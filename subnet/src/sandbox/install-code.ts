import type { ExecutionResult, Installation, LogRecord, SystemState } from './protocol.ts';
import type { PrincipalKey } from '../principal.ts';
import type { LoadedModule } from './wasm-instance.ts';
import type { Mode } from './system-api/execution-mode.ts';
import { CanisterTrap, instructionLimitExceeded, moduleNotFound, outOfMemory } from './canister-trap.ts';
import { beginBatch, CanisterBox } from './canister-box.ts';
import { payForInstallation } from './pay-for-installation.ts';
import { globalsBytes } from './globals.ts';
import { HeapShadow } from './heap-shadow.ts';
import { NO_CALL_CONTEXT } from './no-call-context.ts';
import { ExecutionRun } from './system-api/execution-run.ts';
import { resultOf, trapResult } from './execution-result.ts';
import { Session } from './session.ts';
import { StableMemory } from './stable-memory.ts';
import { assert } from '../assert.ts';
import { principalBytes } from '../principal.ts';
import { WASM_PAGE_BYTES } from '../limits.ts';

/** What an installation left: the result for the replica and, when it succeeded, the canister. */
export interface InstallOutcome {
  readonly result: ExecutionResult;
  readonly box: CanisterBox | undefined;
}

interface Order {
  readonly key: PrincipalKey;
  readonly installation: Installation;
  readonly system: SystemState;
  readonly loaded: LoadedModule;
  readonly old: CanisterBox | undefined;
}

/**
 * Installs, reinstalls or upgrades in one transaction: pre_upgrade, start, then init or post_upgrade.
 * Errors: none thrown for the canister's faults; with a trap in the result the old canister is as it was.
 * Source: IC interface specification, "Canister upgrades" and "Canister initialization".
 */
export function installCode(order: Order): InstallOutcome {
  const { installation, old } = order;
  const stages = new Stages(order);
  try {
    const upgrade = installation.mode === 'upgrade';
    if (upgrade && old === undefined) throw moduleNotFound();
    if (upgrade && old !== undefined) stages.preUpgrade(old);
    const box = stages.replace(upgrade ? 'canister_post_upgrade' : 'canister_init');
    return { box, result: stages.result(box) };
  } catch (error) {
    const trap = error instanceof CanisterTrap ? stages.trapResult(error) : undefined;
    if (installation.mode === 'upgrade') old?.main.rollback();
    if (trap === undefined) throw error;
    return { box: undefined, result: trap };
  }
}

class Stages {
  readonly #order: Order;
  readonly #log: LogRecord[] = [];
  readonly #self: Uint8Array;
  #used = 0n;
  #running: { readonly session: Session; readonly run: ExecutionRun } | undefined;
  /** The run whose ledger the next one goes on with, and whose effects are the installation's. */
  #last: ExecutionRun | undefined;
  #certifiedData: Uint8Array | undefined;
  #burned = 0n;

  constructor(order: Order) {
    this.#order = order;
    this.#self = principalBytes(order.key);
  }

  preUpgrade(old: CanisterBox): void {
    const { installation, system } = this.#order;
    const { info } = old.state.loaded;
    if (installation.skipPreUpgrade || !info.hooks.includes('canister_pre_upgrade')) return;
    const run = this.#run('G', system.canisterVersion, old.main);
    this.#perform(old.main, run, () => old.main.instance.runExport(run, 'canister_pre_upgrade'));
  }

  replace(hook: 'canister_init' | 'canister_post_upgrade'): CanisterBox {
    const { key, loaded, system } = this.#order;
    const session = this.#newSession();
    const { info } = loaded;
    const version = system.canisterVersion + 1n;
    if (info.hasStart) {
      const run = this.#run('s', version, session.session);
      this.#perform(session.session, run, () => session.session.instance.start(run));
    }
    const run = this.#run('I', version, session.session);
    if (info.hooks.includes(hook))
      this.#perform(session.session, run, () => session.session.instance.runExport(run, hook));
    this.#last = run;
    const { instance, stable } = session.session;
    const memoryBytes = BigInt(instance.heap.sizeBytes + stable.sizeBytes + globalsBytes(info.globals));
    payForInstallation(system.memory, run.ledger, memoryBytes, this.#used);
    session.session.commit();
    return new CanisterBox(key, session.state, session.session);
  }

  result(box: CanisterBox): ExecutionResult {
    const run = this.#last;
    assert(run !== undefined, 'an installation ends with a run');
    run.certifiedData = this.#certifiedData;
    run.cyclesBurned = this.#burned;
    run.globalTimerNs ??= 0n;
    const { shadow, stable, loaded } = box.state;
    return resultOf(run, this.#used, {
      wasm: shadow.sizeBytes,
      stable: BigInt(stable.size * WASM_PAGE_BYTES),
      globals: globalsBytes(loaded.info.globals),
    });
  }

  trapResult(trap: CanisterTrap): ExecutionResult {
    const state = this.#order.old?.state;
    const memory = {
      wasm: state?.shadow.sizeBytes ?? 0,
      stable: BigInt((state?.stable.size ?? 0) * WASM_PAGE_BYTES),
      globals: globalsBytes(state?.loaded.info.globals ?? []),
    };
    const used = this.#used + (this.#running?.session.usedBy(this.#running.run) ?? 0n);
    const run = { log: this.#log, system: this.#order.system };
    const whole = instructionLimitExceeded(this.#order.installation.instructionLimit);
    return trapResult(trap.trap.errorCode === whole.trap.errorCode ? whole : trap, run, used, memory);
  }

  #newSession(): { session: Session; state: ConstructorParameters<typeof CanisterBox>[1] } {
    const { installation, loaded, old } = this.#order;
    const before = installation.mode === 'upgrade' ? old : undefined;
    const keep = installation.keepHeap ? before : undefined;
    const state = {
      loaded,
      shadow: keep?.state.shadow ?? freshShadow(),
      stable: before?.state.stable ?? freshStable(),
      globals: undefined,
    };
    const session = new Session(state, before?.main.stable);
    const { heap } = session.instance;
    if (keep === undefined) session.instance.writeDataSegments();
    else {
      const oldHeap = keep.main.instance.heap;
      if (!heap.growTo(oldHeap.sizeBytes)) throw outOfMemory();
      heap.adoptDirty(oldHeap);
    }
    return { session, state };
  }

  #perform(session: Session, run: ExecutionRun, body: () => void): void {
    this.#running = { session, run };
    body();
    this.#used += session.usedBy(run);
    this.#running = undefined;
    this.#certifiedData = run.certifiedData ?? this.#certifiedData;
    this.#burned += run.cyclesBurned;
    this.#last = run;
  }

  #run(mode: Mode, canisterVersion: bigint, session: Session): ExecutionRun {
    const { installation, system } = this.#order;
    const input = {
      mode,
      entry: undefined,
      caller: installation.caller,
      payload: installation.argument,
      rejection: undefined,
      ...NO_CALL_CONTEXT,
      answered: true,
      instructionLimit: installation.instructionLimit - this.#used,
      replyBytesMax: 0,
      dataCertificate: undefined,
      callerInfo: installation.callerInfo,
    };
    const ledger = { ...(this.#last?.ledger ?? beginBatch(system).ledger) };
    if (mode !== 'G') ledger.globalTimerNs = 0n;
    const memoryBytes = BigInt(session.baseBytes + session.stable.sizeBytes);
    const self = this.#self;
    return new ExecutionRun(input, { system, self, canisterVersion, ledger, memoryBytes, log: this.#log });
  }
}

function freshShadow(): HeapShadow {
  const shadow = new HeapShadow();
  shadow.reset = true;
  return shadow;
}

function freshStable(): StableMemory {
  const stable = new StableMemory();
  stable.reset = true;
  return stable;
}
