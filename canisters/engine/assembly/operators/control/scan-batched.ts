import { DataType } from '../../core/data-type';
import { countIteration } from '../../core/iterations';
import { allocateValue } from '../../core/memory';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { hasRoom } from '../../core/sequence';
import { RANK_MAX, Tensor } from '../../core/tensor';
import { copyBytes } from '../../kernels/copy-bytes';
import { fillElements } from '../../kernels/fill-elements';
import { BodyTurns, checkPorts, turnsOf } from './body-turns';
import { checkEntries, entryOf } from './scan-axes';

/*
 * Scan of opset 8: axis 0 of every value counts the batch, axis 1 of what is scanned the turns, and each row of the batch may
 * have a length of its own; outputs behind it are 0. Source: ONNX, Scan (8).
 */

function scannedOf(node: Node): i32 {
  return <i32>max<i64>(min<i64>(node.int('num_scan_inputs', 0), i32.MAX_VALUE), 0);
}

/** Checks a scan whose input 0, if given, holds the length of each row. */
export function prepareBatched(node: Node): i32 {
  const turns = turnsOf(node, 'body');
  if (turns === null) return Prepared.REFUSED;
  const given = node.inputs.length - 1;
  const scanned = scannedOf(node);
  if (scanned < 1 || scanned > given) {
    return node.refuse(
      RefusalCode.MALFORMED,
      'expected 1 to ' + given.toString() + ' scan inputs, got ' + scanned.toString(),
    );
  }
  const outputs = turns.body.graph.outputs.length;
  if (!checkPorts(node, turns, given, max(outputs, given - scanned))) return Prepared.REFUSED;
  if (node.outputs.length > outputs) {
    return node.refuse(
      RefusalCode.MALFORMED,
      'expected at most ' + outputs.toString() + ' outputs, got more',
    );
  }
  if (!checkEntries(node, 'directions', scanned)) return Prepared.REFUSED;
  for (let index = 1; index < node.inputs.length; index++) {
    if (!node.hasInput(index))
      return node.refuse(RefusalCode.MALFORMED, 'it lacks its input ' + index.toString());
  }
  return node.isLate ? checkShapes(node, given - scanned) : Prepared.WAITS;
}

function checkShapes(node: Node, carried: i32): i32 {
  const first = node.input(1 + carried);
  for (let index = 1; index < node.inputs.length; index++) {
    const input = node.input(index);
    const isScanned = index > carried;
    const fits =
      input.rank > (isScanned ? 1 : 0) &&
      first.rank > 1 &&
      input.dim(0) == first.dim(0) &&
      (!isScanned || input.dim(1) == first.dim(1));
    if (fits) continue;
    const expected = 'expected inputs of one batch and length, got the shapes ' + first.shapeText() + ' and ';
    return node.refuse(RefusalCode.INVALID_INPUT, expected + input.shapeText());
  }
  if (!node.hasInput(0)) return Prepared.READY;
  const lengths = node.input(0);
  if (lengths.type != DataType.INT64) return node.refuseType(lengths);
  if (lengths.size != first.dim(0)) {
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected a length for each row of the batch');
  }
  for (let row = 0; row < lengths.size; row++) {
    const length = lengths.intAt(row);
    if (length < 0 || length > <i64>first.dim(1)) {
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'no length ' + length.toString() + ' in ' + first.shapeText(),
      );
    }
  }
  return Prepared.READY;
}

/** Runs the body for every turn of every row. */
export function runBatched(node: Node): void {
  const turns = turnsOf(node, 'body')!;
  turns.begin();
  runRows(node, turns);
  turns.end(node);
}

function runRows(node: Node, turns: BodyTurns): bool {
  const carried = node.inputs.length - 1 - scannedOf(node);
  const first = node.input(1 + carried);
  const rows = first.dim(0);
  const length = first.dim(1);
  if (rows == 0 || length == 0) {
    return node.refuse(RefusalCode.UNSUPPORTED, 'an empty batch is not supported') == Prepared.READY;
  }
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < carried; index++) sliceOf(node.input(1 + index), 1, row, turns.input(index));
    const turnsMax = node.hasInput(0) ? <i32>node.input(0).intAt(row) : length;
    for (let turn = 0; turn < turnsMax; turn++) {
      for (let index = carried; index < turns.body.graph.inputs.length; index++) {
        const isReversed = entryOf(node, 'directions', index - carried) == 1;
        const at = isReversed ? turnsMax - 1 - turn : turn;
        sliceOf(node.input(1 + index), 2, row * length + at, turns.input(index));
      }
      if (!countIteration() || !turns.run()) return false;
      for (let index = carried; index < node.outputs.length; index++) {
        if (!writePart(node, index, turns.output(index), rows * length, row * length + turn)) return false;
      }
      if (!turns.carry(0, 0, carried)) return false;
    }
    for (let index = 0; index < min(carried, node.outputs.length); index++) {
      if (!writePart(node, index, turns.input(index), rows, row)) return false;
    }
  }
  return shapeOutputs(node, carried, rows, length);
}

// The slice shares the memory of the input: it lies in one piece.
function sliceOf(input: Tensor, dropped: i32, at: i32, slice: Tensor): void {
  slice.beginShape(input.type, input.rank - dropped);
  for (let axis = 0; axis < slice.rank; axis++) slice.setDim(axis, input.dim(axis + dropped));
  slice.endShape();
  slice.data = input.data + <usize>at * slice.byteSize;
}

// The first part decides the shape of all; the output is counted in parts until every part is there.
function writePart(node: Node, index: i32, value: Tensor, parts: i32, part: i32): bool {
  const output = node.output(index);
  if (!output.isShapeKnown) {
    if (value.type >= DataType.STRING && value.type != DataType.BOOL && value.type != DataType.DOUBLE)
      return node.refuseType(value) == Prepared.READY;
    if (value.rank > RANK_MAX - 2) return node.ready(output) == Prepared.READY;
    output.beginShape(value.type, value.rank + 1);
    output.setDim(0, parts);
    for (let axis = 0; axis < value.rank; axis++) output.setDim(axis + 1, value.dim(axis));
    if (!output.endShape()) return node.ready(output) == Prepared.READY;
    if (!hasRoom(<u64>output.byteSize)) return false;
    output.data = allocateValue(output.byteSize);
    fillElements(output.data, 0, 1, <i32>output.byteSize);
  }
  let isSame = output.type == value.type && output.rank == value.rank + 1;
  for (let axis = 0; isSame && axis < value.rank; axis++) isSame = output.dim(axis + 1) == value.dim(axis);
  if (!isSame) {
    const got = value.shapeText();
    return (
      node.refuse(RefusalCode.INVALID_INPUT, 'a turn gives another shape than those before: ' + got) ==
      Prepared.READY
    );
  }
  copyBytes(output.data + <usize>part * value.byteSize, value.data, value.byteSize);
  return true;
}

function shapeOutputs(node: Node, carried: i32, rows: i32, length: i32): bool {
  for (let index = carried; index < node.outputs.length; index++) {
    const output = node.output(index);
    if (!output.isShapeKnown)
      return node.refuse(RefusalCode.UNSUPPORTED, 'every length is 0') == Prepared.READY;
    output.rank++;
    for (let axis = output.rank - 1; axis > 1; axis--) output.setDim(axis, output.dim(axis - 1));
    output.setDim(0, rows);
    output.setDim(1, length);
  }
  return true;
}
