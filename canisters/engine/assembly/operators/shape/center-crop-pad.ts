import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { frontAxes } from './axis';
import { integersOf, needIntegers } from './known-integers';
import { prepareRegion, runRegion } from './place-region';

/** CenterCropPad: the middle of the input in a shape that is smaller or larger along `axes`; what is added is 0. */
export function prepareCenterCropPad(node: Node): i32 {
  const outcome = needIntegers(node, 1);
  if (outcome != Prepared.READY) return outcome;
  const data = node.input(0);
  const shape = integersOf(node, 1);
  const given = node.ints('axes');
  let axes: Array<i32> | null = null;
  if (given !== null) {
    axes = frontAxes(node, given, data.rank);
    if (axes === null) return Prepared.REFUSED;
  }
  const count = axes === null ? data.rank : axes.length;
  if (shape.length != count) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected ' + count.toString() + ' dimensions, got [' + shape.join(',') + ']',
    );
  }
  const output = node.output(0);
  output.shapeLike(data, data.type);
  const offsets = new StaticArray<i32>(data.rank);
  for (let index = 0; index < count; index++) {
    const axis = axes === null ? index : axes[index];
    if (shape[index] < 0 || shape[index] > i32.MAX_VALUE) {
      return node.refuse(RefusalCode.INVALID_INPUT, 'the shape [' + shape.join(',') + '] is not one');
    }
    const wanted = <i32>shape[index];
    output.setDim(axis, wanted);
    // Halves are rounded towards the beginning on both ways.
    offsets[axis] =
      wanted < data.dim(axis) ? -((data.dim(axis) - wanted) >> 1) : (wanted - data.dim(axis)) >> 1;
  }
  const ready = node.ready(output);
  if (ready == Prepared.READY) prepareRegion(node, offsets);
  return ready;
}

export function runCenterCropPad(node: Node): void {
  runRegion(node, 0);
}
