import { Principal } from '@dfinity/principal';
import type { AsyncSystem, OutgoingCall } from './system.ts';

/** A message that ended in a trap. */
export class Trapped extends Error {
  override readonly name = 'Trapped';
}

interface Timer {
  readonly atNs: bigint;
  readonly callback: () => void | Promise<void>;
}

const NS_PER_SECOND = 1_000_000_000n;

/**
 * A System API for tests of domain code without a replica: its caller, clock, timers and the other canisters are the test's.
 * It rolls nothing back: what a trap undoes shows only on real wasm.
 */
export class SimulatedSystem implements AsyncSystem {
  callerNow: Principal = Principal.anonymous();
  nowNs = 1_000_000_000_000n;
  isQuery = false;
  controllers: Principal[] = [];
  argumentNow: Uint8Array = new Uint8Array(0);
  /** The other canisters. */
  answer: (outgoing: OutgoingCall) => Promise<Uint8Array> = () => Promise.resolve(new Uint8Array(0));
  /** Replies, one-way messages and trap messages so far. */
  readonly replies: Uint8Array[] = [];
  readonly notified: OutgoingCall[] = [];
  readonly traps: string[] = [];
  certified: Uint8Array = new Uint8Array(0);
  #timers: Timer[] = [];
  readonly #self: Principal;

  constructor(self: Principal = Principal.fromUint8Array(Uint8Array.of(9, 9, 1, 1))) {
    this.#self = self;
  }

  argument(): Uint8Array {
    return this.argumentNow;
  }

  caller(): Principal {
    return this.callerNow;
  }

  timeNs(): bigint {
    return this.nowNs;
  }

  methodName(): string {
    return '';
  }

  reply(message: Uint8Array): void {
    this.replies.push(message);
  }

  trap(message: string): never {
    this.traps.push(message);
    throw new Trapped(message);
  }

  dataCertificate(): Uint8Array | undefined {
    return this.isQuery ? Uint8Array.of(1) : undefined;
  }

  setCertifiedData(root: Uint8Array): void {
    this.certified = root;
  }

  self(): Principal {
    return this.#self;
  }

  call(outgoing: OutgoingCall): Promise<Uint8Array> {
    return this.answer(outgoing);
  }

  notify(outgoing: OutgoingCall): void {
    this.notified.push(outgoing);
  }

  isController(principal: Principal): boolean {
    return this.controllers.some((controller) => controller.compareTo(principal) === 'eq');
  }

  isReplicated(): boolean {
    return !this.isQuery;
  }

  setTimer(delayS: number, callback: () => void | Promise<void>): void {
    this.#timers.push({ atNs: this.nowNs + BigInt(delayS) * NS_PER_SECOND, callback });
  }

  /** Timers that wait. */
  get timers(): number {
    return this.#timers.length;
  }

  /** Loses all timers, as an upgrade does. */
  loseTimers(): void {
    this.#timers = [];
  }

  /** Moves the clock and runs what is due until nothing is; a callback that traps is over. Units: seconds. */
  async advance(seconds: number): Promise<void> {
    this.nowNs += BigInt(seconds) * NS_PER_SECOND;
    for (;;) {
      const next = this.#timers.find((timer) => timer.atNs <= this.nowNs);
      if (next === undefined) return;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      try {
        await next.callback();
      } catch (error) {
        if (!(error instanceof Trapped)) throw error;
      }
    }
  }
}
