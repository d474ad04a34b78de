import type { PageSet } from './protocol.ts';
import { pageSet } from './page-set.ts';
import { STABLE_BYTES_MAX, STATE_PAGE_BYTES, WASM_PAGE_BYTES } from '../limits.ts';

type Pages = Map<number, Buffer>;

/** Units: pages of 64 KiB. */
export const STABLE_PAGES_MAX = Number(STABLE_BYTES_MAX) / WASM_PAGE_BYTES;
const ZERO_PAGE = Buffer.alloc(STATE_PAGE_BYTES);

/** The committed content of a stable memory: a sparse map of pages, zero where there is none. */
export class StableMemory {
  readonly pages: Pages = new Map();
  /** Units: pages of 64 KiB. */
  size = 0;
  /** Pages held before the last `takeDelta` are gone. */
  reset = false;
  readonly #changed = new Set<number>();

  /** Takes what one or more executions wrote. */
  commit(overlay: StableOverlay): void {
    this.size = overlay.size;
    for (const [index, page] of overlay.layers[0] ?? []) {
      if (page.equals(this.pages.get(index) ?? ZERO_PAGE)) continue;
      this.pages.set(index, page);
      this.#changed.add(index);
    }
  }

  /** Fills the memory from storage; nothing counts as changed. */
  load(pages64KiB: number, pages: PageSet): void {
    this.size = pages64KiB;
    const bytes = Buffer.from(pages.bytes.buffer, pages.bytes.byteOffset, pages.bytes.byteLength);
    pages.indexes.forEach((page, i) => {
      this.pages.set(page, Buffer.from(bytes.subarray(i * STATE_PAGE_BYTES, (i + 1) * STATE_PAGE_BYTES)));
    });
  }

  /** Non-zero pages from page `from` on, at most `pagesMax`. */
  pagesFrom(from: number, pagesMax: number): PageSet {
    const known = [...this.pages.keys()].filter((page) => page >= from).sort((a, b) => a - b);
    const indexes: number[] = [];
    const parts: Buffer[] = [];
    for (const page of known) {
      const content = this.pages.get(page) ?? ZERO_PAGE;
      if (content.equals(ZERO_PAGE)) continue;
      indexes.push(page);
      parts.push(content);
      if (indexes.length === pagesMax) break;
    }
    return pageSet(indexes, parts);
  }

  /** What changed since the last call. */
  takeDelta(): { reset: boolean; pages64KiB: number; pages: PageSet } {
    const indexes = Float64Array.from(this.#changed).sort();
    const bytes = new Uint8Array(indexes.length * STATE_PAGE_BYTES);
    indexes.forEach((page, i) => bytes.set(this.pages.get(page) ?? ZERO_PAGE, i * STATE_PAGE_BYTES));
    const delta = { reset: this.reset, pages64KiB: this.size, pages: { indexes, bytes } };
    this.#changed.clear();
    this.reset = false;
    return delta;
  }
}

/**
 * Stable memory as an execution sees it: committed pages under what it wrote itself.
 * Shape: `layers` from bottom to top; writes go to the top one, which `rollback` empties.
 * Bounds: offsets and lengths are checked by the caller against `size`.
 */
export class StableOverlay {
  readonly layers: Pages[] = [new Map()];
  /** Units: pages of 64 KiB. */
  size: number;
  readonly #base: StableMemory;
  readonly #sizes: number[] = [];
  #lastIndex = -1;
  #lastPage: Buffer = ZERO_PAGE;

  constructor(base: StableMemory) {
    this.#base = base;
    this.size = base.size;
  }

  /** Pages that the running execution wrote. */
  get dirtyPages(): number {
    return this.#top.size;
  }

  /** Units: bytes. */
  get sizeBytes(): number {
    return this.size * WASM_PAGE_BYTES;
  }

  /** Copies [offset, offset + length) to `target` at `at`. */
  read(offset: number, length: number, target: Uint8Array, at: number): void {
    while (length > 0) {
      const index = Math.floor(offset / STATE_PAGE_BYTES);
      const start = offset - index * STATE_PAGE_BYTES;
      const count = Math.min(length, STATE_PAGE_BYTES - start);
      if (index !== this.#lastIndex) {
        this.#lastPage = this.#find(index) ?? ZERO_PAGE;
        this.#lastIndex = index;
      }
      if (this.#lastPage === ZERO_PAGE) target.fill(0, at, at + count);
      else this.#lastPage.copy(target, at, start, start + count);
      offset += count;
      at += count;
      length -= count;
    }
  }

  /** Copies `source` to [offset, offset + source.length). */
  write(offset: number, source: Uint8Array): void {
    let from = 0;
    while (from < source.length) {
      const index = Math.floor(offset / STATE_PAGE_BYTES);
      const start = offset - index * STATE_PAGE_BYTES;
      const count = Math.min(source.length - from, STATE_PAGE_BYTES - start);
      const part = count === source.length ? source : source.subarray(from, from + count);
      this.#own(index, count === STATE_PAGE_BYTES).set(part, start);
      offset += count;
      from += count;
    }
  }

  /** Pages of [offset, offset + length) that the running execution has not written before. */
  newDirtyPages(offset: number, length: number): number {
    if (length === 0) return 0;
    const first = Math.floor(offset / STATE_PAGE_BYTES);
    const last = Math.floor((offset + length - 1) / STATE_PAGE_BYTES);
    if (last - first > this.#top.size) {
      let known = 0;
      for (const index of this.#top.keys()) if (index >= first && index <= last) known++;
      return last - first + 1 - known;
    }
    let fresh = 0;
    for (let index = first; index <= last; index++) if (!this.#top.has(index)) fresh++;
    return fresh;
  }

  /** Old size, or -1 when more than STABLE_PAGES_MAX would result. Units: pages of 64 KiB. */
  grow(pages: number): number {
    const old = this.size;
    if (old + pages > STABLE_PAGES_MAX) return -1;
    this.size = old + pages;
    return old;
  }

  /** Takes back a growth that nothing was written to yet. Units: pages of 64 KiB. */
  shrink(pages: number): void {
    this.size = pages;
  }

  /** Forgets what was written since the last `push` (or ever). */
  rollback(): void {
    this.#top.clear();
    this.size = this.#sizes.at(-1) ?? this.#base.size;
    this.#lastIndex = -1;
  }

  /** Hands the bottom layer to the base. Bounds: nothing is pushed. */
  commit(): void {
    if (this.size === this.#base.size && this.#top.size === 0) return;
    this.#base.commit(this);
    this.#top.clear();
    this.#lastIndex = -1;
  }

  /** Keeps what was written so far from the next `rollback`. */
  push(): void {
    this.#sizes.push(this.size);
    this.layers.push(new Map());
  }

  /** Forgets everything, pushed or not. */
  reset(): void {
    this.layers.length = 1;
    this.#sizes.length = 0;
    this.rollback();
  }

  get #top(): Pages {
    return this.layers[this.layers.length - 1] as Pages;
  }

  #find(index: number): Buffer | undefined {
    for (let i = this.layers.length - 1; i >= 0; i--) {
      const page = this.layers[i]?.get(index);
      if (page !== undefined) return page;
    }
    return this.#base.pages.get(index);
  }

  #own(index: number, overwritten: boolean): Buffer {
    const top = this.#top;
    let page = top.get(index);
    if (page === undefined) {
      const old = overwritten ? undefined : this.#find(index);
      page = old === undefined ? Buffer.alloc(STATE_PAGE_BYTES) : Buffer.from(old);
      top.set(index, page);
      if (this.#lastIndex === index) this.#lastPage = page;
    }
    return page;
  }
}
