import type { HeapShadow } from './heap-shadow.ts';
import { STATE_PAGE_BYTES, WASM_PAGE_BYTES } from '../limits.ts';
import { STORE_SLACK_BYTES } from '../wasm/prepared-module.ts';

const EMPTY = Buffer.alloc(0);

/** Pages of a held execution that differ from the shadow. */
export type HeldPages = Map<number, Buffer>;

/**
 * The linear memory of one instance: canister addresses, dirty map, rollback and commit against a shadow.
 * Shape: bytes [0, shift) of the memory are the dirty map, one byte for each page of STATE_PAGE_BYTES.
 */
export class Heap {
  readonly #memory: WebAssembly.Memory | undefined;
  readonly #shift: number;
  #bytes: Buffer = EMPTY;

  constructor(memory: WebAssembly.Memory | undefined, shiftBytes: number) {
    this.#memory = memory;
    this.#shift = shiftBytes;
  }

  /** Units: bytes, without the dirty map. */
  get sizeBytes(): number {
    return this.#memory === undefined ? 0 : this.#view().length - this.#shift;
  }

  /** A view of [offset, offset + length); valid until the canister runs again. Bounds: checked by the caller. */
  slice(offset: number, length: number): Buffer {
    const start = offset + this.#shift;
    return this.#view().subarray(start, start + length);
  }

  /** Writes and marks. Bounds: checked by the caller. */
  write(offset: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.markRange(offset, bytes.length).set(bytes, offset + this.#shift);
  }

  /** Marks a range that the caller is about to write, and gives the whole memory. */
  markRange(offset: number, length: number): Buffer {
    const view = this.#view();
    const first = Math.floor(offset / STATE_PAGE_BYTES);
    const last = Math.floor((offset + length - 1) / STATE_PAGE_BYTES);
    if (first === last) view[first] = 1;
    else view.fill(1, first, last + 1);
    return view;
  }

  /** Where canister address 0 lies in what `markRange` gives. */
  get shiftBytes(): number {
    return this.#shift;
  }

  /** Grows to at least `sizeBytes`; false when the engine refuses. */
  growTo(sizeBytes: number): boolean {
    const pages = Math.ceil((sizeBytes - this.sizeBytes) / WASM_PAGE_BYTES);
    if (pages <= 0) return true;
    if (this.#memory === undefined) return false;
    try {
      growMemory(this.#memory, pages);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  /** Fills a fresh memory with committed content and, where given, held pages. */
  restore(shadow: HeapShadow, held?: HeldPages): void {
    const view = this.#view();
    shadow.restoreInto(view, this.#shift);
    held?.forEach((page, index) => view.set(page, index * STATE_PAGE_BYTES + this.#shift));
  }

  /** Writes the dirty pages to the shadow, which keeps those that differ, and clears the marks. */
  commit(shadow: HeapShadow): void {
    if (this.#memory === undefined) return;
    const view = this.#view();
    this.#forEachDirtyRun((first, end) => {
      for (let page = first; page < end; page++)
        shadow.update(page, view, page * STATE_PAGE_BYTES + this.#shift, STATE_PAGE_BYTES);
      if (end * STATE_PAGE_BYTES < this.sizeBytes)
        shadow.update(end, view, end * STATE_PAGE_BYTES + this.#shift, STORE_SLACK_BYTES);
    });
    shadow.sizeBytes = this.sizeBytes;
  }

  /** Undoes the dirty pages and clears the marks. A memory that grew stays grown: the caller replaces the instance. */
  rollback(shadow: HeapShadow, held?: HeldPages): void {
    if (this.#memory === undefined) return;
    const view = this.#view();
    this.#forEachDirtyRun((first, end) => {
      const to = Math.min(end * STATE_PAGE_BYTES + STORE_SLACK_BYTES, view.length - this.#shift);
      shadow.copyTo(view, this.#shift, first * STATE_PAGE_BYTES, to);
      if (held === undefined || held.size === 0) return;
      for (let page = first; page <= end; page++) {
        const content = held.get(page);
        if (content !== undefined) view.set(content, page * STATE_PAGE_BYTES + this.#shift);
      }
    });
  }

  /** Copies the dirty pages aside and clears the marks. */
  hold(held: HeldPages): void {
    if (this.#memory === undefined) return;
    const pages = this.sizeBytes / STATE_PAGE_BYTES;
    this.#forEachDirtyRun((first, end) => {
      for (let page = first; page < Math.min(end + 1, pages); page++)
        held.set(page, Buffer.from(this.slice(page * STATE_PAGE_BYTES, STATE_PAGE_BYTES)));
    });
  }

  /** Puts the committed content back in place of held pages. Bounds: the memory has not grown since the commit. */
  release(shadow: HeapShadow, held: HeldPages): void {
    const view = this.#view();
    for (const page of held.keys()) {
      const from = page * STATE_PAGE_BYTES;
      if (from < shadow.sizeBytes) shadow.copyTo(view, this.#shift, from, from + STATE_PAGE_BYTES);
    }
  }

  /** Takes over the dirty pages of another instance of the same canister, marks included. */
  adoptDirty(other: Heap): void {
    const size = other.sizeBytes;
    const runs: [number, number][] = [];
    other.#forEachDirtyRun((first, end) => runs.push([first, end]), false);
    for (const [first, end] of runs) {
      const from = first * STATE_PAGE_BYTES;
      this.write(from, other.slice(from, Math.min(end * STATE_PAGE_BYTES + STORE_SLACK_BYTES, size) - from));
    }
  }

  /** Dirty pages as runs [first, end); the marks are cleared on the way unless told otherwise. */
  #forEachDirtyRun(run: (first: number, end: number) => void, clear = true): void {
    const view = this.#view();
    const pages = Math.floor((view.length - this.#shift) / STATE_PAGE_BYTES);
    const words = new Int32Array(view.buffer, 0, Math.ceil(pages / 4));
    let first = -1;
    for (let word = 0; word < words.length; word++) {
      const value = words[word];
      if (value === 0) {
        if (first >= 0) {
          run(first, word * 4);
          first = -1;
        }
        continue;
      }
      if (value === 0x01010101) {
        if (first < 0) first = word * 4;
      } else {
        for (let page = word * 4; page < word * 4 + 4; page++) {
          if (view[page] !== 0) {
            if (first < 0) first = page;
          } else if (first >= 0) {
            run(first, page);
            first = -1;
          }
        }
      }
      if (clear) words[word] = 0;
    }
    if (first >= 0) run(first, Math.min(pages, words.length * 4));
  }

  #view(): Buffer {
    if (this.#memory === undefined) return EMPTY;
    const buffer = this.#memory.buffer;
    if (this.#bytes.buffer !== buffer) this.#bytes = Buffer.from(buffer);
    return this.#bytes;
  }
}

function growMemory(memory: WebAssembly.Memory, pages: number): void {
  try {
    memory.grow(pages);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    memory.grow(BigInt(pages));
  }
}
