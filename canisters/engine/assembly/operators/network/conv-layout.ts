import { elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { PANEL } from '../../kernels/gemm-pack';
import { padChannels } from '../../kernels/pad-channels';
import { Unfolding } from '../../kernels/unfold';
import { SPATIAL, SpatialWindow } from './spatial-window';

/** Scratch of a convolution that the engine takes on. */
const SCRATCH_MAX: i64 = 1 << 29;
/** Bytes that a strip of unfolded places has about, so that they stay in the cache. */
const STRIP_BYTES: i32 = 1 << 17;

/**
 * How a convolution lies in memory: for each image and group the channels with their padding, a table that says how far from its first
 * element each place of the window is, and strips of unfolded places. Elements have 4 bytes, or 1: then two values of k
 * stand in a pair.
 */
export class ConvLayout {
  window: SpatialWindow = new SpatialWindow();
  images: i32 = 0;
  groups: i32 = 0;
  /** Channels of a group on both sides. */
  channelsIn: i32 = 0;
  channelsOut: i32 = 0;
  /** Products of one sum: channels of a group times places of the window. */
  k: i32 = 0;
  /** Places of the output. */
  places: i32 = 0;
  /** Places that are unfolded at a time. */
  strip: i32 = 0;
  /** Pairs of values of k, for bytes. */
  pairs: i32 = 0;
  /** An element has 1 << shift bytes. */
  private shift: i32 = 2;
  private isPadded: bool = false;
  private outer: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  private unfolding: Unfolding = new Unfolding();

  /** Checks the shapes of input and weights and begins the output's. False: refused. */
  prepare(node: Node, x: Tensor, weights: Tensor, type: i32): bool {
    const window = this.window;
    this.shift = elementSize(x.type) == 1 ? 0 : 2;
    if (weights.rank != x.rank) return refuseShapes(node, x, weights);
    if (!window.read(node, x, weights) || !window.place(node, false, false)) return false;
    const groups = node.int('group', 1);
    const channels = x.dim(1);
    if (groups < 1 || groups > <i64>max(channels, 1)) return refuseShapes(node, x, weights);
    this.groups = <i32>groups;
    this.images = x.dim(0);
    this.channelsIn = weights.dim(1);
    this.channelsOut = weights.dim(0) / this.groups;
    if (this.channelsIn * this.groups != channels || weights.dim(0) % this.groups != 0) {
      return refuseShapes(node, x, weights);
    }
    this.k = this.channelsIn * window.kernelSize;
    this.pairs = (this.k + 1) >> 1;
    const output = node.output(0);
    output.beginShape(type, x.rank);
    output.setDim(0, this.images);
    output.setDim(1, weights.dim(0));
    window.setDims(output);
    if (node.ready(output) != Prepared.READY) return false;
    this.places = window.outputSize;
    return this.measure(node);
  }

  /** Scratch bytes: the padded channels, the table, a strip. */
  get scratchSize(): usize {
    return this.paddedSize + this.tableSize + this.stripSize;
  }

  get paddedSize(): usize {
    return this.isPadded ? (((<usize>this.channelsIn * <usize>this.block) << this.shift) + 15) & ~15 : 0;
  }

  get tableSize(): usize {
    return (<usize>this.pairs * 8 + 15) & ~15;
  }

  get stripSize(): usize {
    const bytes = this.shift == 0 ? (<usize>this.pairs) << 1 : (<usize>this.k) << 2;
    return bytes * <usize>this.strip;
  }

  /** Instructions of padding alone, estimated. */
  get paddingCost(): f64 {
    const padding = this.isPadded ? <f64>this.channelsIn * <f64>this.block * 2.5 : 0;
    return <f64>this.images * <f64>this.groups * padding;
  }

  /** Instructions of padding and unfolding, estimated. */
  get cost(): f64 {
    const padding = this.isPadded ? <f64>this.channelsIn * <f64>this.block * 2.5 : 0;
    const each = this.window.strides[2] == 1 ? 2.5 : 9.0;
    return <f64>this.images * <f64>this.groups * (padding + <f64>this.k * <f64>this.places * each);
  }

  /** Writes the table of distances. */
  writeTable(table: usize): void {
    const window = this.window;
    const outer = this.outer;
    for (let channel = 0; channel < this.channelsIn; channel++) {
      for (let z = 0; z < window.kernel[0]; z++) {
        for (let y = 0; y < window.kernel[1]; y++) {
          const line =
            ((channel * outer[0] + z * window.dilations[0]) * outer[1] + y * window.dilations[1]) * outer[2];
          for (let x = 0; x < window.kernel[2]; x++) {
            store<u32>(table, (line + x * window.dilations[2]) << this.shift);
            table += 4;
          }
        }
      }
    }
    // A value of k without another stands beside itself; its factor there is 0.
    if ((this.k & 1) == 1) store<u32>(table, load<u32>(table - 4));
  }

  /** The channels of a group with their padding: `from` itself when there is none. */
  padded(scratch: usize, from: usize, bits: u64): usize {
    if (!this.isPadded) return from;
    const window = this.window;
    padChannels(
      scratch,
      from,
      this.channelsIn,
      window.input,
      window.begins,
      this.outer,
      bits,
      1 << this.shift,
    );
    return scratch;
  }

  /** Panels of the places from `first` on. */
  unfold(to: usize, from: usize, table: usize, first: i32, count: i32): void {
    this.unfolding.panels(to, from, table, this.k, first, count);
  }

  /** The same for bytes; `flip` as in `packBytes`. */
  unfoldBytes(to: usize, from: usize, table: usize, first: i32, count: i32, flip: i32): void {
    this.unfolding.bytePanels(to, from, table, this.pairs, first, count, flip);
  }

  /** Lines of the output's places, and the distance in elements of the first place of one of them. */
  get lines(): i32 {
    return this.window.output[0] * this.window.output[1];
  }

  lineOffset(line: i32): i32 {
    const unfolding = this.unfolding;
    const layer = line / unfolding.height;
    return layer * unfolding.depthStep + (line - layer * unfolding.height) * unfolding.heightStep;
  }

  private get block(): i32 {
    return this.outer[0] * this.outer[1] * this.outer[2];
  }

  private measure(node: Node): bool {
    const window = this.window;
    let block: i64 = 1;
    for (let axis = 0; axis < SPATIAL; axis++) {
      block *= max(window.padded(axis), 1);
      if (block > SCRATCH_MAX) break;
      this.outer[axis] = window.padded(axis);
    }
    this.isPadded = window.hasPads;
    const wide = max(64, ((STRIP_BYTES / max(this.k, 1)) >> 6) << 4);
    this.strip = min(wide, (this.places + PANEL - 1) & ~(PANEL - 1));
    const bytes = (this.isPadded ? block * max(this.channelsIn, 1) : 0) + <i64>this.k * (this.strip + 1);
    if (block > SCRATCH_MAX || bytes > SCRATCH_MAX / 4) {
      node.refuse(RefusalCode.TOO_LARGE, 'it needs ' + bytes.toString() + ' elements beside its outputs');
      return false;
    }
    const unfolding = this.unfolding;
    unfolding.shift = this.shift;
    unfolding.depth = window.output[0];
    unfolding.height = window.output[1];
    unfolding.width = window.output[2];
    unfolding.widthStep = window.strides[2];
    unfolding.heightStep = window.strides[1] * this.outer[2];
    unfolding.depthStep = window.strides[0] * this.outer[1] * this.outer[2];
    return true;
  }
}

function refuseShapes(node: Node, x: Tensor, weights: Tensor): bool {
  const shapes = x.shapeText() + ' and ' + weights.shapeText();
  node.refuse(RefusalCode.INVALID_INPUT, 'the shapes of input and weights do not fit: ' + shapes);
  return false;
}
