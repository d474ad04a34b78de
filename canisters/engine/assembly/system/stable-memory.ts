import { RefusalCode, refuse } from '../core/refusal';
import { stable64_grow, stable64_read, stable64_size, stable64_write } from './ic0';

/** Bytes of a page of stable memory. */
export const PAGE_BYTES: u64 = 1 << 16;

/** Makes sure that so many pages are there. False: refused, as the network gives no more. */
export function ensurePages(pages: u64): bool {
  const present = stable64_size();
  if (pages <= present) return true;
  if (stable64_grow(pages - present) != u64.MAX_VALUE) return true;
  return refuse(RefusalCode.TOO_LARGE, 'the network gives no more stable memory: delete a model first');
}

export function readStable(to: usize, offset: u64, length: usize): void {
  stable64_read(<u64>to, offset, <u64>length);
}

export function writeStable(offset: u64, from: usize, length: usize): void {
  stable64_write(offset, <u64>from, <u64>length);
}
