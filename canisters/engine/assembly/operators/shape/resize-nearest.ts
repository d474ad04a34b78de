import { elementSize } from '../../core/data-type';
import { Node, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { FILLED, MappedCopy } from '../../kernels/mapped-copy';
import { ResizedAxis, Transform } from './resize-coordinates';
import { stepOf } from './transpose';

/** Which of two neighbours is taken. */
namespace Nearest {
  export const ROUND_PREFER_FLOOR: i32 = 0;
  export const ROUND_PREFER_CEIL: i32 = 1;
  export const FLOOR: i32 = 2;
  export const CEIL: i32 = 3;
}

/** What a nearest resize remembers: where each element comes from, and what stands outside of the input. */
export class NearestState extends State {
  copy: MappedCopy = new MappedCopy();
  filling: u64 = 0;
}

// Before opset 11 no mode is named: the place is cut off when the axis grows and rounded up when it shrinks.
function nearestMode(node: Node, axis: ResizedAxis): i32 {
  if (node.opset < 11) return axis.scale < 1 && node.opset == 10 ? Nearest.CEIL : Nearest.FLOOR;
  const name = node.text('nearest_mode', 'round_prefer_floor');
  if (name == 'round_prefer_floor') return Nearest.ROUND_PREFER_FLOOR;
  if (name == 'round_prefer_ceil') return Nearest.ROUND_PREFER_CEIL;
  if (name == 'floor') return Nearest.FLOOR;
  if (name == 'ceil') return Nearest.CEIL;
  node.refuse(RefusalCode.UNSUPPORTED, 'the nearest mode "' + name + '" is not supported');
  return -1;
}

/** Prepares the copy of the nearest elements; false: refused. */
export function prepareNearest(node: Node, axes: Array<ResizedAxis>, transform: i32, filling: u64): bool {
  const data = node.input(0);
  const state = new NearestState();
  let runAxis = data.rank;
  while (runAxis > 0 && axes[runAxis - 1].isSame) runAxis--;
  state.copy.begin(data.sizeOf(runAxis, data.rank));
  for (let at = 0; at < runAxis; at++) {
    const axis = axes[at];
    const mode = nearestMode(node, axis);
    if (mode < 0) return false;
    const table = new StaticArray<i32>(axis.to);
    const step = stepOf(data, at);
    for (let place = 0; place < axis.to; place++) {
      const x = axis.isSame ? <f64>place : axis.placeOf(transform, place);
      const isOutside = transform == Transform.CROP_AND_RESIZE && !(x >= 0 && x <= <f64>(axis.from - 1));
      table[place] = isOutside ? FILLED : nearest(x, mode, axis.from) * step;
    }
    state.copy.addAxis(table);
  }
  state.copy.end();
  state.filling = filling;
  node.state = state;
  node.alias = runAxis == 0 ? 0 : -1;
  node.cost = 100 + (runAxis == data.rank ? 20 * <f64>node.output(0).size : <f64>node.output(0).byteSize);
  return true;
}

function nearest(x: f64, mode: i32, size: i32): i32 {
  const low = Math.floor(x);
  const ratio = x - low;
  let isHigh = false;
  if (ratio > 0) {
    if (mode == Nearest.ROUND_PREFER_FLOOR) isHigh = ratio > 0.5;
    else if (mode == Nearest.ROUND_PREFER_CEIL) isHigh = ratio >= 0.5;
    else isHigh = mode == Nearest.CEIL;
  }
  const place = isHigh ? low + 1 : low;
  // Written so that what is no number comes to the first element.
  return place > 0 ? (place < <f64>(size - 1) ? <i32>place : size - 1) : 0;
}

export function runNearest(node: Node, state: NearestState): void {
  const data = node.input(0);
  state.copy.run(node.output(0).data, data.data, elementSize(data.type), state.filling);
}
