import { decodeCbor } from '../codec/cbor-decode.ts';
import { CborError } from '../codec/cbor-error.ts';
import { expectArray, expectBytes, expectMap } from '../codec/cbor-field.ts';
import { blsVerify } from '../crypto/bls.ts';
import { hashTreeFromCbor } from '../hash-tree/hash-tree-cbor.ts';
import { rootHash, type HashTree } from '../hash-tree/hash-tree.ts';
import { flattenForks, isWellFormed, lookupPath } from '../hash-tree/lookup.ts';

/** A certificate is malformed or does not lead to the root key. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
}

/** A certificate whose signature holds. */
export interface VerifiedCertificate {
  readonly tree: HashTree;
  /** Is it signed by a subnet that the root key delegates to? */
  readonly delegated: boolean;
  /** Type of that subnet, when the delegation reveals it. */
  readonly subnetType: string | undefined;
  /** May it speak of this canister: always without delegation, else within the ranges of its subnet. */
  mayCertify(canister: Uint8Array): boolean;
}

/** What is signed: this, then the root hash. */
export const STATE_ROOT_DOMAIN: Uint8Array = Buffer.from('\x0dic-state-root', 'latin1');

/** Bounds: nesting of a certificate. */
const CERTIFICATE_DEPTH_MAX = 256;
const label = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/**
 * Checks a certificate against the root key, through its delegation if it has one.
 * Errors: CertificateError. Source: IC interface specification, "Certificate" and "Delegation".
 */
export function verifyCertificate(bytes: Uint8Array, rootKeyDer: Uint8Array): VerifiedCertificate {
  try {
    return verifyWith(bytes, rootKeyDer, true);
  } catch (error) {
    if (error instanceof CborError) throw new CertificateError(`certificate: ${error.message}`);
    throw error;
  }
}

function verifyWith(bytes: Uint8Array, rootKeyDer: Uint8Array, mayDelegate: boolean): VerifiedCertificate {
  const options = { selfDescribed: 'required', depthMax: CERTIFICATE_DEPTH_MAX } as const;
  const map = expectMap(decodeCbor(bytes, options), 'certificate');
  const tree = hashTreeFromCbor(map.get('tree'));
  if (!isWellFormed(tree)) throw new CertificateError('certificate: tree is not well-formed');
  const delegation = map.get('delegation') ?? undefined;
  if (delegation !== undefined && !mayDelegate) {
    throw new CertificateError('certificate: a delegation must not delegate again');
  }
  const authority = delegation === undefined ? undefined : readDelegation(delegation, rootKeyDer);
  const message = Buffer.concat([STATE_ROOT_DOMAIN, rootHash(tree)]);
  const signature = expectBytes(map.get('signature'), 'signature');
  if (!blsVerify(authority?.publicKeyDer ?? rootKeyDer, message, signature)) {
    throw new CertificateError('certificate: signature does not hold');
  }
  return {
    tree,
    delegated: authority !== undefined,
    subnetType: authority?.subnetType,
    mayCertify: (canister) =>
      authority === undefined ||
      authority.ranges.some(
        ({ first, last }) => Buffer.compare(first, canister) <= 0 && Buffer.compare(canister, last) <= 0,
      ),
  };
}

interface Authority {
  readonly publicKeyDer: Uint8Array;
  readonly subnetType: string | undefined;
  readonly ranges: readonly CanisterRange[];
}

function readDelegation(value: Parameters<typeof expectMap>[0], rootKeyDer: Uint8Array): Authority {
  const map = expectMap(value, 'delegation');
  const subnet = expectBytes(map.get('subnet_id'), 'subnet_id');
  const { tree } = verifyWith(expectBytes(map.get('certificate'), 'certificate'), rootKeyDer, false);
  const key = lookupPath([label('subnet'), subnet, label('public_key')], tree);
  if (key.kind !== 'found') throw new CertificateError('delegation: the subnet has no public key');
  const type = lookupPath([label('subnet'), subnet, label('type')], tree);
  return {
    publicKeyDer: key.value,
    subnetType: type.kind === 'found' ? Buffer.from(type.value).toString('utf8') : undefined,
    ranges: shardsOf(tree, subnet).flatMap(readRanges),
  };
}

/** All revealed values under /canister_ranges/<subnet>, or the older single value when there are none. */
function shardsOf(tree: HashTree, subnet: Uint8Array): Uint8Array[] {
  const shards: Uint8Array[] = [];
  for (const top of childrenOf(tree, label('canister_ranges'))) {
    for (const shard of childrenOf(top, subnet)) {
      for (const part of flattenForks(shard)) {
        if (part.kind === 'labeled' && part.child.kind === 'leaf') shards.push(part.child.value);
      }
    }
  }
  if (shards.length > 0) return shards;
  const single = lookupPath([label('subnet'), subnet, label('canister_ranges')], tree);
  return single.kind === 'found' ? [single.value] : [];
}

function childrenOf(tree: HashTree, name: Uint8Array): HashTree[] {
  return flattenForks(tree).flatMap((part) =>
    part.kind === 'labeled' && Buffer.compare(part.label, name) === 0 ? [part.child] : [],
  );
}

interface CanisterRange {
  readonly first: Uint8Array;
  readonly last: Uint8Array;
}

function readRanges(shard: Uint8Array): CanisterRange[] {
  return expectArray(decodeCbor(shard), 'canister ranges').map((range) => {
    const [first, last] = expectArray(range, 'canister range');
    return { first: expectBytes(first, 'first of a range'), last: expectBytes(last, 'last of a range') };
  });
}
