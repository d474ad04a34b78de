import { ProofInvalid } from '../proof-invalid.ts';
import { CborReader } from './cbor-reader.ts';
import { type HashTree, readHashTree } from './hash-tree.ts';

/** A certificate as it was sent; nothing in it is proven yet. */
export interface CertificateParts {
  readonly tree: HashTree;
  readonly signature: Uint8Array;
  readonly delegation?: { readonly subnetId: Uint8Array; readonly certificate: Uint8Array };
}

/**
 * Takes a certificate apart, each field exactly once and no other.
 * Bounds: PROOF_BYTES_MAX, TREE_DEPTH_MAX.
 * Errors: ProofInvalid `malformed`.
 * Source: IC interface specification, "Encoding of certificates".
 */
export function decodeCertificate(bytes: Uint8Array): CertificateParts {
  const reader = new CborReader(bytes);
  reader.selfDescribed();
  const found: { tree?: HashTree; signature?: Uint8Array; delegation?: CertificateParts['delegation'] } = {};
  for (let left = reader.map(); left > 0; left--) {
    const field = reader.text();
    if (field === 'tree' && !found.tree) found.tree = readHashTree(reader);
    else if (field === 'signature' && !found.signature) found.signature = reader.bytes();
    else if (field === 'delegation' && !found.delegation) found.delegation = readDelegation(reader);
    else throw new ProofInvalid('malformed', `expected a field of a certificate, got "${field}"`);
  }
  reader.end();
  const { tree, signature, delegation } = found;
  if (!tree || !signature)
    throw new ProofInvalid('malformed', 'expected a certificate with tree and signature');
  return delegation ? { tree, signature, delegation } : { tree, signature };
}

function readDelegation(reader: CborReader): NonNullable<CertificateParts['delegation']> {
  const found: { subnet_id?: Uint8Array; certificate?: Uint8Array } = {};
  for (let left = reader.map(); left > 0; left--) {
    const field = reader.text();
    if ((field !== 'subnet_id' && field !== 'certificate') || found[field]) {
      throw new ProofInvalid('malformed', `expected a field of a delegation, got "${field}"`);
    }
    found[field] = reader.bytes();
  }
  const { subnet_id, certificate } = found;
  if (!subnet_id || !certificate) {
    throw new ProofInvalid('malformed', 'expected a delegation with subnet_id and certificate');
  }
  return { subnetId: subnet_id, certificate };
}
