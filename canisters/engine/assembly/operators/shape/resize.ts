import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { frontAxes } from './axis';
import { narrow } from './float-elements';
import { integersOf, isIndexType } from './known-integers';
import { isNumberType } from './number-at';
import { ResizedAxis, Transform, transformOf } from './resize-coordinates';
import { NearestState, prepareNearest, runNearest } from './resize-nearest';
import { WeightedState, prepareWeighted, runWeighted } from './resize-weighted';
import { Weighing } from './resize-weights';
import { elementBits } from '../../kernels/fill-elements';

/** Upsample up to opset 8: the scales are an attribute. */
export function prepareUpsampleByAttribute(node: Node): i32 {
  const given = node.floats('scales');
  if (given === null) return node.refuse(RefusalCode.MALFORMED, 'the attribute "scales" is missing');
  const scales = new Array<f64>();
  for (let index = 0; index < given.length; index++) scales.push(<f64>given[index]);
  return resize(node, scales, null, null);
}

/** Upsample of opset 9 and Resize of opset 10: the scales are an input. */
export function prepareResizeByScales(node: Node): i32 {
  const outcome = needFloats(node, 1);
  return outcome == Prepared.READY ? resize(node, floatsOf(node.input(1)), null, null) : outcome;
}

/** Resize from opset 11: a region of interest, scales and sizes are inputs. */
export function prepareResize(node: Node): i32 {
  let scales: Array<f64> | null = null;
  let sizes: Array<i64> | null = null;
  let roi: Array<f64> | null = null;
  const transform = transformOf(node);
  if (transform < 0) return Prepared.REFUSED;
  if (transform == Transform.CROP_AND_RESIZE) {
    if (!isGiven(node, 1)) return node.refuse(RefusalCode.INVALID_INPUT, 'the region of interest is missing');
    const outcome = needFloats(node, 1);
    if (outcome != Prepared.READY) return outcome;
    roi = floatsOf(node.input(1));
  }
  if (isGiven(node, 3)) {
    if (!isIndexType(node.input(3))) return node.refuseType(node.input(3));
    if (!node.input(3).isValueKnown) return Prepared.WAITS;
    sizes = integersOf(node, 3);
  } else if (isGiven(node, 2)) {
    const outcome = needFloats(node, 2);
    if (outcome != Prepared.READY) return outcome;
    scales = floatsOf(node.input(2));
  } else return node.refuse(RefusalCode.INVALID_INPUT, 'neither scales nor sizes are given');
  return resize(node, scales, sizes, roi);
}

/** An input without elements stands for one that is not given. */
function isGiven(node: Node, index: i32): bool {
  return node.hasInput(index) && node.input(index).size > 0;
}

function needFloats(node: Node, index: i32): i32 {
  const input = node.input(index);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  return input.isValueKnown ? Prepared.READY : Prepared.WAITS;
}

function floatsOf(tensor: Tensor): Array<f64> {
  const values = new Array<f64>();
  for (let at = 0; at < tensor.size; at++) {
    const place = <usize>at;
    const isFloat32 = tensor.type == DataType.FLOAT;
    values.push(
      isFloat32 ? <f64>load<f32>(tensor.data + (place << 2)) : load<f64>(tensor.data + (place << 3)),
    );
  }
  return values;
}

function resize(
  node: Node,
  scales: Array<f64> | null,
  sizes: Array<i64> | null,
  roi: Array<f64> | null,
): i32 {
  const data = node.input(0);
  const axes = new Array<ResizedAxis>();
  for (let at = 0; at < data.rank; at++) {
    const axis = new ResizedAxis();
    axis.axis = at;
    axis.from = data.dim(at);
    axis.to = axis.from;
    axes.push(axis);
  }
  const chosen = chooseAxes(node, axes);
  if (chosen === null) return Prepared.REFUSED;
  const count = scales !== null ? scales.length : sizes!.length;
  if (count != chosen.length || (roi !== null && roi.length != 2 * count))
    return refuseSizes(node, 'their number');
  for (let at = 0; roi !== null && at < count; at++) {
    chosen[at].roiStart = roi[at];
    chosen[at].roiEnd = roi[count + at];
  }
  const isScaled = scales !== null ? setScales(chosen, scales) : setSizes(node, chosen, sizes!);
  if (!isScaled) return refuseSizes(node, 'their values');
  const output = node.output(0);
  output.shapeLike(data, data.type);
  for (let at = 0; at < data.rank; at++) {
    output.setDim(at, axes[at].to);
    if (axes[at].to > 0 && axes[at].from == 0) return refuseSizes(node, 'an empty axis');
    if (axes[at].to > PLACES_MAX && !axes[at].isSame)
      return refuseSizes(node, 'more places than a table has');
  }
  const outcome = node.ready(output);
  return outcome == Prepared.READY ? prepareMode(node, axes) : outcome;
}

function chooseAxes(node: Node, axes: Array<ResizedAxis>): Array<ResizedAxis> | null {
  const given = node.opset >= 18 ? node.ints('axes') : null;
  if (given === null) return axes;
  const numbers = frontAxes(node, given, axes.length);
  if (numbers === null) return null;
  const chosen = new Array<ResizedAxis>();
  for (let at = 0; at < numbers.length; at++) chosen.push(axes[numbers[at]]);
  return chosen;
}

const SIZE_MAX: f64 = 536870911;

function setScales(axes: Array<ResizedAxis>, scales: Array<f64>): bool {
  for (let at = 0; at < scales.length; at++) {
    const size = Math.floor(<f64>axes[at].from * scales[at]);
    if (!(scales[at] > 0) || !(size <= SIZE_MAX)) return false;
    axes[at].scale = scales[at];
    axes[at].to = <i32>size;
  }
  return true;
}

// Sizes are bounds, of which one scale for all axes makes the best, unless the policy is to stretch.
function setSizes(node: Node, axes: Array<ResizedAxis>, sizes: Array<i64>): bool {
  const policy = node.opset >= 18 ? node.text('keep_aspect_ratio_policy', 'stretch') : 'stretch';
  const isSmaller = policy == 'not_larger';
  if (policy != 'stretch' && policy != 'not_smaller' && !isSmaller) return false;
  let common: f64 = isSmaller ? Infinity : 0;
  for (let at = 0; at < sizes.length; at++) {
    if (sizes[at] < 0 || <f64>sizes[at] > SIZE_MAX) return false;
    axes[at].to = <i32>sizes[at];
    axes[at].scale = axes[at].from > 0 ? <f64>sizes[at] / <f64>axes[at].from : 1;
    common = isSmaller ? min<f64>(common, axes[at].scale) : max<f64>(common, axes[at].scale);
  }
  if (policy == 'stretch') return true;
  for (let at = 0; at < axes.length; at++) {
    const size = Math.floor(common * <f64>axes[at].from + 0.5);
    if (!(size <= SIZE_MAX)) return false;
    axes[at].scale = common;
    axes[at].to = <i32>size;
  }
  return true;
}

function refuseSizes(node: Node, what: string): i32 {
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'the scales or sizes do not fit the shape ' + node.input(0).shapeText() + ': ' + what,
  );
}

function prepareMode(node: Node, axes: Array<ResizedAxis>): i32 {
  const data = node.input(0);
  const mode = node.text('mode', 'nearest');
  const transform = transformOf(node);
  const isSmoothed = node.opset >= 18 && node.int('antialias', 0) != 0;
  const extrapolation = node.float('extrapolation_value', 0);
  if (mode == 'nearest') {
    if (isSmoothed)
      return node.refuse(RefusalCode.UNSUPPORTED, 'antialias is not supported with the mode "nearest"');
    const filling = transform == Transform.CROP_AND_RESIZE ? bitsOf(data.type, extrapolation) : 0;
    return prepareNearest(node, axes, transform, filling) ? Prepared.READY : Prepared.REFUSED;
  }
  const weighing = new Weighing();
  weighing.isCubic = mode == 'cubic';
  if (mode != 'linear' && mode != 'bilinear' && !weighing.isCubic) {
    return node.refuse(RefusalCode.UNSUPPORTED, 'the mode "' + mode + '" is not supported');
  }
  if (!isNumberType(data.type)) return node.refuseType(data);
  weighing.transform = transform;
  weighing.isSmoothed = isSmoothed;
  weighing.cubicCoefficient = <f64>node.float('cubic_coeff_a', -0.75);
  weighing.isOutsideExcluded = node.int('exclude_outside', 0) != 0;
  for (let at = 0; at < axes.length; at++) {
    const reach = isSmoothed ? 4 / min<f64>(1, axes[at].scale) + 2 : 4;
    if (reach * <f64>axes[at].to > TAPS_MAX) return node.refuse(RefusalCode.TOO_LARGE, 'too much is weighed');
  }
  prepareWeighted(node, axes, weighing, <f64>extrapolation);
  return Prepared.READY;
}

/** The most places of an axis that changes. */
const PLACES_MAX: i32 = 4194304;

/** The most weights of one axis. */
const TAPS_MAX: f64 = 4194304;

const element = memory.data(8);
const widened = memory.data(8);

function bitsOf(type: i32, value: f32): u64 {
  const tensor = new Tensor('');
  tensor.beginShape(type, 0);
  if (!isNumberType(type) || !tensor.endShape()) return 0;
  tensor.data = element;
  store<f64>(widened, <f64>value);
  narrow(tensor, widened);
  return elementBits(element, elementSize(type));
}

export function runResize(node: Node): void {
  if (node.alias >= 0) return;
  if (node.state instanceof NearestState) runNearest(node, <NearestState>node.state!);
  else runWeighted(node, <WeightedState>node.state!);
}
