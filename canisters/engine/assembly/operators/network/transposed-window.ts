import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { SPATIAL, SpatialWindow } from './spatial-window';

const NUMBER_MAX: i64 = 1 << 28;

/** A window that each element of the input spreads over the output: `output` follows from `input` the other way round. */
export class TransposedWindow extends SpatialWindow {
  /** Reads padding, `output_padding` and `output_shape`, and counts the output's places. False: refused. */
  spread(node: Node): bool {
    const first = SPATIAL - this.rank;
    const more = node.ints('output_padding');
    const shape = node.ints('output_shape');
    const mode = node.text('auto_pad', 'NOTSET');
    const isSame = mode == 'SAME_UPPER' || mode == 'SAME_LOWER';
    if (!isSame && mode != 'NOTSET' && mode != 'VALID') return this.wrong(node, 'auto_pad is ' + mode);
    if (more !== null && more.length != this.rank)
      return this.wrong(node, 'output_padding has too few numbers');
    if (shape !== null && shape.length < this.rank)
      return this.wrong(node, 'output_shape has too few numbers');
    if (!this.readPads(node, mode == 'NOTSET')) return false;
    for (let axis = 0; axis < SPATIAL; axis++) {
      const at = axis - first;
      const behind: i64 = at < 0 || more === null ? 0 : more[at];
      if (behind < 0 || behind > NUMBER_MAX)
        return this.wrong(node, 'output_padding has ' + behind.toString());
      const stride = <i64>this.strides[axis];
      const wide = <i64>(this.kernel[axis] - 1) * <i64>this.dilations[axis] + 1;
      const full = stride * (<i64>this.input[axis] - 1) + behind + wide;
      let size = full - <i64>this.begins[axis] - <i64>this.ends[axis];
      if (at >= 0 && (shape !== null || isSame)) {
        size = shape !== null ? shape[shape.length - this.rank + at] : <i64>this.input[axis] * stride;
        const pad = max<i64>(full - size, 0);
        if (pad > NUMBER_MAX) return this.wrong(node, 'the padding would be ' + pad.toString());
        const half = mode == 'SAME_UPPER' ? pad / 2 : pad - pad / 2;
        this.begins[axis] = <i32>half;
        this.ends[axis] = <i32>(pad - half);
      }
      if (size < 0 || size > NUMBER_MAX) return this.wrong(node, 'the output would have ' + size.toString());
      this.output[axis] = <i32>size;
    }
    return true;
  }

  private wrong(node: Node, message: string): bool {
    node.refuse(RefusalCode.INVALID_INPUT, message);
    return false;
  }
}
