import { exp4, sigmoid4 } from '../../kernels/vector-math';

/*
 * What a transformer does with rows of floats between its products. Counts are multiples of 4 where nothing else is said.
 */

/** Divides a row by the root of its mean square and multiplies it with weights. The sum is taken in order, in double precision. */
export function normRow(from: usize, weights: usize, count: i32, epsilon: f32, to: usize): void {
  let sum: f64 = 0;
  const size = (<usize>count) << 2;
  for (let offset: usize = 0; offset < size; offset += 16) {
    const a = <f64>load<f32>(from + offset);
    const b = <f64>load<f32>(from + offset, 4);
    const c = <f64>load<f32>(from + offset, 8);
    const d = <f64>load<f32>(from + offset, 12);
    sum += a * a;
    sum += b * b;
    sum += c * c;
    sum += d * d;
  }
  const mean = <f32>(sum / <f64>count);
  const factor = f32x4.splat(<f32>1 / sqrt<f32>(mean + epsilon));
  for (let offset: usize = 0; offset < size; offset += 16) {
    const scaled = f32x4.mul(v128.load(from + offset), factor);
    v128.store(to + offset, f32x4.mul(scaled, v128.load(weights + offset)));
  }
}

/** Adds a row to another. */
export function addRow(from: usize, count: i32, to: usize): void {
  const size = (<usize>count) << 2;
  for (let offset: usize = 0; offset < size; offset += 16) {
    v128.store(to + offset, f32x4.add(v128.load(to + offset), v128.load(from + offset)));
  }
}

/** `to = gate · sigmoid(gate) · up`. */
export function gateRow(gate: usize, up: usize, count: i32, to: usize): void {
  const size = (<usize>count) << 2;
  for (let offset: usize = 0; offset < size; offset += 16) {
    const x = v128.load(gate + offset);
    v128.store(to + offset, f32x4.mul(f32x4.mul(x, sigmoid4(x)), v128.load(up + offset)));
  }
}

/**
 * Turns scores into shares that sum to 1, in place: powers of e of the scaled score, over their sum. The count is any; the row
 * has room up to the next multiple of 4.
 */
export function shareRow(scores: usize, count: i32, scale: f32): void {
  const size = (((<usize>count) << 2) + 15) & ~15;
  for (let offset = (<usize>count) << 2; offset < size; offset += 4) store<f32>(scores + offset, -Infinity);
  let top = v128.load(scores);
  for (let offset: usize = 16; offset < size; offset += 16) top = f32x4.pmax(top, v128.load(scores + offset));
  top = f32x4.pmax(top, i8x16.shuffle(top, top, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  top = f32x4.pmax(top, i8x16.shuffle(top, top, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
  const scales = f32x4.splat(scale);
  for (let offset: usize = 0; offset < size; offset += 16) {
    const distance = f32x4.sub(v128.load(scores + offset), top);
    v128.store(scores + offset, exp4(f32x4.mul(distance, scales)));
  }
  let sum: f64 = 0;
  const end = scores + ((<usize>count) << 2);
  for (let at = scores; at < end; at += 4) sum += <f64>load<f32>(at);
  const share = f32x4.splat(<f32>(1 / sum));
  for (let offset: usize = 0; offset < size; offset += 16) {
    v128.store(scores + offset, f32x4.mul(v128.load(scores + offset), share));
  }
}
