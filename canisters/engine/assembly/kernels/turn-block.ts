/**
 * Turns rows into columns: `to[j * toStep + i] = from[i * fromStep + j]` for i below `rows`, j below `columns`; steps in elements.
 * Blocks of 32 by 32, so that the lines of memory that are read and written stay near.
 */
export function turnBlock(
  to: usize,
  from: usize,
  rows: i32,
  columns: i32,
  toStep: i32,
  fromStep: i32,
  elementSize: i32,
): void {
  const size = <usize>elementSize;
  for (let row = 0; row < rows; row += SIDE) {
    const high = min(SIDE, rows - row);
    for (let column = 0; column < columns; column += SIDE) {
      const wide = min(SIDE, columns - column);
      const target = to + (<usize>column * <usize>toStep + <usize>row) * size;
      const source = from + (<usize>row * <usize>fromStep + <usize>column) * size;
      if (elementSize == 4) turnFours(target, source, high, wide, toStep, fromStep);
      else if (elementSize == 8) turnFew<u64>(target, source, high, wide, toStep, fromStep);
      else if (elementSize == 1) turnFew<u8>(target, source, high, wide, toStep, fromStep);
      else turnFew<u16>(target, source, high, wide, toStep, fromStep);
    }
  }
}

const SIDE: i32 = 32;

function turnFew<T>(to: usize, from: usize, rows: i32, columns: i32, toStep: i32, fromStep: i32): void {
  const toDistance = <usize>toStep * sizeof<T>();
  const fromDistance = <usize>fromStep * sizeof<T>();
  for (let column = 0; column < columns; column++) {
    let source = from + <usize>column * sizeof<T>();
    let target = to + <usize>column * toDistance;
    const end = target + <usize>rows * sizeof<T>();
    while (target < end) {
      store<T>(target, load<T>(source));
      target += sizeof<T>();
      source += fromDistance;
    }
  }
}

// Four by four values of 4 bytes at a time; what is left over at the borders goes one by one.
function turnFours(to: usize, from: usize, rows: i32, columns: i32, toStep: i32, fromStep: i32): void {
  const toDistance = (<usize>toStep) << 2;
  const fromDistance = (<usize>fromStep) << 2;
  const fullRows = rows & ~3;
  const fullColumns = columns & ~3;
  for (let row = 0; row < fullRows; row += 4) {
    let source = from + <usize>row * fromDistance;
    let target = to + ((<usize>row) << 2);
    const end = source + ((<usize>fullColumns) << 2);
    while (source < end) {
      const a = v128.load(source);
      const b = v128.load(source + fromDistance);
      const c = v128.load(source + fromDistance * 2);
      const d = v128.load(source + fromDistance * 3);
      const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      v128.store(target, v128.shuffle<i64>(ab, cd, 0, 2));
      v128.store(target + toDistance, v128.shuffle<i64>(ab, cd, 1, 3));
      v128.store(target + toDistance * 2, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
      v128.store(target + toDistance * 3, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
      source += 16;
      target += toDistance << 2;
    }
  }
  if (fullColumns < columns) {
    const right = (<usize>fullColumns) << 2;
    const below = <usize>fullColumns * toDistance;
    turnFew<u32>(to + below, from + right, rows, columns - fullColumns, toStep, fromStep);
  }
  if (fullRows < rows) {
    const right = (<usize>fullRows) << 2;
    const below = <usize>fullRows * fromDistance;
    turnFew<u32>(to + right, from + below, rows - fullRows, fullColumns, toStep, fromStep);
  }
}
