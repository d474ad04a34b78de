import type { PageSet } from './protocol.ts';
import { STATE_PAGE_BYTES, WASM_PAGE_BYTES } from '../limits.ts';
import { pageSet } from './page-set.ts';

/** Units: bytes. A chunk is taken from the system when one of its pages is first not zero. */
export const SHADOW_CHUNK_BYTES = 64 * 1024;
const PAGES_PER_CHUNK = SHADOW_CHUNK_BYTES / STATE_PAGE_BYTES;
const ZERO_PAGE = Buffer.alloc(STATE_PAGE_BYTES);

/** A call of the engine costs more than to compare a few bytes here. Units: bytes. */
const FEW_BYTES = 32;

/** The committed content of a heap: what rollback restores, what is persisted, what an instance is rebuilt from. */
export class HeapShadow {
  /** Units: bytes. */
  sizeBytes = 0;
  /** Pages held before the last `takeDelta` are gone. */
  reset = false;
  readonly #chunks: (Buffer | undefined)[] = [];
  /** The same bytes as plain arrays: parts of them are made several times faster than Buffers. */
  readonly #plain: (Uint8Array | undefined)[] = [];
  readonly #changed = new Set<number>();

  /** The chunk that holds page `page`; undefined when all of it is zero. */
  chunkOfPage(page: number): Buffer | undefined {
    return this.#chunks[Math.floor(page / PAGES_PER_CHUNK)];
  }

  /** Offset of page `page` inside its chunk. */
  offsetInChunk(page: number): number {
    return (page % PAGES_PER_CHUNK) * STATE_PAGE_BYTES;
  }

  /**
   * Takes `length` bytes of `source` as the content of page `page` from its start; true when they differ from before.
   * Bounds: `length` is at most STATE_PAGE_BYTES.
   */
  update(page: number, source: Buffer, sourceOffset: number, length: number): boolean {
    const index = Math.floor(page / PAGES_PER_CHUNK);
    let chunk = this.#chunks[index];
    const offset = this.offsetInChunk(page);
    const old = chunk ?? ZERO_PAGE;
    const oldOffset = chunk === undefined ? 0 : offset;
    if (isEqual(source, sourceOffset, old, oldOffset, length)) return false;
    if (chunk === undefined) {
      chunk = Buffer.alloc(SHADOW_CHUNK_BYTES);
      this.#chunks[index] = chunk;
      this.#plain[index] = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
    }
    source.copy(chunk, offset, sourceOffset, sourceOffset + length);
    this.#changed.add(page);
    return true;
  }

  /** Copies bytes [from, to) of the heap to the same place in `target`, which begins `shift` bytes before the heap. */
  copyTo(target: Uint8Array, shift: number, from: number, to: number): void {
    while (from < to) {
      const index = Math.floor(from / SHADOW_CHUNK_BYTES);
      const start = index * SHADOW_CHUNK_BYTES;
      const end = Math.min(to, start + SHADOW_CHUNK_BYTES);
      const chunk = this.#plain[index];
      if (chunk === undefined) target.fill(0, from + shift, end + shift);
      else target.set(chunk.subarray(from - start, end - start), from + shift);
      from = end;
    }
  }

  /** Fills a target that is known to be zero; chunks that are zero cost nothing. */
  restoreInto(target: Uint8Array, shift: number): void {
    this.#chunks.forEach((chunk, index) => {
      if (chunk === undefined) return;
      const start = index * SHADOW_CHUNK_BYTES;
      const length = Math.min(SHADOW_CHUNK_BYTES, this.sizeBytes - start);
      target.set(chunk.subarray(0, length), start + shift);
    });
  }

  /** Committed bytes; zeros beyond the end. */
  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    const end = Math.min(this.sizeBytes, offset + length);
    if (offset < end) this.copyTo(bytes, -offset, offset, end);
    return bytes;
  }

  /** Fills the shadow from storage; nothing counts as changed. */
  load(pages64KiB: number, pages: PageSet): void {
    this.sizeBytes = pages64KiB * WASM_PAGE_BYTES;
    const bytes = Buffer.from(pages.bytes.buffer, pages.bytes.byteOffset, pages.bytes.byteLength);
    pages.indexes.forEach((page, i) => this.update(page, bytes, i * STATE_PAGE_BYTES, STATE_PAGE_BYTES));
    this.#changed.clear();
  }

  /** Non-zero pages from page `from` on, at most `pagesMax`. */
  pagesFrom(from: number, pagesMax: number): PageSet {
    const indexes: number[] = [];
    const parts: Buffer[] = [];
    const end = this.sizeBytes / STATE_PAGE_BYTES;
    for (let page = from; page < end && indexes.length < pagesMax; page++) {
      const chunk = this.chunkOfPage(page);
      if (chunk === undefined) {
        page += PAGES_PER_CHUNK - 1 - (page % PAGES_PER_CHUNK);
        continue;
      }
      const offset = this.offsetInChunk(page);
      const content = chunk.subarray(offset, offset + STATE_PAGE_BYTES);
      if (content.equals(ZERO_PAGE)) continue;
      indexes.push(page);
      parts.push(content);
    }
    return pageSet(indexes, parts);
  }

  /** What changed since the last call. */
  takeDelta(): { reset: boolean; pages64KiB: number; pages: PageSet } {
    const indexes = Float64Array.from(this.#changed).sort();
    const bytes = new Uint8Array(indexes.length * STATE_PAGE_BYTES);
    indexes.forEach((page, i) => {
      const chunk = this.chunkOfPage(page);
      if (chunk === undefined) return;
      const offset = this.offsetInChunk(page);
      bytes.set(chunk.subarray(offset, offset + STATE_PAGE_BYTES), i * STATE_PAGE_BYTES);
    });
    const delta = {
      reset: this.reset,
      pages64KiB: this.sizeBytes / WASM_PAGE_BYTES,
      pages: { indexes, bytes },
    };
    this.#changed.clear();
    this.reset = false;
    return delta;
  }
}

// eslint-disable-next-line max-params -- two ranges of the same length, in the hottest loop of a commit
function isEqual(a: Buffer, aOffset: number, b: Buffer, bOffset: number, length: number): boolean {
  if (length > FEW_BYTES) return a.compare(b, bOffset, bOffset + length, aOffset, aOffset + length) === 0;
  for (let i = 0; i < length; i++) if (a[aOffset + i] !== b[bOffset + i]) return false;
  return true;
}
