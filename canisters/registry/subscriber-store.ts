import { Principal } from '@dfinity/principal';
import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';
import type { Table } from '@indus/kit/table';

const LIST = Uint8Array.of(0);

/** The canisters that are told when the directory changes: one short list. */
export class SubscriberStore {
  readonly #table: Table;

  /** Lives in a part of a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  all(): Principal[] {
    const bytes = this.#table.get(LIST);
    if (bytes === undefined) return [];
    const reader = new ByteReader(bytes);
    return Array.from({ length: reader.u8() }, () => Principal.fromUint8Array(reader.bytes()));
  }

  has(canister: Principal): boolean {
    return this.all().some((other) => other.compareTo(canister) === 'eq');
  }

  /** Context: of a canister that is not in the list. */
  add(canister: Principal): void {
    this.#put([...this.all(), canister]);
  }

  /** No effect when it is not there. */
  remove(canister: Principal): void {
    const all = this.all();
    const others = all.filter((other) => other.compareTo(canister) !== 'eq');
    if (others.length < all.length) this.#put(others);
  }

  #put(canisters: readonly Principal[]): void {
    const writer = new ByteWriter().u8(canisters.length);
    for (const canister of canisters) writer.bytes(canister.toUint8Array());
    this.#table.set(LIST, writer.finish());
  }
}
