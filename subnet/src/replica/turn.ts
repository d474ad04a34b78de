/** Lets one at a time in, in the order of asking. */
export class Turn {
  #last: Promise<void> = Promise.resolve();

  /** Runs `work` when all who asked before are done. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const run = (async () => {
      await before;
      return work();
    })();
    this.#last = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  }
}
