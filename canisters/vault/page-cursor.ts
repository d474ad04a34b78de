import type { Principal } from '@dfinity/principal';
import { toHex } from '@indus/kit/bytes';
import { decodeCursor, encodeCursor } from '@indus/kit/cursor';
import type { Env } from '@indus/kit/env';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';

/** What a page is asked about. */
export interface PageOf {
  readonly subject: Principal;
  readonly cursor: [] | [Uint8Array];
}

/**
 * Where a page begins: at the cursor, or at `first` without one.
 * Errors: InvalidCursor, also for the cursor of somebody else or of another request.
 */
export function positionOf(vault: Vault, env: Env, method: string, page: PageOf, first: bigint): bigint {
  const [cursor] = page.cursor;
  if (cursor === undefined) return first;
  const position = decodeCursor(cursor, scopeOf(vault, env, method, page));
  if (position === undefined || position > first) refuse({ InvalidCursor: null });
  return position;
}

/** The cursor with which the caller goes on at a position. */
export function cursorAt(vault: Vault, env: Env, method: string, page: PageOf, position: bigint): Uint8Array {
  return encodeCursor(scopeOf(vault, env, method, page), position);
}

function scopeOf(vault: Vault, env: Env, method: string, { subject }: PageOf): string {
  return `${method} ${toHex(vault.keyOf(subject).bytes)} ${env.caller.toText()}`;
}
