import { RANK_MAX, Tensor } from './tensor';

/** The most tensors that are walked together. */
const PARTS_MAX: i32 = 3;

/**
 * A walk over the elements of a shape, row-major, together with tensors that are spread over it: an axis of size 1, or one that
 * is missing, stands still. Neighbouring axes on which every tensor either moves on or stands still become one; the last becomes
 * the run that a kernel takes at once.
 */
export class Broadcast {
  /** Elements of a run. */
  run: i32 = 0;
  /** Number of runs. */
  runs: i32 = 0;
  /** Axes that are left before the run. */
  private axes: i32 = 0;
  private sizes: StaticArray<i32> = new StaticArray<i32>(RANK_MAX + 1);
  private strides: StaticArray<i32> = new StaticArray<i32>((RANK_MAX + 1) * PARTS_MAX);
  private at: StaticArray<i32> = new StaticArray<i32>(RANK_MAX + 1);
  private offsets: StaticArray<i32> = new StaticArray<i32>(PARTS_MAX);
  /** Strides of a shape's axes before they become fewer: axis · PARTS_MAX + part. */
  private full: StaticArray<i32> = new StaticArray<i32>(RANK_MAX * PARTS_MAX);

  /** Says that no part moves. Followed by {@link spread} for each part and by {@link end}. */
  begin(): void {
    memory.fill(changetype<usize>(this.full), 0, <usize>(RANK_MAX * PARTS_MAX * 4));
  }

  /** A part whose axes lie under those of the shape from the axis `first` on (its rank less than the rest: they end earlier). */
  spread(part: i32, tensor: Tensor, first: i32): void {
    let stride = 1;
    for (let axis = tensor.rank - 1; axis >= 0; axis--) {
      const size = tensor.dim(axis);
      this.setStride(first + axis, part, size == 1 ? 0 : stride);
      stride *= size;
    }
  }

  /** The elements from one place of an axis to the next, for a part. */
  setStride(axis: i32, part: i32, stride: i32): void {
    unchecked((this.full[axis * PARTS_MAX + part] = stride));
  }

  /** Ends the description; `shape` is the shape that is walked. */
  end(shape: Tensor): void {
    let axes = 0;
    for (let axis = 0; axis < shape.rank; axis++) {
      const size = shape.dim(axis);
      if (size == 1) continue;
      const from = axis * PARTS_MAX;
      if (axes > 0 && this.continues(axes - 1, from, size)) {
        axes--;
        unchecked((this.sizes[axes] *= size));
      } else {
        unchecked((this.sizes[axes] = size));
      }
      for (let part = 0; part < PARTS_MAX; part++)
        unchecked((this.strides[axes * PARTS_MAX + part] = this.full[from + part]));
      axes++;
    }
    if (axes == 0) {
      unchecked((this.sizes[0] = 1));
      memory.fill(changetype<usize>(this.strides), 0, <usize>(PARTS_MAX * 4));
      axes = 1;
    }
    this.axes = axes - 1;
    this.run = unchecked(this.sizes[axes - 1]);
    this.runs = shape.size == 0 ? 0 : shape.size / this.run;
  }

  // Whether an axis of this size goes on where the merged axis before it stops, for every part.
  private continues(merged: i32, from: i32, size: i32): bool {
    for (let part = 0; part < PARTS_MAX; part++) {
      const outer = unchecked(this.strides[merged * PARTS_MAX + part]);
      if (outer != unchecked(this.full[from + part]) * size) return false;
    }
    return true;
  }

  /** Elements from one element of a run to the next, for a part. */
  step(part: i32): i32 {
    return unchecked(this.strides[this.axes * PARTS_MAX + part]);
  }

  /** Goes to the first run. */
  start(): void {
    memory.fill(changetype<usize>(this.at), 0, <usize>(RANK_MAX * 4));
    memory.fill(changetype<usize>(this.offsets), 0, <usize>(PARTS_MAX * 4));
  }

  /** Index of the part's first element in this run. */
  offset(part: i32): i32 {
    return unchecked(this.offsets[part]);
  }

  /** Goes to the next run; after the last one to the first. */
  next(): void {
    for (let axis = this.axes - 1; axis >= 0; axis--) {
      const strides = changetype<usize>(this.strides) + ((<usize>(axis * PARTS_MAX)) << 2);
      const at = unchecked(this.at[axis]) + 1;
      const isWithin = at < unchecked(this.sizes[axis]);
      unchecked((this.at[axis] = isWithin ? at : 0));
      const places = isWithin ? 1 : 1 - at;
      for (let part = 0; part < PARTS_MAX; part++)
        unchecked((this.offsets[part] += places * load<i32>(strides + ((<usize>part) << 2))));
      if (isWithin) return;
    }
  }
}

/** Sets the shape that two tensors spread to, by the rules of NumPy. False: a dimension differs and neither is 1. */
export function spreadShape(output: Tensor, type: i32, one: Tensor, other: Tensor): bool {
  const rank = max(one.rank, other.rank);
  const oneFirst = rank - one.rank;
  const otherFirst = rank - other.rank;
  output.beginShape(type, rank);
  for (let axis = 0; axis < rank; axis++) {
    const a = axis < oneFirst ? 1 : one.dim(axis - oneFirst);
    const b = axis < otherFirst ? 1 : other.dim(axis - otherFirst);
    if (a != b && a != 1 && b != 1) return false;
    output.setDim(axis, a == 1 ? b : a);
  }
  return true;
}
