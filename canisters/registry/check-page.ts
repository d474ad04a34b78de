import type { CursorScope } from '@indus/kit/cursors';
import type { Env } from '@indus/kit/env';
import { readU64, u64Key } from '@indus/kit/key';
import { refuseInvalid } from './method-error.ts';
import type { Registry } from './storage.ts';

/** Errors: Invalid when the limit is not 1 to `most`. */
export function checkLimit(limit: number, most: number): void {
  if (limit < 1 || limit > most) refuseInvalid('limit', `expected 1 to ${most} records, got ${limit}`, most);
}

/**
 * Where a list goes on; at `first` without a cursor.
 * Errors: InvalidCursor when the cursor was not answered to this caller's request of this scope; NotReady.
 */
export function startOf(
  registry: Registry,
  env: Env,
  scope: CursorScope,
  { cursor, first }: { readonly cursor: [] | [Uint8Array]; readonly first: bigint },
): bigint {
  const position = registry.cursors.open(env, scope, cursor);
  return position === undefined ? first : readU64(position, 0);
}

/** The cursor to go on at a position; none at the end. Errors: NotReady. */
export function cursorTo(
  registry: Registry,
  env: Env,
  scope: CursorScope,
  next: bigint | number | undefined,
): [] | [Uint8Array] {
  return next === undefined ? [] : [registry.cursors.seal(env, scope, u64Key(BigInt(next)))];
}
