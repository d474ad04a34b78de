import { dtoa_buffered, itoa_buffered } from 'util/number';
import { DataType, elementSize } from '../../core/data-type';
import { allocateValue, storeString, stringBytes, stringLength } from '../../core/memory';
import { Node } from '../../core/node';
import { RefusalCode, refuse } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { parseNumber, parsedNumber, parsedWhole, isParsedWhole } from '../../kernels/parse-number';
import { isIntegerType } from './binary';
import { convertElements } from './cast-kernel';

/** Characters of the longest number; each takes two bytes in the buffer. */
const NUMBER_LENGTH_MAX: i32 = 32;

const buffer: usize = memory.data(NUMBER_LENGTH_MAX * 2, 8);
const parsed: usize = memory.data(8, 8);

/** Writes numbers as text: the shortest decimal that reads as the same number; `NaN`, `INF` and `-INF`; bools as 1 and 0. */
export function castToText(input: Tensor, output: Tensor): void {
  const step = <usize>elementSize(input.type);
  let from = input.data;
  let to = output.data;
  const end = to + ((<usize>output.size) << 3);
  for (; to < end; to += 8, from += step) {
    const length = writeNumber(from, input.type);
    const bytes = allocateValue(<usize>length);
    for (let index: usize = 0; index < <usize>length; index++)
      store<u8>(bytes + index, <u8>load<u16>(buffer + (index << 1)));
    storeString(to, bytes, length);
  }
}

function writeNumber(from: usize, type: i32): i32 {
  switch (type) {
    case DataType.FLOAT: return writeFloat<f32>(load<f32>(from)); // prettier-ignore
    case DataType.DOUBLE: return writeFloat<f64>(load<f64>(from)); // prettier-ignore
    case DataType.INT8: return itoa_buffered<i32>(buffer, load<i8>(from)); // prettier-ignore
    case DataType.INT16: return itoa_buffered<i32>(buffer, load<i16>(from)); // prettier-ignore
    case DataType.INT32: return itoa_buffered<i32>(buffer, load<i32>(from)); // prettier-ignore
    case DataType.INT64: return itoa_buffered<i64>(buffer, load<i64>(from)); // prettier-ignore
    case DataType.UINT16: return itoa_buffered<u32>(buffer, load<u16>(from)); // prettier-ignore
    case DataType.UINT32: return itoa_buffered<u32>(buffer, load<u32>(from)); // prettier-ignore
    case DataType.UINT64: return itoa_buffered<u64>(buffer, load<u64>(from)); // prettier-ignore
    default: return itoa_buffered<u32>(buffer, load<u8>(from)); // prettier-ignore
  }
}

function writeFloat<T>(value: T): i32 {
  if (value == value && abs<T>(value) != <T>Infinity) return dtoa_buffered<T>(buffer, value);
  const text = value != value ? 'NaN' : value > <T>0 ? 'INF' : '-INF';
  for (let index = 0; index < text.length; index++)
    store<u16>(buffer + ((<usize>index) << 1), <u16>text.charCodeAt(index));
  return text.length;
}

/** Reads text as numbers of the type `to`; a text that is no number refuses the run. */
export function castFromText(node: Node, to: i32): void {
  const input = node.input(0);
  const isWhole = isIntegerType(to);
  const size = <usize>elementSize(node.output(0).type);
  for (let index: usize = 0; index < <usize>input.size; index++) {
    const element = input.data + (index << 3);
    const place = node.output(0).data + index * size;
    if (!parseNumber(stringBytes(element), stringLength(element))) {
      const text = String.UTF8.decodeUnsafe(stringBytes(element), <usize>min(stringLength(element), 40));
      refuse(RefusalCode.INVALID_INPUT, 'Cast: expected a number, got "' + text + '"');
      return;
    }
    const isRead = isParsedWhole && isWhole;
    if (isRead) store<i64>(parsed, parsedWhole);
    else store<f64>(parsed, parsedNumber);
    convertElements(isRead ? DataType.INT64 : DataType.DOUBLE, parsed, to, place, 1);
  }
}
