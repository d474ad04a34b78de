import { BYTE_PANEL, pairLines } from './bytes-gemm';
import { PANEL, PANEL_NARROW } from './gemm-pack';

/** Distances of the sixteen places of a panel from the first element, in bytes. */
const places: usize = memory.data(64, 16);

/** A block of channels over which a window moves; sizes in elements, the padding is there already. */
export class Unfolding {
  /** Places of the window: depth, height, width. */
  depth: i32 = 0;
  height: i32 = 0;
  width: i32 = 0;
  /** Distances in the block from place to place. */
  depthStep: i32 = 0;
  heightStep: i32 = 0;
  widthStep: i32 = 0;
  /** An element has 1 << shift bytes: 4 or 1. */
  shift: i32 = 2;

  /**
   * Writes what the window sees at `count` places from the place `first` on, in panels as the product of matrices reads them. The
   * table gives, for each k, the distance in bytes from the window's first element.
   */
  panels(to: usize, from: usize, table: usize, k: i32, first: i32, count: i32): void {
    for (let column = 0; column < count; column += PANEL) {
      const left = count - column;
      const width = left > PANEL_NARROW ? PANEL : PANEL_NARROW;
      this.find(first + column, min(left, width), width);
      if (width == PANEL && isLine(4)) lines(to, from + load<u32>(places), table, k);
      else {
        for (let quad = 0; quad < width; quad += 4) this.quad(to, from, table, k, quad, width);
      }
      to += (<usize>k * <usize>width) << 2;
    }
  }

  /** The same for bytes, in panels of pairs of values of k; `flip` as in `packBytes`. The table has a distance for each of them. */
  bytePanels(to: usize, from: usize, table: usize, pairs: i32, first: i32, count: i32, flip: i32): void {
    const end = table + ((<usize>pairs) << 3);
    for (let column = 0; column < count; column += BYTE_PANEL) {
      this.find(first + column, min(count - column, BYTE_PANEL), BYTE_PANEL);
      const line = from + load<u32>(places);
      const isStraight = isLine(1);
      for (let at = table; at < end; at += 8) {
        if (isStraight) pairLines(to, line + load<u32>(at), line + load<u32>(at, 4), flip);
        else pairPlaces(to, from + load<u32>(at), from + load<u32>(at, 4), flip);
        to += 32;
      }
    }
  }

  // Behind the last place the last one is repeated: those columns are computed and thrown away.
  private find(place: i32, count: i32, width: i32): void {
    let column = place % this.width;
    const rest = place / this.width;
    let row = rest % this.height;
    let layer = rest / this.height;
    for (let index = 0; index < width; index++) {
      const offset = layer * this.depthStep + row * this.heightStep + column * this.widthStep;
      store<u32>(places + ((<usize>index) << 2), offset << this.shift);
      if (index + 1 >= count) continue;
      if (++column < this.width) continue;
      column = 0;
      if (++row < this.height) continue;
      row = 0;
      layer++;
    }
  }

  private quad(to: usize, from: usize, table: usize, k: i32, quad: i32, width: i32): void {
    const at = places + ((<usize>quad) << 2);
    const a = from + load<u32>(at);
    const b = from + load<u32>(at, 4);
    const c = from + load<u32>(at, 8);
    const d = from + load<u32>(at, 12);
    const step = (<usize>width) << 2;
    const end = table + ((<usize>k) << 2);
    to += (<usize>quad) << 2;
    if (d - a == 12 && c - a == 8 && b - a == 4) {
      while (table < end) {
        v128.store(to, v128.load(a + load<u32>(table)));
        table += 4;
        to += step;
      }
      return;
    }
    while (table < end) {
      const distance = load<u32>(table);
      store<u32>(to, load<u32>(a + distance));
      store<u32>(to, load<u32>(b + distance), 4);
      store<u32>(to, load<u32>(c + distance), 8);
      store<u32>(to, load<u32>(d + distance), 12);
      table += 4;
      to += step;
    }
  }
}

// Whether the sixteen places lie one behind the other.
function isLine(size: i32): bool {
  const first = load<u32>(places);
  for (let index = 1; index < PANEL; index++) {
    if (load<u32>(places + ((<usize>index) << 2)) != first + index * size) return false;
  }
  return true;
}

function pairPlaces(to: usize, line: usize, next: usize, flip: i32): void {
  const both = flip | (flip << 8);
  for (let index: usize = 0; index < 64; index += 4) {
    const place = load<u32>(places + index);
    const pair = (<i32>load<u8>(line + place)) | ((<i32>load<u8>(next + place)) << 8);
    store<u16>(to, <u16>(pair ^ both));
    to += 2;
  }
}

function lines(to: usize, from: usize, table: usize, k: i32): void {
  const end = table + ((<usize>k) << 2);
  while (table < end) {
    const line = from + load<u32>(table);
    v128.store(to, v128.load(line));
    v128.store(to, v128.load(line, 16), 16);
    v128.store(to, v128.load(line, 32), 32);
    v128.store(to, v128.load(line, 48), 48);
    table += 4;
    to += 64;
  }
}
