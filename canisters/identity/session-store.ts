import type { Principal } from '@dfinity/principal';
import { shortBytesKey } from '@indus/kit/key';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import { getVersioned, putVersioned } from '@indus/kit/versioned';
import { HeldSession } from './session.ts';

const RECORD_VERSION = 1;

/**
 * The key of a session: who renews it, and for which principal. Anybody can name somebody else's session key, and gets a
 * session of his own by that; hers stays what it is.
 */
export function sessionKeyOf(renewer: Principal, userKey: Uint8Array): Uint8Array {
  return sha256(shortBytesKey(renewer.toUint8Array()), userKey);
}

/** All sessions that go on; those that are over are dropped when their anchor is next seen to. */
export class SessionStore {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  get(key: Uint8Array): HeldSession | undefined {
    const bytes = getVersioned(this.#table, key, RECORD_VERSION);
    return bytes === undefined ? undefined : decodeRecord<HeldSession>(HeldSession, bytes);
  }

  put(key: Uint8Array, session: HeldSession): void {
    putVersioned(this.#table, key, RECORD_VERSION, encodeRecord(HeldSession, session));
  }

  delete(key: Uint8Array): void {
    this.#table.delete(key);
  }
}
