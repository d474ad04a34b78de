import { allocateLasting, hasLastingRoom } from '../../core/memory';
import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { packPanels, packedColumns } from '../../kernels/gemm-pack';

/** Bytes of panels that the engine makes: they are counted in 32 bits. */
const PACKED_BYTES_MAX: u64 = 1 << 30;

/**
 * The right side of products of floats: a matrix in panels. One that is constant is packed when the node is first prepared, and
 * lies in the model's memory from then on; another one is packed in the run, in scratch memory.
 */
export class RightSide {
  private lasting: usize = 0;
  private source: usize = 0;
  k: i32 = 0;
  n: i32 = 0;
  rowStep: i32 = 0;
  columnStep: i32 = 0;

  /**
   * Takes the matrix's shape; packs a constant one when it is the only one (`isOnly`). False: refused, since the panels would be
   * too large.
   */
  prepare(node: Node, b: Tensor, k: i32, n: i32, rowStep: i32, columnStep: i32, isOnly: bool): bool {
    this.k = k;
    this.n = n;
    this.rowStep = rowStep;
    this.columnStep = columnStep;
    if (this.bytes > PACKED_BYTES_MAX) {
      node.refuse(RefusalCode.TOO_LARGE, 'the matrix ' + b.shapeText() + ' takes too many bytes in panels');
      return false;
    }
    // A node of constants only is computed once and gone.
    if (!isOnly || !b.isConstant || node.input(0).isConstant) {
      this.lasting = 0;
      return true;
    }
    if (this.lasting != 0 && this.source == b.data) return true;
    this.lasting = 0;
    if (!hasLastingRoom(this.bytes)) return true;
    this.source = b.data;
    this.lasting = allocateLasting(<usize>this.bytes);
    packPanels(this.lasting, b.data, k, n, rowStep, columnStep);
    return true;
  }

  get isLasting(): bool {
    return this.lasting != 0;
  }

  /** Scratch bytes that a run needs for it. */
  get scratchSize(): usize {
    return this.lasting != 0 ? 0 : <usize>this.bytes;
  }

  /** The panels in a run; those of a matrix that is not constant are made in `scratch`. */
  panels(data: usize, scratch: usize): usize {
    if (this.lasting != 0) return this.lasting;
    packPanels(scratch, data, this.k, this.n, this.rowStep, this.columnStep);
    return scratch;
  }

  private get bytes(): u64 {
    return (<u64>this.k * <u64>packedColumns(this.n)) << 2;
  }
}
