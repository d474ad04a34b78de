import { Principal } from '@dfinity/principal';
import { ByteReader } from '@indus/kit/byte-reader';
import { concatBytes } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';
import { OrderedIndex } from '@indus/kit/ordered-index';
import type { Table } from '@indus/kit/table';
import { pageUnder } from './page-under.ts';

const KINDS = ['ticket', 'decision', 'break_glass_use'] as const;
const PRINCIPAL_SIZE_BYTES_MAX = 29;
const KEY_SIZE_BYTES = 8 + 8 + 1 + PRINCIPAL_SIZE_BYTES_MAX + 1 + 8;

/** Something that an organisation must answer, by when. Units: nanoseconds. */
export interface Work {
  readonly organisation: bigint;
  readonly dueAtNs: bigint;
  readonly subject: Principal;
  readonly kind: (typeof KINDS)[number];
  readonly id: bigint;
}

/** What the organisations of this shard's subjects have to answer, in the order in which it is due. */
export class WorkIndex {
  readonly #index: OrderedIndex;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#index = new OrderedIndex(table, KEY_SIZE_BYTES);
  }

  /** Adds work; no effect when it is there. */
  add(work: Work): void {
    const key = keyOf(work);
    if (!this.#index.has(key)) this.#index.add(key);
  }

  /** Takes work out; no effect when it is not there. */
  remove(work: Work): void {
    const key = keyOf(work);
    if (this.#index.has(key)) this.#index.remove(key);
  }

  /** Work of an organisation behind the `last` of the page before, or from the beginning. */
  page(
    organisation: bigint,
    limit: number,
    after?: Uint8Array,
  ): { readonly works: Work[]; readonly last?: Uint8Array } {
    const of = { prefix: u64Key(organisation), keySizeBytes: KEY_SIZE_BYTES, limit, after };
    const { keys, ...rest } = pageUnder(this.#index, of);
    return { works: keys.map(workOf), ...rest };
  }
}

function keyOf({ organisation, dueAtNs, subject, kind, id }: Work): Uint8Array {
  const principal = subject.toUint8Array();
  const padded = new Uint8Array(PRINCIPAL_SIZE_BYTES_MAX);
  padded.set(principal);
  return concatBytes(
    u64Key(organisation),
    u64Key(dueAtNs),
    Uint8Array.of(principal.length),
    padded,
    Uint8Array.of(KINDS.indexOf(kind)),
    u64Key(id),
  );
}

function workOf(key: Uint8Array): Work {
  const reader = new ByteReader(key);
  const organisation = reader.u64();
  const dueAtNs = reader.u64();
  const length = reader.u8();
  const subject = Principal.fromUint8Array(reader.raw(PRINCIPAL_SIZE_BYTES_MAX).slice(0, length));
  return { organisation, dueAtNs, subject, kind: KINDS[reader.u8()] as Work['kind'], id: reader.u64() };
}
