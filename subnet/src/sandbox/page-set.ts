import { STATE_PAGE_BYTES } from '../limits.ts';
import type { PageSet } from './protocol.ts';

/** Pages with their numbers, in one array of bytes of its own. Bounds: each page has STATE_PAGE_BYTES. */
export function pageSet(indexes: readonly number[], pages: readonly Uint8Array[]): PageSet {
  const bytes = new Uint8Array(pages.length * STATE_PAGE_BYTES);
  pages.forEach((page, at) => bytes.set(page, at * STATE_PAGE_BYTES));
  return { indexes: Float64Array.from(indexes), bytes };
}
