import { RefusalCode, refuse } from '../core/refusal';
import { ByteSource } from './byte-source';
import {
  ALIGNMENT_MAX, GGUF_VERSION, KEY_BYTES_MAX, LIST_ITEMS_MAX, METADATA_ENTRIES_MAX, TENSORS_MAX, TENSOR_NAME_BYTES_MAX,
} from './limits'; // prettier-ignore
import { Metadata, MetadataValue, ValueType, valueSize } from './metadata';
import { SourceReader } from './source-reader';
import { TensorInfo, blockBytes, blockWeights, tensorTypeName } from './tensor-info';

const MAGIC: u32 = 0x4655_4747;
const ALIGNMENT_DEFAULT: u64 = 32;

/** The head of a file: its metadata and where its tensors lie. */
export class GgufFile {
  metadata: Metadata;
  tensors: Map<string, TensorInfo> = new Map<string, TensorInfo>();

  constructor(public source: ByteSource) {
    this.metadata = new Metadata(source);
  }
}

/** Reads the head of a file and checks all its places. Null: refused. Source: ggml, docs/gguf.md. */
export function readFile(source: ByteSource): GgufFile | null {
  const file = new GgufFile(source);
  const reader = new SourceReader(source);
  const isRead = readHead(file, reader);
  reader.free();
  return isRead ? file : null;
}

function readHead(file: GgufFile, reader: SourceReader): bool {
  if (reader.u32() != MAGIC) return reader.fault('expected it to begin with the letters GGUF');
  const version = reader.u32();
  if (reader.isSound && version != GGUF_VERSION) {
    const expected = 'expected GGUF version ' + GGUF_VERSION.toString();
    return refuse(RefusalCode.UNSUPPORTED, expected + ', got ' + version.toString());
  }
  const tensorCount = reader.u64();
  const entryCount = reader.u64();
  if (!reader.isSound) return false;
  if (tensorCount > TENSORS_MAX) return refuseCount('tensors', TENSORS_MAX, tensorCount);
  if (entryCount > METADATA_ENTRIES_MAX)
    return refuseCount('metadata entries', METADATA_ENTRIES_MAX, entryCount);
  for (let index: u64 = 0; index < entryCount; index++) if (!readEntry(file, reader)) return false;
  const alignment = file.metadata.integerOr('general.alignment', ALIGNMENT_DEFAULT, 8, ALIGNMENT_MAX);
  if (alignment < 0) return false;
  if (alignment % 8 != 0)
    return reader.fault('expected general.alignment to be a multiple of 8, got ' + alignment.toString());
  const tensors = new Array<TensorInfo>();
  for (let index: u64 = 0; index < tensorCount; index++) if (!readTensor(file, reader, tensors)) return false;
  return placeTensors(tensors, reader, <u64>alignment, file.source.size);
}

function refuseCount(what: string, most: u64, got: u64): bool {
  return refuse(
    RefusalCode.TOO_LARGE,
    'expected at most ' + most.toString() + ' ' + what + ', got ' + got.toString(),
  );
}

function readEntry(file: GgufFile, reader: SourceReader): bool {
  const key = reader.name(KEY_BYTES_MAX, 'a key');
  const type = reader.u32();
  if (!reader.isSound) return false;
  if (type > ValueType.FLOAT64)
    return reader.fault('expected a type of value from 0 to 12 at ' + key + ', got ' + type.toString());
  if (file.metadata.has(key)) return reader.fault('it has the key ' + key + ' twice');
  const value = new MetadataValue(type);
  file.metadata.values.set(key, value);
  if (type == ValueType.STRING) return readText(reader, value);
  if (type == ValueType.ARRAY) return readList(reader, value, key);
  const size = valueSize(type);
  const at = reader.take(size);
  if (at == 0) return false;
  memory.copy(changetype<usize>(value) + offsetof<MetadataValue>('bits'), at, size);
  if (type == ValueType.BOOL && value.bits > 1)
    return reader.fault('expected 0 or 1 at ' + key + ', got ' + value.bits.toString());
  return true;
}

function readText(reader: SourceReader, value: MetadataValue): bool {
  value.count = reader.u64();
  value.offset = reader.position;
  if (!reader.isSound) return false;
  if (value.count > reader.left) return reader.fault('a text is longer than the file');
  reader.moveTo(reader.position + value.count);
  return reader.isSound;
}

function readList(reader: SourceReader, value: MetadataValue, key: string): bool {
  value.itemType = reader.u32();
  value.count = reader.u64();
  value.offset = reader.position;
  if (!reader.isSound) return false;
  if (value.itemType == ValueType.ARRAY)
    return refuse(RefusalCode.UNSUPPORTED, 'a list of lists is not supported: ' + key);
  if (value.itemType > ValueType.FLOAT64)
    return reader.fault(
      'expected a type of item from 0 to 12 at ' + key + ', got ' + value.itemType.toString(),
    );
  const size = valueSize(value.itemType);
  if (size != 0) {
    if (value.count > reader.left / size) return reader.fault('the list ' + key + ' is longer than the file');
    reader.moveTo(reader.position + value.count * size);
    return reader.isSound;
  }
  if (value.count > LIST_ITEMS_MAX) return refuseCount('texts in ' + key, LIST_ITEMS_MAX, value.count);
  for (let index: u64 = 0; index < value.count; index++) {
    const length = reader.u64();
    if (!reader.isSound) return false;
    if (length > reader.left) return reader.fault('a text of ' + key + ' is longer than the file');
    reader.moveTo(reader.position + length);
  }
  return true;
}

function readTensor(file: GgufFile, reader: SourceReader, tensors: Array<TensorInfo>): bool {
  const tensor = new TensorInfo();
  tensor.name = reader.name(TENSOR_NAME_BYTES_MAX, 'a tensor name');
  tensor.rank = reader.u32();
  if (!reader.isSound) return false;
  if (file.tensors.has(tensor.name)) return reader.fault('it has the tensor ' + tensor.name + ' twice');
  if (tensor.rank < 1 || tensor.rank > 2) {
    return refuse(
      RefusalCode.UNSUPPORTED,
      'expected 1 or 2 dimensions of the tensor ' + tensor.name + ', got ' + tensor.rank.toString(),
    );
  }
  tensor.columns = reader.u64();
  tensor.rows = tensor.rank == 2 ? reader.u64() : 1;
  tensor.type = reader.u32();
  tensor.offset = reader.u64();
  if (!reader.isSound) return false;
  const weights = blockWeights(tensor.type);
  if (weights == 0)
    return refuse(
      RefusalCode.UNSUPPORTED,
      tensorTypeName(tensor.type) + ' is not supported: tensor ' + tensor.name,
    );
  if (tensor.columns % weights != 0)
    return reader.fault(
      'expected rows of whole blocks of ' + weights.toString() + ' in the tensor ' + tensor.name,
    );
  if (!fitsFile(tensor, reader)) return false;
  tensor.size = tensor.rowSize * tensor.rows;
  file.tensors.set(tensor.name, tensor);
  tensors.push(tensor);
  return true;
}

// The file is far below 2^60 bytes, so that no product here passes 2^64.
function fitsFile(tensor: TensorInfo, reader: SourceReader): bool {
  const whole = reader.position + reader.left;
  if (tensor.columns == 0 || tensor.rows == 0)
    return reader.fault('expected the tensor ' + tensor.name + ' to have numbers, got ' + tensor.shape);
  const rowBlocks = tensor.columns / blockWeights(tensor.type);
  const blocksMax = whole / blockBytes(tensor.type);
  if (rowBlocks > blocksMax || tensor.rows > blocksMax / rowBlocks || tensor.offset > whole)
    return reader.fault('the tensor ' + tensor.name + ' is longer than the file');
  return true;
}

function placeTensors(tensors: Array<TensorInfo>, reader: SourceReader, alignment: u64, fileSize: u64): bool {
  const start = ((reader.position + alignment - 1) / alignment) * alignment;
  for (let index = 0; index < tensors.length; index++) {
    const tensor = tensors[index];
    if (tensor.offset % alignment != 0)
      return reader.fault('expected the tensor ' + tensor.name + ' at a multiple of ' + alignment.toString());
    tensor.offset += start;
    if (tensor.offset > fileSize || tensor.size > fileSize - tensor.offset)
      return reader.fault('the tensor ' + tensor.name + ' lies outside of the file');
  }
  tensors.sort((one, other) => (one.offset < other.offset ? -1 : one.offset > other.offset ? 1 : 0));
  for (let index = 1; index < tensors.length; index++) {
    const before = tensors[index - 1];
    if (before.offset + before.size > tensors[index].offset)
      return reader.fault('the tensors ' + before.name + ' and ' + tensors[index].name + ' overlap');
  }
  return true;
}
