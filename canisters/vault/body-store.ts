import { assert } from '@indus/kit/assert';
import { concatBytes } from '@indus/kit/bytes';
import { u32Key, u64Key } from '@indus/kit/key';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import { SALT_SIZE_BYTES } from './limits.ts';

/** A body with the salt that opens its commitment. */
export interface SaltedBody {
  readonly salt: Uint8Array;
  readonly body: Uint8Array;
}

/** Bodies of records, apart from what is certified of them: a body can be destroyed, and the tree stays valid. */
export class BodyStore {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** The body of a version; nothing once it was destroyed. */
  get(id: bigint, version: number): SaltedBody | undefined {
    const bytes = this.#table.get(bodyKey(id, version));
    if (bytes === undefined) return undefined;
    return { salt: bytes.slice(0, SALT_SIZE_BYTES), body: bytes.slice(SALT_SIZE_BYTES) };
  }

  /** Keeps a body and answers its commitment: SHA-256(salt ‖ body). */
  put(id: bigint, version: number, { salt, body }: SaltedBody): Uint8Array {
    assert(salt.length === SALT_SIZE_BYTES, 'a salt has its fixed size');
    const bytes = concatBytes(salt, body);
    this.#table.set(bodyKey(id, version), bytes);
    return sha256(bytes);
  }

  /** Destroys body and salt: nobody can open the commitment again. */
  destroy(id: bigint, version: number): void {
    const key = bodyKey(id, version);
    const bytes = this.#table.get(key);
    if (bytes === undefined) return;
    // A row that is only deleted stays in stable memory until something else is written there.
    this.#table.set(key, new Uint8Array(bytes.length));
    this.#table.delete(key);
  }
}

function bodyKey(id: bigint, version: number): Uint8Array {
  return concatBytes(u64Key(id), u32Key(version));
}
