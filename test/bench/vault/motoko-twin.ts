import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { MeteredCanister, type MeteredCall } from '@indus/subnet/bench';
import { PEOPLE } from '@indus/vault-canister/testing';
import { FILLED_BODY_BYTES, FILLED_NS, subjectOf } from './vault-scene.ts';
import { OPERATIONS, type Measured, type Operation } from './vault-operations.ts';

/** The Motoko compiler as npm ships it; CommonJS, and its types are not strict. */
interface Compiler {
  loadPackage(files: object): void;
  write(path: string, source: string): void;
  wasm(path: string, mode: 'ic'): { readonly wasm: Uint8Array };
}

const SUBJECTS_AT_ONCE = 2_000;
const BODY_BYTES = 1_024;
const CLASS = 'income.salary';
const CERTIFICATE = new Uint8Array(1_500);
const NO_VALUES = new Uint8Array(IDL.encode([], []));

/** The same operations in a minimal Motoko canister, with as many subjects. */
export class MotokoTwin {
  readonly #canister: MeteredCanister;
  #timeNs = FILLED_NS;

  private constructor(canister: MeteredCanister) {
    this.#canister = canister;
  }

  /** Compiles and installs the canister and fills it. */
  static async filled(subjects: number): Promise<MotokoTwin> {
    const twin = new MotokoTwin(new MeteredCanister(await compiled(), () => performance.now()));
    twin.#canister.install('install', NO_VALUES, FILLED_NS);
    const officers = [PEOPLE.officer, PEOPLE.taxOfficer];
    for (const [at, officer] of officers.entries()) {
      twin.#call('enroll', PEOPLE.stranger, [
        [IDL.Principal, IDL.Nat64],
        [officer, BigInt(at + 1)],
      ]);
    }
    const body = new Uint8Array(FILLED_BODY_BYTES).fill(0x41);
    for (let from = 0; from < subjects; from += SUBJECTS_AT_ONCE) {
      const count = Math.min(SUBJECTS_AT_ONCE, subjects - from);
      const some = Array.from({ length: count }, (_, at) => subjectOf(from + at));
      twin.#call('fill', PEOPLE.stranger, [
        [IDL.Vec(IDL.Principal), IDL.Vec(IDL.Nat8)],
        [some, body],
      ]);
    }
    return twin;
  }

  /** Every operation, on the subjects with the numbers; on `fresh` too, whom nothing is held on yet. */
  measure(subjects: readonly number[], fresh: readonly number[]): Measured {
    const all = OPERATIONS.map((operation) => {
      const numbers = operation === 'write: record of 1 KiB, new subject' ? fresh : subjects;
      return [operation, numbers.map((number) => this.#run(operation, subjectOf(number)))] as const;
    });
    return Object.fromEntries(all) as unknown as Measured;
  }

  #run(operation: Operation, subject: Principal): MeteredCall {
    const { officer, taxOfficer } = PEOPLE;
    const read: IDL.Type[] = [IDL.Principal, IDL.Nat, IDL.Text];
    switch (operation) {
      case 'own read: head':
        return this.#call('own_head', subject, [[], []], 'query');
      case 'own read: list of records':
        return this.#call('own_records', subject, [[], []], 'query');
      case 'own read: page of the ledger':
        return this.#call('own_entries', subject, [[], []], 'query');
      case 'write: record of 1 KiB':
      case 'write: record of 1 KiB, new subject': {
        const body = new Uint8Array(BODY_BYTES).fill(0x42);
        return this.#call('issue', officer, [
          [IDL.Principal, IDL.Text, IDL.Vec(IDL.Nat8)],
          [subject, CLASS, body],
        ]);
      }
      case 'consent: request':
        return this.#call('request', taxOfficer, [
          [IDL.Principal, IDL.Text, IDL.Nat64],
          [subject, CLASS, FILLED_NS],
        ]);
      case 'consent: grant':
        return this.#call('grant', subject, [[IDL.Nat], [0n]]);
      case 'consented read':
        return this.#call('read', taxOfficer, [read, [subject, 0n, CLASS]]);
      case 'ledger append: a denied read':
        return this.#call('read', taxOfficer, [read, [subject, 98n, CLASS]]);
    }
  }

  #call(
    method: string,
    caller: Principal,
    [types, values]: readonly [IDL.Type[], unknown[]],
    kind: 'query' | 'update' = 'update',
  ): MeteredCall {
    this.#timeNs += 1_000_000n;
    return this.#canister.call({
      kind,
      method,
      argument: new Uint8Array(IDL.encode(types, values)),
      caller: caller.toUint8Array(),
      timeNs: this.#timeNs,
      ...(kind === 'query' && { certificate: CERTIFICATE }),
    });
  }
}

async function compiled(): Promise<Uint8Array> {
  const require = createRequire(import.meta.url);
  const compiler = (require('motoko') as { default: Compiler }).default;
  compiler.loadPackage(require('motoko/packages/latest/core.json') as object);
  compiler.write('Twin.mo', await readFile(new URL('twin.mo', import.meta.url), 'utf8'));
  return Uint8Array.from(compiler.wasm('Twin.mo', 'ic').wasm);
}
