/** A table addressed by numbers, whether the engine wants its indexes as numbers (32-bit) or bigints (64-bit tables). */
export class FunctionTable {
  readonly #table: WebAssembly.Table;

  constructor(table: WebAssembly.Table) {
    this.#table = table;
  }

  /** Units: slots. */
  get length(): number {
    return Number(this.#table.length);
  }

  /** The function in a slot, null where it is empty. Bounds: `index` is below `length`. */
  get(index: number): unknown {
    return this.#table.get(this.#address(index));
  }

  /** Puts a function, or null, into a slot. Bounds: `index` is below `length`. */
  set(index: number, value: unknown): void {
    this.#table.set(this.#address(index), value);
  }

  /** Adds empty slots. */
  grow(slots: number): void {
    this.#table.grow(this.#address(slots));
  }

  #address(index: number): number | bigint {
    return typeof this.#table.length === 'bigint' ? BigInt(index) : index;
  }
}
