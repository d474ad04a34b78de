import { DataType } from '../../core/data-type';
import { storeString, stringBytes, stringLength } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { RANK_MAX } from '../../core/limits';

class SplitState extends State {
  delimiter: Uint8Array = new Uint8Array(0);
  splitsMax: i64 = 0;
}

/**
 * Texts split at a delimiter, or at blanks without one: `[…, most pieces]` with empty texts behind shorter ones, and the number of
 * pieces of each. Blanks are those of ASCII, left out at both ends; behind the last split that is allowed the
 * rest stays as it is. Source: ONNX,
 * StringSplit (20).
 */
export function addStringSplit(): void {
  addOperator('', 'StringSplit', new Operator(20, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.STRING) return node.refuseType(input);
  if (input.rank >= RANK_MAX)
    return node.refuse(RefusalCode.UNSUPPORTED, 'it would have too many dimensions');
  if (!input.isValueKnown) return Prepared.WAITS;
  const state = new SplitState();
  const bytes = node.attributes.has('delimiter') ? node.attributes.get('delimiter').s : null;
  if (bytes !== null) state.delimiter = bytes;
  state.splitsMax = node.int('maxsplit', -1);
  if (state.splitsMax < 0) state.splitsMax = i64.MAX_VALUE;
  node.state = state;
  let most = 0;
  for (let index = 0; index < input.size; index++)
    most = max(most, split(state, input.data + ((<usize>index) << 3), 0));
  const pieces = node.output(0);
  pieces.beginShape(DataType.STRING, input.rank + 1);
  for (let axis = 0; axis < input.rank; axis++) pieces.setDim(axis, input.dim(axis));
  pieces.setDim(input.rank, most);
  if (node.ready(pieces) == Prepared.REFUSED) return Prepared.REFUSED;
  if (node.hasOutput(1)) node.output(1).shapeLike(input, DataType.INT64);
  node.cost = <f64>pieces.size * 300 + <f64>input.size * 300;
  return Prepared.READY;
}

function run(node: Node): void {
  const state = <SplitState>node.state!;
  const input = node.input(0);
  const pieces = node.output(0);
  memory.fill(pieces.data, 0, pieces.byteSize);
  const most = pieces.dim(pieces.rank - 1);
  for (let index = 0; index < input.size; index++) {
    const count = split(
      state,
      input.data + ((<usize>index) << 3),
      pieces.data + ((<usize>(index * most)) << 3),
    );
    if (node.hasOutput(1)) store<i64>(node.output(1).data + ((<usize>index) << 3), <i64>count);
  }
}

/** Writes the pieces of a text to `to`, unless that is 0, and gives their number. A piece is a part of the text's own bytes. */
function split(state: SplitState, element: usize, to: usize): i32 {
  let at = stringBytes(element);
  let end = at + <usize>stringLength(element);
  const isBlank = state.delimiter.length == 0;
  let count = 0;
  if (isBlank) {
    at = skipBlanks(at, end);
    while (end > at && isBlankByte(load<u8>(end - 1))) end--;
  }
  // The operator's text leaves open whether nothing is one empty piece; as in onnxruntime, it is none.
  if (at == end) return 0;
  while (!isBlank || at < end) {
    const isLast = <i64>count >= state.splitsMax;
    const stop = isLast ? end : isBlank ? findBlank(at, end) : find(state.delimiter, at, end);
    if (to != 0) storeString(to + ((<usize>count) << 3), at, <i32>(stop - at));
    count++;
    if (stop == end) break;
    at = isBlank ? skipBlanks(stop, end) : stop + <usize>state.delimiter.length;
  }
  return count;
}

function find(delimiter: Uint8Array, at: usize, end: usize): usize {
  const length = <usize>delimiter.length;
  const first = load<u8>(delimiter.dataStart);
  for (; at + length <= end; at++) {
    if (load<u8>(at) == first && memory.compare(at, delimiter.dataStart, length) == 0) return at;
  }
  return end;
}

function isBlankByte(byte: u8): bool {
  return byte == 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function skipBlanks(at: usize, end: usize): usize {
  while (at < end && isBlankByte(load<u8>(at))) at++;
  return at;
}

function findBlank(at: usize, end: usize): usize {
  while (at < end && !isBlankByte(load<u8>(at))) at++;
  return at;
}
