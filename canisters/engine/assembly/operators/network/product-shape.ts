import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { RANK_MAX, Tensor } from '../../core/tensor';

/**
 * What a product of stacks of matrices computes, as numpy.matmul: the last two axes are the matrices, the axes before are spread
 * over each other; a vector on the left is a row, one on the right a column, and that axis is not in the result.
 */
export class ProductShape {
  m: i32 = 0;
  n: i32 = 0;
  k: i32 = 0;
  /** Number of products; 1 when all of A stands before the same B, whose rows then count as those of one matrix. */
  count: i32 = 0;
  private rank: i32 = 0;
  private sizes: StaticArray<i32> = new StaticArray<i32>(RANK_MAX);
  private aSteps: StaticArray<i32> = new StaticArray<i32>(RANK_MAX);
  private bSteps: StaticArray<i32> = new StaticArray<i32>(RANK_MAX);

  /** Sets the shape of output 0 from the two tensors. {@link Prepared.READY} or a refusal. */
  prepare(node: Node, a: Tensor, b: Tensor, type: i32): i32 {
    if (a.rank == 0 || b.rank == 0) return this.refuse(node, a, b);
    const isRow = a.rank == 1;
    const isColumn = b.rank == 1;
    this.m = isRow ? 1 : a.dim(a.rank - 2);
    this.k = a.dim(a.rank - 1);
    this.n = isColumn ? 1 : b.dim(b.rank - 1);
    if (this.k != b.dim(isColumn ? 0 : b.rank - 2)) return this.refuse(node, a, b);
    const aBatch = max(a.rank - 2, 0);
    const bBatch = max(b.rank - 2, 0);
    this.rank = max(aBatch, bBatch);
    const output = node.output(0);
    output.beginShape(type, this.rank + (isRow ? 0 : 1) + (isColumn ? 0 : 1));
    for (let axis = 0; axis < this.rank; axis++) {
      const aDim = axis < this.rank - aBatch ? 1 : a.dim(axis - this.rank + aBatch);
      const bDim = axis < this.rank - bBatch ? 1 : b.dim(axis - this.rank + bBatch);
      if (aDim != bDim && aDim != 1 && bDim != 1) return this.refuse(node, a, b);
      this.sizes[axis] = aDim == 1 ? bDim : aDim;
      output.setDim(axis, this.sizes[axis]);
    }
    let axis = this.rank;
    if (!isRow) output.setDim(axis++, this.m);
    if (!isColumn) output.setDim(axis++, this.n);
    const outcome = node.ready(output);
    if (outcome == Prepared.READY) this.setSteps(a, b, aBatch, bBatch);
    return outcome;
  }

  /** Index of the first element of A in a product. */
  aOffset(index: i32): i32 {
    return this.offset(index, this.aSteps);
  }

  /** Index of the first element of B in a product. */
  bOffset(index: i32): i32 {
    return this.offset(index, this.bSteps);
  }

  private offset(index: i32, steps: StaticArray<i32>): i32 {
    if (this.count == 1) return 0;
    let offset = 0;
    for (let axis = this.rank - 1; axis >= 0; axis--) {
      const size = unchecked(this.sizes[axis]);
      offset += (index % size) * unchecked(steps[axis]);
      index /= size;
    }
    return offset;
  }

  private setSteps(a: Tensor, b: Tensor, aBatch: i32, bBatch: i32): void {
    let aStep = this.m * this.k;
    let bStep = this.k * this.n;
    let count = 1;
    let isSameRight = true;
    for (let axis = this.rank - 1; axis >= 0; axis--) {
      const aAxis = axis - this.rank + aBatch;
      const bAxis = axis - this.rank + bBatch;
      const aDim = aAxis < 0 ? 1 : a.dim(aAxis);
      const bDim = bAxis < 0 ? 1 : b.dim(bAxis);
      this.aSteps[axis] = aDim == 1 ? 0 : aStep;
      this.bSteps[axis] = bDim == 1 ? 0 : bStep;
      aStep *= aDim;
      bStep *= bDim;
      if (bDim != 1) isSameRight = false;
      count *= this.sizes[axis];
    }
    this.count = count;
    if (isSameRight && count > 0) {
      this.m *= count;
      this.count = 1;
    }
  }

  private refuse(node: Node, a: Tensor, b: Tensor): i32 {
    const shapes = a.shapeText() + ' and ' + b.shapeText();
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected matrices that can be multiplied, got the shapes ' + shapes,
    );
  }
}
