/** One row of a stable map. */
export interface ImageRow {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

const WASM_PAGE_BYTES = 65_536;
const STATE_PAGE_BYTES = 4_096;
const BUCKET_PAGES = 128;
const BUCKET_BYTES = BUCKET_PAGES * WASM_PAGE_BYTES;
const MEMORY_SIZES_OFFSET = 40;
const BUCKET_OWNERS_OFFSET = MEMORY_SIZES_OFFSET + 255 * 8;

const MAP_HEADER_BYTES = 52;
const ALLOCATOR_BYTES = 48;
const CHUNK_HEADER_BYTES = 16;
const NODE_PAGE_BYTES = 1_024;
const CHUNK_BYTES = CHUNK_HEADER_BYTES + NODE_PAGE_BYTES;
const OVERFLOW_HEADER_BYTES = 11;
const NODE_HEADER_BYTES = 15;
const VALUE_PAGE_SIZE_MARK = 0xffff_ffff;
const LEAF = 0;
const INNER = 1;
/** Of the 11 that a node takes: what nodes hold on average after inserts in any order. */
const NODE_ENTRIES = 8;

/** The last node of a level, which still takes entries. */
interface OpenNode {
  entries: ImageRow[];
  children: number[];
}

/**
 * The content of one stable map, made from rows in the order of their keys, without inserting them: nodes are written level
 * by level, each with eight entries.
 * Source: layout of ic-stable-structures, `src/btreemap.rs` (map and V2 nodes), `src/btreemap/allocator.rs`.
 */
export class MapImage {
  readonly #buckets: Buffer[] = [];
  #chunks = 0;
  #length = 0;
  readonly #levels: OpenNode[] = [{ entries: [], children: [] }];

  /** Adds a row after all those before. */
  add(row: ImageRow): void {
    this.#length += 1;
    this.#push(0, row);
  }

  /** Writes what is left, and the header. Units of the result: bytes that the map uses. */
  finish(): number {
    const root = this.#closeLevels();
    const end = MAP_HEADER_BYTES + ALLOCATOR_BYTES + this.#chunks * CHUNK_BYTES;
    const header = Buffer.alloc(MAP_HEADER_BYTES + ALLOCATOR_BYTES);
    header.write('BTR', 0, 'latin1');
    header[3] = 2;
    header.writeUInt32LE(NODE_PAGE_BYTES, 4);
    header.writeUInt32LE(VALUE_PAGE_SIZE_MARK, 8);
    header.writeBigUInt64LE(BigInt(root), 12);
    header.writeBigUInt64LE(BigInt(this.#length), 20);
    header.write('BTA', MAP_HEADER_BYTES, 'latin1');
    header[MAP_HEADER_BYTES + 3] = 1;
    header.writeBigUInt64LE(BigInt(NODE_PAGE_BYTES), MAP_HEADER_BYTES + 8);
    header.writeBigUInt64LE(BigInt(this.#chunks), MAP_HEADER_BYTES + 16);
    header.writeBigUInt64LE(BigInt(end), MAP_HEADER_BYTES + 24);
    this.#write(0, header);
    this.#write(end, chunkHeader(false));
    return end + CHUNK_HEADER_BYTES;
  }

  /** Units: bytes of the nodes so far. */
  get usedBytes(): number {
    return this.#chunks * CHUNK_BYTES;
  }

  /** Rows so far. */
  get length(): number {
    return this.#length;
  }

  /** The memory in parts of 8 MiB. */
  get buckets(): readonly Buffer[] {
    return this.#buckets;
  }

  #push(level: number, row: ImageRow): void {
    const node = this.#levels[level] as OpenNode;
    // The row between two nodes goes up.
    if (node.entries.length < NODE_ENTRIES) {
      node.entries.push(row);
      return;
    }
    const address = this.#writeNode(node.entries, node.children);
    node.entries = [];
    node.children = [];
    this.#levels[level + 1] ??= { entries: [], children: [] };
    (this.#levels[level + 1] as OpenNode).children.push(address);
    this.#push(level + 1, row);
  }

  /** The right edge of the tree; a node without an entry of its own is its only child. */
  #closeLevels(): number {
    let below = 0;
    for (const [level, { entries, children }] of this.#levels.entries()) {
      const all = level === 0 ? children : [...children, below];
      if (entries.length === 0 && level > 0 && all.length === 1) below = all[0] as number;
      else if (entries.length > 0) below = this.#writeNode(entries, all);
      else below = this.#writeNode([], all);
    }
    return below;
  }

  #writeNode(entries: readonly ImageRow[], children: readonly number[]): number {
    let size = NODE_HEADER_BYTES + children.length * 8;
    for (const { key, value } of entries) size += 8 + key.length + value.length;
    const node = Buffer.alloc(size);
    node.write('BTN', 0, 'latin1');
    node[3] = 2;
    node[4] = children.length > 0 ? INNER : LEAF;
    node.writeUInt16LE(entries.length, 5);
    let at = NODE_HEADER_BYTES;
    for (const child of children) at = node.writeBigUInt64LE(BigInt(child), at);
    for (const { key } of entries) {
      at = node.writeUInt32LE(key.length, at);
      node.set(key, at);
      at += key.length;
    }
    for (const { value } of entries) {
      at = node.writeUInt32LE(value.length, at);
      node.set(value, at);
      at += value.length;
    }
    return this.#writePages(node);
  }

  #writePages(node: Buffer): number {
    const first = this.#allocate();
    const more = Math.max(
      0,
      Math.ceil((node.length - NODE_PAGE_BYTES) / (NODE_PAGE_BYTES - OVERFLOW_HEADER_BYTES)),
    );
    const pages = Array.from({ length: more }, () => this.#allocate());
    node.writeBigUInt64LE(BigInt(pages[0] ?? 0), 7);
    this.#write(first, node.subarray(0, NODE_PAGE_BYTES));
    let from = NODE_PAGE_BYTES;
    for (const [index, page] of pages.entries()) {
      const part = node.subarray(from, from + NODE_PAGE_BYTES - OVERFLOW_HEADER_BYTES);
      const head = Buffer.alloc(OVERFLOW_HEADER_BYTES);
      head.write('NOF', 0, 'latin1');
      head.writeBigUInt64LE(BigInt(pages[index + 1] ?? 0), 3);
      this.#write(page, head);
      this.#write(page + OVERFLOW_HEADER_BYTES, part);
      from += part.length;
    }
    return first;
  }

  #allocate(): number {
    const at = MAP_HEADER_BYTES + ALLOCATOR_BYTES + this.#chunks * CHUNK_BYTES;
    this.#chunks += 1;
    this.#write(at, chunkHeader(true));
    return at + CHUNK_HEADER_BYTES;
  }

  #write(at: number, bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;) {
      const index = Math.floor((at + from) / BUCKET_BYTES);
      while (this.#buckets.length <= index) this.#buckets.push(Buffer.alloc(BUCKET_BYTES));
      const offset = at + from - index * BUCKET_BYTES;
      const part = bytes.subarray(from, from + BUCKET_BYTES - offset);
      (this.#buckets[index] as Buffer).set(part, offset);
      from += part.length;
    }
  }
}

function chunkHeader(isAllocated: boolean): Buffer {
  const header = Buffer.alloc(CHUNK_HEADER_BYTES);
  header.write('CHK', 0, 'latin1');
  header[3] = 1;
  header[4] = isAllocated ? 1 : 0;
  return header;
}

/** The pages of a stable memory that change, and its size. Units: bytes. */
export interface ImagePages {
  readonly pages: Iterable<readonly [page: number, bytes: Buffer]>;
  readonly sizeBytes: number;
}

/**
 * The pages that put maps in the place of those of a canister's stable memory; what else is in it stays.
 * Source: layout of ic-stable-structures, `src/memory_manager.rs`.
 */
export function replaceMaps(firstPage: Uint8Array, maps: ReadonlyMap<number, MapImage>): ImagePages {
  const header = Buffer.from(firstPage);
  let allocated = header.readUInt16LE(4);
  const places: (readonly [bucket: number, bytes: Buffer])[] = [];
  for (const [memoryId, map] of maps) {
    const usedBytes = map.finish();
    const owned = Array.from({ length: allocated }, (_, bucket) => bucket).filter(
      (bucket) => header[BUCKET_OWNERS_OFFSET + bucket] === memoryId,
    );
    for (const [index, bytes] of map.buckets.entries()) {
      const bucket = owned[index] ?? allocated++;
      header[BUCKET_OWNERS_OFFSET + bucket] = memoryId;
      places.push([bucket, bytes]);
    }
    header.writeBigUInt64LE(
      BigInt(Math.ceil(usedBytes / WASM_PAGE_BYTES)),
      MEMORY_SIZES_OFFSET + memoryId * 8,
    );
  }
  header.writeUInt16LE(allocated, 4);
  function* pages(): Generator<readonly [number, Buffer]> {
    yield* pagesOf(header, 0);
    for (const [bucket, bytes] of places) yield* pagesOf(bytes, WASM_PAGE_BYTES + bucket * BUCKET_BYTES);
  }
  return { pages: pages(), sizeBytes: WASM_PAGE_BYTES + allocated * BUCKET_BYTES };
}

function* pagesOf(bytes: Buffer, offset: number): Generator<readonly [number, Buffer]> {
  for (let at = 0; at < bytes.length; at += STATE_PAGE_BYTES) {
    yield [(offset + at) / STATE_PAGE_BYTES, bytes.subarray(at, at + STATE_PAGE_BYTES)];
  }
}
