import { toHex } from '@indus/kit/bytes';
import { decodeCursor, encodeCursor } from '@indus/kit/cursor';
import { refuse } from './refuse.ts';
import type { Visit } from './visit.ts';

/** What a page is asked about. */
export interface PageOf {
  readonly cursor: [] | [Uint8Array];
}

/**
 * Where a page begins: at the cursor, or at `first` without one.
 * Errors: InvalidCursor, also for the cursor of somebody else or of another request.
 */
export function positionOf(visit: Visit, method: string, page: PageOf, first: bigint): bigint {
  const [cursor] = page.cursor;
  if (cursor === undefined) return first;
  const position = decodeCursor(cursor, scopeOf(visit, method));
  if (position === undefined || position > first) refuse({ InvalidCursor: null });
  return position;
}

/** The cursor with which the caller goes on at a position. */
export function cursorAt(visit: Visit, method: string, page: PageOf, position: bigint): Uint8Array {
  return encodeCursor(scopeOf(visit, method), position);
}

function scopeOf({ env, dossier }: Visit, method: string): string {
  return `${method} ${toHex(dossier.key.bytes)} ${env.caller.toText()}`;
}
