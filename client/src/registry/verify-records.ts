import { IDL } from '@dfinity/candid';
import { sha256 } from '@noble/hashes/sha2';
import type { Proof as CandidProof } from '../generated/registry.ts';
import { recordTypes } from '../generated/registry-records.ts';
import { CallFailed } from '../call-failed.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { bigEndian64, equalBytes } from '../verify/bytes.ts';
import { lookupPath } from '../verify/lookup.ts';
import type { LogHead } from '../verify/merkle-log.ts';
import type { CertifiedState } from '../verify/verify-certificate.ts';
import { verifyWitness } from '../verify/verify-witness.ts';
import type { Registry } from './registry.ts';

/** What was proven, and when it was true. */
export interface Certified<T> {
  readonly value: T;
  /** Time of the certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

type Path = readonly (string | Uint8Array)[];

/**
 * Verifies the proof of an answer; a query without one is refused.
 * Errors: ProofInvalid.
 */
export async function verifyAnswer(registry: Registry, proof: [] | [CandidProof]): Promise<CertifiedState> {
  const [given] = proof;
  if (!given) throw new ProofInvalid('missing', 'expected an answer with a proof, got none');
  return verifyWitness(
    { certificate: Uint8Array.from(given.certificate), witness: Uint8Array.from(given.witness) },
    registry.canisterId,
    registry.connection.trust,
  );
}

/**
 * Holds a record, or that there is none, against the witness.
 * Errors: ProofInvalid `record`.
 * Source: docs/registry-certified-layout.md, section 3.
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

/** The certified head of the log. Errors: ProofInvalid `log`. */
export function verifyLogHead(state: CertifiedState, size: bigint): LogHead {
  const root = lookupPath(state.tree, ['log', 'root']);
  const certified = lookupPath(state.tree, ['log', 'size']);
  if (root.status !== 'found' || certified.status !== 'found') {
    throw new ProofInvalid('log', 'expected a witness that reveals the root and the size of the log');
  }
  if (!equalBytes(certified.value, bigEndian64(size))) {
    throw new ProofInvalid('log', `expected the certified size of the log, got ${size}`);
  }
  return { size, root: root.value };
}

/**
 * Decodes a record whose hash was verified.
 * Errors: CallFailed `wrong_interface` when it is of another type, as a registry of another release may send.
 */
export function decodeRecord<T>(type: keyof typeof recordTypes, record: Uint8Array): T {
  try {
    return IDL.decode([recordTypes[type]], record)[0] as T;
  } catch (cause) {
    throw new CallFailed('wrong_interface', `expected a record of type ${type}`, { cause });
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
