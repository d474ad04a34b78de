import { ResizedAxis, Transform } from './resize-coordinates';

/** How the elements around a place are weighed. */
export class Weighing {
  isCubic: bool = false;
  transform: i32 = 0;
  /** The free number of cubic convolution, usually -0.75 or -0.5. */
  cubicCoefficient: f64 = -0.75;
  /** When the axis shrinks, more elements are weighed, as many as it shrinks by. */
  isSmoothed: bool = false;
  /** Elements outside of the input have no weight; else the one at the border stands for them. */
  isOutsideExcluded: bool = false;
}

/** The elements of the input that make each place of the output along one axis, and their weights. */
export class AxisWeights {
  /** Elements weighed for a place. */
  taps: i32;
  /** `taps` places in the input for each place of the output; -1 first when the place lies outside of what can be weighed. */
  places: StaticArray<i32>;
  weights: StaticArray<f64>;

  constructor(axis: ResizedAxis, weighing: Weighing) {
    const reach = weighing.isCubic ? 2.0 : 1.0;
    const shrink = weighing.isSmoothed ? min<f64>(axis.scale, 1) : 1.0;
    // Of each element around the place the distance counts, shrunk as the axis is.
    const first = <i32>Math.floor(-reach / shrink) + 1;
    const taps = 2 - 2 * first;
    this.taps = taps;
    this.places = new StaticArray<i32>(taps * axis.to);
    this.weights = new StaticArray<f64>(taps * axis.to);
    for (let at = 0; at < axis.to; at++) {
      const x = axis.placeOf(weighing.transform, at);
      const start = at * taps;
      const isKnown = x >= -LIMIT && x <= LIMIT;
      const isInside = x >= 0 && x <= <f64>(axis.from - 1);
      if (!isKnown || (weighing.transform == Transform.CROP_AND_RESIZE && !isInside)) {
        this.places[start] = -1;
        continue;
      }
      this.weigh(start, x, first, shrink, axis.from, weighing);
    }
  }

  private weigh(start: i32, x: f64, first: i32, shrink: f64, size: i32, weighing: Weighing): void {
    const low = Math.floor(x);
    const ratio = x - low;
    let sum: f64 = 0;
    for (let tap = 0; tap < this.taps; tap++) {
      const place = <i32>low + first + tap;
      let weight = weightAt(Math.abs(<f64>(first + tap) - ratio) * shrink, weighing);
      if (weighing.isOutsideExcluded && (place < 0 || place >= size)) weight = 0;
      this.places[start + tap] = max(0, min(size - 1, place));
      this.weights[start + tap] = weight;
      sum += weight;
    }
    if (sum == 0 || (!weighing.isSmoothed && !weighing.isOutsideExcluded)) return;
    for (let tap = 0; tap < this.taps; tap++) this.weights[start + tap] = this.weights[start + tap] / sum;
  }
}

const LIMIT: f64 = 1e9;

function weightAt(x: f64, weighing: Weighing): f64 {
  if (!weighing.isCubic) return max<f64>(0, 1 - x);
  const a = weighing.cubicCoefficient;
  if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
}
