import { copyBytes } from './copy-bytes';
import { fillElements } from './fill-elements';

/** In a table of {@link MappedCopy}: nothing is read here, the filling stands. */
export const FILLED: i32 = -1;

/**
 * A copy into one block of memory where each axis has a table: for every place along it the distance, in elements, from where it is
 * read, or {@link FILLED}. Inside of the last table a run of elements is copied as it lies.
 */
export class MappedCopy {
  private tables: Array<StaticArray<i32>> = new Array<StaticArray<i32>>();
  private inner: Array<i32> = new Array<i32>();
  private runSize: i32 = 1;

  /** Forgets all tables; `run` elements lie together inside. */
  begin(run: i32): void {
    this.tables = new Array<StaticArray<i32>>();
    this.runSize = run;
  }

  /** Adds the table of an axis inside those before. */
  addAxis(table: StaticArray<i32>): void {
    this.tables.push(table);
  }

  /** Ends the tables. */
  end(): void {
    const count = this.tables.length;
    this.inner = new Array<i32>(count);
    let size = this.runSize;
    for (let axis = count - 1; axis >= 0; axis--) {
      this.inner[axis] = size;
      size *= this.tables[axis].length;
    }
  }

  /** Copies; `filling` are the bits of the element where nothing is read. */
  run(to: usize, from: usize, elementSize: i32, filling: u64): void {
    if (this.tables.length == 0) copyBytes(to, from, <usize>this.runSize * <usize>elementSize);
    else this.walk(0, to, from, elementSize, filling);
  }

  private walk(axis: i32, to: usize, from: usize, elementSize: i32, filling: u64): void {
    const table = unchecked(this.tables[axis]);
    const isLast = axis == this.tables.length - 1;
    if (isLast && this.runSize == 1) {
      if (elementSize == 4) copyMapped<u32>(to, from, table, <u32>filling);
      else if (elementSize == 8) copyMapped<u64>(to, from, table, filling);
      else if (elementSize == 1) copyMapped<u8>(to, from, table, <u8>filling);
      else copyMapped<u16>(to, from, table, <u16>filling);
      return;
    }
    const inner = unchecked(this.inner[axis]);
    const size = <usize>inner * <usize>elementSize;
    for (let at = 0; at < table.length; at++) {
      const offset = unchecked(table[at]);
      if (offset == FILLED) fillElements(to, filling, elementSize, inner);
      else {
        const source = from + <usize>offset * <usize>elementSize;
        if (isLast) copyBytes(to, source, size);
        else if (at > 0 && offset == unchecked(table[at - 1])) copyBytes(to, to - size, size);
        else this.walk(axis + 1, to, source, elementSize, filling);
      }
      to += size;
    }
  }
}

function copyMapped<T>(to: usize, from: usize, table: StaticArray<i32>, filling: T): void {
  let entry = changetype<usize>(table);
  const end = entry + ((<usize>table.length) << 2);
  while (entry < end) {
    const offset = load<i32>(entry);
    store<T>(to, offset == FILLED ? filling : load<T>(from + <usize>max(offset, 0) * sizeof<T>()));
    entry += 4;
    to += sizeof<T>();
  }
}
