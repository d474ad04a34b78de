import { assert } from '@indus/kit/assert';
import { concatBytes } from '@indus/kit/bytes';
import { readU32, u32Key } from '@indus/kit/key';
import type { Table } from '@indus/kit/table';

const STATE = Uint8Array.of(0);
const AT = Uint8Array.of(1);
const PLACE = Uint8Array.of(2);

interface State {
  readonly first: number;
  /** Names before it are on their way: they may have left with the value that was. */
  readonly sent: number;
  readonly end: number;
}

/** Names of rows that have changed and are to be sent again, each once, in the order of their first change. */
export class RowQueue {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** Names that wait or are on their way. */
  get size(): number {
    const { first, end } = this.#state();
    return end - first;
  }

  /** Adds a name, unless it waits already and has not been sent. */
  push(name: Uint8Array): void {
    const { first, sent, end } = this.#state();
    const place = this.#table.get(concatBytes(PLACE, name));
    if (place !== undefined && readU32(place, 0) >= sent) return;
    this.#table.set(concatBytes(AT, u32Key(end)), name);
    this.#table.set(concatBytes(PLACE, name), u32Key(end));
    this.#put({ first, sent, end: end + 1 });
  }

  /** The oldest names, with the position after each. */
  *waiting(): Generator<readonly [name: Uint8Array, after: number]> {
    const { first, end } = this.#state();
    for (let at = first; at < end; at += 1) yield [this.#nameAt(at), at + 1];
  }

  /** The names before a position are being sent: what changes from now on is to be sent again. */
  send(to: number): void {
    const state = this.#state();
    if (to > state.sent) this.#put({ ...state, sent: to });
  }

  /** The names before a position have arrived. */
  confirm(to: number): void {
    const { first, sent, end } = this.#state();
    if (to <= first) return;
    for (let at = first; at < to; at += 1) {
      const name = this.#nameAt(at);
      const place = this.#table.get(concatBytes(PLACE, name));
      if (place !== undefined && readU32(place, 0) === at) this.#table.delete(concatBytes(PLACE, name));
      this.#table.delete(concatBytes(AT, u32Key(at)));
    }
    if (to === end) this.#table.delete(STATE);
    else this.#put({ first: to, sent: Math.max(sent, to), end });
  }

  #nameAt(at: number): Uint8Array {
    const name = this.#table.get(concatBytes(AT, u32Key(at)));
    assert(name !== undefined, 'a queue has no gaps');
    return name;
  }

  #state(): State {
    const bytes = this.#table.get(STATE);
    if (bytes === undefined) return { first: 0, sent: 0, end: 0 };
    return { first: readU32(bytes, 0), sent: readU32(bytes, 4), end: readU32(bytes, 8) };
  }

  #put({ first, sent, end }: State): void {
    this.#table.set(STATE, concatBytes(u32Key(first), u32Key(sent), u32Key(end)));
  }
}
