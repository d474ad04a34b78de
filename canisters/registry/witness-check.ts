import { Cbor, reconstruct } from '@dfinity/agent';
import type { HashTree as AgentTree } from '@dfinity/agent';
import { toHex } from '@indus/kit/bytes';
import { ascii } from '@indus/kit/hash-tree';
import type { HashTree } from '@indus/kit/hash-tree';
import { lookUp } from '@indus/kit/hash-tree-lookup';
import type { LookUp } from '@indus/kit/hash-tree-lookup';
import type { OptionalProof } from './answers.ts';

/** A witness that a test has decoded as a client would. */
export interface CheckedWitness {
  /** Lower-case hexadecimal of the root hash, by the agent's reconstruction. */
  readonly root: string;
  /** What the witness says of a path: a section's label, then keys. */
  at(section: string, ...keys: Uint8Array[]): LookUp;
}

/** Decodes the witness of an answer. */
export async function checkWitness([proof]: OptionalProof): Promise<CheckedWitness> {
  if (proof === undefined) throw new Error('expected a proof, got none');
  const tree = Cbor.decode<AgentTree>(proof.witness);
  return {
    root: toHex(await reconstruct(tree)),
    at: (section, ...keys) => lookUp([ascii(section), ...keys], tree as unknown as HashTree),
  };
}
