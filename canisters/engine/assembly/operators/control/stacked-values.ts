import { Graph } from '../../core/graph';
import { DataType, elementSize } from '../../core/data-type';
import { allocateValue } from '../../core/memory';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { copyValue, hasRoom } from '../../core/sequence';
import { RANK_MAX, Tensor } from '../../core/tensor';
import { copyBytes } from '../../kernels/copy-bytes';

/** Values of one shape that an operator gathers turn by turn, to be stacked along a new axis. */
export class StackedValues {
  private places: Array<usize> = new Array<usize>();
  private first: Tensor = new Tensor('');

  begin(): void {
    this.places.length = 0;
  }

  /** Keeps a copy of a value where values are put now. False: refused. */
  add(node: Node, value: Tensor): bool {
    if (value.type >= DataType.SEQUENCE) return node.refuseType(value) == Prepared.READY;
    if (this.places.length == 0) {
      this.first.shapeLike(value, value.type);
    } else if (!this.first.hasShapeOf(value) || this.first.type != value.type) {
      const expected = 'expected values of the shape ' + this.first.shapeText() + ' in every turn, got ';
      return node.refuse(RefusalCode.INVALID_INPUT, expected + value.shapeText()) == Prepared.READY;
    }
    const place = copyValue(value.type, value.data, value.size);
    if (place != 0) this.places.push(place);
    return place != 0;
  }

  /**
   * Writes the stack, its new axis at `axis`, counted from the end when negative; `isReversed`: the last value first. A stack of
   * none has the shape that the body's graph names, open dimensions 0. False: refused.
   */
  finish(node: Node, output: Tensor, graph: Graph, port: i32, axis: i32, isReversed: bool): bool {
    const count = this.places.length;
    if (count == 0 && !this.shapeByPort(node, graph, port)) return false;
    const first = this.first;
    const rank = first.rank + 1;
    const at = axis < 0 ? axis + rank : axis;
    if (rank > RANK_MAX || at < 0 || at >= rank) {
      return (
        node.refuse(RefusalCode.MALFORMED, 'no axis ' + axis.toString() + ' in what it stacks') ==
        Prepared.READY
      );
    }
    output.beginShape(first.type, rank);
    for (let to = 0; to < rank; to++) output.setDim(to, to == at ? count : first.dim(to < at ? to : to - 1));
    if (!output.endShape()) return node.ready(output) == Prepared.READY;
    if (!hasRoom(<u64>output.byteSize)) return false;
    output.data = allocateValue(output.byteSize);
    const outer = first.sizeOf(0, at);
    const inner = <usize>first.sizeOf(at, first.rank) * <usize>elementSize(first.type);
    for (let index = 0; index < count; index++) {
      const from = this.places[isReversed ? count - 1 - index : index];
      for (let row = 0; row < outer; row++) {
        copyBytes(output.data + <usize>(row * count + index) * inner, from + <usize>row * inner, inner);
      }
    }
    return true;
  }

  private shapeByPort(node: Node, graph: Graph, index: i32): bool {
    const port = graph.outputs[index];
    if (elementSize(port.type) == 0 || port.type >= DataType.SEQUENCE || port.dims.length >= RANK_MAX) {
      return (
        node.refuse(RefusalCode.UNSUPPORTED, 'it never ran, and its body does not say what it gives') ==
        Prepared.READY
      );
    }
    this.first.beginShape(port.type, port.dims.length);
    for (let axis = 0; axis < port.dims.length; axis++) this.first.setDim(axis, max(port.dims[axis], 0));
    return this.first.endShape();
  }
}
