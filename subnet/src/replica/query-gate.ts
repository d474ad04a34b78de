import type { PrincipalKey } from '../principal.ts';
import { withResolvers } from '../real-time.ts';

/**
 * Keeps queries on certified state: a canister that a round has touched is closed to queries until that round is
 * stored and certified. Canisters that the round does not touch stay open.
 */
export class QueryGate {
  readonly #closed = new Set<PrincipalKey>();
  #opening = withResolvers<void>();
  #failed = false;

  close(canister: PrincipalKey): void {
    this.#closed.add(canister);
  }

  /** Settles at once (undefined) or when the canister is open; check again afterwards. Errors: what the round failed with. */
  wait(canister: PrincipalKey): Promise<void> | undefined {
    return this.#failed || this.#closed.has(canister) ? this.#opening.promise : undefined;
  }

  /** The round failed and will never be certified: who waits, or comes later, is told why. */
  fail(error: unknown): void {
    this.#failed = true;
    // Often nobody waits, and a rejection that nobody hears would end the process.
    this.#opening.promise.catch(() => undefined);
    this.#opening.reject(error);
  }

  /** Opens all canisters, after the certificate of the round. */
  open(): void {
    if (this.#closed.size === 0) return;
    this.#closed.clear();
    const opened = this.#opening;
    this.#opening = withResolvers<void>();
    opened.resolve();
  }
}
