import { concatBytes } from './bytes.ts';
import { shortBytesKey, u32Key } from './key.ts';
import type { Table } from './table.ts';

/** How many neighbouring ids share one record. */
export const POSTING_BLOCK_IDS = 2_048;
const ID_SIZE_BYTES = 2;

/**
 * Which ids carry a term: the secondary index of tables that have no range scan. A record holds the sorted ids of one
 * term among 2,048 neighbouring ids, so that adding, removing and continuing anywhere cost one look-up each.
 * Bounds: terms of 1 to 255 bytes; ids 0 to 2^32 - 1.
 */
export class PostingIndex {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** Notes that the id carries the term; no effect when noted already. */
  add(term: Uint8Array, id: number): void {
    const { key, offset } = place(term, id);
    const block = this.#table.get(key) ?? new Uint8Array(0);
    const at = lowerBound(block, offset);
    if (at < block.length && read(block, at) === offset) return;
    const added = Uint8Array.of(offset >> 8, offset & 0xff);
    this.#table.set(key, concatBytes(block.subarray(0, at), added, block.subarray(at)));
  }

  /** Forgets that the id carries the term; no effect when it was not noted. */
  remove(term: Uint8Array, id: number): void {
    const { key, offset } = place(term, id);
    const block = this.#table.get(key);
    if (block === undefined) return;
    const at = lowerBound(block, offset);
    if (at === block.length || read(block, at) !== offset) return;
    if (block.length === ID_SIZE_BYTES) this.#table.delete(key);
    else this.#table.set(key, concatBytes(block.subarray(0, at), block.subarray(at + ID_SIZE_BYTES)));
  }

  /** The sorted ids with the term that are at or above `from` and in its block. */
  inBlock(term: Uint8Array, from: number): number[] {
    const { key, offset, base } = place(term, from);
    const block = this.#table.get(key);
    if (block === undefined) return [];
    const ids: number[] = [];
    for (let at = lowerBound(block, offset); at < block.length; at += ID_SIZE_BYTES)
      ids.push(base + read(block, at));
    return ids;
  }
}

/** The first id of the block after the one that holds `id`. */
export function nextPostingBlock(id: number): number {
  return (Math.floor(id / POSTING_BLOCK_IDS) + 1) * POSTING_BLOCK_IDS;
}

function place(term: Uint8Array, id: number): { key: Uint8Array; offset: number; base: number } {
  const offset = id % POSTING_BLOCK_IDS;
  const base = id - offset;
  return { key: concatBytes(shortBytesKey(term), u32Key(base / POSTING_BLOCK_IDS)), offset, base };
}

function read(block: Uint8Array, at: number): number {
  return ((block[at] as number) << 8) | (block[at + 1] as number);
}

/** Byte position of the first offset that is not below the one given. */
function lowerBound(block: Uint8Array, offset: number): number {
  let low = 0;
  let high = block.length / ID_SIZE_BYTES;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (read(block, middle * ID_SIZE_BYTES) < offset) low = middle + 1;
    else high = middle;
  }
  return low * ID_SIZE_BYTES;
}
