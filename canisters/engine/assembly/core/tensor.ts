import { elementSize } from './data-type';
import { ELEMENTS_MAX, RANK_MAX } from './limits';

export { ELEMENTS_MAX, RANK_MAX };

/**
 * A value of the graph: type, shape and where its elements lie, row-major, little-endian. The object is made once, when the
 * model is loaded; shape and place change with the plan.
 */
export class Tensor {
  name: string;
  type: i32 = 0;
  rank: i32 = 0;
  dims: StaticArray<i32> = new StaticArray<i32>(RANK_MAX);
  /** Number of elements. */
  size: i32 = 0;
  /** Address of the first element; 0 while it has no place. */
  data: usize = 0;
  /** The elements never change: a weight, or a value folded when the model was loaded. */
  isConstant: bool = false;
  /** Type and shape are those of this plan. */
  isShapeKnown: bool = false;
  /** The elements can be read while the plan is made. */
  isValueKnown: bool = false;
  /** The elements were computed with the plan and stay while it does. */
  isFixed: bool = false;
  /** It lies in the plan's block, at a place of its own or one that it took over. */
  isInArena: bool = false;
  /** Index of the last step that reads it; the plan's own. */
  lastUse: i32 = -1;
  /** The tensor whose memory it shares, or null. */
  aliasOf: Tensor | null = null;

  constructor(name: string) {
    this.name = name;
  }

  get byteSize(): usize {
    return <usize>this.size * <usize>elementSize(this.type);
  }

  /** Begins a new shape of this rank; dimensions are then set by {@link setDim} and ended by {@link endShape}. */
  beginShape(type: i32, rank: i32): void {
    this.type = type;
    this.rank = rank;
  }

  setDim(axis: i32, size: i32): void {
    unchecked((this.dims[axis] = size));
  }

  dim(axis: i32): i32 {
    return unchecked(this.dims[axis]);
  }

  /** Counts the elements. False when they are more than {@link ELEMENTS_MAX} or a dimension is negative. */
  endShape(): bool {
    let size: i64 = 1;
    let isEmpty = false;
    for (let axis = 0; axis < this.rank; axis++) {
      const dim = this.dim(axis);
      if (dim < 0) return false;
      if (dim == 0) isEmpty = true;
      else size *= dim;
      if (size > ELEMENTS_MAX) return false;
    }
    this.size = isEmpty ? 0 : <i32>size;
    this.isShapeKnown = true;
    return true;
  }

  /** Takes the shape of another tensor, with a type of its own. */
  shapeLike(other: Tensor, type: i32): void {
    this.type = type;
    this.rank = other.rank;
    for (let axis = 0; axis < other.rank; axis++) this.setDim(axis, other.dim(axis));
    this.size = other.size;
    this.isShapeKnown = true;
  }

  hasShapeOf(other: Tensor): bool {
    if (this.rank != other.rank) return false;
    for (let axis = 0; axis < this.rank; axis++) if (this.dim(axis) != other.dim(axis)) return false;
    return true;
  }

  /** Product of the dimensions from `first` up to, not including, `end`. */
  sizeOf(first: i32, end: i32): i32 {
    let size = 1;
    for (let axis = first; axis < end; axis++) size *= this.dim(axis);
    return size;
  }

  /** Element as a number of 64 bits, for the integer types that carry shapes and axes (int32, int64). */
  intAt(index: i32): i64 {
    return elementSize(this.type) == 8
      ? load<i64>(this.data + ((<usize>index) << 3))
      : <i64>load<i32>(this.data + ((<usize>index) << 2));
  }

  /** The shape as a refusal shows it: `[2,3]`. */
  shapeText(): string {
    let text = '[';
    for (let axis = 0; axis < this.rank; axis++) text += (axis > 0 ? ',' : '') + this.dim(axis).toString();
    return text + ']';
  }
}
