/**
 * One line of the output of a convolution for one channel, without unfolding: for few channels of output it is cheaper to walk over
 * the input once for each than to lay it out anew. Each sum runs along k in order, as the product of matrices does it.
 * `from` is the window's first element for the line's first place; the table gives the distance in bytes for each k; `step` elements
 * lie between the windows of neighbouring places.
 */
export function windowLine(
  to: usize,
  from: usize,
  table: usize,
  weights: usize,
  k: i32,
  count: i32,
  step: i32,
): void {
  if (count < 4 || step > 2) {
    placesOneByOne(to, from, table, weights, k, count, step);
    return;
  }
  let place = 0;
  if (step == 1) {
    for (; place + 16 <= count; place += 16) {
      sixteenPlaces(to + ((<usize>place) << 2), from + ((<usize>place) << 2), table, weights, k);
    }
  }
  // The last four places overlap those before them: they are computed twice, to the same bits.
  while (place < count) {
    const at = min(place, count - 4);
    const source = from + ((<usize>(at * step)) << 2);
    if (step == 1) fourPlaces(to + ((<usize>at) << 2), source, table, weights, k);
    else fourSpreadPlaces(to + ((<usize>at) << 2), source, table, weights, k);
    place += 4;
  }
}

/** Instructions for each product, estimated. */
export function windowLineCost(count: i32, step: i32): f64 {
  if (count < 4 || step > 2) return 18;
  return step == 1 ? (count < 16 ? 10 : 4.5) : 13;
}

function sixteenPlaces(to: usize, from: usize, table: usize, weights: usize, k: i32): void {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  const end = table + ((<usize>k) << 2);
  while (table < end) {
    const at = from + load<u32>(table);
    const weight = v128.load32_splat(weights);
    a = f32x4.add(a, f32x4.mul(weight, v128.load(at)));
    b = f32x4.add(b, f32x4.mul(weight, v128.load(at, 16)));
    c = f32x4.add(c, f32x4.mul(weight, v128.load(at, 32)));
    d = f32x4.add(d, f32x4.mul(weight, v128.load(at, 48)));
    table += 4;
    weights += 4;
  }
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
}

function fourPlaces(to: usize, from: usize, table: usize, weights: usize, k: i32): void {
  let sum = f32x4.splat(0);
  const end = table + ((<usize>k) << 2);
  while (table < end) {
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weights), v128.load(from + load<u32>(table))));
    table += 4;
    weights += 4;
  }
  v128.store(to, sum);
}

// Every second element: the second vector begins one element early, so that nothing behind the last place is read.
function fourSpreadPlaces(to: usize, from: usize, table: usize, weights: usize, k: i32): void {
  let sum = f32x4.splat(0);
  const end = table + ((<usize>k) << 2);
  while (table < end) {
    const at = from + load<u32>(table);
    const values = v128.shuffle<i32>(v128.load(at), v128.load(at, 12), 0, 2, 5, 7);
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weights), values));
    table += 4;
    weights += 4;
  }
  v128.store(to, sum);
}

function placesOneByOne(
  to: usize,
  from: usize,
  table: usize,
  weights: usize,
  k: i32,
  count: i32,
  step: i32,
): void {
  for (let place = 0; place < count; place++) {
    let sum: f32 = 0;
    for (let index: usize = 0; index < (<usize>k) << 2; index += 4) {
      sum += load<f32>(weights + index) * load<f32>(from + load<u32>(table + index));
    }
    store<f32>(to, sum);
    to += 4;
    from += (<usize>step) << 2;
  }
}
