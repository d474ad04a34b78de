import { createHash } from 'node:crypto';
import { Cbor } from '@dfinity/agent';

/** A hash tree as nested maps; a leaf is bytes. Built here apart from the subnet's own, so that both must agree. */
export type Nested = Uint8Array | Map<string, Nested>;

type Encoded = [0] | [1, Encoded, Encoded] | [2, Uint8Array, Encoded] | [3, Uint8Array] | [4, Uint8Array];

/** A label as the key of a Nested map. */
export const key = (label: Uint8Array | string): string => Buffer.from(label).toString('hex');

/** SHA-256 of bytes or text. */
export function sha(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return Uint8Array.from(hash.digest());
}

const domain = (name: string) => `${String.fromCharCode(name.length)}${name}`;

/** The tree of nested maps: balanced forks over sorted labels. */
export function treeOf(nested: Nested): Encoded {
  if (nested instanceof Uint8Array) return [3, nested];
  const labels = [...nested.keys()].sort();
  const build = (from: number, to: number): Encoded => {
    if (from === to) return [0];
    if (from + 1 === to) {
      const label = labels[from] as string;
      return [2, Uint8Array.from(Buffer.from(label, 'hex')), treeOf(nested.get(label) as Nested)];
    }
    const middle = (from + to) >> 1;
    return [1, build(from, middle), build(middle, to)];
  };
  return build(0, labels.length);
}

/** Root hash of a tree. Source: IC interface specification, "Certificate". */
export function rootOf(tree: Encoded): Uint8Array {
  switch (tree[0]) {
    case 0:
      return sha(domain('ic-hashtree-empty'));
    case 1:
      return sha(domain('ic-hashtree-fork'), rootOf(tree[1]), rootOf(tree[2]));
    case 2:
      return sha(domain('ic-hashtree-labeled'), tree[1], rootOf(tree[2]));
    case 3:
      return sha(domain('ic-hashtree-leaf'), tree[1]);
    case 4:
      return tree[1];
  }
}

/** The tree with everything below the given path of hex labels replaced by its hash. */
export function pruneAt(tree: Encoded, path: readonly string[]): Encoded {
  if (path.length === 0) return [4, rootOf(tree)];
  if (tree[0] === 1) return [1, pruneAt(tree[1], path), pruneAt(tree[2], path)];
  if (tree[0] === 2 && key(tree[1]) === path[0]) return [2, tree[1], pruneAt(tree[2], path.slice(1))];
  return tree;
}

/** Base 64 of self-described CBOR. */
export function base64Cbor(value: unknown): string {
  return Buffer.from(Cbor.encode(value)).toString('base64');
}

/** Hash of fields whose names may repeat. Source: IC interface specification, "Hash of map". */
export function hashOfFields(fields: readonly (readonly [string, string | number])[]): Uint8Array {
  const leb = (value: number): Uint8Array =>
    value < 128 ? Uint8Array.of(value) : Uint8Array.of((value & 127) | 128, value >> 7);
  const pairs = fields.map(([name, value]) =>
    Buffer.concat([sha(name), sha(typeof value === 'number' ? leb(value) : value)]),
  );
  return sha(...pairs.sort(Buffer.compare));
}
