import { SPATIAL, SpatialWindow } from './spatial-window';

/** The part of a pooling window that lies in the input, for one place of the output at a time. */
export class PoolTaps {
  /** First element and one behind the last, on each axis of the input. */
  first: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  end: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  /** Places of the window that lie in the input or its padding. */
  withPads: i32 = 0;
  private places: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  private covered: StaticArray<i32> = new StaticArray<i32>(SPATIAL);

  /** Goes to the first place of the output. */
  begin(window: SpatialWindow): void {
    for (let axis = 0; axis < SPATIAL; axis++) this.go(window, axis, 0);
    this.count();
  }

  /** Goes on, the last axis first. False behind the last place. */
  next(window: SpatialWindow): bool {
    for (let axis = SPATIAL - 1; axis >= 0; axis--) {
      const place = unchecked(this.places[axis]) + 1;
      const isInside = place < unchecked(window.output[axis]);
      this.go(window, axis, isInside ? place : 0);
      if (!isInside) continue;
      this.count();
      return true;
    }
    return false;
  }

  /** Places of the window that lie in the input. */
  get inside(): i32 {
    return unchecked(this.covered[0] * this.covered[1] * this.covered[2]);
  }

  private pads: StaticArray<i32> = new StaticArray<i32>(SPATIAL);

  private count(): void {
    this.withPads = unchecked(this.pads[0] * this.pads[1] * this.pads[2]);
  }

  private go(window: SpatialWindow, axis: i32, place: i32): void {
    unchecked((this.places[axis] = place));
    const size = unchecked(window.input[axis]);
    const step = unchecked(window.dilations[axis]);
    const taps = unchecked(window.kernel[axis]);
    const start = place * unchecked(window.strides[axis]) - unchecked(window.begins[axis]);
    const first = start < 0 ? (step - 1 - start) / step : 0;
    const end = min(taps, tapsBefore(size - start, step));
    const inside = max(end - first, 0);
    unchecked((this.first[axis] = start + first * step));
    unchecked((this.end[axis] = start + (first + inside) * step));
    unchecked((this.covered[axis] = inside));
    unchecked((this.pads[axis] = min(taps, tapsBefore(size + window.ends[axis] - start, step))));
  }
}

// Places of a window, from 0 in steps, that lie below the limit.
function tapsBefore(limit: i32, step: i32): i32 {
  return limit <= 0 ? 0 : (limit + step - 1) / step;
}
