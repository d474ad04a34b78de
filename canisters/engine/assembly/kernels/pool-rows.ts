/*
 * Lines of a pooled output, four places at a time. An operation is a class without fields: `join` takes one more element into each of
 * four results. The loops are made for each operation by the compiler; the methods are called on no object, for none is read.
 */

/** The largest element; what is not a number stays so. */
export class Largest {
  join(sum: v128, values: v128): v128 {
    return f32x4.max(sum, values);
  }
}

/** The sum, in the order of the window's places. */
export class Total {
  join(sum: v128, values: v128): v128 {
    return f32x4.add(sum, values);
  }
}

/**
 * One line: `count` places whose windows lie `step` elements apart; the first one begins at `from`, and the table gives the distance in
 * bytes of each of `taps` places of the window. Results begin at `start`.
 */
export function poolLine<Op>(
  to: usize,
  from: usize,
  table: usize,
  taps: i32,
  count: i32,
  step: i32,
  start: f32,
): void {
  const end = table + ((<usize>taps) << 2);
  if (count < 4 || step > 2) {
    for (let place = 0; place < count; place++) {
      let sum = f32x4.splat(start);
      for (let tap = table; tap < end; tap += 4) {
        sum = changetype<Op>(0).join(sum, v128.load32_splat(from + load<u32>(tap)));
      }
      store<f32>(to, f32x4.extract_lane(sum, 0));
      to += 4;
      from += (<usize>step) << 2;
    }
    return;
  }
  // The last four places overlap those before them: they are computed twice, to the same bits.
  for (let place = 0; place < count; place += 4) {
    const at = min(place, count - 4);
    const line = from + ((<usize>(at * step)) << 2);
    let sum = f32x4.splat(start);
    if (step == 1) {
      for (let tap = table; tap < end; tap += 4) {
        sum = changetype<Op>(0).join(sum, v128.load(line + load<u32>(tap)));
      }
    } else {
      // Every second element; the second vector begins one early, so that nothing behind the last is read.
      for (let tap = table; tap < end; tap += 4) {
        const first = line + load<u32>(tap);
        const values = v128.shuffle<i32>(v128.load(first), v128.load(first, 12), 0, 2, 5, 7);
        sum = changetype<Op>(0).join(sum, values);
      }
    }
    v128.store(to + ((<usize>at) << 2), sum);
  }
}

/** Divides a line of sums by the places they are of: `counts` for each, times the same number for all of the line. */
export function divideLine(line: usize, counts: usize, count: i32, lines: f32): void {
  const end = line + ((<usize>count) << 2);
  for (; line < end; line += 4) {
    const places = load<f32>(counts) * lines;
    store<f32>(line, places == 0 ? 0 : load<f32>(line) / places);
    counts += 4;
  }
}
