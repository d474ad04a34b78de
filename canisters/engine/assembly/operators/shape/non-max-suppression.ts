import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { isIndexType } from './known-integers';
import { sortPlaces } from './sort-places';

/** The boxes that were selected: batch, class and box of each. */
class SelectionState extends State {
  selected: Array<i32> = new Array<i32>();
}

// The scores of the class that is worked on; the order of boxes is by them, the higher first.
let scores: usize = 0;

function compareScores(one: i32, other: i32): i32 {
  const a = load<f32>(scores + ((<usize>one) << 2));
  const b = load<f32>(scores + ((<usize>other) << 2));
  return a > b ? -1 : a < b ? 1 : 0;
}

/** NonMaxSuppression: for each class the boxes with the best scores, without those that overlap a better one too much. */
export function prepareNonMaxSuppression(node: Node): i32 {
  const boxes = node.input(0);
  const given = node.input(1);
  if (boxes.type != DataType.FLOAT) return node.refuseType(boxes);
  if (given.type != DataType.FLOAT) return node.refuseType(given);
  const isFitting =
    boxes.rank == 3 &&
    given.rank == 3 &&
    boxes.dim(2) == 4 &&
    boxes.dim(0) == given.dim(0) &&
    boxes.dim(1) == given.dim(2);
  if (!isFitting) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'boxes of shape ' + boxes.shapeText() + ' do not fit scores of ' + given.shapeText(),
    );
  }
  let isReady = boxes.isValueKnown && given.isValueKnown;
  for (let index = 2; index < node.inputs.length; index++) {
    if (!node.hasInput(index)) continue;
    const input = node.input(index);
    if (index == 2 ? !isIndexType(input) : input.type != DataType.FLOAT) return node.refuseType(input);
    if (input.size > 1) {
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'expected one number, got the shape ' + input.shapeText(),
      );
    }
    isReady = isReady && input.isValueKnown;
  }
  if (!isReady) return Prepared.WAITS;
  const state = new SelectionState();
  select(node, state.selected);
  node.state = state;
  const output = node.output(0);
  output.beginShape(DataType.INT64, 2);
  output.setDim(0, state.selected.length / 3);
  output.setDim(1, 3);
  node.cost = 100 + 500 * <f64>given.size;
  return node.ready(output);
}

function threshold(node: Node, index: i32, otherwise: f32): f32 {
  return node.hasInput(index) && node.input(index).size == 1 ? load<f32>(node.input(index).data) : otherwise;
}

function select(node: Node, selected: Array<i32>): void {
  const boxes = node.input(0);
  const given = node.input(1);
  const most = node.hasInput(2) && node.input(2).size == 1 ? node.input(2).intAt(0) : 0;
  const overlap = threshold(node, 3, 0);
  const hasScore = node.hasInput(4) && node.input(4).size == 1;
  const least = threshold(node, 4, 0);
  const isCentered = node.int('center_point_box', 0) != 0;
  const count = boxes.dim(1);
  for (let batch = 0; batch < given.dim(0); batch++) {
    const first = boxes.data + ((<usize>(batch * count)) << 4);
    for (let kind = 0; kind < given.dim(1); kind++) {
      scores = given.data + ((<usize>((batch * given.dim(1) + kind) * count)) << 2);
      const order = sortPlaces(count, compareScores);
      const kept = new Array<i32>();
      for (let at = 0; at < count && <i64>kept.length < most; at++) {
        const box = order[at];
        if (hasScore && !(load<f32>(scores + ((<usize>box) << 2)) > least)) continue;
        let isBest = true;
        for (let other = 0; isBest && other < kept.length; other++) {
          isBest = !overlaps(
            first + ((<usize>box) << 4),
            first + ((<usize>kept[other]) << 4),
            isCentered,
            overlap,
          );
        }
        if (!isBest) continue;
        kept.push(box);
        selected.push(batch);
        selected.push(kind);
        selected.push(box);
      }
    }
  }
}

// One end of a box along an axis (0: the first of a pair of numbers); the numbers are two corners, or the middle and the size.
function low(box: usize, axis: usize, isCentered: bool): f32 {
  const one = load<f32>(box + axis);
  const other = load<f32>(box + axis, 8);
  return isCentered ? one - other / 2 : min<f32>(one, other);
}

function high(box: usize, axis: usize, isCentered: bool): f32 {
  const one = load<f32>(box + axis);
  const other = load<f32>(box + axis, 8);
  return isCentered ? one + other / 2 : max<f32>(one, other);
}

// Whether the part that two boxes share is more than so much of what they cover together.
function overlaps(one: usize, other: usize, isCentered: bool, limit: f32): bool {
  let shared: f32 = 1;
  let areaOne: f32 = 1;
  let areaOther: f32 = 1;
  for (let axis: usize = 0; axis <= 4; axis += 4) {
    const lowOne = low(one, axis, isCentered);
    const highOne = high(one, axis, isCentered);
    const lowOther = low(other, axis, isCentered);
    const highOther = high(other, axis, isCentered);
    const length = min<f32>(highOne, highOther) - max<f32>(lowOne, lowOther);
    if (!(length > 0)) return false;
    shared *= length;
    areaOne *= highOne - lowOne;
    areaOther *= highOther - lowOther;
  }
  const covered = areaOne + areaOther - shared;
  if (!(areaOne > 0 && areaOther > 0 && covered > 0 && shared > 0)) return false;
  return shared / covered > limit;
}

export function runNonMaxSuppression(node: Node): void {
  const selected = (<SelectionState>node.state!).selected;
  let to = node.output(0).data;
  for (let at = 0; at < selected.length; at++) {
    store<i64>(to, <i64>selected[at]);
    to += 8;
  }
}
