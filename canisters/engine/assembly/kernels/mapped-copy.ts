import { copyBytes } from './copy-bytes';
import { elementBits, fillElements, storeBits } from './fill-elements';

/** In a table of {@link MappedCopy}: nothing is read here, the filling stands. */
export const FILLED: i32 = -1;

/** Elements that are worth a copy at once. */
const LINE_MIN: i32 = 8;

/**
 * A copy into one block of memory where each axis has a table: for every place along it the distance, in elements, from where it is
 * read, or {@link FILLED}. Inside of the last table a run of elements is copied as it lies.
 */
export class MappedCopy {
  private tables: Array<StaticArray<i32>> = new Array<StaticArray<i32>>();
  private inner: Array<i32> = new Array<i32>();
  private runSize: i32 = 1;
  /** In the last table the longest part that lies in line and is worth a copy at once: its first place and its size. */
  private lineFirst: i32 = 0;
  private lineSize: i32 = 0;

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
    this.lineSize = 0;
    if (count > 0 && this.runSize == 1) this.findLine(this.tables[count - 1]);
  }

  private findLine(table: StaticArray<i32>): void {
    let first = 0;
    let isFilled = false;
    for (let at = 0; at < table.length; at++) {
      isFilled = isFilled || table[at] == FILLED;
      if (at > 0 && table[at] != table[at - 1] + 1) first = at;
      const size = at - first + 1;
      if (size <= this.lineSize) continue;
      this.lineFirst = first;
      this.lineSize = size;
    }
    if (isFilled || this.lineSize < LINE_MIN || 2 * this.lineSize < table.length) this.lineSize = 0;
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
      const first = this.lineFirst;
      const count = this.lineSize;
      if (count > 0) {
        const size = <usize>elementSize;
        const source = from + <usize>unchecked(table[first]) * size;
        copyBytes(to + <usize>first * size, source, <usize>count * size);
        copyFew(to, from, table, 0, first, elementSize);
        copyFew(to, from, table, first + count, table.length, elementSize);
        return;
      }
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

// The few elements beside a line.
function copyFew(
  to: usize,
  from: usize,
  table: StaticArray<i32>,
  first: i32,
  end: i32,
  elementSize: i32,
): void {
  const size = <usize>elementSize;
  for (let at = first; at < end; at++) {
    storeBits(
      to + <usize>at * size,
      elementBits(from + <usize>unchecked(table[at]) * size, elementSize),
      elementSize,
    );
  }
}

function copyMapped<T>(to: usize, from: usize, table: StaticArray<i32>, filling: T): void {
  let entry = changetype<usize>(table);
  const end = entry + ((<usize>table.length) << 2);
  while (entry < end) {
    const offset = load<i32>(entry);
    store<T>(to, offset < 0 ? filling : load<T>(from + <usize>offset * sizeof<T>()));
    entry += 4;
    to += sizeof<T>();
  }
}
