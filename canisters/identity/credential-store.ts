import { Counter } from '@indus/kit/counter';
import { u64Key } from '@indus/kit/key';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import type { Table } from '@indus/kit/table';
import { prefixedTable } from '@indus/kit/prefixed-table';
import { getVersioned, putVersioned } from '@indus/kit/versioned';
import { HeldCredential } from './credential.ts';

const RECORD_VERSION = 1;
const COUNTER = new Uint8Array(0);

/** Credentials, by the order in which they were issued. */
export class CredentialStore {
  readonly #records: Table;
  readonly #count: Counter;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#records = prefixedTable(table, Uint8Array.of(0));
    this.#count = new Counter(prefixedTable(table, Uint8Array.of(1)), COUNTER);
  }

  /** A number that no credential has had. */
  nextId(): bigint {
    return this.#count.next();
  }

  get(id: bigint): HeldCredential | undefined {
    const bytes = getVersioned(this.#records, u64Key(id), RECORD_VERSION);
    return bytes === undefined ? undefined : decodeRecord<HeldCredential>(HeldCredential, bytes);
  }

  put(held: HeldCredential): void {
    const bytes = encodeRecord(HeldCredential, held);
    putVersioned(this.#records, u64Key(held.credential.id), RECORD_VERSION, bytes);
  }

  delete(id: bigint): void {
    this.#records.delete(u64Key(id));
  }
}
