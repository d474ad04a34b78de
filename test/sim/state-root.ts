import { Cbor, lookup_path, reconstruct, type HashTree } from '@dfinity/agent';

/** What a certificate says, without its signature (the stock agent's tests check that). */
export interface CertifiedTree {
  /** Root hash of the subnet's state tree, hexadecimal. */
  readonly root: string;
  /** The leaf at a path, or undefined. */
  leaf(...path: readonly (string | Uint8Array)[]): Uint8Array | undefined;
}

/** Reads a certificate and recomputes the root hash of the state tree that it was cut from. */
export async function certifiedTree(certificate: Uint8Array): Promise<CertifiedTree> {
  const { tree } = Cbor.decode<{ readonly tree: HashTree }>(certificate);
  const root = Buffer.from(await reconstruct(tree)).toString('hex');
  return {
    root,
    leaf(...path) {
      const labels = path.map((label) => (typeof label === 'string' ? Buffer.from(label) : label));
      const found = lookup_path(labels, tree);
      return 'value' in found && found.value instanceof Uint8Array ? found.value : undefined;
    },
  };
}
