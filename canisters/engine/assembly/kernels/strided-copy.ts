import { copyBytes } from './copy-bytes';
import { copyRun } from './copy-run';
import { turnBlock } from './turn-block';

const AXES_MAX: i32 = 16;
/** Below this size the innermost axis is not worth a call. */
const SHORT: i32 = 8;

/**
 * A copy of elements that lie on a grid on both sides: each axis has a size and a distance between neighbours, in elements, where
 * they are written and where they are read. A distance of 0 where they are read repeats an element; a negative one walks backwards.
 * Axes are added from the outermost to the innermost; those of one element vanish and those that lie in line become one.
 */
export class StridedCopy {
  private rank: i32 = 0;
  private count: i32 = 1;
  private sizes: StaticArray<i32> = new StaticArray<i32>(AXES_MAX);
  private toSteps: StaticArray<i32> = new StaticArray<i32>(AXES_MAX);
  private fromSteps: StaticArray<i32> = new StaticArray<i32>(AXES_MAX);
  private at: StaticArray<i32> = new StaticArray<i32>(AXES_MAX);
  /** Index of an axis that is turned with the innermost one, or -1. */
  private turned: i32 = -1;

  /** Forgets all axes. */
  begin(): void {
    this.rank = 0;
    this.count = 1;
    this.turned = -1;
  }

  addAxis(size: i32, toStep: i32, fromStep: i32): void {
    this.count *= size;
    if (size == 1) return;
    const last = this.rank - 1;
    if (last >= 0 && this.sizes[last] > 0) {
      const isInLine =
        this.toSteps[last] == toStep * size && this.fromSteps[last] == fromStep * size && size > 0;
      if (isInLine) {
        this.sizes[last] = this.sizes[last] * size;
        this.toSteps[last] = toStep;
        this.fromSteps[last] = fromStep;
        return;
      }
    }
    this.sizes[this.rank] = size;
    this.toSteps[this.rank] = toStep;
    this.fromSteps[this.rank] = fromStep;
    this.rank++;
  }

  /** Whether both sides are one block in the same order. */
  get isPlain(): bool {
    return this.rank == 0 || (this.rank == 1 && this.toSteps[0] == 1 && this.fromSteps[0] == 1);
  }

  /** Ends the axes: looks for one that lies close where the innermost one is far, so that both are walked in blocks. */
  end(): void {
    const last = this.rank - 1;
    if (last < 1) return;
    if (this.sizes[last] < SHORT) {
      this.lengthenInner();
      return;
    }
    if (this.toSteps[last] != 1 || this.fromSteps[last] <= 1) return;
    for (let axis = 0; axis < last; axis++) {
      if (this.fromSteps[axis] != 1 || this.toSteps[axis] <= 1) continue;
      if (this.sizes[axis] >= 4) this.turned = axis;
    }
  }

  // A short innermost axis costs a call for a few elements: the longest takes its place.
  private lengthenInner(): void {
    const last = this.rank - 1;
    let longest = last;
    for (let axis = 0; axis < last; axis++) if (this.sizes[axis] > this.sizes[longest]) longest = axis;
    if (this.sizes[longest] < 2 * this.sizes[last]) return;
    swap(this.sizes, longest, last);
    swap(this.toSteps, longest, last);
    swap(this.fromSteps, longest, last);
  }

  /** Instructions of one run, estimated. */
  cost(elementSize: i32): f64 {
    const count = <f64>this.count;
    const last = this.rank - 1;
    if (last < 0) return 40;
    if (this.turned >= 0) return count * (elementSize == 4 ? 6 : 19) + 400;
    const runs = count / <f64>max(this.sizes[last], 1);
    const isClose = this.toSteps[last] == 1 && this.fromSteps[last] <= 1 && this.fromSteps[last] >= 0;
    return runs * 150 + count * (isClose ? 0.45 * <f64>elementSize : 12);
  }

  /** Copies; the addresses are those of the element at the origin of all axes. */
  run(to: usize, from: usize, elementSize: i32): void {
    if (this.count == 0) return;
    if (this.rank == 0) {
      copyBytes(to, from, <usize>elementSize);
      return;
    }
    if (this.turned >= 0) this.runTurned(to, from, elementSize);
    else this.runRows(to, from, elementSize);
  }

  private runRows(to: usize, from: usize, elementSize: i32): void {
    const last = this.rank - 1;
    const size = unchecked(this.sizes[last]);
    const toStep = unchecked(this.toSteps[last]);
    const fromStep = unchecked(this.fromSteps[last]);
    this.beginWalk();
    do {
      copyRun(
        to + this.toOffset * elementSize,
        from + this.fromOffset * elementSize,
        size,
        toStep,
        fromStep,
        elementSize,
      );
    } while (this.walk(last, -1));
  }

  private runTurned(to: usize, from: usize, elementSize: i32): void {
    const last = this.rank - 1;
    const turned = this.turned;
    const rows = unchecked(this.sizes[last]);
    const columns = unchecked(this.sizes[turned]);
    const toStep = unchecked(this.toSteps[turned]);
    const fromStep = unchecked(this.fromSteps[last]);
    this.beginWalk();
    do {
      const target = to + this.toOffset * elementSize;
      turnBlock(target, from + this.fromOffset * elementSize, rows, columns, toStep, fromStep, elementSize);
    } while (this.walk(last, turned));
  }

  private toOffset: i32 = 0;
  private fromOffset: i32 = 0;

  private beginWalk(): void {
    this.toOffset = 0;
    this.fromOffset = 0;
    for (let axis = 0; axis < this.rank; axis++) unchecked((this.at[axis] = 0));
  }

  // The next place on the axes below `end` without `skipped`; false behind the last.
  private walk(end: i32, skipped: i32): bool {
    for (let axis = end - 1; axis >= 0; axis--) {
      if (axis == skipped) continue;
      const place = unchecked(this.at[axis]) + 1;
      if (place < unchecked(this.sizes[axis])) {
        unchecked((this.at[axis] = place));
        this.toOffset += unchecked(this.toSteps[axis]);
        this.fromOffset += unchecked(this.fromSteps[axis]);
        return true;
      }
      unchecked((this.at[axis] = 0));
      this.toOffset -= unchecked(this.toSteps[axis]) * (place - 1);
      this.fromOffset -= unchecked(this.fromSteps[axis]) * (place - 1);
    }
    return false;
  }
}

function swap(values: StaticArray<i32>, one: i32, other: i32): void {
  const kept = values[one];
  values[one] = values[other];
  values[other] = kept;
}
