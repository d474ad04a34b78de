import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { Tensor } from '../../core/tensor';
import { AttentionShape } from './attention-shape';

/**
 * The mask of an attention: booleans that show or hide, or floats that are added, spread over batches, heads and rows. One that is
 * shorter than a row hides what is behind it.
 */
export class AttentionMask {
  isThere: bool = false;
  isBoolean: bool = false;
  columns: i32 = 0;
  private batchStep: i32 = 0;
  private headStep: i32 = 0;
  private rowStep: i32 = 0;

  /** Reads the input of this index, when it is given. False: refused. */
  read(node: Node, input: i32, shape: AttentionShape): bool {
    this.isThere = node.hasInput(input);
    if (!this.isThere) return true;
    const mask = node.input(input);
    if (mask.type != DataType.FLOAT && mask.type != DataType.BOOL) {
      node.refuseType(mask);
      return false;
    }
    this.isBoolean = mask.type == DataType.BOOL;
    if (mask.rank < 2 || mask.rank > 4) return shape.refuse(node);
    const heads = mask.rank > 2 ? mask.dim(mask.rank - 3) : 1;
    const batches = mask.rank > 3 ? mask.dim(0) : 1;
    const rows = mask.dim(mask.rank - 2);
    this.columns = mask.dim(mask.rank - 1);
    const isFit =
      (batches == 1 || batches == shape.batch) &&
      (heads == 1 || heads == shape.heads) &&
      (rows == 1 || rows == shape.asking);
    if (!isFit || this.columns > shape.total) return shape.refuse(node);
    this.rowStep = rows == 1 ? 0 : this.columns;
    this.headStep = heads == 1 ? 0 : rows * this.columns;
    this.batchStep = batches == 1 ? 0 : heads * rows * this.columns;
    return true;
  }

  /** Address of the mask of a row. */
  rowAt(mask: Tensor, batch: i32, head: i32, row: i32): usize {
    const index = batch * this.batchStep + head * this.headStep + row * this.rowStep;
    return mask.data + (this.isBoolean ? <usize>index : (<usize>index) << 2);
  }
}
