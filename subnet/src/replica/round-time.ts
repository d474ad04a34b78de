import { nextTurn, startAlarm, withResolvers, type Alarm } from '../real-time.ts';

/** How long a round waits for what it started; what is not done then leaves the round. Units: milliseconds. */
export const ROUND_MS_MAX = 100;

/**
 * The time of rounds. Work may outlast the round that started it, but takes effect only within a round: this keeps what
 * is stored whole. Without a bound (manual clock) a round waits for all it started, so that a run repeats by its seed.
 */
export class RoundTime {
  readonly #roundMsMax: number | undefined;
  #wake: () => void = () => undefined;
  #opening = withResolvers<void>();
  #isOpen = false;
  #over = withResolvers<false>();
  #isOver = false;
  #alarm: Alarm | undefined;
  #inside = 0;
  #begun = 0;

  constructor(roundMsMax: number | undefined) {
    this.#roundMsMax = roundMsMax;
  }

  /** `wake` asks for a round. */
  attach(wake: () => void): void {
    this.#wake = wake;
  }

  /** The round has used up its time: nothing more is started in it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Pieces of work that wait for their end or for a round. */
  get waiting(): number {
    return this.#inside;
  }

  /** How many rounds have begun. */
  get begun(): number {
    return this.#begun;
  }

  begin(): void {
    this.#begun++;
    this.#isOpen = true;
    this.#isOver = false;
    if (this.#roundMsMax !== undefined) {
      const over = withResolvers<false>();
      this.#over = over;
      const alarm = startAlarm(this.#roundMsMax);
      this.#alarm = alarm;
      void alarm.done.then(() => {
        if (this.#alarm !== alarm) return;
        this.#isOver = true;
        over.resolve(false);
      });
    }
    const opened = this.#opening;
    this.#opening = withResolvers<void>();
    opened.resolve();
  }

  /** Asks for a round. */
  wake(): void {
    this.#wake();
  }

  end(): void {
    this.#isOpen = false;
    const alarm = this.#alarm;
    this.#alarm = undefined;
    alarm?.cancel();
  }

  /** Waits for work, at most until the round's time is over. True: it is done. Errors: those of the work. */
  async within(work: Promise<unknown>): Promise<boolean> {
    if (this.#roundMsMax === undefined) {
      await work;
      return true;
    }
    return Promise.race([work.then(() => true), this.#over.promise]);
  }

  /** Does work and hands over what comes of it, good or bad, only while a round runs. */
  async inside<T>(work: Promise<T>): Promise<T> {
    this.#inside++;
    try {
      return await work;
    } finally {
      if (!this.#isOpen) {
        this.#wake();
        while (!this.#isOpen) await this.#opening.promise;
      }
      this.#inside--;
    }
  }

  /** Waits until no more than `working` pieces of work do anything else than wait. */
  async settled(working: () => number): Promise<void> {
    // What was just handed over is not yet taken up.
    do await nextTurn();
    while (working() > this.#inside);
  }
}
