import { DataType, ITEM_SIZE } from '../core/data-type';
import { SEQUENCE_LENGTH_MAX } from '../core/limits';
import { RefusalCode, refuse } from '../core/refusal';
import { Region } from '../core/region';
import { itemAt, storeItem } from '../core/sequence';
import { Tensor } from '../core/tensor';
import { readTensor } from './read-tensor';
import { Wire } from './wire';

const TENSOR: i32 = 3;
const SEQUENCE: i32 = 5;

/** Reads a sequence of tensors. Null: refused. Source: onnx-data.proto, SequenceProto. */
export function readSequence(wire: Wire, region: Region): Tensor | null {
  const start = wire.position;
  const length = wire.end - start;
  let count = 0;
  while (wire.next()) {
    if (wire.field == TENSOR) count++;
    if (wire.field > TENSOR) return notRead();
    wire.skip();
  }
  if (!wire.isSound) return null;
  if (count > SEQUENCE_LENGTH_MAX) {
    const expected = 'expected at most ' + SEQUENCE_LENGTH_MAX.toString() + ' tensors in a sequence, got ';
    refuse(RefusalCode.TOO_LARGE, expected + count.toString());
    return null;
  }
  const sequence = listOf(DataType.SEQUENCE, count, region);
  const again = new Wire(start, length);
  let index = 0;
  while (again.next()) {
    if (again.field != TENSOR) {
      again.skip();
      continue;
    }
    const tensor = readTensor(again.message(), region);
    if (tensor === null) return null;
    storeItem(itemAt(sequence, index++), tensor);
  }
  return sequence;
}

/** Reads a value that may be missing. Null: refused. Source: onnx-data.proto, OptionalProto. */
export function readOptional(wire: Wire, region: Region): Tensor | null {
  let value: Tensor | null = null;
  while (wire.next()) {
    if (wire.field == TENSOR || wire.field == SEQUENCE) {
      value =
        wire.field == TENSOR ? readTensor(wire.message(), region) : readSequence(wire.message(), region);
      if (value === null) return null;
    } else if (wire.field > TENSOR) {
      return notRead();
    } else {
      wire.skip();
    }
  }
  if (!wire.isSound) return null;
  const optional = listOf(DataType.OPTIONAL, value === null ? 0 : 1, region);
  if (value !== null) storeItem(itemAt(optional, 0), value);
  return optional;
}

function listOf(type: i32, count: i32, region: Region): Tensor {
  const list = new Tensor('');
  list.beginShape(type, 1);
  list.setDim(0, count);
  list.endShape();
  list.data = region.allocate(<usize>count * <usize>ITEM_SIZE);
  return list;
}

function notRead(): Tensor | null {
  refuse(RefusalCode.UNSUPPORTED, 'only tensors, sequences of tensors and optional ones are supported');
  return null;
}
