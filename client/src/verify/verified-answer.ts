import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import { CallFailed } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from './bytes.ts';
import { lookupPath } from './lookup.ts';
import type { CertifiedState } from './verify-certificate.ts';
import { verifyWitness } from './verify-witness.ts';

/** What was proven, and when it was true. */
export interface Certified<T> {
  readonly value: T;
  /** Time of the certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** A proof as Candid carries it. */
export interface CandidProof {
  readonly certificate: Uint8Array | number[];
  readonly witness: Uint8Array | number[];
}

/** Labels from the root of a witness to a leaf. */
export type Path = readonly (string | Uint8Array)[];

/**
 * Verifies the proof of a canister's answer; a query without one is refused.
 * Errors: ProofInvalid.
 */
export async function verifyAnswer(
  from: { readonly canisterId: Principal; readonly connection: Connection },
  proof: [] | [CandidProof],
): Promise<CertifiedState> {
  const [given] = proof;
  if (!given) throw new ProofInvalid('missing', 'expected an answer with a proof, got none');
  return verifyWitness(
    { certificate: Uint8Array.from(given.certificate), witness: Uint8Array.from(given.witness) },
    from.canisterId,
    from.connection.trust,
  );
}

/**
 * Holds a record, or that there is none, against the witness.
 * Errors: ProofInvalid `record`.
 */
export function verifyRecord(state: CertifiedState, path: Path, record: Uint8Array | undefined): void {
  const found = lookupPath(state.tree, path);
  if (found.status === 'unknown')
    throw new ProofInvalid('record', 'expected a witness that reveals the record');
  if (!record) {
    if (found.status === 'absent') return;
    throw new ProofInvalid('record', 'expected the record that the witness speaks of, got none');
  }
  if (found.status === 'absent' || !equalBytes(found.value, sha256(record))) {
    throw new ProofInvalid('record', 'expected a record that hashes to what the witness holds');
  }
}

/**
 * Decodes a record whose hash was verified.
 * Errors: CallFailed `wrong_interface` when it is of another type, as a canister of another release may send.
 */
export function decodeAs<T>(type: IDL.Type, name: string, record: Uint8Array): T {
  try {
    return IDL.decode([type], record)[0] as T;
  } catch (cause) {
    throw new CallFailed('wrong_interface', `expected a record of type ${name}`, { cause });
  }
}

/** Bytes that Candid gave as a blob. */
export function blob(bytes: Uint8Array | number[]): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : Uint8Array.from(bytes);
}

/** Demands that a record is the one asked for. Errors: ProofInvalid `record`. */
export function expectSame(what: string, expected: bigint | string, got: bigint | string): void {
  if (expected !== got) throw new ProofInvalid('record', `expected ${what} ${expected}, got ${got}`);
}
