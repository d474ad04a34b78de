import { decodeCursor } from '@indus/kit/cursor';
import { refuse, refuseInvalid } from './method-error.ts';

/** Errors: Invalid when the limit is not 1 to `most`. */
export function checkLimit(limit: number, most: number): void {
  if (limit < 1 || limit > most) refuseInvalid('limit', `expected 1 to ${most} records, got ${limit}`, most);
}

/**
 * Where a list goes on.
 * Errors: InvalidCursor when the cursor was not answered to a request of this scope.
 */
export function startOf(cursor: [] | [Uint8Array], scope: string, first: bigint): bigint {
  const [given] = cursor;
  if (given === undefined) return first;
  return decodeCursor(given, scope) ?? refuse({ InvalidCursor: null });
}
