import { IDL } from '@dfinity/candid';
import { assert } from '../assert.ts';
import type { Answer } from '../canister/message.ts';
import { HTTP_REQUEST_RESULT, TRANSFORM_ARGUMENT } from '../management/management-idl-table.ts';
import { encodeRecord } from '../replica/record.ts';
import type { ReplicaState } from '../replica/replica-state.ts';
import { routeAnswer } from '../replica/route.ts';
import { outcallKey } from '../store/keys.ts';
import { checkResponse } from './check-response.ts';
import { OutcallFailed, outcallInvalid, outcallTimedOut } from './outcall-failed.ts';
import { OUTCALL_TIMEOUT_NS } from './outcall-limits.ts';
import type { OutcallMode } from './outcall-mode.ts';
import type { Outcall, OutcallResponse } from './outcall.ts';
import { performOutcall, type OutcallRoute } from './perform-outcall.ts';
import { requestUrl, requireHttps } from './request-url.ts';

/** What outcalls need of the replica that runs them. */
export interface OutcallRunner {
  /** Runs the transform of an outcall on the newest certified state. */
  transform(outcall: Outcall, argument: Uint8Array): Promise<Answer>;
  /** Asks for a round; settles when one that began after the call has ended. */
  wake(): Promise<void>;
  onError(error: unknown): void;
}

/**
 * The outcalls under way. Only rounds begin and end them: a request is sent once the round that asked for it is stored,
 * and its response enters with a later round. An outcall that a restart finds in the store is ended like one that timed
 * out: whether its server was reached is not known, and it is not sent twice.
 */
export class Outcalls {
  readonly #state: ReplicaState;
  readonly #mode: OutcallMode;
  #runner: OutcallRunner | undefined;
  /** Answers for the next round, by id. */
  readonly #arrived = new Map<number, Answer>();
  readonly #sent = new Map<number, AbortController>();
  readonly #running = new Set<Promise<void>>();
  #nextId = 1;
  #stopped = false;

  constructor(state: ReplicaState, mode: OutcallMode) {
    this.#state = state;
    this.#mode = mode;
    for (const { id } of state.outcalls.values()) {
      this.#arrived.set(id, outcallTimedOut().answer);
      this.#nextId = Math.max(this.#nextId, id + 1);
    }
  }

  get enabled(): boolean {
    return this.#mode.kind !== 'off';
  }

  get inFlight(): number {
    return this.#state.outcalls.size;
  }

  /** Outcalls without an answer, oldest first. */
  get pending(): readonly Outcall[] {
    return [...this.#state.outcalls.values()].filter(({ id }) => !this.#arrived.has(id));
  }

  attach(runner: OutcallRunner): void {
    this.#runner = runner;
  }

  /** Begins an outcall. Context: within a round, outcalls enabled. */
  begin(begun: Omit<Outcall, 'id'>): void {
    assert(this.enabled, 'outcalls are enabled');
    const outcall: Outcall = { ...begun, id: this.#nextId++ };
    this.#state.outcalls.set(outcall.id, outcall);
    this.#state.blobs.set(outcallKey(outcall.id), encodeRecord(outcall));
  }

  /** Brings the answers that arrived to their callers, and ends what took too long. Context: at the start of a round. */
  settle(): void {
    const { outcalls, timeNs } = this.#state;
    for (const outcall of outcalls.values()) {
      const late = timeNs - outcall.askedAtNs >= OUTCALL_TIMEOUT_NS;
      const answer = this.#arrived.get(outcall.id) ?? (late ? outcallTimedOut().answer : undefined);
      if (answer !== undefined) this.#end(outcall, answer);
    }
    this.#arrived.clear();
  }

  /** Sends what the round began. Context: the round is stored. */
  launch(): void {
    if (this.#stopped) return;
    for (const outcall of this.#state.outcalls.values()) {
      if (this.#sent.has(outcall.id) || this.#arrived.has(outcall.id)) continue;
      const controller = new AbortController();
      this.#sent.set(outcall.id, controller);
      if (this.#mode.kind === 'live')
        this.#track(this.#perform(outcall, this.#mode.route, controller.signal));
      else this.#track(this.#deliverRefusal(outcall));
    }
  }

  /** Settles when one of the requests under way is answered; undefined when there is none. */
  get underWay(): Promise<void> | undefined {
    return this.#running.size === 0 ? undefined : Promise.race(this.#running);
  }

  /** Answers an outcall in place of a web server; false: there is none of that number that waits for an answer. */
  async answer(id: number, response: OutcallResponse | OutcallFailed): Promise<boolean> {
    assert(this.#mode.kind === 'mock', 'only a subnet whose outcalls are mocked is answered by hand');
    const outcall = this.pending.find((each) => each.id === id);
    if (outcall === undefined) return false;
    await this.#deliver(outcall, () => Promise.resolve(response));
    return true;
  }

  /** Gives up every request under way; the outcalls stay in the store, and what arrives late is dropped. */
  stop(): void {
    this.#stopped = true;
    for (const controller of this.#sent.values()) controller.abort();
  }

  #end(outcall: Outcall, answer: Answer): void {
    const { outcalls, blobs } = this.#state;
    this.#sent.get(outcall.id)?.abort();
    this.#sent.delete(outcall.id);
    outcalls.delete(outcall.id);
    blobs.set(outcallKey(outcall.id), undefined);
    routeAnswer(this.#state, outcall.origin, answer, outcall.refund);
  }

  #track(run: Promise<void>): void {
    const tracked = run.finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  #perform(outcall: Outcall, route: OutcallRoute, signal: AbortSignal): Promise<void> {
    return this.#deliver(outcall, () => performOutcall(outcall.request, route, signal));
  }

  /** A mocked request is held to the rules that need no web server. */
  async #deliverRefusal(outcall: Outcall): Promise<void> {
    try {
      requireHttps(requestUrl(outcall.request));
    } catch (error) {
      await this.#deliver(outcall, () => Promise.reject(error as Error));
    }
  }

  async #deliver(outcall: Outcall, respond: () => Promise<OutcallResponse | OutcallFailed>): Promise<void> {
    try {
      const answer = await this.#answerOf(outcall, respond);
      if (this.#stopped || !this.#state.outcalls.has(outcall.id)) return;
      this.#arrived.set(outcall.id, answer);
      await this.#runner?.wake();
    } catch (error) {
      if (!this.#stopped) this.#runner?.onError(error);
    }
  }

  async #answerOf(
    outcall: Outcall,
    respond: () => Promise<OutcallResponse | OutcallFailed>,
  ): Promise<Answer> {
    try {
      const response = await respond();
      if (response instanceof OutcallFailed) return response.answer;
      checkResponse(response, outcall.request);
      return await this.#transformed(outcall, response);
    } catch (error) {
      if (error instanceof OutcallFailed) return error.answer;
      throw error;
    }
  }

  async #transformed(outcall: Outcall, { status, headers, body }: OutcallResponse): Promise<Answer> {
    const result = { status: BigInt(status), headers, body };
    const { transform, responseBytesMax } = outcall.request;
    if (transform === undefined) {
      return { kind: 'reply', data: new Uint8Array(IDL.encode([HTTP_REQUEST_RESULT], [result])) };
    }
    assert(this.#runner !== undefined, 'outcalls belong to a replica');
    const argument = IDL.encode([TRANSFORM_ARGUMENT], [{ response: result, context: transform.context }]);
    const answer = await this.#runner.transform(outcall, new Uint8Array(argument));
    const bytes = answer.kind === 'reply' ? answer.data.length : Buffer.byteLength(answer.message);
    if (bytes <= responseBytesMax) return answer;
    throw outcallInvalid(`Transformed http response exceeds limit: ${responseBytesMax}`);
  }
}
