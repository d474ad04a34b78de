import { encodeSelfDescribed } from '../codec/cbor-encode.ts';
import type { CborMap, CborValue } from '../codec/cbor-value.ts';
import { encodeUleb } from '../codec/leb128.ts';
import { hashOfMap } from '../hash-tree/hash-of-map.ts';
import { hashTreeToCbor } from '../hash-tree/hash-tree-cbor.ts';
import { leaf, rootHash } from '../hash-tree/hash-tree.ts';
import { mapOf, type LabelledMap } from '../hash-tree/labelled-map.ts';
import type { SystemStorage } from './system-storage.ts';

/** A block in the generic form of ICRC-3: text, numbers, bytes, arrays and maps. */
export type Block = ReadonlyMap<string, CborValue>;

/** The end of the log. */
interface LogHead {
  readonly length: bigint;
  readonly lastHash: Uint8Array | undefined;
}

const HEAD = 'log';
const EMPTY_HEAD: LogHead = { length: 0n, lastHash: undefined };

/** The blocks of a ledger, each with the hash of the one before; the newest hash is certified. Source: ICRC-3. */
export class BlockLog {
  readonly #storage: SystemStorage;

  constructor(storage: SystemStorage) {
    this.#storage = storage;
  }

  async length(): Promise<bigint> {
    return (await this.#head()).length;
  }

  /** Adds a block and certifies it as the newest. Returns its index. */
  async append(content: CborMap): Promise<bigint> {
    const { length, lastHash } = await this.#head();
    const block: Block = new Map([...(lastHash ? [['phash', lastHash] as const] : []), ...content]);
    const hash = new Uint8Array(hashOfMap(block));
    this.#storage.put(blockName(length), block);
    this.#storage.put(HEAD, { length: length + 1n, lastHash: hash } satisfies LogHead);
    this.#storage.certify(new Uint8Array(rootHash(tipTree(length, hash))));
    return length;
  }

  /** The block with that index, or undefined. */
  async get(index: bigint): Promise<Block | undefined> {
    if (index < 0n || index >= (await this.length())) return undefined;
    return this.#storage.get<Block & object>(blockName(index));
  }

  /** The tree over which the newest block is certified, as CBOR; undefined before the first block. */
  async tip(): Promise<Uint8Array | undefined> {
    const { length, lastHash } = await this.#head();
    return lastHash && new Uint8Array(encodeSelfDescribed(hashTreeToCbor(tipTree(length - 1n, lastHash))));
  }

  async #head(): Promise<LogHead> {
    return (await this.#storage.get<LogHead>(HEAD)) ?? EMPTY_HEAD;
  }
}

/** Source: ICRC-3, "icrc3_get_tip_certificate". */
function tipTree(index: bigint, hash: Uint8Array): LabelledMap {
  return mapOf([
    [Buffer.from('last_block_hash'), leaf(hash)],
    [Buffer.from('last_block_index'), leaf(encodeUleb(index))],
  ]);
}

function blockName(index: bigint): string {
  return `block/${index.toString(16).padStart(16, '0')}`;
}
