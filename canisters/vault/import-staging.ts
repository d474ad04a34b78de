import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';
import { assert } from '@indus/kit/assert';
import { concatBytes } from '@indus/kit/bytes';
import { principalKey, u32Key } from '@indus/kit/key';
import type { Table } from '@indus/kit/table';
import type { Principal } from '@dfinity/principal';

const HEAD = Uint8Array.of(0);
const PART = Uint8Array.of(1);

/** How much of an export has arrived. */
export interface StagedImport {
  readonly parts: number;
  readonly sizeBytes: number;
}

/** Parts of exports that wait for the last one: nothing of them counts before. */
export class ImportStaging {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** What has arrived of a subject's export. */
  of(subject: Principal): StagedImport {
    const bytes = this.#table.get(keyOf(HEAD, subject));
    if (bytes === undefined) return { parts: 0, sizeBytes: 0 };
    const reader = new ByteReader(bytes);
    return { parts: reader.u32(), sizeBytes: reader.u32() };
  }

  /** A part that has arrived. Bounds: below the number of parts. */
  part(subject: Principal, number: number): Uint8Array {
    const bytes = this.#table.get(partKey(subject, number));
    assert(bytes !== undefined, 'parts are staged without gaps');
    return bytes;
  }

  /** Keeps the next part. */
  add(subject: Principal, part: Uint8Array): void {
    const { parts, sizeBytes } = this.of(subject);
    this.#table.set(partKey(subject, parts), part);
    const head = new ByteWriter().u32(parts + 1).u32(sizeBytes + part.length);
    this.#table.set(keyOf(HEAD, subject), head.finish());
  }

  /** Forgets what has arrived. */
  clear(subject: Principal): void {
    const { parts } = this.of(subject);
    for (let number = 0; number < parts; number += 1) this.#table.delete(partKey(subject, number));
    if (parts > 0) this.#table.delete(keyOf(HEAD, subject));
  }
}

function keyOf(kind: Uint8Array, subject: Principal): Uint8Array {
  return concatBytes(kind, principalKey(subject.toUint8Array()));
}

function partKey(subject: Principal, number: number): Uint8Array {
  return concatBytes(keyOf(PART, subject), u32Key(number));
}
