import type { Clock, ManualClock } from './clock.ts';

/** The only file of the subnet that touches the machine's time; everything else is given a Clock and an Alarm. */

/** The machine's clock, never running backwards. */
export function systemClock(): Clock {
  let last = 0n;
  return {
    now() {
      const now = BigInt(Date.now()) * 1_000_000n;
      if (now > last) last = now;
      return last;
    },
  };
}

/** A time that only ever moves forward, for measuring how long something took. Units: milliseconds. */
export function monotonicMs(): number {
  return performance.now();
}

/** A clock for tests, starting at the given time or at the machine's. Units: nanoseconds. */
export function manualClock(startNs: bigint = BigInt(Date.now()) * 1_000_000n): ManualClock {
  let now = startNs;
  return {
    now: () => now,
    advance(ms) {
      now += BigInt(Math.trunc(ms)) * 1_000_000n;
    },
    set(timeNs) {
      now = timeNs;
    },
  };
}

/** A cancellable wait that does not keep the process alive. Units: milliseconds. */
export interface Alarm {
  readonly done: Promise<void>;
  cancel(): void;
}

/** Longest wait that a timer of the runtime can represent. Units: milliseconds. */
const WAIT_MS_MAX = 2_147_483_647;

/** Starts an alarm. */
export function startAlarm(ms: number): Alarm {
  const { promise, resolve } = withResolvers<void>();
  const timer = setTimeout(resolve, Math.min(Math.max(ms, 0), WAIT_MS_MAX));
  timer.unref();
  return {
    done: promise,
    cancel() {
      clearTimeout(timer);
      resolve();
    },
  };
}

/** A promise with its resolvers outside, for Node versions without Promise.withResolvers. */
export function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
} {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** Lets pending input and output of the runtime happen. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
