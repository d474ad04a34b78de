import { toHex } from '@indus/kit/bytes';
import type { CursorScope } from '@indus/kit/cursors';
import { readU64, u64Key } from '@indus/kit/key';
import { refuse } from './refuse.ts';
import type { Visit } from './visit.ts';

/** What a page is asked with. */
export interface PageOf {
  readonly cursor: [] | [Uint8Array];
}

/**
 * Where a page begins: at the cursor, or at `first` without one.
 * Errors: InvalidCursor, also for the cursor of somebody else or of another request; NotReady.
 */
export function positionOf(visit: Visit, method: string, page: PageOf, first: bigint): bigint {
  if (page.cursor.length === 0) return first;
  const { vault, env } = visit;
  const position = vault.cursors.open(env, scopeOf(visit, method), page.cursor);
  if (position === undefined) return first;
  const start = readU64(position, 0);
  if (start > first) refuse({ InvalidCursor: null });
  return start;
}

/** The cursor with which the caller goes on at a position. */
export function cursorAt(visit: Visit, method: string, position: bigint): Uint8Array {
  const { vault, env } = visit;
  return vault.cursors.seal(env, scopeOf(visit, method), u64Key(position));
}

function scopeOf({ dossier }: Visit, method: string): CursorScope {
  return { method, request: toHex(dossier.key.bytes) };
}
