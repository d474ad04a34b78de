/** What can be stopped cleanly. */
interface Stoppable {
  stop(): Promise<void>;
}

/** Status of a process that a second signal ended before the clean stop was done. */
const INTERRUPTED = 130;

/**
 * Settles when SIGINT or SIGTERM asked to stop and everything is written; a second signal ends the process at once.
 */
export function untilStopped(running: Stoppable, progress: (text: string) => void): Promise<undefined> {
  return new Promise((resolve, reject) => {
    let asked = false;
    const stop = (signal: NodeJS.Signals): void => {
      if (asked) process.exit(INTERRUPTED);
      asked = true;
      progress(`${signal}: stopping; what was acknowledged is safe`);
      running.stop().then(() => resolve(undefined), reject);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
