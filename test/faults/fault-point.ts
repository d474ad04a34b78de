/**
 * What can be made to fail.
 * `write`: a commit of the store, of which nothing is stored. `written`: one that is stored although it is said to fail.
 * `read`: a value or a step of a scan. `order`: a message to the sandbox, which ends with it. `result`: a message from
 * the sandbox, which ends with it. `host call`: a call of the System API that breaks the sandbox. `host trap`: one that
 * traps the canister.
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

export const FAULT_KINDS = ['write', 'written', 'read', 'order', 'result', 'host call', 'host trap'] as const;

/** Counters in shared memory, as host calls are counted by the thread of the sandbox. */
const [CALLS, CALL_FAILS_AT, CALL_TRAPS_AT, CALLS_FAILED] = [0, 1, 2, 3];
const NEVER = 2 ** 31 - 1;

/** Lets one event of one kind fail: the n-th from the moment it was set. */
export class FaultPoint {
  /** Read and written by the sandbox: `PATCH` of the faulty workers. */
  readonly hostCalls = new Int32Array(new SharedArrayBuffer(16));
  #kind: FaultKind | undefined;
  #n = 0;
  #seen = 0;
  #failed = false;

  constructor() {
    this.clear();
  }

  set(kind: FaultKind, n: number): void {
    this.clear();
    this.#kind = kind;
    this.#n = n;
    if (kind === 'host call') this.hostCalls[CALL_FAILS_AT] = n;
    if (kind === 'host trap') this.hostCalls[CALL_TRAPS_AT] = n;
  }

  clear(): void {
    this.#kind = undefined;
    this.#seen = 0;
    this.#failed = false;
    this.hostCalls[CALLS] = 0;
    this.hostCalls[CALLS_FAILED] = 0;
    this.hostCalls[CALL_FAILS_AT] = NEVER;
    this.hostCalls[CALL_TRAPS_AT] = NEVER;
  }

  /** Did the fault happen? */
  get failed(): boolean {
    return this.#failed || Atomics.load(this.hostCalls, CALLS_FAILED) > 0;
  }

  /** Counts an event; true when it must fail. */
  hits(kind: FaultKind): boolean {
    if (this.#kind !== kind || ++this.#seen !== this.#n) return false;
    this.#failed = true;
    return true;
  }
}
