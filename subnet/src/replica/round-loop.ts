import type { Clock } from '../clock.ts';
import { startAlarm, withResolvers, type Alarm } from '../real-time.ts';

/** What the loop turns: one round, and when the next one is due by itself. */
export interface RoundWork {
  /** Runs, stores and certifies one round. Returns true when messages are left for another. */
  round(): Promise<boolean>;
  /** When a timer or heartbeat is due. Units: nanoseconds of the clock. */
  nextDueNs(): bigint | undefined;
}

/**
 * Decides when rounds happen: at once when woken, again while messages are left, and when a timer is due. Rounds never
 * overlap. An error in a round ends the loop and is reported once.
 */
export class RoundLoop {
  readonly #work: RoundWork;
  readonly #clock: Clock;
  readonly #waitsForTime: boolean;
  readonly #onError: (error: unknown) => void;
  #running: Promise<void> | undefined;
  #requested = false;
  #alarm: Alarm | undefined;
  #stopped = false;
  #round = withResolvers<void>();
  /** Settles with the end of the round that is under way. */
  #end = withResolvers<void>();

  constructor(options: {
    readonly work: RoundWork;
    readonly clock: Clock;
    /** False with a manual clock: time passes only when someone moves it. */
    readonly waitsForTime: boolean;
    readonly onError: (error: unknown) => void;
  }) {
    this.#work = options.work;
    this.#clock = options.clock;
    this.#waitsForTime = options.waitsForTime;
    this.#onError = options.onError;
  }

  /** Asks for a round. Returns when a round that began after this call has ended, well or not. */
  wake(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#requested = true;
    const round = this.#round.promise;
    this.#running ??= this.#run();
    return round;
  }

  /** Settles when no message is left to run, or after that many rounds. */
  async idle(roundsMax = Number.POSITIVE_INFINITY): Promise<void> {
    for (let round = 0; this.#running && round < roundsMax; round++) {
      await Promise.race([this.#running, this.#end.promise]);
    }
  }

  /** Ends the loop after the round that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelAlarm();
    await this.idle();
    this.#round.resolve();
  }

  async #run(): Promise<void> {
    this.#cancelAlarm();
    let round = this.#round;
    try {
      let left = false;
      while ((this.#requested || left) && !this.#stopped) {
        this.#requested = false;
        round = this.#round;
        this.#round = withResolvers<void>();
        left = await this.#work.round();
        round.resolve();
        this.#end.resolve();
        this.#end = withResolvers<void>();
      }
    } catch (error) {
      this.#stopped = true;
      this.#onError(error);
      round.resolve();
      this.#round.resolve();
    } finally {
      this.#running = undefined;
    }
    this.#sleep();
  }

  #cancelAlarm(): void {
    const alarm = this.#alarm;
    this.#alarm = undefined;
    alarm?.cancel();
  }

  #sleep(): void {
    if (this.#stopped || !this.#waitsForTime) return;
    const due = this.#work.nextDueNs();
    if (due === undefined) return;
    const alarm = startAlarm(Number((due - this.#clock.now()) / 1_000_000n) + 1);
    this.#alarm = alarm;
    void alarm.done.then(() => {
      if (this.#alarm === alarm && !this.#stopped) void this.wake();
    });
  }
}
