import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import type { MeteredCall, MeteredCanister } from '@indus/subnet/bench';
import { METHODS, PEOPLE, consentTerms, issueRequest, readRequest } from '@indus/vault-canister/testing';
import { FILLED_NS, subjectOf } from './vault-scene.ts';

/** Calls that are measured, as the benchmark names them. */
export const OPERATIONS = [
  'own read: head',
  'own read: list of records',
  'own read: page of the ledger',
  'write: record of 1 KiB',
  'write: record of 1 KiB, new subject',
  'consent: request',
  'consent: grant',
  'consented read',
  'ledger append: a denied read',
] as const;

/** The name of a measured call. */
export type Operation = (typeof OPERATIONS)[number];

/** Each call of an operation, in the order of the subjects. */
export type Measured = Readonly<Record<Operation, readonly MeteredCall[]>>;

const BODY_BYTES = 1_024;
/** The certificate that a query finds on a subnet of some thousand canisters has about this size. */
const CERTIFICATE = new Uint8Array(1_500);
const STEP_NS = 10_000_000n;

/** Runs the operations on one subject after another and keeps what each cost. */
export class VaultOperations {
  readonly #canister: MeteredCanister;
  #timeNs = FILLED_NS;
  #keys = 0;

  constructor(canister: MeteredCanister) {
    this.#canister = canister;
  }

  /** Every operation, on the subjects with the numbers; on `fresh` too, whom nothing is held on yet. */
  measure(subjects: readonly number[], fresh: readonly number[]): Measured {
    const all = OPERATIONS.map((operation) => {
      const numbers = operation === 'write: record of 1 KiB, new subject' ? fresh : subjects;
      return [operation, numbers.map((number) => this.#run(operation, subjectOf(number)))] as const;
    });
    return Object.fromEntries(all) as unknown as Measured;
  }

  /** A record of 1 KiB for each subject, one after another. */
  issue(subjects: readonly number[]): readonly MeteredCall[] {
    return subjects.map((number) => this.#run('write: record of 1 KiB', subjectOf(number)));
  }

  #run(operation: Operation, subject: Principal): MeteredCall {
    const { officer, taxOfficer } = PEOPLE;
    switch (operation) {
      case 'own read: head':
        return this.#call('read_head', subject, subject);
      case 'own read: list of records':
        return this.#call('list_items', subject, {
          subject,
          kind: { held_record: null },
          cursor: [],
          limit: 20,
        });
      case 'own read: page of the ledger':
        return this.#call('list_ledger', subject, { subject, from: 0n, limit: 20 });
      case 'write: record of 1 KiB':
      case 'write: record of 1 KiB, new subject': {
        const body = new Uint8Array(BODY_BYTES).fill(0x42);
        const request = { ...issueRequest(FILLED_NS), subject, body, idempotency_key: this.#key() };
        return this.#call('issue_record', officer, request);
      }
      case 'consent: request': {
        const terms = consentTerms(FILLED_NS, { customer: subject });
        const request = { terms, on_behalf_of: [], idempotency_key: this.#key() };
        return this.#call('request_consent', taxOfficer, request);
      }
      case 'consent: grant': {
        const shown_sha256 = new Uint8Array(32).fill(3);
        return this.#call('grant_consent', subject, {
          subject,
          consent: 1n,
          language: { ur: null },
          shown_sha256,
        });
      }
      case 'consented read':
        return this.#call('read_records', taxOfficer, readRequest(FILLED_NS, { subject }));
      case 'ledger append: a denied read': {
        const basis = { consent: 99n };
        const request = readRequest(FILLED_NS, { subject, basis });
        return this.#call('read_records', taxOfficer, request, 'ConsentNotFound');
      }
    }
  }

  /** A call that answers as expected: `Ok`, or `Err` with the case. */
  #call(name: keyof typeof METHODS, caller: Principal, argument: unknown, refusal?: string): MeteredCall {
    const method = METHODS[name];
    this.#timeNs += STEP_NS;
    const call = this.#canister.call({
      kind: method.kind,
      method: name,
      argument: new Uint8Array(IDL.encode(method.args, [argument])),
      caller: caller.toUint8Array(),
      timeNs: this.#timeNs,
      ...(method.kind === 'query' && { certificate: CERTIFICATE }),
    });
    const [answer] = IDL.decode([method.result], new Uint8Array(call.reply)) as unknown as [
      { Ok: unknown } | { Err: object },
    ];
    const found = 'Ok' in answer ? undefined : Object.keys(answer.Err)[0];
    if (found !== refusal) throw new Error(`expected ${refusal ?? 'Ok'} of ${name}, got ${found ?? 'Ok'}`);
    return call;
  }

  #key(): Uint8Array {
    this.#keys += 1;
    return new TextEncoder().encode(`bench ${this.#keys}`);
  }
}
