import { encodeSelfDescribed } from '../codec/cbor-encode.ts';
import { encodeUleb } from '../codec/leb128.ts';
import { leaf, type HashTree, type LeafTree } from '../hash-tree/hash-tree.ts';
import { EMPTY_MAP, mapInsert, mapOf, type LabelledMap } from '../hash-tree/labelled-map.ts';
import type { CertifiedCanister, CertifiedStatus } from './certifier.ts';

/** Inclusive ranges of canister ids. */
export type CanisterRanges = readonly (readonly [first: Uint8Array, last: Uint8Array])[];

/** The subnet as the state tree shows it. */
export interface SubnetDescription {
  readonly publicKeyDer: Uint8Array;
  readonly type: string;
  readonly nodes: readonly { readonly nodeId: Uint8Array; readonly publicKeyDer: Uint8Array }[];
  readonly canisterRanges: CanisterRanges;
}

/** Text as a label or value. */
export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

const STATUS = utf8('status');
const REPLY = utf8('reply');
const REJECT_CODE = utf8('reject_code');
const REJECT_MESSAGE = utf8('reject_message');
const ERROR_CODE = utf8('error_code');
const CERTIFIED_DATA = utf8('certified_data');
const CONTROLLERS = utf8('controllers');
const METADATA = utf8('metadata');
const MODULE_HASH = utf8('module_hash');
const CREATED_AT = utf8('canister_creation_timestamp');
const INSTALLED_AT = utf8('last_install_timestamp');

/** Statuses share their leaves and, where there is no more to say, their trees: each is hashed once. */
const REPLIED = leaf(utf8('replied'));
const REJECTED = leaf(utf8('rejected'));
const BARE_STATUS: Readonly<Record<'received' | 'processing' | 'done', LabelledMap>> = {
  received: statusOnly('received'),
  processing: statusOnly('processing'),
  done: statusOnly('done'),
};

/** The subtree at /request_status/<id>. Source: IC interface specification, "Request status". */
export function statusTree(status: CertifiedStatus): LabelledMap {
  switch (status.status) {
    case 'replied':
      return mapOf([
        [STATUS, REPLIED],
        [REPLY, leaf(status.reply)],
      ]);
    case 'rejected':
      return mapOf([
        [STATUS, REJECTED],
        [REJECT_CODE, leaf(encodeUleb(status.code))],
        [REJECT_MESSAGE, leaf(utf8(status.message))],
        [ERROR_CODE, leaf(utf8(status.errorCode))],
      ]);
    default:
      return BARE_STATUS[status.status];
  }
}

/** The subtree at /canister/<id>. Source: IC interface specification, "Certified data" and "Canister information". */
export function canisterTree(view: CertifiedCanister, metadata: LabelledMap): LabelledMap {
  const controllers = encodeSelfDescribed([...view.controllers]);
  const entries: [Uint8Array, HashTree][] = [[CONTROLLERS, leaf(controllers)]];
  if (view.certifiedData) entries.push([CERTIFIED_DATA, leaf(new Uint8Array(view.certifiedData))]);
  if (view.moduleHash) entries.push([MODULE_HASH, leaf(new Uint8Array(view.moduleHash))]);
  if (view.metadata.length > 0) entries.push([METADATA, metadata]);
  if (view.createdAtNs !== undefined) entries.push([CREATED_AT, natLeaf(view.createdAtNs)]);
  if (view.lastInstallAtNs !== undefined) entries.push([INSTALLED_AT, natLeaf(view.lastInstallAtNs)]);
  return mapOf(entries);
}

/** The subtree at /canister/<id>/metadata. */
export function metadataTree(sections: CertifiedCanister['metadata']): LabelledMap {
  return mapOf(sections.map(({ name, content }) => [utf8(name), leaf(content)]));
}

/** The subtree at /subnet/<id>. Source: IC interface specification, "Subnet information". */
export function subnetTree(subnet: SubnetDescription): LabelledMap {
  const nodes = subnet.nodes.map(({ nodeId, publicKeyDer }): [Uint8Array, HashTree] => [
    nodeId,
    mapOf([[utf8('public_key'), leaf(publicKeyDer)]]),
  ]);
  return mapOf([
    [utf8('public_key'), leaf(subnet.publicKeyDer)],
    [utf8('type'), leaf(utf8(subnet.type))],
    [utf8('canister_ranges'), leaf(rangesBlob(subnet.canisterRanges))],
    [utf8('node'), mapOf(nodes)],
  ]);
}

/** The subtree at /canister_ranges/<id>: all ranges in one shard. Source: IC interface specification, "Canister ranges". */
export function rangesTree(ranges: CanisterRanges): LabelledMap {
  const first = ranges[0];
  return first === undefined ? EMPTY_MAP : mapInsert(EMPTY_MAP, first[0], leaf(rangesBlob(ranges)));
}

/** A leaf with a natural number. */
export function natLeaf(value: bigint): LeafTree {
  return leaf(encodeUleb(value));
}

function rangesBlob(ranges: CanisterRanges): Uint8Array {
  return encodeSelfDescribed(ranges.map((range) => [...range]));
}

function statusOnly(status: string): LabelledMap {
  return mapInsert(EMPTY_MAP, STATUS, leaf(utf8(status)));
}
