import { assert } from '../assert.ts';
import type { Clock } from '../clock.ts';
import type { CallContent, QueryContent } from '../envelope/content.ts';
import type { QueryResult, ReplicaInterface, RequestOrigin, SubmitResult } from '../http/replica.ts';
import { principalBytes, principalKey, type PrincipalKey } from '../principal.ts';
import { commitRound } from './commit-round.ts';
import { nextDeadlineNs } from './deadlines.ts';
import { monotonicMs } from '../real-time.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { RoundLoop } from './round-loop.ts';
import { runQuery } from './run-query.ts';
import { runTransform } from './run-transform.ts';
import { runRound, type RoundSpent } from './round.ts';
import { submitIngress } from './submit-ingress.ts';
import { nextTaskNs } from './tasks.ts';

/** A certificate older than this is renewed before it is shown. Units: nanoseconds. */
const CERTIFICATE_FRESH_NS = 2_000_000_000n;

/** Bounds: rounds that `settle` waits for. */
const SETTLE_ROUNDS_MAX = 20;

/** What a finished round took. Units: milliseconds. */
export interface RoundFigures extends RoundSpent {
  readonly executeMs: number;
  /** Storing and certifying. */
  readonly commitMs: number;
}

/** The replica: one node's view of the subnet, whole. */
export class Replica implements ReplicaInterface {
  readonly parts: ReplicaParts;
  readonly #clock: Clock;
  readonly #loop: RoundLoop;
  readonly #signAsNode: (message: Uint8Array) => Uint8Array;
  readonly #onRound: ((figures: RoundFigures) => void) | undefined;
  #failure: unknown;

  constructor(options: {
    readonly parts: ReplicaParts;
    readonly waitsForTime: boolean;
    readonly signAsNode: (message: Uint8Array) => Uint8Array;
    readonly onFailure: (error: unknown) => void;
    /** Is told of every round once it is certified. */
    readonly onRound?: ((figures: RoundFigures) => void) | undefined;
  }) {
    this.parts = options.parts;
    this.#clock = options.parts.clock;
    this.#signAsNode = options.signAsNode;
    this.#onRound = options.onRound;
    this.#loop = new RoundLoop({
      work: {
        round: () => this.parts.turn.take(() => this.#round()),
        nextDueNs: () => this.#nextDueNs(),
      },
      clock: this.#clock,
      waitsForTime: options.waitsForTime,
      onError: options.onFailure,
    });
    this.parts.roundTime.attach(() => void this.#loop.wake());
    this.parts.outcalls.attach({
      transform: (outcall, argument) => runTransform(this.parts, outcall, argument),
      wake: () => this.#loop.wake(),
      onError: options.onFailure,
    });
  }

  get rootKeyDer(): Uint8Array {
    return this.parts.identity.rootKeyDer;
  }

  get subnetId(): Uint8Array {
    return this.parts.identity.subnetId;
  }

  now(): bigint {
    return this.#clock.now();
  }

  health(): 'healthy' | 'waiting_for_recovery' {
    return this.#failure === undefined ? 'healthy' : 'waiting_for_recovery';
  }

  canisterExists(canister: Uint8Array): boolean {
    const key = principalKey(canister);
    return this.parts.state.canisters.has(key) || this.parts.systemCanisters.has(key);
  }

  submit(call: CallContent, effectiveCanister: Uint8Array, waitMs: number): Promise<SubmitResult> {
    return submitIngress(this.parts, () => this.#loop.wake(), { ...call, effectiveCanister }, waitMs);
  }

  async query(query: QueryContent): Promise<QueryResult> {
    await this.#refresh();
    return runQuery(this.parts, query);
  }

  async certificate(paths: readonly (readonly Uint8Array[])[]): Promise<Uint8Array> {
    await this.#refresh();
    return this.parts.certifier.certificate(paths);
  }

  requestOrigin(requestId: Uint8Array): RequestOrigin | undefined {
    const record = this.parts.state.ingress.get(Buffer.from(requestId).toString('hex'));
    return (
      record && {
        sender: principalBytes(record.sender),
        canister: principalBytes(record.canister),
        effectiveCanister: principalBytes(record.effectiveCanister),
      }
    );
  }

  metadataVisibility(canister: Uint8Array, name: string, caller: Uint8Array): boolean | undefined {
    const key = principalKey(canister);
    if (this.parts.systemCanisters.has(key)) return name === 'candid:service' ? true : undefined;
    const state = this.parts.state.canisters.get(key);
    const section = state?.code?.info.metadata.find((candidate) => candidate.name === name);
    if (section === undefined || state === undefined) return undefined;
    return section.visibility === 'public' || state.settings.controllers.includes(principalKey(caller));
  }

  signAsNode(message: Uint8Array): { readonly signature: Uint8Array; readonly nodeId: Uint8Array } {
    return { signature: this.#signAsNode(message), nodeId: this.parts.identity.nodeId };
  }

  /**
   * Runs rounds until no message is left and every outcall that was sent is answered; with a manual clock, this is how
   * time that was moved takes effect. A canister that calls itself forever is not waited for.
   */
  async settle(): Promise<void> {
    await this.#loop.wake();
    await this.#loop.idle(SETTLE_ROUNDS_MAX);
    const { outcalls } = this.parts;
    for (let answers = 0; outcalls.underWay && answers < SETTLE_ROUNDS_MAX; answers++) {
      await outcalls.underWay;
      await this.#loop.idle(SETTLE_ROUNDS_MAX);
    }
  }

  /** This replica is of no more use: it answers no calls, and who waits for a round is told why. */
  fail(error: unknown): void {
    this.#failure ??= error;
    this.parts.gate.fail(error);
  }

  /** Starts with a signed tree; messages that a crash left in queues go on. Errors: what the first round failed with. */
  async start(): Promise<void> {
    await this.#loop.wake();
    if (this.#failure !== undefined) await Promise.reject(this.#failure as Error);
  }

  /** Reads the memory of a canister as the newest round left it. Units: bytes. */
  async readMemory(
    canister: PrincipalKey,
    memory: 'heap' | 'stable',
    offset: bigint,
    length: number,
  ): Promise<Uint8Array> {
    const state = this.parts.state.canisters.get(canister);
    assert(state?.code !== undefined, 'the canister has code');
    return this.parts.sandbox.read(canister, memory, offset, length);
  }

  /** Ends after the round under way; everything acknowledged is stored. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    this.parts.outcalls.stop();
    await this.parts.sandbox.close();
  }

  async #refresh(): Promise<void> {
    if (this.#clock.now() - this.parts.certifier.signedAtNs > CERTIFICATE_FRESH_NS) await this.#loop.wake();
  }

  #nextDueNs(): bigint | undefined {
    const [task, deadline] = [nextTaskNs(this.parts.state), nextDeadlineNs(this.parts.state)];
    if (task === undefined || deadline === undefined) return task ?? deadline;
    return task < deadline ? task : deadline;
  }

  async #round(): Promise<boolean> {
    const { state } = this.parts;
    const now = this.#clock.now();
    state.timeNs = now > state.timeNs ? now : state.timeNs + 1n;
    const startedMs = monotonicMs();
    const spent = await runRound(this.parts);
    const executedMs = monotonicMs();
    await commitRound(this.parts);
    this.parts.outcalls.launch();
    this.#onRound?.({ ...spent, executeMs: executedMs - startedMs, commitMs: monotonicMs() - executedMs });
    return state.hasWork || state.nextRound.length > 0;
  }
}
