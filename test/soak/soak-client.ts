import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cbor, Certificate, Expiry } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { newSigner, signContent } from '../bench/signed-requests.ts';
import { certifiedTree } from '../sim/state-root.ts';
import { httpExchange, type HttpAnswer } from './http-exchange.ts';
import type { RestartedServer } from './restarted-server.ts';

/** How a call ended for certain. `lost`: the subnet does not know it, so it must have had no effect. */
export type Outcome =
  | { readonly kind: 'reply'; readonly data: Uint8Array }
  | { readonly kind: 'reject'; readonly code: string; readonly message: string }
  | { readonly kind: 'lost' };

/** Nobody answered although a process served all the time. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
}

/** Bounds: how long an answer, and then the end of a call, may take. Units: milliseconds. */
const ANSWER_MS_MAX = 60_000;
const END_MS_MAX = 120_000;
const POLL_MS = 100;
/** A short life lets the subnet forget statuses soon. Units: milliseconds. */
const REQUEST_LIFE_MS = 90_000;
/** Every so many certificates, one is verified with the stock agent. */
const VERIFIED_EVERY = 100;

/** A caller that finds out how each of its calls ended, whatever happens to the process that serves. */
export class SoakClient {
  readonly sender: Uint8Array;
  readonly #server: RestartedServer;
  readonly #signer = newSigner();
  #calls = 0;
  #certificates = 0;
  #lost = 0;

  constructor(server: RestartedServer) {
    this.#server = server;
    this.sender = this.#signer.sender.toUint8Array();
  }

  get calls(): number {
    return this.#calls;
  }

  get lost(): number {
    return this.#lost;
  }

  /** Sends an update call and finds out how it ended. Errors: Stuck; an answer that breaks the protocol. */
  async call(
    canister: Uint8Array,
    method: string,
    argument: Uint8Array,
    effective = canister,
  ): Promise<Outcome> {
    this.#calls++;
    const { id, body } = this.#sign({
      request_type: 'call',
      canister_id: Principal.fromUint8Array(canister),
      method_name: method,
      arg: argument,
    });
    const outcome = (await this.#submit(effective, body, id)) ?? (await this.#poll(effective, id));
    if (outcome.kind === 'lost') this.#lost++;
    return outcome;
  }

  /** Runs a query; while no process serves, on the next. */
  async query(
    canister: Uint8Array,
    method: string,
    argument: Uint8Array,
    effective = canister,
  ): Promise<Outcome> {
    for (;;) {
      const { body } = this.#sign({
        request_type: 'query',
        canister_id: Principal.fromUint8Array(canister),
        method_name: method,
        arg: argument,
      });
      const answer = await this.#post(`/api/v3/canister/${textOf(effective)}/query`, body);
      if (answer === undefined) continue;
      expectStatus(answer, 200);
      const fields = Cbor.decode<Record<string, unknown>>(new Uint8Array(answer.body));
      if (fields['status'] === 'replied')
        return { kind: 'reply', data: (fields['reply'] as { readonly arg: Uint8Array }).arg };
      return rejectOf(fields);
    }
  }

  /** The end of a call that the first answer tells; undefined: it must be asked for. */
  async #submit(effective: Uint8Array, body: Uint8Array, id: Uint8Array): Promise<Outcome | undefined> {
    const answer = await this.#post(`/api/v4/canister/${textOf(effective)}/call`, body);
    if (answer === undefined || answer.status === 202) return undefined;
    expectStatus(answer, 200);
    const fields = Cbor.decode<Record<string, unknown>>(new Uint8Array(answer.body));
    if (fields['status'] === 'non_replicated_rejection') return rejectOf(fields);
    return this.#endIn(fields['certificate'] as Uint8Array, effective, id);
  }

  async #poll(effective: Uint8Array, id: Uint8Array): Promise<Outcome> {
    const endMs = performance.now() + END_MS_MAX;
    while (performance.now() < endMs) {
      const paths = [[Buffer.from('request_status'), id]];
      const { body } = this.#sign({ request_type: 'read_state', paths });
      const answer = await this.#post(`/api/v3/canister/${textOf(effective)}/read_state`, body);
      if (answer !== undefined) {
        expectStatus(answer, 200);
        const { certificate } = Cbor.decode<{ certificate: Uint8Array }>(new Uint8Array(answer.body));
        const end = await this.#endIn(certificate, effective, id);
        if (end !== undefined) return end;
      }
      await sleep(POLL_MS);
    }
    throw new Stuck(`a call had no end within ${END_MS_MAX} ms`);
  }

  /** What a certificate says of a call; undefined: it goes on. */
  async #endIn(certificate: Uint8Array, effective: Uint8Array, id: Uint8Array): Promise<Outcome | undefined> {
    if (this.#certificates++ % VERIFIED_EVERY === 0) {
      const rootKey = Buffer.from(this.#server.rootKey, 'hex');
      await Certificate.create({ certificate, rootKey, canisterId: Principal.fromUint8Array(effective) });
    }
    const tree = await certifiedTree(certificate);
    const leaf = (name: string) => tree.leaf('request_status', id, name);
    const text = (name: string) => Buffer.from(leaf(name) ?? []).toString();
    switch (text('status')) {
      case '':
        return { kind: 'lost' };
      case 'replied':
        return { kind: 'reply', data: leaf('reply') ?? new Uint8Array() };
      case 'rejected':
        return { kind: 'reject', code: text('error_code'), message: text('reject_message') };
      case 'received':
      case 'processing':
        return undefined;
      default:
        throw new Error(`a call ended as ${text('status')}`);
    }
  }

  /** Undefined: the process that was to answer ended. Errors: Stuck, when it did not. */
  async #post(path: string, body: Uint8Array): Promise<HttpAnswer | undefined> {
    const port = await this.#server.port();
    const { life } = this.#server;
    try {
      return await httpExchange({
        port,
        path,
        method: 'POST',
        body,
        headers: { 'content-type': 'application/cbor' },
        timeoutMs: ANSWER_MS_MAX,
      });
    } catch (error) {
      // The process may just be ending: the next one is waited for. Or it closed a connection that was idle for long.
      await sleep(POLL_MS);
      await this.#server.port();
      const reset = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
      if (this.#server.life !== life || reset) return undefined;
      throw new Stuck(`${path} was not answered by life ${life}: ${String(error)}`);
    }
  }

  #sign(content: Readonly<Record<string, unknown>>) {
    return signContent(
      {
        ...content,
        sender: this.#signer.sender,
        ingress_expiry: Expiry.fromDeltaInMilliseconds(REQUEST_LIFE_MS),
        nonce: new Uint8Array(randomBytes(16)),
      },
      this.#signer,
    );
  }
}

/** The data of a reply. Errors: what else the call ended with. */
export function dataOf(outcome: Outcome): Uint8Array {
  if (outcome.kind === 'reply') return outcome.data;
  throw new Error(
    `expected a reply, got ${outcome.kind === 'reject' ? `${outcome.code} ${outcome.message}` : 'nothing'}`,
  );
}

function rejectOf(fields: Readonly<Record<string, unknown>>): Outcome {
  return {
    kind: 'reject',
    code: String(fields['error_code']),
    message: String(fields['reject_message']),
  };
}

function expectStatus({ status, body }: HttpAnswer, expected: number): void {
  if (status !== expected) throw new Error(`expected status ${expected}, got ${status}: ${body.toString()}`);
}

function textOf(canister: Uint8Array): string {
  return Principal.fromUint8Array(canister).toText();
}
