import { assert } from '../assert.ts';
import { encodeSelfDescribed } from '../codec/cbor-encode.ts';
import type { CborValue } from '../codec/cbor-value.ts';
import type { BlsKey } from '../crypto/bls.ts';
import { hashTreeToCbor } from '../hash-tree/hash-tree-cbor.ts';
import { rootHash } from '../hash-tree/hash-tree.ts';
import { EMPTY_MAP, mapInsert, mapOf, mapRemove, type LabelledMap } from '../hash-tree/labelled-map.ts';
import { witness } from '../hash-tree/witness.ts';
import { principalBytes, type PrincipalKey } from '../principal.ts';
import type { CertifiedCanister, CertifiedStatus, Certifier } from './certifier.ts';
import {
  canisterTree,
  metadataTree,
  natLeaf,
  rangesTree,
  statusTree,
  subnetTree,
  utf8,
  type CanisterRanges,
  type SubnetDescription,
} from './state-tree.ts';
import { STATE_ROOT_DOMAIN } from './verify-certificate.ts';

/** The subnet that certifies: a root subnet, whose certificates carry no delegation. */
export interface CertifierOptions {
  readonly key: BlsKey;
  /** The self-authenticating principal of the key. */
  readonly subnetId: Uint8Array;
  readonly nodes: SubnetDescription['nodes'];
  /** In ascending order, not overlapping. */
  readonly canisterRanges: CanisterRanges;
  /** Default: application. */
  readonly subnetType?: 'application' | 'system' | 'verified_application';
}

/** A certifier with an empty state: no canisters, no requests, nothing signed. */
export function createCertifier(options: CertifierOptions): Certifier {
  return new SubnetCertifier(options);
}

const TIME = utf8('time');
const CANISTER = utf8('canister');
const REQUEST_STATUS = utf8('request_status');

interface SignedTree {
  readonly tree: LabelledMap;
  readonly signature: Uint8Array;
  readonly timeNs: bigint;
}

interface KnownCanister {
  readonly sections: CertifiedCanister['metadata'];
  readonly metadata: LabelledMap;
}

class SubnetCertifier implements Certifier {
  readonly #key: BlsKey;
  readonly #fixed: LabelledMap;
  readonly #known = new Map<PrincipalKey, KnownCanister>();
  #canisters: LabelledMap = EMPTY_MAP;
  #requests: LabelledMap = EMPTY_MAP;
  #signed: SignedTree | undefined;

  constructor(options: CertifierOptions) {
    const { key, subnetId, nodes, canisterRanges } = options;
    const type = options.subnetType ?? 'application';
    const subnet = subnetTree({ publicKeyDer: key.publicKeyDer, type, nodes, canisterRanges });
    this.#key = key;
    this.#fixed = mapOf([
      [utf8('subnet'), mapOf([[subnetId, subnet]])],
      [utf8('canister_ranges'), mapOf([[subnetId, rangesTree(canisterRanges)]])],
    ]);
  }

  get signedAtNs(): bigint {
    return this.#signed?.timeNs ?? 0n;
  }

  setCanister(canister: PrincipalKey, view: CertifiedCanister): void {
    const known = this.#known.get(canister);
    const metadata =
      known !== undefined && sameSections(known.sections, view.metadata)
        ? known.metadata
        : metadataTree(view.metadata);
    this.#known.set(canister, { sections: view.metadata, metadata });
    this.#canisters = mapInsert(this.#canisters, principalBytes(canister), canisterTree(view, metadata));
  }

  removeCanister(canister: PrincipalKey): void {
    this.#known.delete(canister);
    this.#canisters = mapRemove(this.#canisters, principalBytes(canister));
  }

  setStatus(requestId: Uint8Array, status: CertifiedStatus): void {
    this.#requests = mapInsert(this.#requests, new Uint8Array(requestId), statusTree(status));
  }

  removeStatus(requestId: Uint8Array): void {
    this.#requests = mapRemove(this.#requests, requestId);
  }

  sign(timeNs: bigint): Uint8Array {
    const tree = this.#treeAt(timeNs);
    const root = rootHash(tree);
    const signature = this.#key.sign(Buffer.concat([STATE_ROOT_DOMAIN, root]));
    this.#signed = { tree, signature, timeNs };
    return new Uint8Array(root);
  }

  rootHashAt(timeNs: bigint): Uint8Array {
    return new Uint8Array(rootHash(this.#treeAt(timeNs)));
  }

  certificate(paths: readonly (readonly Uint8Array[])[]): Uint8Array {
    assert(this.#signed !== undefined, 'a certificate is asked for after the first round');
    const revealed = witness(this.#signed.tree, [[TIME], ...paths]);
    const certificate = new Map<string, CborValue>([
      ['tree', hashTreeToCbor(revealed)],
      ['signature', this.#signed.signature],
    ]);
    return encodeSelfDescribed(certificate);
  }

  #treeAt(timeNs: bigint): LabelledMap {
    const tree = mapInsert(this.#fixed, TIME, natLeaf(timeNs));
    return mapInsert(mapInsert(tree, CANISTER, this.#canisters), REQUEST_STATUS, this.#requests);
  }
}

/** Code changes seldom and certified data often: sections that are the same objects need no second hashing. */
function sameSections(a: CertifiedCanister['metadata'], b: CertifiedCanister['metadata']): boolean {
  return (
    a.length === b.length &&
    a.every(({ name, content }, at) => name === b[at]?.name && content === b[at].content)
  );
}
