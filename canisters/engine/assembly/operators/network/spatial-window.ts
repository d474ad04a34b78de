import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';

/** Spatial axes that windows have; missing ones are put in front with size 1. */
export const SPATIAL: i32 = 3;

/** The largest number of an attribute that describes a window: sums of them stay in 64 bits, products are checked. */
const NUMBER_MAX: i64 = 1 << 28;

/** Elements of a channel with its padding: places of a window are counted in 32 bits. */
const VOLUME_MAX: i64 = 1 << 30;

/** A window that moves over the spatial axes of a tensor [N, C, …]: depth, height, width. */
export class SpatialWindow {
  /** Spatial axes that the tensor has: 1 to 3. */
  rank: i32 = 0;
  input: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  kernel: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  strides: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  dilations: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  /** Elements that are thought before the first and behind the last. */
  begins: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  ends: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  output: StaticArray<i32> = new StaticArray<i32>(SPATIAL);

  /** Reads kernel, strides, dilations and, unless they follow later, pads. False: refused. */
  read(node: Node, x: Tensor, weights: Tensor | null): bool {
    this.rank = x.rank - 2;
    if (this.rank < 1 || this.rank > SPATIAL) {
      return this.refuse(node, 'expected 1 to 3 spatial axes, got the shape ' + x.shapeText());
    }
    const first = SPATIAL - this.rank;
    for (let axis = 0; axis < SPATIAL; axis++) {
      const at = axis - first;
      this.input[axis] = at < 0 ? 1 : x.dim(2 + at);
      this.kernel[axis] = at < 0 || weights === null ? 1 : weights.dim(2 + at);
    }
    if (!this.readAxes(node, 'kernel_shape', this.kernel, weights !== null)) return false;
    for (let axis = 0; axis < SPATIAL; axis++) {
      this.strides[axis] = 1;
      this.dilations[axis] = 1;
    }
    return (
      this.readAxes(node, 'strides', this.strides, false) &&
      this.readAxes(node, 'dilations', this.dilations, false)
    );
  }

  /**
   * Reads the padding and counts the output's places. Where windows do not meet, the padding SAME would be negative: pooling cuts
   * the borders off then (`isCutting`), a convolution leaves them as they are. False: refused.
   */
  place(node: Node, isCeil: bool, isCutting: bool): bool {
    const mode = node.text('auto_pad', 'NOTSET');
    const isSame = mode == 'SAME_UPPER' || mode == 'SAME_LOWER';
    if (!isSame && mode != 'NOTSET' && mode != 'VALID') {
      return this.refuse(node, 'expected an auto_pad that ONNX names, got ' + mode);
    }
    if (!this.readPads(node, mode == 'NOTSET')) return false;
    for (let axis = 0; axis < SPATIAL; axis++) {
      const size = <i64>this.input[axis];
      const stride = <i64>this.strides[axis];
      const wide = <i64>(this.kernel[axis] - 1) * <i64>this.dilations[axis] + 1;
      let count: i64;
      if (isSame) {
        count = (size + stride - 1) / stride;
        let pad = (count - 1) * stride + wide - size;
        if (!isCutting) pad = max<i64>(pad, 0);
        if (pad > NUMBER_MAX) return this.refuse(node, 'the window is too large');
        const half = mode == 'SAME_UPPER' ? pad / 2 : (pad + 1) / 2;
        this.begins[axis] = <i32>half;
        this.ends[axis] = <i32>(pad - half);
      } else {
        const room = size + <i64>this.begins[axis] + <i64>this.ends[axis] - wide;
        if (room < 0) return this.refuse(node, 'the window is larger than what it moves over');
        count = (isCeil ? room + stride - 1 : room) / stride + 1;
        // The last window begins in the input or before it.
        if (isCeil && (count - 1) * stride >= size + <i64>this.begins[axis]) count--;
      }
      if (count > NUMBER_MAX) return this.refuse(node, 'the output would be too large');
      this.output[axis] = <i32>count;
    }
    let volume: i64 = 1;
    for (let axis = 0; axis < SPATIAL; axis++) {
      volume *= max<i64>(this.padded(axis), 1);
      if (volume > VOLUME_MAX) return this.refuse(node, 'the padded axes are too large');
    }
    return true;
  }

  /** Sets the spatial dimensions of an output whose shape was begun. */
  setDims(output: Tensor): void {
    for (let axis = 0; axis < this.rank; axis++)
      output.setDim(2 + axis, this.output[SPATIAL - this.rank + axis]);
  }

  get inputSize(): i32 {
    return this.input[0] * this.input[1] * this.input[2];
  }

  get outputSize(): i32 {
    return this.output[0] * this.output[1] * this.output[2];
  }

  get kernelSize(): i32 {
    return this.kernel[0] * this.kernel[1] * this.kernel[2];
  }

  get hasPads(): bool {
    for (let axis = 0; axis < SPATIAL; axis++) if (this.begins[axis] > 0 || this.ends[axis] > 0) return true;
    return false;
  }

  /** Size of an axis with its padding. */
  padded(axis: i32): i32 {
    return this.begins[axis] + this.input[axis] + this.ends[axis];
  }

  private readAxes(node: Node, name: string, to: StaticArray<i32>, isGiven: bool): bool {
    const values = node.ints(name);
    if (values === null) return true;
    if (values.length != this.rank) {
      return this.refuse(node, 'expected ' + this.rank.toString() + ' numbers in ' + name);
    }
    const first = SPATIAL - this.rank;
    for (let axis = 0; axis < this.rank; axis++) {
      const value = values[axis];
      if (value < 1 || value > NUMBER_MAX) return this.refuse(node, name + ' has ' + value.toString());
      if (isGiven && to[first + axis] != <i32>value) {
        return this.refuse(node, 'expected the kernel_shape of the weights');
      }
      to[first + axis] = <i32>value;
    }
    return true;
  }

  /** Reads the attribute `pads`, when it counts. False: refused. */
  readPads(node: Node, isExplicit: bool): bool {
    for (let axis = 0; axis < SPATIAL; axis++) {
      this.begins[axis] = 0;
      this.ends[axis] = 0;
    }
    const pads = node.ints('pads');
    if (pads === null || !isExplicit) return true;
    if (pads.length != this.rank * 2) {
      return this.refuse(node, 'expected ' + (this.rank * 2).toString() + ' numbers in pads');
    }
    const first = SPATIAL - this.rank;
    for (let index = 0; index < pads.length; index++) {
      const value = pads[index];
      if (value < 0 || value > NUMBER_MAX) return this.refuse(node, 'pads has ' + value.toString());
      if (index < this.rank) this.begins[first + index] = <i32>value;
      else this.ends[first + index - this.rank] = <i32>value;
    }
    return true;
  }

  private refuse(node: Node, message: string): bool {
    node.refuse(RefusalCode.INVALID_INPUT, message);
    return false;
  }
}
