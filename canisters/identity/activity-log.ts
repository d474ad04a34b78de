import { concatBytes } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import type { Table } from '@indus/kit/table';
import { assert } from '@indus/kit/assert';
import { getVersioned, putVersioned } from '@indus/kit/versioned';
import { Activity } from './activity.ts';
import { ACTIVITY_KEPT } from './limits.ts';

const RECORD_VERSION = 1;

/** The latest of what happened to each anchor; the oldest entry gives its place to the newest. */
export class ActivityLog {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  put(anchor: bigint, entry: Activity): void {
    const key = slotOf(anchor, entry.sequence);
    putVersioned(this.#table, key, RECORD_VERSION, encodeRecord(Activity, entry));
  }

  /** Entries before one, the latest first. Bounds: `before` up to the number of entries so far, `size`. */
  list(anchor: bigint, size: bigint, before: bigint, limit: number): Activity[] {
    const kept = size > BigInt(ACTIVITY_KEPT) ? size - BigInt(ACTIVITY_KEPT) : 0n;
    const entries: Activity[] = [];
    for (let at = before; at > kept && entries.length < limit; at -= 1n) {
      const bytes = getVersioned(this.#table, slotOf(anchor, at - 1n), RECORD_VERSION);
      assert(bytes !== undefined, 'activity is kept as it comes');
      entries.push(decodeRecord<Activity>(Activity, bytes));
    }
    return entries;
  }
}

function slotOf(anchor: bigint, sequence: bigint): Uint8Array {
  return concatBytes(u64Key(anchor), Uint8Array.of(Number(sequence % BigInt(ACTIVITY_KEPT))));
}
