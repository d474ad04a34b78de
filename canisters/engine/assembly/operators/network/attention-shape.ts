import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';

/** Sizes of an attention: batches, heads, positions, and how far apart rows lie. Steps in elements. */
export class AttentionShape {
  isFlat: bool = false;
  batch: i32 = 0;
  heads: i32 = 0;
  kvHeads: i32 = 0;
  /** Positions that ask, that are new, that came before, and that are looked at. */
  asking: i32 = 0;
  fresh: i32 = 0;
  past: i32 = 0;
  total: i32 = 0;
  size: i32 = 0;
  valueSize: i32 = 0;

  /** Reads the three inputs. False: refused. */
  read(node: Node): bool {
    const q = node.input(0);
    const k = node.input(1);
    const v = node.input(2);
    if ((q.rank != 3 && q.rank != 4) || k.rank != q.rank || v.rank != q.rank) return this.refuse(node);
    this.isFlat = q.rank == 3;
    this.batch = q.dim(0);
    if (this.isFlat) {
      const heads = node.int('q_num_heads', 0);
      const kvHeads = node.int('kv_num_heads', 0);
      if (heads < 1 || kvHeads < 1 || heads > <i64>max(q.dim(2), 1) || kvHeads > <i64>max(k.dim(2), 1)) {
        node.refuse(RefusalCode.INVALID_INPUT, 'expected q_num_heads and kv_num_heads for inputs of rank 3');
        return false;
      }
      this.heads = <i32>heads;
      this.kvHeads = <i32>kvHeads;
      this.asking = q.dim(1);
      this.fresh = k.dim(1);
      this.size = q.dim(2) / this.heads;
      this.valueSize = v.dim(2) / this.kvHeads;
      if (q.dim(2) != this.size * this.heads || k.dim(2) != this.size * this.kvHeads)
        return this.refuse(node);
      if (v.dim(2) != this.valueSize * this.kvHeads || v.dim(1) != this.fresh) return this.refuse(node);
    } else {
      this.heads = q.dim(1);
      this.kvHeads = k.dim(1);
      this.asking = q.dim(2);
      this.fresh = k.dim(2);
      this.size = q.dim(3);
      this.valueSize = v.dim(3);
      if (k.dim(3) != this.size || v.dim(1) != this.kvHeads || v.dim(2) != this.fresh)
        return this.refuse(node);
    }
    if (k.dim(0) != this.batch || v.dim(0) != this.batch) return this.refuse(node);
    if (this.kvHeads == 0 || this.heads % this.kvHeads != 0) return this.refuse(node);
    this.past = 0;
    this.total = this.fresh;
    return true;
  }

  /** Reads what came before: past keys and values, both or none. False: refused. */
  readPast(node: Node, keys: i32, values: i32): bool {
    if (!node.hasInput(keys) && !node.hasInput(values)) return true;
    if (!node.hasInput(keys) || !node.hasInput(values)) return this.refuse(node);
    const key = node.input(keys);
    const value = node.input(values);
    if (!this.isPast(key, this.size) || !this.isPast(value, this.valueSize) || key.dim(2) != value.dim(2)) {
      return this.refuse(node);
    }
    this.past = key.dim(2);
    const total = <i64>this.past + <i64>this.fresh;
    if (total > <i64>i32.MAX_VALUE) return this.refuse(node);
    this.total = <i32>total;
    return true;
  }

  /** Elements from a head's first row to the next head's, and from row to row, in a tensor of this many positions and heads. */
  headStep(positions: i32, size: i32): i32 {
    return this.isFlat ? size : positions * size;
  }

  rowStep(heads: i32, size: i32): i32 {
    return this.isFlat ? heads * size : size;
  }

  private isPast(tensor: Tensor, size: i32): bool {
    if (tensor.type != DataType.FLOAT || tensor.rank != 4) return false;
    return tensor.dim(0) == this.batch && tensor.dim(1) == this.kvHeads && tensor.dim(3) == size;
  }

  refuse(node: Node): bool {
    let shapes = node.input(0).shapeText();
    for (let index = 1; index < node.inputs.length; index++) {
      shapes += ', ' + (node.hasInput(index) ? node.input(index).shapeText() : 'none');
    }
    node.refuse(RefusalCode.INVALID_INPUT, 'the shapes of the inputs do not fit each other: ' + shapes);
    return false;
  }
}
