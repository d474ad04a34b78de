import type { Principal } from '@dfinity/principal';
import type { AsyncEnv } from './env.ts';
import { isUnwinding } from './call-failed.ts';
import type { AsyncSystem, OutgoingCall } from './system.ts';

/** What a canister gives to its endpoints that wait. */
export interface AsyncHost {
  readonly system: AsyncSystem;
  /** Writes to stable tables so far. */
  writes(): number;
}

/**
 * One call or job from its first message to its last. After a trap past an `await` the IC rolls that message back and runs
 * the rest of the code once more as cleanup: `finally` blocks run, nothing can be sent or answered. A flow knows when that
 * is so, whatever the code around it catches.
 * Context: update, timer.
 */
export class MessageFlow {
  readonly env: AsyncEnv;
  readonly #host: AsyncHost;
  #writesBefore: number;
  #cleanup: unknown;
  #isUnwinding = false;

  constructor(host: AsyncHost, caller: Principal) {
    const { system } = host;
    this.#host = host;
    this.#writesBefore = host.writes();
    this.env = {
      caller,
      get nowNs(): bigint {
        return system.timeNs();
      },
      self: system.self(),
      certificate: () => system.dataCertificate(),
      certify: (root) => system.setCertifiedData(root),
      call: (outgoing) => this.#call(outgoing),
      notify: (outgoing) => {
        this.refuseUnwinding();
        system.notify(outgoing);
      },
    };
  }

  /** Whether the message that runs now has written to stable tables; it can no longer be refused without a trace. */
  get hasWritten(): boolean {
    return this.#host.writes() !== this.#writesBefore;
  }

  /** Takes what was written so far as meant to stay. */
  keepWrites(): void {
    this.#writesBefore = this.#host.writes();
  }

  /** Errors: what Azle threw, when the message is being cleaned up; it must reach Azle again. */
  refuseUnwinding(): void {
    if (this.#isUnwinding) throw this.#cleanup;
  }

  async #call(outgoing: OutgoingCall): Promise<Uint8Array> {
    this.refuseUnwinding();
    try {
      return await this.#host.system.call(outgoing);
    } catch (error) {
      if (isUnwinding(error)) {
        this.#isUnwinding = true;
        this.#cleanup = error;
      }
      throw error;
    } finally {
      this.keepWrites();
    }
  }
}
