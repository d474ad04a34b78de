const TWO_PI: f64 = 6.283185307179586;

/** Bytes of scratch that {@link fourier} needs for a length: turns of the unit circle and a copy. */
export function fourierScratch(length: i32): usize {
  return (<usize>length) << 5;
}

/** Fills the scratch of {@link fourier} with the turns of the unit circle; once for all transforms of the length. */
export function prepareFourier(scratch: usize, length: i32, isInverse: bool): void {
  const sign: f64 = isInverse ? 1 : -1;
  for (let turn = 0; turn < length; turn++) {
    const angle = (TWO_PI * <f64>turn) / <f64>length;
    store<f64>(scratch + ((<usize>turn) << 4), Math.cos(angle));
    store<f64>(scratch + ((<usize>turn) << 4), sign * Math.sin(angle), 8);
  }
}

/**
 * Discrete Fourier transform in place, of pairs of doubles (real, imaginary); not divided by the length. A power of two takes
 * n log n steps, another length n².
 */
export function fourier(data: usize, length: i32, scratch: usize): void {
  if ((length & (length - 1)) == 0) fourierByHalves(data, length, scratch);
  else fourierDirectly(data, length, scratch);
}

function fourierDirectly(data: usize, length: i32, turns: usize): void {
  const copy = turns + ((<usize>length) << 4);
  memory.copy(copy, data, (<usize>length) << 4);
  for (let bin = 0; bin < length; bin++) {
    let real: f64 = 0;
    let imaginary: f64 = 0;
    let turn = 0;
    for (let at = 0; at < length; at++) {
      const place = copy + ((<usize>at) << 4);
      const circle = turns + ((<usize>turn) << 4);
      real += load<f64>(place) * load<f64>(circle) - load<f64>(place, 8) * load<f64>(circle, 8);
      imaginary += load<f64>(place) * load<f64>(circle, 8) + load<f64>(place, 8) * load<f64>(circle);
      turn += bin;
      if (turn >= length) turn -= length;
    }
    store<f64>(data + ((<usize>bin) << 4), real);
    store<f64>(data + ((<usize>bin) << 4), imaginary, 8);
  }
}

function fourierByHalves(data: usize, length: i32, turns: usize): void {
  reverseBits(data, length);
  for (let half = 1; half < length; half <<= 1) {
    const stride = length / (half << 1);
    for (let first = 0; first < length; first += half << 1) {
      for (let at = 0; at < half; at++) {
        const one = data + ((<usize>(first + at)) << 4);
        const other = one + ((<usize>half) << 4);
        const circle = turns + ((<usize>(at * stride)) << 4);
        const real = load<f64>(other) * load<f64>(circle) - load<f64>(other, 8) * load<f64>(circle, 8);
        const imaginary = load<f64>(other) * load<f64>(circle, 8) + load<f64>(other, 8) * load<f64>(circle);
        store<f64>(other, load<f64>(one) - real);
        store<f64>(other, load<f64>(one, 8) - imaginary, 8);
        store<f64>(one, load<f64>(one) + real);
        store<f64>(one, load<f64>(one, 8) + imaginary, 8);
      }
    }
  }
}

function reverseBits(data: usize, length: i32): void {
  let mirrored = 0;
  for (let at = 1; at < length; at++) {
    let bit = length >> 1;
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit;
    mirrored ^= bit;
    if (at >= mirrored) continue;
    const one = data + ((<usize>at) << 4);
    const other = data + ((<usize>mirrored) << 4);
    const kept = v128.load(one);
    v128.store(one, v128.load(other));
    v128.store(other, kept);
  }
}
