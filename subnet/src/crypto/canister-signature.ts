import { CertificateError, verifyCertificate } from '../certification/verify-certificate.ts';
import { decodeCbor } from '../codec/cbor-decode.ts';
import { CborError } from '../codec/cbor-error.ts';
import { expectBytes, expectMap } from '../codec/cbor-field.ts';
import { hashTreeFromCbor } from '../hash-tree/hash-tree-cbor.ts';
import { rootHash } from '../hash-tree/hash-tree.ts';
import { isWellFormed, lookupPath } from '../hash-tree/lookup.ts';
import { sha256 } from './sha256.ts';

const SIG = Buffer.from('sig', 'latin1');
const CANISTER = Buffer.from('canister', 'latin1');
const CERTIFIED_DATA = Buffer.from('certified_data', 'latin1');

/** Bounds: nesting of the hash trees of a signature. */
const TREE_DEPTH_MAX = 256;

/**
 * Did the canister certify the payload under this seed, as far as the root key can tell?
 * Source: IC interface specification, "Canister signatures".
 */
export function verifyCanisterSignature(
  key: { readonly canister: Uint8Array; readonly seed: Uint8Array },
  payload: Uint8Array,
  signature: Uint8Array,
  rootKeyDer: Uint8Array,
): boolean {
  try {
    const options = { selfDescribed: 'required', depthMax: TREE_DEPTH_MAX } as const;
    const map = expectMap(decodeCbor(signature, options), 'canister signature');
    const tree = hashTreeFromCbor(map.get('tree'));
    const path = [SIG, sha256(key.seed), sha256(payload)];
    const mark = lookupPath(path, tree);
    if (mark.kind !== 'found' || mark.value.length !== 0 || !isWellFormed(tree)) return false;
    const certificate = verifyCertificate(expectBytes(map.get('certificate'), 'certificate'), rootKeyDer);
    if (!certificate.mayCertify(key.canister)) return false;
    if (certificate.delegated && (certificate.subnetType ?? 'cloud_engine') === 'cloud_engine') return false;
    const data = lookupPath([CANISTER, key.canister, CERTIFIED_DATA], certificate.tree);
    return data.kind === 'found' && Buffer.compare(data.value, rootHash(tree)) === 0;
  } catch (error) {
    if (error instanceof CborError || error instanceof CertificateError) return false;
    throw error;
  }
}
