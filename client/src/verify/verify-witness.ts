import type { Principal } from '@dfinity/principal';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from './bytes.ts';
import { decodeHashTree, digestHashTree } from './hash-tree.ts';
import { lookupPath } from './lookup.ts';
import { type CertifiedState, type Trust, verifyCertificate } from './verify-certificate.ts';

/** A certificate over a canister's certified data, and the part of the canister's tree that it covers. */
export interface Proof {
  readonly certificate: Uint8Array;
  readonly witness: Uint8Array;
}

/**
 * Verifies that the witness is part of what the canister certified, and answers the witness as a tree.
 * Errors: ProofInvalid `malformed`, `signature`, `time`, `canister`, `witness`.
 * Source: IC interface specification, "Certified data".
 */
export async function verifyWitness(
  proof: Proof,
  canisterId: Principal,
  trust: Trust,
): Promise<CertifiedState> {
  const witness = decodeHashTree(proof.witness);
  const state = await verifyCertificate(proof.certificate, canisterId, trust);
  const certified = lookupPath(state.tree, ['canister', canisterId.toUint8Array(), 'certified_data']);
  if (certified.status !== 'found') {
    throw new ProofInvalid('canister', `expected certified data of ${canisterId.toText()}, got none`);
  }
  if (!equalBytes(certified.value, digestHashTree(witness))) {
    throw new ProofInvalid('witness', 'expected a witness that hashes to the certified data');
  }
  return { tree: witness, time_ns: state.time_ns };
}
