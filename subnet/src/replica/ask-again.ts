import { SandboxMoved } from '../sandbox/canister-home.ts';

/** Bounds: how often a query is asked when its canister keeps moving. It moves at most every 40 ms. */
const ATTEMPTS_MAX = 100;

/** Asks a question whose canister may move from one worker to another meanwhile. Errors: SandboxMoved at last. */
export async function askAgain<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof SandboxMoved) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}
