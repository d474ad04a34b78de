import { AxisWeights } from './resize-weights';

/** One axis resized: `outer` blocks of `from` rows become as many of `to` rows; a row has `inner` elements. */
export class ResizePass {
  outer: i32 = 1;
  from: i32 = 1;
  to: i32 = 1;
  inner: i32 = 1;
  weights: AxisWeights;

  constructor(weights: AxisWeights) {
    this.weights = weights;
  }

  /** Instructions, estimated. */
  cost(elementSize: i32): f64 {
    const size = <f64>this.outer * <f64>this.to * <f64>this.inner;
    const taps = <f64>this.weights.taps;
    if (this.inner == 1) return size * (34 + 24 * taps);
    const perTap: f64 = elementSize == 4 ? 6.5 : 20;
    return size * perTap * taps + (size / <f64>this.inner) * 60 * taps;
  }

  /** Weighs; every sum is taken in the order of the taps. */
  run<T>(to: usize, from: usize, extrapolation: T): void {
    const places = changetype<usize>(this.weights.places);
    const weights = changetype<usize>(this.weights.weights);
    const block = <usize>this.from * <usize>this.inner * sizeof<T>();
    const result = <usize>this.to * <usize>this.inner * sizeof<T>();
    for (let at = 0; at < this.outer; at++) {
      if (this.inner == 1) weighElements<T>(this, to, from, places, weights, extrapolation);
      else weighRows<T>(this, to, from, places, weights, extrapolation);
      from += block;
      to += result;
    }
  }
}

function weighElements<T>(
  pass: ResizePass,
  to: usize,
  from: usize,
  places: usize,
  weights: usize,
  extrapolation: T,
): void {
  const taps = (<usize>pass.weights.taps) << 2;
  const end = to + <usize>pass.to * sizeof<T>();
  while (to < end) {
    let sum: T = 0;
    const last = places + taps;
    if (load<i32>(places) < 0) {
      sum = extrapolation;
      places = last;
      weights += taps << 1;
    } else {
      while (places < last) {
        sum += <T>load<f64>(weights) * load<T>(from + <usize>load<i32>(places) * sizeof<T>());
        places += 4;
        weights += 8;
      }
    }
    store<T>(to, sum);
    to += sizeof<T>();
  }
}

function weighRows<T>(
  pass: ResizePass,
  to: usize,
  from: usize,
  places: usize,
  weights: usize,
  extrapolation: T,
): void {
  const taps = pass.weights.taps;
  const row = <usize>pass.inner * sizeof<T>();
  for (let at = 0; at < pass.to; at++) {
    if (load<i32>(places) < 0) fillRow<T>(to, row, extrapolation);
    else {
      // The number of taps is even: two rows are taken at a time, so that the sum is loaded and stored half as often.
      for (let tap = 0; tap < taps; tap += 2) {
        const place = places + ((<usize>tap) << 2);
        const weight = weights + ((<usize>tap) << 3);
        const one = from + <usize>load<i32>(place) * row;
        const other = from + <usize>load<i32>(place, 4) * row;
        addRows<T>(to, one, other, row, <T>load<f64>(weight), <T>load<f64>(weight, 8), tap == 0);
      }
    }
    places += (<usize>taps) << 2;
    weights += (<usize>taps) << 3;
    to += row;
  }
}

function fillRow<T>(to: usize, row: usize, value: T): void {
  for (const end = to + row; to < end; to += sizeof<T>()) store<T>(to, value);
}

function addRows<T>(
  to: usize,
  one: usize,
  other: usize,
  row: usize,
  weightOne: T,
  weightOther: T,
  isFirst: bool,
): void {
  const end = to + row;
  if (sizeof<T>() == 4) {
    const factorOne = f32x4.splat(<f32>weightOne);
    const factorOther = f32x4.splat(<f32>weightOther);
    while (to + 12 < end) {
      const added = f32x4.mul(factorOne, v128.load(one));
      const sum = isFirst ? added : f32x4.add(v128.load(to), added);
      v128.store(to, f32x4.add(sum, f32x4.mul(factorOther, v128.load(other))));
      to += 16;
      one += 16;
      other += 16;
    }
  }
  while (to < end) {
    const added = weightOne * load<T>(one);
    const sum = isFirst ? added : load<T>(to) + added;
    store<T>(to, sum + weightOther * load<T>(other));
    to += sizeof<T>();
    one += sizeof<T>();
    other += sizeof<T>();
  }
}
