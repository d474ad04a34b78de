import { Cbor, lookup_path, reconstruct, type HashTree as AgentTree } from '@dfinity/agent';
import {
  decodeCertificate,
  decodeHashTree,
  digestHashTree,
  lookupPath,
  ProofInvalid,
  type HashTree,
  type Lookup,
} from '@indus/client/fuzz';
import {
  CborError,
  decodeCbor,
  hashTreeFromCbor,
  isWellFormed,
  rootHash,
  lookupPath as subnetLookup,
} from '@indus/subnet/fuzz';
import type { Random } from '../../sim/random.ts';
import { writeItem, type CborItem } from '../cbor-item.ts';
import { check, plainBody, type FuzzTarget } from '../fuzz-target.ts';
import { mutateBytes } from '../mutate-bytes.ts';

/** First byte of an input: what the rest is to be read as, and what is promised of it. */
const TREE = 0;
const VALID_TREE = 1;
const CERTIFICATE = 2;

/** Nesting that all readers take. */
const DEPTH_OF_ALL = 500;
const LABELS = ['', 'a', 'b', 'canister', 'certified_data', 'request_status', 'time'].map((text) =>
  Buffer.from(text),
);

const PATHS = LABELS.flatMap((first) => [[first], [first, LABELS[1]!], [first, LABELS[3]!]]);

type SubnetTree = ReturnType<typeof hashTreeFromCbor>;

/**
 * Reading hash trees, witnesses and certificates in the client: what is refused is refused as ProofInvalid; what is read
 * has the root hash that the subnet's reader and the stock agent reckon, and paths lead to the same values.
 */
export const proofTarget: FuzzTarget = {
  name: 'proof',
  deadlineMs: 2_000,
  epochInputs: 20_000,
  share: 15,
  isStateless: true,
  open: () => Promise.resolve(plainBody(generate, run)),
};

function generate(random: Random): Uint8Array {
  if (random.chance(2)) {
    const nested = Buffer.concat(
      Array.from({ length: random.below(3_000) }, () => Buffer.from('830140'.slice(0, 4), 'hex')),
    );
    return marked(TREE, Buffer.concat([Buffer.from('d9d9f7', 'hex'), nested]));
  }
  if (random.chance(30)) {
    const bytes = tagged(certificateItem(random));
    return marked(CERTIFICATE, random.chance(30) ? bytes : mutateBytes(bytes, random));
  }
  const bytes = tagged(treeItem(random, [], random.chance(80)));
  return random.chance(30) ? marked(VALID_TREE, bytes) : marked(TREE, mutateBytes(bytes, random));
}

function marked(mark: number, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([Uint8Array.of(mark), bytes]));
}

function tagged(item: CborItem): Uint8Array {
  return Buffer.concat([Buffer.from('d9d9f7', 'hex'), writeItem(item)]);
}

const bytesItem = (value: Uint8Array): CborItem => ({ kind: 'bytes', value });
const list = (...items: CborItem[]): CborItem => ({ kind: 'array', items });
const kind = (value: number): CborItem => ({ kind: 'number', major: 0, value: BigInt(value) });

function certificateItem(random: Random): CborItem {
  const text = (name: string): CborItem => ({ kind: 'text', value: Buffer.from(name) });
  const entries: [CborItem, CborItem][] = [
    [text('tree'), treeItem(random, [], true)],
    [text('signature'), bytesItem(random.bytes(48))],
  ];
  if (random.chance(40)) {
    const certificate = bytesItem(tagged({ kind: 'map', entries: entries.slice() }));
    const delegation: CborItem = {
      kind: 'map',
      entries: [
        [text('subnet_id'), bytesItem(random.bytes(29))],
        [text('certificate'), certificate],
      ],
    };
    entries.push([text('delegation'), delegation]);
  }
  return { kind: 'map', entries: random.chance(90) ? entries : entries.slice().reverse() };
}

/** A random tree; when `sorted`, labels ascend as they must. */
function treeItem(random: Random, path: readonly number[], sorted: boolean): CborItem {
  if (path.length > 6) return list(kind(3), bytesItem(random.bytes(random.below(12))));
  switch (random.below(6)) {
    case 0:
      return list(kind(0));
    case 1:
      return list(kind(4), bytesItem(random.bytes(32)));
    case 2:
      return list(kind(3), bytesItem(random.bytes(random.below(40))));
    default: {
      const labels = Array.from({ length: 1 + random.below(4) }, () => random.pick(LABELS));
      const used = sorted ? [...new Set(labels)].sort(Buffer.compare) : labels;
      const nodes = used.map((label) =>
        list(kind(2), bytesItem(label), treeItem(random, [...path, 0], sorted)),
      );
      return nodes.reduceRight((right, left) => list(kind(1), left, right));
    }
  }
}

async function run(input: Uint8Array): Promise<string> {
  const bytes = input.slice(1);
  const isCertificate = input[0] === CERTIFICATE;
  let tree: HashTree;
  try {
    tree = isCertificate ? decodeCertificate(bytes).tree : decodeHashTree(bytes);
  } catch (error) {
    if (!(error instanceof ProofInvalid)) throw error;
    check(error.fault === 'malformed', () => `expected the fault malformed, got ${error.fault}`);
    check(input[0] !== VALID_TREE, () => `a well-formed tree is refused: ${error.message}`);
    return 'refused';
  }
  const digest = digestHashTree(tree);
  const subnetTree = treeOfSubnet(bytes, isCertificate);
  if (subnetTree !== undefined) {
    check(Buffer.compare(digest, rootHash(subnetTree)) === 0, () => 'the subnet reckons another root hash');
  }
  const agentTree = treeOfAgent(bytes, isCertificate);
  if (agentTree !== undefined) {
    const agentDigest = await reconstruct(agentTree);
    check(Buffer.compare(digest, agentDigest) === 0, () => 'the agent reckons another root hash');
  }
  return comparePaths(tree, subnetTree, agentTree);
}

function treeOfSubnet(bytes: Uint8Array, isCertificate: boolean): SubnetTree | undefined {
  try {
    const value = decodeCbor(bytes, { depthMax: 2 * DEPTH_OF_ALL });
    return hashTreeFromCbor(isCertificate && value instanceof Map ? value.get('tree') : value);
  } catch (error) {
    if (!(error instanceof CborError)) throw error;
    return undefined;
  }
}

/** The agent misreads lengths that are written in eight bytes. */
function treeOfAgent(bytes: Uint8Array, isCertificate: boolean): AgentTree | undefined {
  if (bytes.includes(0x9b) || bytes.includes(0xbb)) return undefined;
  try {
    const value = Cbor.decode(bytes);
    return owned(isCertificate ? (value as { readonly tree: AgentTree }).tree : (value as AgentTree));
  } catch {
    return undefined;
  }
}

/** The agent takes wrong slices of values that are views, so each gets a buffer of its own. */
function owned<T>(value: T): T {
  if (value instanceof Uint8Array) return Uint8Array.from(value) as T;
  return (Array.isArray(value) ? value.map(owned) : value) as T;
}

/**
 * What the client says about a path, the subnet says too, in trees that are well-formed. The agent (3.4.3) takes a label
 * for absent that stands behind one of another length, so only what it finds is compared.
 */
function comparePaths(
  tree: HashTree,
  subnetTree: SubnetTree | undefined,
  agentTree: AgentTree | undefined,
): string {
  let outcome = 'read';
  for (const path of PATHS) {
    const mine = found(tree, path);
    if (mine === undefined) return 'read, and a path refused';
    if (mine.status === 'found') outcome = 'read, values found';
    const value = mine.status === 'found' ? mine.value : new Uint8Array();
    if (subnetTree !== undefined && isWellFormed(subnetTree)) {
      const theirs = subnetLookup(path, subnetTree);
      const same =
        theirs.kind === mine.status && (theirs.kind !== 'found' || Buffer.compare(theirs.value, value) === 0);
      check(same, () => `the client says ${mine.status}, the subnet ${theirs.kind}`);
      const agents = agentTree && lookup_path(path, agentTree);
      const agrees = agents?.status !== 'Found' || Buffer.compare(agents.value, value) === 0;
      check(agrees, () => 'the agent finds another value');
    }
  }
  return outcome;
}

function found(tree: HashTree, path: Uint8Array[]): Lookup | undefined {
  try {
    return lookupPath(tree, path);
  } catch (error) {
    if (!(error instanceof ProofInvalid)) throw error;
    return undefined;
  }
}
